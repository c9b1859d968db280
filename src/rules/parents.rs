//! Which backup an incremental builds on.
//!
//! The API never tells a backup's parent, so it is inferred by Cinder's own rule (`create` in
//! `cinder/backup/api.py`): among the backups of the same volume and project that were available
//! at the time, the one with the newest data; for a backup of a snapshot, the newest whose data is
//! older than the snapshot. What has been deleted or has failed since may blur it.

use std::collections::{BTreeSet, HashMap};

use crate::model::backup::Backup;
use crate::model::ids::{BackupId, ProjectId, VolumeId};
use crate::model::status::BackupStatus;
use crate::model::units::Timestamp;

/// The rows without those that come twice, oldest first, so that a parent always stands before its
/// children. Of rows with the same id the first one counts.
pub fn oldest_first(backups: &[Backup]) -> Vec<&Backup> {
    let mut known = HashMap::with_capacity(backups.len());
    for backup in backups {
        known.entry(&backup.id).or_insert(backup);
    }
    let mut sorted: Vec<&Backup> = known.into_values().collect();
    sorted.sort_by_cached_key(|backup| age(backup));
    sorted
}

/// The place of each backup's parent among the same backups, which stand oldest first.
///
/// Backups of several projects or volumes are kept apart.
pub fn infer_parents(oldest_first: &[&Backup]) -> Vec<Option<usize>> {
    let mut groups: HashMap<(Option<&VolumeId>, Option<&ProjectId>), Earlier> = HashMap::new();
    let mut parents = Vec::with_capacity(oldest_first.len());
    for (place, backup) in oldest_first.iter().enumerate() {
        let earlier = groups.entry((backup.volume_id.as_ref(), backup.project_id.as_ref())).or_default();
        parents.push(is_incremental(backup).then(|| earlier.parent_of(backup)).flatten());
        earlier.add(backup, place);
    }
    parents
}

/// Whether the backup holds only what changed since its parent; false where the cloud is silent.
pub fn is_incremental(backup: &Backup) -> bool {
    backup.is_incremental == Some(true)
}

/// Backups of one volume and project that could be the parent of the next, by the age of their
/// data and their place.
#[derive(Default)]
struct Earlier<'a> {
    all: Candidates<'a>,
    /// Those that Cinder says others depend on.
    with_dependents: Candidates<'a>,
}

type Candidates<'a> = BTreeSet<(Option<&'a Timestamp>, usize)>;

impl<'a> Earlier<'a> {
    fn add(&mut self, backup: &'a Backup, place: usize) {
        let has_dependents = backup.has_dependent_backups == Some(true);
        // An error may be a failed deletion of good data: then others may still depend on it.
        let was_available = matches!(backup.status, BackupStatus::Available | BackupStatus::Restoring);
        if was_available || has_dependents {
            self.all.insert((data_time(backup), place));
        }
        if has_dependents {
            self.with_dependents.insert((data_time(backup), place));
        }
    }

    fn parent_of(&self, backup: &Backup) -> Option<usize> {
        // Cinder notes a dependent when it becomes available. The note tells a parent from a
        // backup that was still being written at the time; but imported parents lack it.
        let is_noted = matches!(backup.status, BackupStatus::Available | BackupStatus::Restoring);
        let preferred = if is_noted { [&self.with_dependents, &self.all] } else { [&self.all, &self.all] };
        let limit = backup.snapshot_id.as_ref().and(backup.data_timestamp.as_ref());
        let newest = |candidates: &Candidates| match limit {
            Some(limit) => candidates.range(..(Some(limit), 0)).next_back().map(|&(_, at)| at),
            None => candidates.last().map(|&(_, at)| at),
        };
        // For a snapshot older than every backup Cinder takes the first of its list, which is the
        // backup created last.
        let last = |candidates: &Candidates| candidates.iter().map(|&(_, at)| at).max();
        preferred.into_iter().find_map(newest).or_else(|| preferred.into_iter().find_map(last))
    }
}

/// When the data was frozen; old rows have only the time of their creation.
fn data_time(backup: &Backup) -> Option<&Timestamp> {
    backup.data_timestamp.as_ref().or(backup.created_at.as_ref())
}

/// A strict order in which a parent stands before its children. Some databases keep whole seconds
/// only, so equal times are common: a full backup then comes first.
fn age(backup: &Backup) -> (Option<Timestamp>, bool, Option<Timestamp>, BackupId) {
    let created = backup.created_at.as_ref().or(backup.data_timestamp.as_ref());
    (created.cloned(), is_incremental(backup), data_time(backup).cloned(), backup.id.clone())
}

/// Backups to test the rules with.
#[cfg(test)]
pub(crate) mod fixtures {
    use super::*;
    use crate::model::ids::SnapshotId;

    /// An available backup: its id, the minute of its creation, and whether it is incremental.
    pub fn backup(id: &str, minute: u32, incremental: bool) -> Backup {
        let time = Timestamp::new(&format!("2026-11-23T{:02}:{:02}:00.000000", minute / 60, minute % 60));
        Backup {
            id: BackupId::new(id),
            status: BackupStatus::Available,
            created_at: Some(time.clone()),
            data_timestamp: Some(time),
            is_incremental: Some(incremental),
            has_dependent_backups: Some(false),
            volume_id: Some(VolumeId::new("v")),
            ..Backup::default()
        }
    }

    /// The backup as one of a snapshot taken at a minute.
    pub fn of_snapshot(minute: u32, made: Backup) -> Backup {
        let data_timestamp = backup("", minute, false).data_timestamp;
        Backup { snapshot_id: Some(SnapshotId::new("s")), data_timestamp, ..made }
    }
}

#[cfg(test)]
mod tests {
    use super::fixtures::{backup, of_snapshot};
    use super::*;

    fn parent(backups: &[Backup], id: &str) -> Option<String> {
        let backups = oldest_first(backups);
        let place = backups.iter().position(|backup| backup.id.as_str() == id).unwrap();
        infer_parents(&backups)[place].map(|at| backups[at].id.to_string())
    }

    #[test]
    fn failed_backups_are_no_parents_unless_others_depend_on_them() {
        let mut backups = [backup("f1", 10, false), backup("f2", 20, false), backup("i", 30, true)];
        backups[1].status = BackupStatus::Error;
        assert_eq!(parent(&backups, "i").as_deref(), Some("f1"));
        backups[1].has_dependent_backups = Some(true);
        assert_eq!(parent(&backups, "i").as_deref(), Some("f2"));
    }

    #[test]
    fn a_backup_that_was_still_being_written_is_no_parent() {
        let mut backups = [backup("f1", 10, false), backup("slow", 20, false), backup("i", 30, true)];
        backups[0].has_dependent_backups = Some(true);
        assert_eq!(parent(&backups, "i").as_deref(), Some("f1"));
        // Cinder notes nothing before the child is available.
        backups[2].status = BackupStatus::Creating;
        assert_eq!(parent(&backups, "i").as_deref(), Some("slow"));
    }

    #[test]
    fn a_snapshot_builds_on_what_is_older_than_it() {
        let full = [backup("f1", 0, false), backup("f2", 20, false)];
        let child = of_snapshot(10, backup("i", 30, true));
        assert_eq!(parent(&[full[0].clone(), full[1].clone(), child], "i").as_deref(), Some("f1"));
        // Data of the same age is not older.
        let child = of_snapshot(20, backup("i", 30, true));
        assert_eq!(parent(&[full[0].clone(), full[1].clone(), child], "i").as_deref(), Some("f1"));
    }

    #[test]
    fn a_snapshot_older_than_every_backup_builds_on_the_last_one() {
        let backups = [
            backup("f1", 20, false),
            of_snapshot(15, backup("f2", 25, false)),
            of_snapshot(10, backup("i", 30, true)),
        ];
        assert_eq!(parent(&backups, "i").as_deref(), Some("f2"));
    }

    #[test]
    fn equal_times_put_the_full_one_first() {
        let backups = [backup("a", 10, true), backup("b", 10, false)];
        assert_eq!(parent(&backups, "a").as_deref(), Some("b"));
        assert_eq!(parent(&backups, "b"), None);
    }
}
