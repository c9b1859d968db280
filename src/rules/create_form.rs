//! What a backup would become if it were asked for now, and what stands in its way.
//!
//! Sources: `create` in `cinder/backup/api.py`, `backup/chunkeddriver.py`.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::backup::Backup;
use crate::model::ids::{BackupId, VolumeId};
use crate::model::requests::NewBackup;
use crate::model::status::BackupStatus;
use crate::model::units::{Gib, Timestamp};
use crate::model::volume::{Snapshot, Volume};
use crate::rules::backup_fields::optional;
use crate::rules::chains::Chains;
use crate::rules::name_template::{self, Values};
use crate::rules::quota::{Excess, Quotas};

/// Whether everything is backed up or what changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Everything.
    Full,
    /// What changed since the newest backup.
    Incremental,
    /// What changed where that is possible, and everything again after so many incrementals.
    Automatic {
        /// How many incrementals a chain may hold.
        max_incrementals: usize,
    },
}

/// What is to be backed up, and what is known around it.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The volume.
    pub volume: &'a Volume,
    /// The snapshot to back up instead.
    pub snapshot: Option<&'a Snapshot>,
    /// The backups of that volume in the token's project, all of them; None while they are not
    /// known. Cinder looks for a parent among no others.
    pub siblings: Option<&'a [Backup]>,
    /// What is asked for.
    pub mode: Mode,
    /// What is left for backups.
    pub quotas: Quotas,
}

/// What would be refused, or would fail later.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// The volume is neither available nor in use.
    VolumeStatus(Arc<str>),
    /// The snapshot is not available.
    SnapshotStatus(Arc<str>),
    /// The snapshot is of another volume.
    SnapshotOfAnother,
    /// Nothing to build an incremental on.
    NoParent(NoParent),
    /// It does not fit into the quota.
    Quota(Excess),
}

/// Why an incremental backup is not possible.
#[derive(Clone, Debug, PartialEq)]
pub enum NoParent {
    /// The volume has no backup that is available.
    NoneAvailable,
    /// Every backup holds newer data than the snapshot. Cinder takes one all the same, and the
    /// backup comes out wrong.
    NoneOlderThanSnapshot,
    /// The volume has grown since.
    Grown {
        /// The size of the parent.
        from: Gib,
        /// The size of the volume.
        to: Gib,
    },
}

/// What is worth knowing before.
#[derive(Clone, Debug, PartialEq)]
pub enum Warning {
    /// The volume is in use: the data is as after a power failure.
    InUse,
    /// Whether there is something to build on is not known.
    ParentNotChecked,
    /// Everything is backed up although the mode is automatic.
    MadeFull(WhyFull),
}

/// Why everything is backed up.
#[derive(Clone, Debug, PartialEq)]
pub enum WhyFull {
    /// An incremental is not possible.
    NoParent(NoParent),
    /// The chain holds as many incrementals as it may.
    ChainLong(usize),
    /// The backups of the volume are not known.
    NotChecked,
}

/// What the backup would become.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Assessment {
    /// Whether to ask for an incremental.
    pub incremental: bool,
    /// What Cinder would build it on.
    pub parent: Option<BackupId>,
    /// Whether Cinder needs `force`.
    pub force: bool,
    /// Why it would not come about; empty when it would.
    pub problems: Vec<Problem>,
    /// What is worth knowing.
    pub warnings: Vec<Warning>,
}

/// Says what the backup would become.
pub fn assess(source: &Source) -> Assessment {
    let mut found = Assessment::default();
    look_at_state(source, &mut found);
    if source.mode != Mode::Full {
        look_for_parent(source, &mut found);
    }
    let gib = source.volume.size.unwrap_or_default().0;
    found.problems.extend(source.quotas.excess(1, gib).into_iter().map(Problem::Quota));
    found
}

/// The request: what the form says in `fields`, with what the assessment adds.
pub fn request(source: &Source, assessment: &Assessment, fields: &NewBackup) -> NewBackup {
    NewBackup {
        volume_id: source.volume.id.clone(),
        snapshot_id: source.snapshot.map(|snapshot| snapshot.id.clone()),
        incremental: assessment.incremental,
        force: assessment.force,
        ..fields.clone()
    }
}

fn look_at_state(source: &Source, found: &mut Assessment) {
    let Some(snapshot) = source.snapshot else {
        // A status that is not told is left to the cloud.
        match source.volume.status.as_deref() {
            None | Some("available") => {}
            Some("in-use") => {
                found.force = true;
                found.warnings.push(Warning::InUse);
            }
            Some(other) => found.problems.push(Problem::VolumeStatus(Arc::from(other))),
        }
        return;
    };
    // The state of the volume does not matter to a backup of its snapshot.
    if snapshot.volume_id.as_ref().is_some_and(|of| *of != source.volume.id) {
        found.problems.push(Problem::SnapshotOfAnother);
    }
    if let Some(status) = snapshot.status.as_ref().filter(|status| &***status != "available") {
        found.problems.push(Problem::SnapshotStatus(status.clone()));
    }
}

fn look_for_parent(source: &Source, found: &mut Assessment) {
    let Some(siblings) = source.siblings else {
        found.incremental = source.mode == Mode::Incremental;
        let automatic = Warning::MadeFull(WhyFull::NotChecked);
        found.warnings.push(if found.incremental { Warning::ParentNotChecked } else { automatic });
        return;
    };
    let parent = match parent(source, siblings) {
        Ok(parent) => parent,
        Err(why) if source.mode == Mode::Incremental => {
            found.incremental = true;
            return found.problems.push(Problem::NoParent(why));
        }
        Err(why) => return found.warnings.push(Warning::MadeFull(WhyFull::NoParent(why))),
    };
    if let Mode::Automatic { max_incrementals } = source.mode
        && Chains::of(siblings).ancestors(&parent.id).len() >= max_incrementals
    {
        return found.warnings.push(Warning::MadeFull(WhyFull::ChainLong(max_incrementals)));
    }
    found.incremental = true;
    found.parent = Some(parent.id.clone());
}

/// The backup that Cinder would build on.
fn parent<'a>(source: &Source, siblings: &'a [Backup]) -> Result<&'a Backup, NoParent> {
    let is_available = |backup: &&Backup| {
        backup.status == BackupStatus::Available
            && backup.volume_id.as_ref().is_none_or(|of| *of == source.volume.id)
    };
    let mut available = siblings.iter().filter(is_available).peekable();
    if available.peek().is_none() {
        return Err(NoParent::NoneAvailable);
    }
    let taken = source.snapshot.and_then(|snapshot| snapshot.created_at.as_ref());
    let older = available.filter(|backup| taken.is_none_or(|taken| data_time(backup) < Some(taken)));
    let newest = older.max_by_key(|backup| (data_time(backup), &backup.created_at, &backup.id));
    let parent = newest.ok_or(NoParent::NoneOlderThanSnapshot)?;
    match (parent.size, source.volume.size) {
        (Some(from), Some(to)) if to > from => Err(NoParent::Grown { from, to }),
        _ => Ok(parent),
    }
}

fn data_time(backup: &Backup) -> Option<&Timestamp> {
    backup.data_timestamp.as_ref().or(backup.created_at.as_ref())
}

/// Many volumes to be backed up at once.
#[derive(Clone, Copy, Debug)]
pub struct Batch<'a> {
    /// The volumes.
    pub volumes: &'a [Volume],
    /// The backups of each, as in [`Source`]; what is missing is not known.
    pub siblings: &'a HashMap<VolumeId, Vec<Backup>>,
    /// What is asked for, unless a volume has a mode of its own.
    pub mode: Mode,
    /// The modes of volumes that have their own.
    pub modes: &'a HashMap<VolumeId, Mode>,
    /// What is left for backups before any of them.
    pub quotas: Quotas,
    /// The names, see [`name_template`].
    pub template: &'a str,
    /// The day, as 2026-11-23.
    pub date: &'a str,
    /// The time, as 1651.
    pub time: &'a str,
    /// What is the same for all of them.
    pub fields: &'a NewBackup,
}

/// A backup of many.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// What would be asked for.
    pub request: NewBackup,
    /// Send it only if this names no problem.
    pub assessment: Assessment,
    /// What it takes of the quota.
    pub size: Gib,
}

/// Says what each backup would become, in the order of the volumes. What has a problem takes no
/// quota and no number.
pub fn plan_many(batch: &Batch) -> Vec<Planned> {
    let mut quotas = batch.quotas;
    let mut n = 1;
    let plan = |volume: &Volume| {
        let siblings = batch.siblings.get(&volume.id).map(Vec::as_slice);
        let mode = batch.modes.get(&volume.id).copied().unwrap_or(batch.mode);
        let source = Source { volume, snapshot: None, siblings, mode, quotas };
        let assessment = assess(&source);
        let id = volume.id.as_str();
        let named = volume.name.as_deref().filter(|name| !name.trim().is_empty());
        let values = Values { volume: named.unwrap_or(id), id, date: batch.date, time: batch.time, n };
        let name = optional(&name_template::fill(batch.template, &values));
        if assessment.problems.is_empty() {
            quotas.take(1, volume.size.unwrap_or_default().0);
            n += 1;
        }
        let request = NewBackup { name, ..request(&source, &assessment, batch.fields) };
        Planned { request, assessment, size: volume.size.unwrap_or_default() }
    };
    batch.volumes.iter().map(plan).collect()
}
