//! What every endpoint writes on the wire, held against requests that a real cloud has answered.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "this is how tests fail")]

mod support;

use std::sync::Arc;

use backup_panel::api::backups::{ListBackups, ShowBackup};
use backup_panel::api::capabilities::{ReadFilters, ReadLimits};
use backup_panel::api::endpoint::Endpoint;
use backup_panel::api::identity::{
    Authenticate, ListAllProjects, ListOwnProjects, Proof, RevokeToken, Scope,
};
use backup_panel::api::messages::{BackupMessages, VolumeMessages};
use backup_panel::api::services::ListBackupServices;
use backup_panel::api::transport::WireRequest;
use backup_panel::api::versions::{ReadVersions, ReadVersionsSignedIn};
use backup_panel::api::volumes::{
    ListSnapshots, ListVolumeNames, ListVolumeTypes, ListVolumes, ListZones, ShowVolume,
};
use backup_panel::model::ids::{BackupId, ProjectId, VolumeId};
use backup_panel::model::listing::{Filter, ListParams, Sort};
use serde_json::json;

use support::cloud::{Cloud, header, json as body, recorded, scripted};
use support::recording::Recording;
use support::task::run;
use support::{BLOCK_STORAGE, IDENTITY, PROJECT, TOKEN, client};

/// Asks the recorded cloud; the answer has to be one that the endpoint can read.
fn send(name: &str, endpoint: &impl Endpoint) -> WireRequest {
    let cloud = Cloud::with([recorded(name)]);
    run(client(&cloud, 71).send(endpoint)).map_err(|error| format!("{error:?}")).map(drop).expect(name);
    let sent = cloud.only();
    let recording = Recording::read(name);
    recording.assert_same_call(&sent);
    assert!(!sent.url.contains(TOKEN), "{name}: a token has no place in an address");
    if recording.path.contains(PROJECT) {
        assert_eq!(header(&sent, "X-Auth-Token").as_deref(), Some(TOKEN), "{name}");
    }
    sent
}

fn page(limit: u32) -> ListParams {
    ListParams { limit, with_count: true, ..ListParams::default() }
}

#[test]
fn lists_of_backups_are_asked_for_as_recorded() {
    let newest = ListParams { sort: Some(Sort::newest_first()), ..page(50) };
    let marker = Some(Arc::from("2f6696e5-eb37-56e0-843e-eb91311cb3c8"));
    let failed = vec![Filter::exact("status", "error")];
    for (name, params, always) in [
        ("backups_detail", newest.clone(), &[][..]),
        ("backups_detail_page", page(2), &[]),
        ("backups_detail_next_page", ListParams { marker, ..page(2) }, &[]),
        ("backups_detail_all_projects", ListParams { all_projects: true, ..newest }, &[]),
        ("backups_detail_failed", ListParams { filters: failed, ..page(20) }, &[("limit", "20")]),
        ("backups_detail_without_count", ListParams { with_count: false, ..page(2) }, &[]),
    ] {
        let sent = send(name, &ListBackups(params));
        Recording::read(name).assert_same_query(&sent, always);
    }
}

#[test]
fn a_later_page_is_asked_for_by_its_offset() {
    let backups = format!("{BLOCK_STORAGE}v3/{PROJECT}/backups/detail");
    let cloud = Cloud::with([recorded("backups_detail")]);
    let filters = vec![Filter::containing("name", "web"), Filter::exact("status", "error")];
    let params = ListParams { filters, offset: 100, all_projects: true, ..page(50) };
    run(client(&cloud, 71).send(&ListBackups(params))).unwrap();
    let query = "all_tenants=1&name~=web&status=error&limit=50&offset=100&with_count=True";
    assert_eq!(cloud.asked(), [format!("GET {backups}?{query}")]);
}

#[test]
fn everything_else_of_block_storage_is_asked_for_as_recorded() {
    let list = |sent: &WireRequest, name: &str| Recording::read(name).assert_same_query(sent, &[]);
    list(&send("volumes_detail", &ListVolumes(page(50))), "volumes_detail");
    list(&send("snapshots_detail", &ListSnapshots(page(50))), "snapshots_detail");
    let names = ListParams { with_count: false, ..page(1_000) };
    list(&send("volumes_summary", &ListVolumeNames(names)), "volumes_summary");
    list(&send("limits", &ReadLimits), "limits");
    list(&send("resource_filters", &ReadFilters("backup")), "resource_filters");
    for name in ["backup_show_full", "backup_show_3_0", "backup_show_failed", "backup_show_nameless"] {
        let recording = Recording::read(name);
        let id = recording.json["backup"]["id"].as_str().unwrap_or_default();
        list(&send(name, &ShowBackup(BackupId::new(id))), name);
    }
    for name in ["volume_show", "volume_show_restoring", "volume_show_error_restoring"] {
        let recording = Recording::read(name);
        let id = recording.json["volume"]["id"].as_str().unwrap_or_default();
        list(&send(name, &ShowVolume(VolumeId::new(id))), name);
    }
    list(&send("volume_types", &ListVolumeTypes), "volume_types");
    list(&send("availability_zones", &ListZones), "availability_zones");
    let services = send("services", &ListBackupServices);
    Recording::read("services").assert_same_query(&services, &[("binary", "cinder-backup")]);
    let version = |sent: &WireRequest| header(sent, "OpenStack-API-Version");
    assert_eq!(version(&services).as_deref(), Some("volume 3.48"));
    let messages = BackupMessages(BackupId::new("709e0283-324e-5f94-98da-f0fd55b0e1e0"));
    let sent = send("messages_of_failed_restore", &messages);
    Recording::read("messages_of_failed_restore")
        .assert_same_query(&sent, &[("sort", "created_at:desc"), ("limit", "50")]);
}

#[test]
fn messages_of_a_volume_are_asked_for_like_those_of_a_backup() {
    let messages = format!("{BLOCK_STORAGE}v3/{PROJECT}/messages");
    let cloud = Cloud::with([recorded("messages_of_failed_backup").at(&messages)]);
    let found = run(client(&cloud, 71).send(&VolumeMessages(VolumeId::new("v")))).unwrap();
    assert_eq!(found.len(), 1);
    let query = "resource_uuid=v&sort=created_at:desc&limit=50";
    assert_eq!(cloud.asked(), [format!("GET {messages}?{query}")]);
}

#[test]
fn types_zones_and_services_are_read_as_far_as_they_are_of_use() {
    let project = format!("{BLOCK_STORAGE}v3/{PROJECT}");
    let zones = r#"{"availabilityZoneInfo":[
        {"zoneName":"a","zoneState":{"available":true}},{"zoneName":"b","zoneState":{"available":false}},
        {"zoneName":"c"},{"zoneState":{"available":true}},7]}"#;
    let cloud = Cloud::with([
        recorded("volume_types"),
        recorded("availability_zones"),
        recorded("services"),
        scripted("GET", &format!("{project}/os-availability-zone"), 200, zones),
        recorded("volume_show"),
    ]);
    let client = client(&cloud, 71);
    let types = run(client.send(&ListVolumeTypes)).unwrap();
    let [kind] = types.as_slice() else { panic!("one type") };
    assert_eq!((&*kind.name, kind.is_public), ("__DEFAULT__", Some(true)));
    assert_eq!(kind.description.as_deref(), Some("Default Volume Type"));
    assert_eq!(run(client.send(&ListZones)).unwrap(), [Arc::from("nova")]);
    assert_eq!(run(client.send(&ListZones)).unwrap(), [Arc::from("a"), Arc::from("c")]);
    let services = run(client.send(&ListBackupServices)).unwrap();
    let [service] = services.as_slice() else { panic!("one cinder-backup") };
    assert_eq!((&*service.host, &*service.zone), ("cloud", "nova"));
    assert_eq!((service.enabled, service.up, service.disabled_reason.as_deref()), (true, true, None));
    assert!(service.updated_at.as_ref().is_some_and(|time| time.millis().is_some()));
    let shown = run(client.send(&ShowVolume(VolumeId::new("3b0ff9df-0912-51b9-93c2-1e364cf4e964")))).unwrap();
    assert_eq!((shown.multiattach, shown.encryption_key_id), (Some(false), None));
}

#[test]
fn counts_come_from_the_detail_list_with_no_rows() {
    let detail = format!("{BLOCK_STORAGE}v3/{PROJECT}/backups/detail");
    let cloud = Cloud::with([recorded("backups_count").at(&detail)]);
    let counted = run(client(&cloud, 71).send(&ListBackups(page(0)))).unwrap();
    assert_eq!(cloud.asked(), [format!("GET {detail}?limit=0&with_count=True")]);
    assert_eq!((counted.items.len(), counted.count), (0, Some(5)));
}

#[test]
fn an_imported_id_and_a_filter_cannot_break_out_of_the_address() {
    let show = format!("{BLOCK_STORAGE}v3/{PROJECT}/backups/..%3Fx%23%20%C3%BC%252F");
    let list = format!("{BLOCK_STORAGE}v3/{PROJECT}/backups/detail");
    let cloud = Cloud::with([
        scripted("GET", &show, 200, r#"{"backup":{}}"#),
        scripted("GET", &list, 200, r#"{"backups":[]}"#),
    ]);
    run(client(&cloud, 71).send(&ShowBackup(BackupId::new("..?x# ü%2F")))).unwrap();
    let filters = vec![Filter::containing("name", "a&limit=9=#ü+")];
    let params = ListParams { filters, limit: 1, ..ListParams::default() };
    run(client(&cloud, 71).send(&ListBackups(params))).unwrap();
    assert_eq!(cloud.asked()[1], format!("GET {list}?name~=a%26limit%3D9%3D%23%C3%BC%2B&limit=1"));
}

#[test]
fn signing_in_says_who_and_that_no_project_is_wanted() {
    let password =
        Proof::Password { user: "demo".into(), domain: "Default".into(), password: "<password>".into() };
    let sent = send("identity_unscoped", &Authenticate { proof: password, scope: Scope::Unscoped });
    // The recorder named the domain by its id, and let Keystone assume the scope.
    let mut expected = Recording::read("identity_unscoped").body;
    expected["auth"]["identity"]["password"]["user"]["domain"] = json!({"name": "Default"});
    expected["auth"]["scope"] = json!("unscoped");
    assert_eq!(body(&sent), expected);
}

#[test]
fn a_token_is_exchanged_for_one_with_a_project() {
    let scope = Scope::Project(ProjectId::new(PROJECT));
    let sent = send("identity_rescoped", &Authenticate { proof: Proof::Token("<token>".into()), scope });
    // The recorder named the project by its name and domain.
    let mut expected = Recording::read("identity_rescoped").body;
    expected["auth"]["scope"] = json!({"project": {"id": PROJECT}});
    assert_eq!(body(&sent), expected);
}

#[test]
fn projects_are_listed_with_the_token_at_hand() {
    let own = send("identity_projects", &ListOwnProjects { token: "unscoped".into() });
    assert_eq!(header(&own, "X-Auth-Token").as_deref(), Some("unscoped"));
    let everyones = format!("{IDENTITY}/projects");
    let cloud = Cloud::with([recorded("identity_projects").at(&everyones)]);
    run(client(&cloud, 71).send(&ListAllProjects)).unwrap();
    assert_eq!(cloud.asked(), [format!("GET {everyones}")]);
    assert_eq!(cloud.tokens(), [TOKEN]);
}

#[test]
fn a_token_ends_by_its_own_right() {
    let sent = send("identity_revoke", &RevokeToken { token: "ending".into() });
    assert_eq!(header(&sent, "X-Auth-Token").as_deref(), Some("ending"));
    assert_eq!(header(&sent, "X-Subject-Token").as_deref(), Some("ending"));
}

#[test]
fn the_version_document_is_read_without_a_token_first() {
    let sent = send("versions", &ReadVersions);
    assert!(sent.headers.is_empty());
    let v3 = format!("{BLOCK_STORAGE}v3/");
    let cloud = Cloud::with([recorded("versions").at(&v3).with_status(200)]);
    run(client(&cloud, 71).send(&ReadVersionsSignedIn)).unwrap();
    assert_eq!(cloud.asked(), [format!("GET {v3}")]);
    assert_eq!(cloud.only().headers, [("X-Auth-Token", TOKEN.to_owned())]);
}
