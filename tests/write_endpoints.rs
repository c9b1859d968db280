//! What every write puts on the wire, held against requests that a real cloud has carried out.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "this is how tests fail")]

mod support;

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::Arc;

use backup_panel::api::backup_actions::{
    CreateBackup, DeleteBackup, ExportRecord, ForceDelete, ImportRecord, ResetStatus, RestoreInto,
    RestoreToNew, UpdateBackup,
};
use backup_panel::api::backups::ShowBackup;
use backup_panel::api::endpoint::Endpoint;
use backup_panel::api::transport::NoAnswer;
use backup_panel::api::volumes::{CreateVolume, ShowVolume};
use backup_panel::model::fault::{ApiError, FaultKind, Service};
use backup_panel::model::ids::{BackupId, VolumeId};
use backup_panel::model::microversion::Microversion;
use backup_panel::model::record::BackupRecord;
use backup_panel::model::requests::{BackupChange, NewBackup, NewVolume, ResetTo};
use backup_panel::model::units::Gib;

use support::cloud::{Cloud, header, json as body, recorded, scripted};
use support::recording::Recording;
use support::task::run;
use support::{BLOCK_STORAGE, PROJECT, TOKEN, client};

const BACKUP: &str = "709e0283-324e-5f94-98da-f0fd55b0e1e0";
const INCREMENTAL: &str = "604e98b0-6d88-5dea-afd9-af694ac46ae1";
const VOLUME: &str = "4d3eb6d6-de3e-559a-8dac-43866ea4b991";

/// Sends what was recorded, and gives what the answer is read as.
fn write<E: Endpoint>(name: &str, endpoint: &E) -> E::Output {
    let cloud = Cloud::with([recorded(name)]);
    let output = run(client(&cloud, 71).send(endpoint)).expect(name);
    let (sent, recording) = (cloud.only(), Recording::read(name));
    recording.assert_same_call(&sent);
    recording.assert_same_query(&sent, &[]);
    if !recording.body.is_null() {
        assert_eq!(body(&sent), recording.body, "{name}");
    }
    assert_eq!(header(&sent, "OpenStack-API-Version"), Some(format!("volume {}", E::BEST)), "{name}");
    assert_eq!(header(&sent, "X-Auth-Token").as_deref(), Some(TOKEN), "{name}");
    output
}

fn new_backup(name: &str) -> NewBackup {
    NewBackup { volume_id: VolumeId::new(VOLUME), name: Some(name.into()), ..NewBackup::default() }
}

fn new_volume() -> NewVolume {
    NewVolume {
        backup_id: BackupId::new(BACKUP),
        name: Some("db-restored".into()),
        size: Some(Gib(2)),
        ..NewVolume::default()
    }
}

fn metadata(key: &str, value: &str) -> BTreeMap<String, String> {
    BTreeMap::from([(key.to_owned(), value.to_owned())])
}

#[test]
fn backups_are_made_as_recorded() {
    let slow = NewBackup { metadata: metadata("backup_delay", "2"), ..new_backup("slow") };
    assert_eq!(write("backup_create", &CreateBackup(slow)).as_str(), BACKUP);
    let nightly = NewBackup { incremental: true, ..new_backup("db-nightly") };
    assert_eq!(write("backup_create_incremental", &CreateBackup(nightly)).as_str(), INCREMENTAL);
}

#[test]
fn backups_are_changed_and_deleted_as_recorded() {
    let (id, other) = (BackupId::new(BACKUP), BackupId::new(INCREMENTAL));
    let change = BackupChange {
        name: Some(Some("slow to restore".into())),
        description: None,
        metadata: Some(metadata("restore_delay", "2")),
    };
    write("backup_update", &UpdateBackup(id.clone(), change));
    write("backup_delete", &DeleteBackup(id));
    write("backup_force_delete", &ForceDelete(other.clone()));
    write("backup_reset_status", &ResetStatus(other, ResetTo::Error));
}

#[test]
fn backups_are_restored_as_recorded() {
    let id = BackupId::new(BACKUP);
    let target = VolumeId::new(VOLUME);
    assert_eq!(write("backup_restore", &RestoreInto(id.clone(), target.clone())), target);
    let made = write("backup_restore_to_new", &RestoreToNew(id, Some("db-restored".into())));
    assert_eq!(made.as_str(), "265e4aee-cb35-5403-8d56-f876e9012f09");
    let volume = write("volume_create_from_backup", &CreateVolume(new_volume()));
    assert_eq!(volume.id.as_str(), "2c111a6f-fca8-5642-b1a8-584c1ad625e5");
    assert_eq!((volume.status.as_deref(), volume.size), (Some("creating"), Some(Gib(2))));
}

#[test]
fn a_new_volume_without_a_name_still_sends_an_object() {
    let url = format!("{BLOCK_STORAGE}v3/{PROJECT}/backups/b/restore");
    let cloud = Cloud::with([scripted("POST", &url, 202, r#"{"restore":{"volume_id":"v"}}"#)]);
    let made = run(client(&cloud, 71).send(&RestoreToNew(BackupId::new("b"), None))).unwrap();
    assert_eq!(made.as_str(), "v");
    assert_eq!(cloud.only().body.as_deref(), Some(r#"{"restore":{}}"#));
}

#[test]
fn what_is_exported_can_be_imported_as_recorded() {
    let record = write("backup_export", &ExportRecord(BackupId::new(BACKUP)));
    assert_eq!(&*record.backup_service, "cinder.backup.drivers.posix.PosixBackupDriver");
    assert_eq!(write("backup_import", &ImportRecord(record)).as_str(), BACKUP);
}

#[test]
fn a_write_speaks_the_version_of_the_cloud_and_is_not_sent_below_its_floor() {
    let backups = format!("{BLOCK_STORAGE}v3/{PROJECT}/backups");
    let cloud = Cloud::with([scripted("POST", &backups, 202, r#"{"backup":{"id":"b"}}"#)]);
    run(client(&cloud, 27).send(&CreateBackup(new_backup("n")))).unwrap();
    assert_eq!(header(&cloud.only(), "OpenStack-API-Version").as_deref(), Some("volume 3.27"));
    let needs =
        |minor| FaultKind::NeedsMicroversion { needs: Microversion::v3(minor), offers: Microversion::v3(8) };
    let (cloud, id) = (Cloud::with([]), BackupId::new("b"));
    let client = client(&cloud, 8);
    assert_eq!(kind(run(client.send(&UpdateBackup(id, BackupChange::default())))), needs(9));
    assert_eq!(kind(run(client.send(&CreateVolume(new_volume())))), needs(47));
    assert_eq!(cloud.count(), 0);
}

fn kind<T: Debug>(result: Result<T, ApiError>) -> FaultKind {
    result.expect_err("it fails").kind
}

#[test]
fn an_answer_without_the_id_that_is_waited_for_is_unreadable() {
    let project = format!("{BLOCK_STORAGE}v3/{PROJECT}");
    let id = || BackupId::new("b");
    for text in ["", "<html></html>", "null", "{}", r#"{"backup":{"id":7},"restore":{"volume_id":null}}"#] {
        let cloud = Cloud::with([
            scripted("POST", &format!("{project}/backups"), 202, text),
            scripted("POST", &format!("{project}/backups/b/restore"), 202, text),
            scripted("POST", &format!("{project}/backups/import_record"), 201, text),
            scripted("GET", &format!("{project}/backups/b/export_record"), 200, text),
            scripted("POST", &format!("{project}/volumes"), 202, text),
            // Nothing is read from these.
            scripted("PUT", &format!("{project}/backups/b"), 200, text),
            scripted("DELETE", &format!("{project}/backups/b"), 202, text),
            scripted("POST", &format!("{project}/backups/b/action"), 202, text),
        ]);
        let client = client(&cloud, 71);
        let kinds = [
            kind(run(client.send(&CreateBackup(new_backup("n"))))),
            kind(run(client.send(&RestoreToNew(id(), None)))),
            kind(run(client.send(&ImportRecord(BackupRecord::default())))),
            kind(run(client.send(&ExportRecord(id())))),
            kind(run(client.send(&CreateVolume(new_volume())))),
        ];
        assert!(kinds.iter().all(|kind| *kind == FaultKind::Unreadable), "{text}: {kinds:?}");
        run(client.send(&UpdateBackup(id(), BackupChange::default()))).expect(text);
        run(client.send(&DeleteBackup(id()))).expect(text);
        run(client.send(&ForceDelete(id()))).expect(text);
    }
}

#[test]
fn an_id_that_would_change_the_address_is_never_sent() {
    fn refused<E: Endpoint>(id: &str, endpoint: &E) {
        let cloud = Cloud::with([]);
        let error = run(client(&cloud, 71).send(endpoint)).err().expect("it is refused");
        assert_eq!(cloud.count(), 0, "{id}");
        let expected = ApiError::without_answer(FaultKind::Refused, Service::BlockStorage, &error.asked);
        assert_eq!(error, expected, "{id}");
    }
    for id in ["", ".", "..", "../volumes/v", "a/b"] {
        let backup = || BackupId::new(id);
        refused(id, &ShowBackup(backup()));
        refused(id, &UpdateBackup(backup(), BackupChange::default()));
        refused(id, &DeleteBackup(backup()));
        refused(id, &ForceDelete(backup()));
        refused(id, &ResetStatus(backup(), ResetTo::Available));
        refused(id, &RestoreInto(backup(), VolumeId::new(VOLUME)));
        refused(id, &RestoreToNew(backup(), None));
        refused(id, &ExportRecord(backup()));
        refused(id, &ShowVolume(VolumeId::new(id)));
    }
}

#[test]
fn a_write_without_an_answer_is_not_sent_again() {
    let backups = format!("{BLOCK_STORAGE}v3/{PROJECT}/backups");
    let lost = scripted("POST", &backups, 202, "").unanswered(NoAnswer::Unreachable);
    let cloud = Cloud::with([lost, scripted("POST", &backups, 202, r#"{"backup":{"id":"b"}}"#)]);
    let result = run(client(&cloud, 71).send(&CreateBackup(new_backup("n"))));
    assert_eq!(result.expect_err("no answer").asked, Arc::from("POST /backups"));
    assert_eq!(cloud.count(), 1);
}
