//! What a newer, older or odd cloud may answer costs at most the field that is not understood.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "this is how tests fail")]

mod support;

use backup_panel::api::backups::{ListBackups, ShowBackup};
use backup_panel::api::capabilities::{ReadFilters, ReadLimits};
use backup_panel::api::catalog::block_storage;
use backup_panel::api::endpoint::Endpoint;
use backup_panel::api::identity::{Authenticate, Authenticated, ListOwnProjects, Proof, Scope};
use backup_panel::api::messages::BackupMessages;
use backup_panel::api::transport::WireAnswer;
use backup_panel::api::versions::ReadVersions;
use backup_panel::api::volumes::{ListSnapshots, ListVolumeNames, ListVolumes};
use backup_panel::model::backup::Backup;
use backup_panel::model::ids::BackupId;
use backup_panel::model::listing::{ListParams, Page};
use backup_panel::model::microversion::Microversion;
use backup_panel::model::status::BackupStatus;
use serde_json::{Value, json};

use support::recording::Recording;

/// What an endpoint makes of this body.
fn read<E: Endpoint>(endpoint: &E, body: &Value) -> E::Output {
    let answer = WireAnswer {
        status: 200,
        subject_token: Some("token".to_owned()),
        body: body.to_string().into_bytes(),
        ..WireAnswer::default()
    };
    endpoint.decode(&answer).expect("it is read")
}

fn backups(rows: &Value) -> Page<Backup> {
    read(&ListBackups(ListParams::default()), &json!({"backups": rows}))
}

fn backup(row: Value) -> Backup {
    backups(&json!([row])).items.pop().expect("one row")
}

/// The recorded backup with some fields written otherwise.
fn with(fields: Value) -> Value {
    let mut row = Recording::read("backup_show_full").json["backup"].clone();
    if let (Value::Object(row), Value::Object(fields)) = (&mut row, fields) {
        row.extend(fields);
    }
    row
}

#[test]
fn a_status_of_another_release_is_kept_as_it_came() {
    for text in ["frozen", "backing-up", "Available", "error_restoring", ""] {
        let backup = backup(with(json!({"status": text})));
        assert_eq!(backup.status, BackupStatus::Other(text.into()));
        assert_eq!(backup.status.as_str(), text);
        assert!(!backup.status.is_busy() && !backup.status.is_failed());
    }
    assert_eq!(backup(with(json!({"status": null}))).status.as_str(), "");
}

#[test]
fn fields_that_the_panel_does_not_know_change_nothing() {
    let known = backup(with(json!({})));
    let more = with(json!({
        "progress": 40, "encryption": {"cipher": "aes"}, "tags": ["a", null], "os-new:thing": [[1], {}],
    }));
    assert_eq!(backup(more.clone()), known);
    let shown = read(&ShowBackup(BackupId::default()), &json!({"backup": more.clone(), "warnings": ["x"]}));
    assert_eq!(shown.backup, known);
    assert_eq!(serde_json::from_str::<Value>(&shown.json).unwrap(), more);
}

#[test]
fn a_field_left_out_is_a_field_not_known() {
    let bare = backup(json!({"id": "b"}));
    assert_eq!(bare, Backup { id: BackupId::new("b"), ..Backup::default() });
    let recorded = Recording::read("backup_show_full").json["backup"].clone();
    for key in recorded.as_object().unwrap().keys() {
        let mut row = recorded.clone();
        row.as_object_mut().unwrap().remove(key);
        let page = backups(&json!([row, recorded]));
        assert_eq!(page.items.len(), 2, "{key}");
    }
}

#[test]
fn a_field_of_an_odd_type_costs_that_field_and_no_other() {
    let recorded = Recording::read("backup_show_admin").json["backup"].clone();
    let known = backup(recorded.clone());
    for key in recorded.as_object().unwrap().keys() {
        for odd in [json!(null), json!({"a": 1}), json!([1]), json!(-1.5), json!(true)] {
            let mut row = recorded.clone();
            row[key] = odd.clone();
            let page = backups(&json!([row, recorded]));
            assert_eq!((page.items.len(), &page.items[1]), (2, &known), "{key} {odd}");
            let row = &page.items[0];
            assert!(key == "id" || row.id == known.id, "{key} {odd}");
            assert!(key == "name" || row.name == known.name, "{key} {odd}");
            assert!(key == "volume_id" || row.volume_id == known.volume_id, "{key} {odd}");
            assert!(key == "created_at" || row.created_at == known.created_at, "{key} {odd}");
        }
    }
}

#[test]
fn extreme_values_are_read() {
    let row = with(json!({
        "name": "💾\u{202e}\u{0}<b>", "size": u64::MAX, "object_count": 0, "created_at": "once upon a time",
        "metadata": {"": "", "k".repeat(255): "v".repeat(255)}, "id": "../../imported?x#y",
    }));
    let backup = backup(row);
    assert_eq!(backup.given_name(), Some("💾\u{202e}\u{0}<b>"));
    assert_eq!(backup.size.map(|size| size.0), Some(u64::MAX));
    assert_eq!(backup.metadata.map(|metadata| metadata.len()), Some(2));
    assert_eq!(backup.id.as_str(), "../../imported?x#y");
    let created = backup.created_at.unwrap();
    assert_eq!((created.raw(), created.millis()), ("once upon a time", None));
}

#[test]
fn what_is_no_row_is_left_out_of_a_list() {
    let page = backups(&json!([{"id": "a"}, null, "b", 7, [], {"id": "c"}]));
    let ids: Vec<&str> = page.items.iter().map(|backup| backup.id.as_str()).collect();
    assert_eq!(ids, ["a", "c"]);
}

#[test]
fn a_count_that_is_no_number_is_no_count() {
    let list = ListBackups(ListParams::default());
    for count in [json!(null), json!("5"), json!(-1), json!({"total": 5})] {
        let page = read(&list, &json!({"backups": [{"id": "a"}], "count": count, "backups_links": []}));
        assert_eq!((page.items.len(), page.count), (1, None), "{count}");
    }
}

#[test]
fn volumes_snapshots_and_messages_bear_odd_fields_too() {
    let odd = json!({
        "id": "i", "name": "n", "size": "big", "status": {"code": 1}, "metadata": [1], "attachments": null,
        "encrypted": "no", "bootable": true, "user_message": 5, "created_at": 7,
    });
    let volumes = read(&ListVolumes(ListParams::default()), &json!({"volumes": [odd]}));
    assert_eq!((volumes.items[0].name.as_deref(), volumes.items[0].size), (Some("n"), None));
    let snapshots = read(&ListSnapshots(ListParams::default()), &json!({"snapshots": [odd]}));
    assert_eq!((snapshots.items[0].name.as_deref(), &snapshots.items[0].status), (Some("n"), &None));
    let names = read(&ListVolumeNames(ListParams::default()), &json!({"volumes": [odd, {"name": 5}]}));
    assert_eq!((names.items[0].name.as_deref(), names.items[1].name.as_deref()), (Some("n"), None));
    let messages = read(&BackupMessages(BackupId::default()), &json!({"messages": [odd]}));
    assert_eq!((&*messages[0].id, &messages[0].user_message), ("i", &None));
}

#[test]
fn limits_may_be_endless_missing_or_out_of_step() {
    let read = |absolute: Value| read(&ReadLimits, &json!({"limits": {"rate": [], "absolute": absolute}}));
    let endless = read(json!({"maxTotalBackups": -1, "maxTotalBackupGigabytes": -1, "totalBackupsUsed": 3}));
    assert_eq!((endless.max_backups, endless.max_gib), (None, None));
    assert_eq!((endless.used_backups, endless.used_gib), (Some(3), None));
    // Cinder's count of what is in use is known to run below zero.
    let below = read(json!({"maxTotalBackups": 10, "totalBackupsUsed": -2, "totalBackupGigabytesUsed": -5}));
    assert_eq!((below.max_backups, below.used_backups, below.used_gib), (Some(10), None, None));
    assert_eq!(read(json!({"maxTotalBackups": null, "maxTotalFlux": 9})), read(json!({})));
}

#[test]
fn filters_of_other_resources_are_passed_over() {
    let both = json!({"resource_filters": [
        {"resource": "volume", "filters": ["name"]}, {"resource": "backup", "filters": ["name~", "new"], "x": 1},
    ]});
    let filters = read(&ReadFilters("backup"), &both);
    assert_eq!(filters.iter().map(|key| &**key).collect::<Vec<_>>(), ["name~", "new"]);
    assert!(read(&ReadFilters("backup"), &json!({"resource_filters": []})).is_empty());
}

#[test]
fn a_version_document_may_list_older_and_newer_apis() {
    let read = |versions: Value| read(&ReadVersions, &json!({"versions": versions}));
    let v2 = json!({"id": "v2.0", "status": "DEPRECATED", "version": "", "min_version": ""});
    let v3 = json!({"id": "v3.0", "status": "CURRENT", "version": "3.120", "new": {}});
    let v4 = json!({"id": "v4.0", "status": "EXPERIMENTAL", "version": "4.2"});
    assert_eq!(read(json!([v2, v4, v3])), Some(Microversion::v3(120)));
    assert_eq!(read(json!([v2, v4])), None);
    for odd in
        [json!({"id": "v3.0"}), json!({"id": "v3.0", "version": null}), json!({"id": "v3", "version": ""})]
    {
        assert_eq!(read(json!([odd])), Some(Microversion::BASE), "{odd}");
    }
}

#[test]
fn tokens_and_projects_bear_what_they_do_not_need() {
    let authenticate = Authenticate { proof: Proof::Token(String::new()), scope: Scope::Unscoped };
    let token = json!({"token": {
        "user": {"id": "u", "name": "n", "OS-FEDERATION": {"groups": []}, "domain": {"id": "Federated"}},
        "project": {"id": "p", "name": "p", "domain": null},
        "roles": [{"id": "r"}],
        "catalog": [
            {"type": "shared-file-system", "endpoints": []},
            {"type": "block-storage", "name": "cinder", "endpoints": [
                {"interface": "public", "region_id": null, "region": null, "url": "https://c/v3/p", "new": 1},
                {"interface": "quantum", "region_id": "R", "url": "gopher://c"},
                {"interface": "public", "region_id": "R", "url": "/relative/v3/p"},
            ]},
        ],
        "system": {"all": true}, "expires_at": "never",
    }});
    let Authenticated::Issued(issued) = read(&authenticate, &token) else { panic!("a token") };
    let issued = issued.body;
    assert_eq!((&*issued.user.name, issued.user.domain.name.as_deref()), ("n", None));
    assert_eq!(issued.expires_at.as_ref().map(|time| time.millis()), Some(None));
    let regions = block_storage(&issued, "public");
    let regions: Vec<_> = regions.iter().map(|region| (&*region.region, &*region.root)).collect();
    assert_eq!(regions, [("", "https://c/")]);
    let projects =
        json!({"projects": [{"id": "p", "name": "n", "domain_id": null, "options": {"immutable": true}}]});
    let projects = read(&ListOwnProjects { token: String::new() }, &projects);
    assert_eq!((&*projects[0].name, projects[0].enabled), ("n", None));
}
