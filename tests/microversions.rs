//! Which microversion each request names, and that nothing is sent below what it needs.

mod support;

use backup_panel::api::backups::{ListBackups, ShowBackup};
use backup_panel::api::capabilities::{ReadFilters, ReadLimits};
use backup_panel::api::client::{Client, Target};
use backup_panel::api::endpoint::Endpoint;
use backup_panel::api::identity::{
    Authenticate, ListAllProjects, ListOwnProjects, Proof, RevokeToken, Scope,
};
use backup_panel::api::messages::BackupMessages;
use backup_panel::api::versions::{ReadVersions, ReadVersionsSignedIn};
use backup_panel::api::volumes::{ListSnapshots, ListVolumeNames, ListVolumes};
use backup_panel::model::fault::{FaultKind, Service};
use backup_panel::model::ids::BackupId;
use backup_panel::model::listing::ListParams;
use backup_panel::model::microversion::Microversion;

use support::cloud::{Cloud, header, scripted};
use support::task::run;
use support::{BLOCK_STORAGE, IDENTITY, PROJECT, TOKEN, client};

const HEADER: &str = "OpenStack-API-Version";

/// The header that goes to a cloud with microversions up to 3.`minor`.
fn named(endpoint: &impl Endpoint, path: &str, minor: u16) -> Option<String> {
    let url = format!("{BLOCK_STORAGE}v3/{PROJECT}{path}");
    // What the answer holds is of no account here.
    let cloud = Cloud::with([scripted("GET", &url, 200, "{}")]);
    let _ = run(client(&cloud, minor).send(endpoint));
    header(&cloud.only(), HEADER)
}

#[test]
fn a_request_names_the_best_that_both_sides_know() {
    let params = ListParams::default;
    let backup = || BackupId::new("b");
    for (offers, backups, volumes) in [
        (0, "volume 3.0", "volume 3.0"),
        (9, "volume 3.9", "volume 3.9"),
        (27, "volume 3.27", "volume 3.27"),
        (44, "volume 3.44", "volume 3.44"),
        (45, "volume 3.45", "volume 3.45"),
        (63, "volume 3.63", "volume 3.45"),
        (64, "volume 3.64", "volume 3.45"),
        (71, "volume 3.64", "volume 3.45"),
        (200, "volume 3.64", "volume 3.45"),
    ] {
        let at = |named: Option<String>| named.unwrap_or_default();
        assert_eq!(at(named(&ListBackups(params()), "/backups/detail", offers)), backups);
        assert_eq!(at(named(&ShowBackup(backup()), "/backups/b", offers)), backups);
        assert_eq!(at(named(&ListVolumes(params()), "/volumes/detail", offers)), volumes);
        assert_eq!(at(named(&ListVolumeNames(params()), "/volumes", offers)), volumes);
        assert_eq!(at(named(&ListSnapshots(params()), "/snapshots/detail", offers)), volumes);
        assert_eq!(at(named(&ReadLimits, "/limits", offers)), "volume 3.0");
    }
    for offers in [5, 71] {
        assert_eq!(named(&BackupMessages(backup()), "/messages", offers).as_deref(), Some("volume 3.5"));
    }
    for offers in [33, 71] {
        let filters = named(&ReadFilters("backup"), "/resource_filters", offers);
        assert_eq!(filters.as_deref(), Some("volume 3.33"));
    }
}

#[test]
fn nothing_is_sent_below_what_a_request_needs() {
    let cloud = Cloud::with([]);
    for (offers, needs) in [(0, 5), (4, 5)] {
        let error = run(client(&cloud, offers).send(&BackupMessages(BackupId::new("b")))).unwrap_err();
        let (needs, offers) = (Microversion::v3(needs), Microversion::v3(offers));
        assert_eq!(error.kind, FaultKind::NeedsMicroversion { needs, offers });
        assert_eq!((error.service, error.status), (Service::BlockStorage, None));
    }
    for offers in [0, 32] {
        let error = run(client(&cloud, offers).send(&ReadFilters("backup"))).unwrap_err();
        let (needs, offers) = (Microversion::v3(33), Microversion::v3(offers));
        assert_eq!(error.kind, FaultKind::NeedsMicroversion { needs, offers });
    }
    assert_eq!(cloud.count(), 0);
}

#[test]
fn a_cloud_whose_microversions_are_not_known_is_asked_in_3_0() {
    let url = format!("{BLOCK_STORAGE}v3//backups/detail");
    let cloud = Cloud::with([scripted("GET", &url, 200, r#"{"backups":[]}"#)]);
    let target = Target { block_storage: BLOCK_STORAGE.to_owned(), ..Target::default() };
    let client = Client::new(cloud.transport(), target, TOKEN.to_owned());
    run(client.send(&ListBackups(ListParams::default()))).unwrap();
    assert_eq!(header(&cloud.only(), HEADER).as_deref(), Some("volume 3.0"));
}

#[test]
fn neither_keystone_nor_the_version_document_is_told_a_microversion() {
    let tokens = format!("{IDENTITY}/auth/tokens");
    let cloud = Cloud::with([
        scripted("POST", &tokens, 201, r#"{"token":{}}"#).giving("t"),
        scripted("GET", &format!("{IDENTITY}/auth/projects"), 200, r#"{"projects":[]}"#),
        scripted("GET", &format!("{IDENTITY}/projects"), 200, r#"{"projects":[]}"#),
        scripted("DELETE", &tokens, 204, ""),
        scripted("GET", BLOCK_STORAGE, 300, r#"{"versions":[]}"#),
        scripted("GET", &format!("{BLOCK_STORAGE}v3/"), 200, r#"{"versions":[]}"#),
    ]);
    let client = client(&cloud, 71);
    let authenticate = Authenticate { proof: Proof::Token("t".into()), scope: Scope::Unscoped };
    run(client.send(&authenticate)).map(drop).unwrap();
    run(client.send(&ListOwnProjects { token: "t".into() })).unwrap();
    run(client.send(&ListAllProjects)).unwrap();
    run(client.send(&RevokeToken { token: "t".into() })).unwrap();
    run(client.send(&ReadVersions)).unwrap();
    run(client.send(&ReadVersionsSignedIn)).unwrap();
    assert_eq!(cloud.count(), 6);
    for index in 0..cloud.count() {
        assert_eq!(header(&cloud.sent(index), HEADER), None, "{}", cloud.asked()[index]);
    }
    assert_eq!(cloud.tokens()[4], "", "the version document is open to all, so no token goes there");
}
