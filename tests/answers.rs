//! What the panel reads out of answers that a real cloud has given.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "this is how tests fail")]

mod support;

use backup_panel::api::backups::{ListBackups, ShowBackup, ShownBackup};
use backup_panel::api::capabilities::{ReadFilters, ReadLimits};
use backup_panel::api::catalog::block_storage;
use backup_panel::api::endpoint::Endpoint;
use backup_panel::api::identity::{Authenticate, Authenticated, IssuedToken, ListOwnProjects, Proof, Scope};
use backup_panel::api::listing::Later;
use backup_panel::api::messages::BackupMessages;
use backup_panel::api::versions::ReadVersions;
use backup_panel::api::volumes::{ListSnapshots, ListVolumeNames, ListVolumes};
use backup_panel::model::backup::Backup;
use backup_panel::model::ids::BackupId;
use backup_panel::model::listing::{ListParams, Page};
use backup_panel::model::microversion::Microversion;
use backup_panel::model::quota::BackupLimits;
use backup_panel::model::status::BackupStatus;
use backup_panel::model::units::Gib;

use support::PROJECT;
use support::recording::{Recording, names};

const VOLUME: &str = "4d3eb6d6-de3e-559a-8dac-43866ea4b991";

/// What an endpoint makes of a recorded answer.
fn read<E: Endpoint>(name: &str, endpoint: &E) -> E::Output {
    let answer = Recording::read(name).answer;
    assert!(E::accepts(&answer), "{name}");
    endpoint.decode(&answer).expect(name)
}

fn shown(name: &str) -> ShownBackup {
    read(name, &ShowBackup(BackupId::default()))
}

/// As it is read at once; later, row by row, nothing else may come.
fn listed(name: &str) -> Page<Backup> {
    let page = read(name, &ListBackups(ListParams::default()));
    let later = read(name, &Later(ListBackups(ListParams::default())));
    let rows: Vec<Backup> = later.items.iter().map(|row| row.read().expect(name)).collect();
    assert_eq!((&rows, later.count), (&page.items, page.count), "{name}");
    for (row, backup) in later.items.iter().zip(&page.items) {
        assert_eq!(&*row.id(), backup.id.as_str(), "{name}");
        assert_eq!(row.status(), backup.status.as_str(), "{name}");
    }
    page
}

fn issued(name: &str) -> IssuedToken {
    match read(name, &Authenticate { proof: Proof::Token(String::new()), scope: Scope::Unscoped }) {
        Authenticated::Issued(issued) => *issued,
        Authenticated::Receipt(_) | Authenticated::Hidden(_) => panic!("{name}"),
    }
}

#[test]
fn a_full_backup() {
    let ShownBackup { backup, json } = shown("backup_show_full");
    assert_eq!(backup.id.as_str(), "fcc7925f-359e-5709-8c8c-1be64374a95d");
    assert_eq!(backup.given_name(), Some("db-weekly"));
    assert_eq!(backup.description.as_deref(), Some("Every Sunday – größer als sonst"));
    assert_eq!(backup.status, BackupStatus::Available);
    assert_eq!((backup.size, backup.object_count), (Some(Gib(2)), Some(2)));
    assert_eq!(backup.availability_zone.as_deref(), Some("nova"));
    assert_eq!(backup.container.as_deref(), Some("fc/c7/fcc7925f-359e-5709-8c8c-1be64374a95d"));
    let times = [&backup.created_at, &backup.updated_at, &backup.data_timestamp];
    let times = times.map(|time| time.as_ref().and_then(|time| time.millis()));
    assert_eq!(times, [Some(1_795_424_766_008), Some(1_795_425_010_013), Some(1_795_424_766_008)]);
    assert_eq!(backup.failure(), None);
    assert_eq!(backup.volume_id.as_ref().map(|id| id.as_str()), Some(VOLUME));
    assert_eq!(backup.snapshot_id, None);
    assert_eq!((backup.is_incremental, backup.has_dependent_backups), (Some(false), Some(true)));
    let metadata = backup.metadata.unwrap();
    assert_eq!((metadata["job"].as_str(), metadata["retention"].as_str()), ("weekly", "8w"));
    assert_eq!((backup.project_id, backup.user_id, backup.encryption_key_id), (None, None, None));
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&json).unwrap(),
        Recording::read("backup_show_full").json["backup"]
    );
}

#[test]
fn what_only_an_admin_sees_and_what_an_old_microversion_leaves_out() {
    let admin = shown("backup_show_admin").backup;
    assert_eq!(admin.project_id.as_ref().map(|id| id.as_str()), Some(PROJECT));
    assert_eq!(admin.user_id.as_ref().map(|id| id.as_str()), Some("44b253273b4859bd9b1433d6dd4accb8"));
    let plain = Backup { project_id: None, user_id: None, ..admin };
    assert_eq!(plain, shown("backup_show_full").backup);
    let old = shown("backup_show_3_0").backup;
    assert_eq!(old, Backup { metadata: None, ..plain });
}

#[test]
fn an_incremental_one_a_nameless_one_and_one_of_a_snapshot() {
    let incremental = shown("backup_show_incremental").backup;
    assert_eq!((incremental.is_incremental, incremental.object_count), (Some(true), Some(3)));
    assert!(incremental.metadata.is_some_and(|metadata| metadata.is_empty()));
    let nameless = shown("backup_show_nameless").backup;
    assert_eq!((nameless.given_name(), &nameless.name), (None, &None));
    let of_snapshot = shown("backup_show_of_snapshot").backup;
    let snapshot = of_snapshot.snapshot_id.unwrap();
    assert_eq!(snapshot.as_str(), "2f088f20-2cb2-5f1b-abe4-ba148b24d290");
    assert!(of_snapshot.data_timestamp < of_snapshot.created_at, "frozen when the snapshot was taken");
}

#[test]
fn a_failed_one_and_busy_ones() {
    let failed = shown("backup_show_failed").backup;
    assert_eq!(failed.status, BackupStatus::Error);
    assert!(failed.failure().unwrap().ends_with("(error: nas-2 is not reachable)."));
    assert_eq!((failed.object_count, failed.container), (Some(0), None));
    for (name, status) in
        [("backup_show_creating", BackupStatus::Creating), ("backup_show_restoring", BackupStatus::Restoring)]
    {
        let backup = shown(name).backup;
        assert!(backup.status == status && backup.status.is_busy(), "{name}");
    }
}

#[test]
fn lists_keep_the_cloud_s_order_and_its_count() {
    let ids = |page: &Page<Backup>| page.items.iter().map(|b| b.id.short().to_owned()).collect::<Vec<_>>();
    let all = listed("backups_detail");
    assert_eq!(ids(&all), ["130293f1", "2f6696e5", "45c30fcc", "805f7e91", "fcc7925f"]);
    assert_eq!(all.count, Some(5));
    let (first, next) = (listed("backups_detail_page"), listed("backups_detail_next_page"));
    assert_eq!([ids(&first), ids(&next)].concat(), ids(&all)[..4]);
    assert_eq!([first.count, next.count], [Some(5), Some(5)]);
    assert_eq!(first.items, all.items[..2]);
    let everyones = listed("backups_detail_all_projects");
    assert_eq!((everyones.items.len(), everyones.count), (6, Some(6)));
    assert_ne!(everyones.items[0].project_id, everyones.items[1].project_id);
    let failed = listed("backups_detail_failed");
    assert!(failed.count == Some(1) && failed.items[0].status.is_failed());
}

#[test]
fn counts_are_there_only_where_the_cloud_has_them() {
    let counted = listed("backups_count");
    assert_eq!((counted.items.len(), counted.count), (0, Some(5)));
    for name in ["backups_detail_without_count", "backups_detail_3_0"] {
        let page = listed(name);
        assert_eq!((page.items.len(), page.count), (2, None), "{name}");
    }
}

#[test]
fn volumes_and_snapshots() {
    let volumes = read("volumes_detail", &ListVolumes(ListParams::default()));
    assert_eq!((volumes.items.len(), volumes.count), (3, Some(3)));
    let [nameless, attached, database] = volumes.items.as_slice() else { panic!("three volumes") };
    assert_eq!(nameless.name, None);
    assert_eq!(attached.status.as_deref(), Some("in-use"));
    assert_eq!(attached.attachments[0].device.as_deref(), Some("/dev/vda"));
    assert_eq!(attached.attachments[0].server_id.as_deref(), Some("f04c8fba-6d5a-5b12-8582-d42d46ec4067"));
    assert_eq!((database.name.as_deref(), database.size), (Some("db-primary-data"), Some(Gib(2))));
    assert_eq!((database.bootable.as_deref(), database.encrypted), (Some("false"), Some(false)));
    assert_eq!(database.metadata.as_ref().map(|metadata| metadata["service"].as_str()), Some("db"));
    assert_eq!(database.project_id.as_ref().map(|id| id.as_str()), Some(PROJECT));
    let admins = read("volumes_detail_admin", &ListVolumes(ListParams::default()));
    assert_eq!((&admins.items[0], admins.count), (nameless, Some(3)));

    let names = read("volumes_summary", &ListVolumeNames(ListParams::default()));
    let names: Vec<_> =
        names.items.iter().map(|volume| (volume.id.short(), volume.name.as_deref())).collect();
    let expected =
        [("fd972be4", None), ("3b0ff9df", Some("web-01-root")), ("4d3eb6d6", Some("db-primary-data"))];
    assert_eq!(names, expected);

    let snapshots = read("snapshots_detail", &ListSnapshots(ListParams::default()));
    let [snapshot] = snapshots.items.as_slice() else { panic!("one snapshot") };
    assert_eq!((snapshot.name.as_deref(), snapshot.size), (Some("before-upgrade"), Some(Gib(2))));
    assert_eq!(snapshot.volume_id, database.id.clone().into());
    assert_eq!(snapshot.project_id.as_ref().map(|id| id.as_str()), Some(PROJECT));
}

#[test]
fn limits_filters_and_messages() {
    let limits = read("limits", &ReadLimits);
    let expected = BackupLimits {
        max_backups: Some(1_000),
        max_gib: Some(100_000),
        used_backups: Some(5),
        used_gib: Some(9),
        max_volumes: Some(1_000),
        max_volume_gib: Some(100_000),
        used_volumes: Some(3),
        used_volume_gib: Some(6),
    };
    assert_eq!(limits, expected);
    let filters = read("resource_filters", &ReadFilters("backup"));
    assert_eq!(filters.iter().map(|key| &**key).collect::<Vec<_>>(), ["name", "status", "volume_id"]);
    assert!(read("resource_filters", &ReadFilters("volume")).is_empty());
    let messages = read("messages_of_failed_backup", &BackupMessages(BackupId::default()));
    let [message] = messages.as_slice() else { panic!("one message") };
    assert_eq!(message.user_message.as_deref(), Some("create backup:Failed to attach volume."));
    assert_eq!(message.event_id.as_deref(), Some("VOLUME_VOLUME_BACKUP_013_021"));
    assert_eq!(message.request_id.as_deref(), Some("req-609c1f06-ca6e-538f-8e89-385c57dbf414"));
    assert_eq!(message.created_at.as_ref().and_then(|time| time.millis()), Some(1_795_425_315_020));
}

#[test]
fn the_version_document_counts_although_its_status_is_300() {
    assert_eq!(Recording::read("versions").answer.status, 300);
    assert_eq!(read("versions", &ReadVersions), Some(Microversion::v3(71)));
}

#[test]
fn tokens_and_projects() {
    let unscoped = issued("identity_unscoped");
    assert_eq!(unscoped.token, "<token>");
    assert_eq!(
        (&*unscoped.body.user.name, unscoped.body.user.domain.name.as_deref()),
        ("demo", Some("Default"))
    );
    assert!(unscoped.body.project.is_none() && unscoped.body.catalog.is_empty());
    assert_eq!(unscoped.body.expires_at.unwrap().millis(), Some(1_795_510_800_000));
    let roles = |name| issued(name).body.roles.iter().map(|role| role.name.to_string()).collect::<Vec<_>>();
    assert_eq!(roles("identity_rescoped"), ["member", "reader"]);
    assert_eq!(roles("identity_scoped_admin"), ["admin", "manager", "member", "reader"]);
    let projects = read("identity_projects", &ListOwnProjects { token: String::new() });
    let projects: Vec<_> = projects.iter().map(|project| (&*project.name, project.enabled)).collect();
    assert_eq!(projects, [("demo", Some(true)), ("other", Some(true))]);
}

#[test]
fn regions_come_from_the_catalog_once_each() {
    let regions = |name: &str, interface: &str| {
        let found = block_storage(&issued(name).body, interface);
        found.into_iter().map(|region| (region.region, region.root)).collect::<Vec<_>>()
    };
    let root = |region: &str| (region.to_owned(), support::BLOCK_STORAGE.to_owned());
    for interface in ["public", "internal", "admin"] {
        assert_eq!(regions("identity_scoped", interface), [root("RegionOne")]);
        assert_eq!(regions("identity_two_regions", interface), [root("RegionOne"), root("RegionTwo")]);
    }
    assert!(regions("identity_scoped", "elsewhere").is_empty());
    assert!(regions("identity_no_volume_endpoint", "public").is_empty());
}

#[test]
fn every_recorded_backup_and_token_is_read() {
    let names = names();
    let starting = |start: &str| names.iter().filter(|name| name.starts_with(start)).collect::<Vec<_>>();
    let shows = starting("backup_show");
    assert!(shows.len() >= 9);
    shows.iter().for_each(|name| assert!(!shown(name).backup.id.as_str().is_empty()));
    let lists = starting("backups_");
    assert!(lists.len() >= 8);
    lists.iter().for_each(|name| drop(listed(name)));
    for name in starting("identity_") {
        if Recording::read(name).answer.subject_token.is_some() {
            assert!(!issued(name).body.user.name.is_empty(), "{name}");
        }
    }
}
