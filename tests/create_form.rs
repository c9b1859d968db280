//! What a backup would become if it were asked for now.
#![allow(clippy::panic, clippy::unwrap_used, reason = "this is how tests fail")]

use std::collections::HashMap;
use std::sync::Arc;

use backup_panel::model::backup::Backup;
use backup_panel::model::ids::{BackupId, SnapshotId, VolumeId};
use backup_panel::model::quota::BackupLimits;
use backup_panel::model::requests::NewBackup;
use backup_panel::model::status::BackupStatus;
use backup_panel::model::units::{Gib, Timestamp};
use backup_panel::model::volume::{Snapshot, Volume};
use backup_panel::rules::create_form::*;
use backup_panel::rules::quota::{Quotas, Resource};

const AUTOMATIC: Mode = Mode::Automatic { max_incrementals: 2 };

fn at(minute: u32) -> Option<Timestamp> {
    Some(Timestamp::new(&format!("2026-11-23T10:{minute:02}:00.000000")))
}

fn volume(status: &str) -> Volume {
    Volume {
        id: VolumeId::new("v"),
        status: Some(Arc::from(status)),
        size: Some(Gib(10)),
        ..Volume::default()
    }
}

fn backup(id: &str, minute: u32, incremental: bool) -> Backup {
    Backup {
        id: BackupId::new(id),
        status: BackupStatus::Available,
        size: Some(Gib(10)),
        created_at: at(minute),
        data_timestamp: at(minute),
        is_incremental: Some(incremental),
        volume_id: Some(VolumeId::new("v")),
        ..Backup::default()
    }
}

fn snapshot(status: &str, of: &str, minute: u32) -> Snapshot {
    Snapshot {
        id: SnapshotId::new("s"),
        status: Some(Arc::from(status)),
        volume_id: Some(VolumeId::new(of)),
        created_at: at(minute),
        ..Snapshot::default()
    }
}

fn unlimited() -> Quotas {
    Quotas::of_backups(&BackupLimits::default())
}

fn assessed(mode: Mode, siblings: Option<&[Backup]>, snapshot: Option<&Snapshot>) -> Assessment {
    let volume = volume("available");
    assess(&Source { volume: &volume, snapshot, siblings, mode, quotas: unlimited() })
}

#[test]
fn the_state_of_the_volume_decides() {
    let status = |status: &str| vec![Problem::VolumeStatus(Arc::from(status))];
    for (state, force, problems) in [
        ("available", false, vec![]),
        ("in-use", true, vec![]),
        ("backing-up", false, status("backing-up")),
        ("error", false, status("error")),
        ("x", false, status("x")),
    ] {
        let volume = volume(state);
        let source =
            Source { volume: &volume, snapshot: None, siblings: None, mode: Mode::Full, quotas: unlimited() };
        let found = assess(&source);
        assert_eq!((found.force, found.problems), (force, problems), "{state}");
        assert_eq!(found.warnings.contains(&Warning::InUse), force);
    }
}

#[test]
fn a_snapshot_stands_for_itself() {
    for (taken, problems) in [
        (snapshot("available", "v", 5), vec![]),
        (snapshot("creating", "v", 5), vec![Problem::SnapshotStatus(Arc::from("creating"))]),
        (snapshot("available", "w", 5), vec![Problem::SnapshotOfAnother]),
    ] {
        let volume = volume("in-use");
        let source = Source {
            volume: &volume,
            snapshot: Some(&taken),
            siblings: None,
            mode: Mode::Full,
            quotas: unlimited(),
        };
        let found = assess(&source);
        assert_eq!((found.force, &found.problems, found.warnings.len()), (false, &problems, 0));
        assert_eq!(request(&source, &found, &NewBackup::default()).snapshot_id, Some(SnapshotId::new("s")));
    }
}

#[test]
fn an_incremental_needs_something_to_build_on() {
    let mut failed = backup("failed", 30, false);
    failed.status = BackupStatus::Error;
    let mut small = backup("small", 20, false);
    small.size = Some(Gib(5));
    let mut foreign = backup("foreign", 40, false);
    foreign.volume_id = Some(VolumeId::new("w"));
    let mut late = backup("late", 35, false);
    late.data_timestamp = at(2);
    let full = backup("f", 10, false);
    let grown = NoParent::Grown { from: Gib(5), to: Gib(10) };
    let cases = [
        (vec![], None, Err(NoParent::NoneAvailable)),
        (vec![failed.clone(), foreign.clone()], None, Err(NoParent::NoneAvailable)),
        (vec![failed, full.clone(), foreign], None, Ok("f")),
        (vec![full.clone(), late.clone()], None, Ok("f")),
        (vec![full.clone(), small.clone()], None, Err(grown)),
        (vec![full.clone(), small], Some(15), Ok("f")),
        (vec![full.clone(), late], Some(10), Ok("late")),
        (vec![full.clone()], Some(10), Err(NoParent::NoneOlderThanSnapshot)),
        (vec![full], Some(5), Err(NoParent::NoneOlderThanSnapshot)),
    ];
    for (siblings, minute, expected) in cases {
        let taken = minute.map(|minute| snapshot("available", "v", minute));
        let found = assessed(Mode::Incremental, Some(&siblings), taken.as_ref());
        let automatic = assessed(AUTOMATIC, Some(&siblings), taken.as_ref());
        assert!(found.incremental && automatic.problems.is_empty());
        match expected {
            Ok(parent) => {
                assert_eq!(found.parent, Some(BackupId::new(parent)));
                assert!(found.problems.is_empty());
                assert_eq!(automatic, found);
            }
            Err(why) => {
                assert_eq!(found.problems, [Problem::NoParent(why.clone())]);
                assert!(!automatic.incremental);
                assert_eq!(automatic.warnings, [Warning::MadeFull(WhyFull::NoParent(why))]);
            }
        }
    }
}

#[test]
fn a_long_chain_is_begun_anew() {
    let mut chain = vec![backup("f", 1, false), backup("i1", 2, true)];
    assert!(assessed(AUTOMATIC, Some(&chain), None).incremental);
    chain.push(backup("i2", 3, true));
    let found = assessed(AUTOMATIC, Some(&chain), None);
    assert_eq!((found.incremental, found.parent), (false, None));
    assert_eq!(found.warnings, [Warning::MadeFull(WhyFull::ChainLong(2))]);
    assert!(assessed(Mode::Incremental, Some(&chain), None).problems.is_empty());
    let never = assessed(Mode::Automatic { max_incrementals: 0 }, Some(&chain[..1]), None);
    assert!(!never.incremental);
}

#[test]
fn unknown_backups_leave_it_to_the_cloud_or_to_a_full_one() {
    let found = assessed(Mode::Incremental, None, None);
    assert_eq!((found.incremental, found.warnings), (true, vec![Warning::ParentNotChecked]));
    let found = assessed(AUTOMATIC, None, None);
    assert_eq!((found.incremental, found.warnings), (false, vec![Warning::MadeFull(WhyFull::NotChecked)]));
    assert_eq!(assessed(Mode::Full, None, None), Assessment::default());
}

#[test]
fn many_share_the_quota_and_are_numbered() {
    let mut volumes = ["a", "b", "c", "d"].map(|id| Volume { id: VolumeId::new(id), ..volume("available") });
    volumes[0].name = Some(Arc::from("db"));
    volumes[1].status = Some(Arc::from("error"));
    volumes[2].status = Some(Arc::from("in-use"));
    let siblings = HashMap::from([(
        VolumeId::new("a"),
        vec![Backup { volume_id: Some(VolumeId::new("a")), ..backup("f", 1, false) }],
    )]);
    let limits = BackupLimits { max_gib: Some(25), used_gib: Some(0), ..BackupLimits::default() };
    let fields = NewBackup { container: Some("nightly".to_owned()), ..NewBackup::default() };
    let planned = plan_many(&Batch {
        volumes: &volumes,
        siblings: &siblings,
        mode: Mode::Incremental,
        modes: &HashMap::from(["b", "c", "d"].map(|id| (VolumeId::new(id), AUTOMATIC))),
        quotas: Quotas::of_backups(&limits),
        template: "{volume}-{date}-{n}",
        date: "2026-11-23",
        time: "1651",
        fields: &fields,
    });
    let names: Vec<_> = planned.iter().map(|one| one.request.name.as_deref().unwrap()).collect();
    assert_eq!(names, ["db-2026-11-23-1", "b-2026-11-23-2", "c-2026-11-23-2", "d-2026-11-23-3"]);
    let sent: Vec<_> = planned.iter().map(|one| (one.request.incremental, one.request.force)).collect();
    assert_eq!(sent, [(true, false), (false, false), (false, true), (false, false)]);
    assert!(planned[0].assessment.problems.is_empty() && planned[2].assessment.problems.is_empty());
    assert_eq!(planned[1].assessment.problems, [Problem::VolumeStatus(Arc::from("error"))]);
    let [Problem::Quota(excess)] = &planned[3].assessment.problems[..] else {
        panic!("{:?}", planned[3].assessment.problems)
    };
    assert_eq!((excess.resource, excess.used, excess.by), (Resource::BackupGib, Some(20), 5));
    assert!(planned.iter().all(|one| one.request.container == fields.container));
}
