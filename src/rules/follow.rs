//! What a look at the cloud says of an operation that was accepted: 202 is not "done".
//!
//! | deed | looked at | done | failed |
//! |---|---|---|---|
//! | create, import | the backup | available | error, gone |
//! | delete, force delete | the backup | gone | error, error_deleting, back in another status |
//! | reset | the backup | has the status | not after several looks: Cinder may silently do nothing |
//! | restore | volume and backup | volume available, backup no longer restoring | volume in error, gone |
//!
//! A failed restore is not visible on the backup, which becomes available again
//! (`cinder/backup/manager.py`). The restore of older clouds makes a raw volume first, which is
//! available for a moment before anything is written to it (`restore` in `cinder/backup/api.py`): it
//! counts as restored only when the restore is known to have begun.

use std::sync::Arc;

use crate::model::backup::Backup;
use crate::model::status::BackupStatus;
use crate::model::volume::Volume;
use crate::rules::deed::Deed;

/// A thing as the newest look found it.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen<T> {
    /// Not looked at, or the look told nothing.
    Unknown,
    /// Not there any more.
    Gone,
    /// There.
    There(T),
}

/// How an accepted operation ended badly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The backup is in error, with this reason.
    BackupError(Arc<str>),
    /// The target volume is in this status.
    VolumeError(Arc<str>),
    /// What was being made has disappeared.
    Vanished,
    /// Cinder accepted it and did nothing.
    NothingHappened,
    /// The volume was made, but nothing shows that the backup was ever read into it.
    NotRestored,
}

/// What a look says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// It goes on.
    Going,
    /// It has ended well.
    Done,
    /// It has ended otherwise.
    Failed(Ended),
}

/// Looks after which a change that does not show will not come.
const PATIENCE: u32 = 8;

/// Judges a deed by the newest look, which is the `looks`th since it was accepted. `begun` tells
/// that a restore is known to have begun, see [`has_begun`].
pub fn judge(
    deed: &Deed,
    backup: &Seen<Backup>,
    volume: &Seen<Volume>,
    looks: u32,
    begun: bool,
) -> Judgement {
    match deed {
        Deed::Create(_) | Deed::Import(..) => made(backup, looks),
        Deed::Delete(_) | Deed::ForceDelete(_) => deleted(backup, looks),
        Deed::Reset(_, to) => match backup {
            Seen::There(backup) if backup.status.as_str() == to.as_str() => Judgement::Done,
            // A restore that is broken off leaves the backup available, whatever was asked for.
            Seen::There(backup) if begun && backup.status == BackupStatus::Available => Judgement::Done,
            Seen::There(_) if looks >= PATIENCE => Judgement::Failed(Ended::NothingHappened),
            Seen::Gone => Judgement::Failed(Ended::Vanished),
            _ => Judgement::Going,
        },
        Deed::RestoreBlocking { .. } => match restored(backup, volume) {
            Judgement::Done if !begun && looks >= PATIENCE => Judgement::Failed(Ended::NotRestored),
            Judgement::Done if !begun => Judgement::Going,
            other => other,
        },
        Deed::RestoreInto { .. } | Deed::RestoreNew(_) => restored(backup, volume),
        Deed::Update(..) | Deed::Export(_) => Judgement::Done,
    }
}

/// Whether a look shows that a restore has begun: something says that it is restoring, or the volume
/// names the backup that it was made of (`src_backup_id`, since 16.0.0).
pub fn has_begun(deed: &Deed, backup: &Seen<Backup>, volume: &Seen<Volume>) -> bool {
    let reads = matches!(backup, Seen::There(backup) if backup.status == BackupStatus::Restoring);
    let writes = match volume {
        Seen::There(volume) => {
            let origin = volume.metadata.as_ref().and_then(|metadata| metadata.get("src_backup_id"));
            volume.status.as_deref().is_some_and(|status| status.contains("restoring"))
                || origin.is_some_and(|origin| deed.backup().is_some_and(|id| id.as_str() == origin))
        }
        _ => false,
    };
    reads || writes
}

fn made(backup: &Seen<Backup>, looks: u32) -> Judgement {
    match backup {
        Seen::There(backup) => match &backup.status {
            BackupStatus::Available | BackupStatus::Restoring => Judgement::Done,
            BackupStatus::Error | BackupStatus::ErrorDeleting => failed(backup),
            _ => Judgement::Going,
        },
        // A copy of the database may be a moment behind.
        Seen::Gone if looks > 1 => Judgement::Failed(Ended::Vanished),
        Seen::Gone | Seen::Unknown => Judgement::Going,
    }
}

fn deleted(backup: &Seen<Backup>, looks: u32) -> Judgement {
    match backup {
        Seen::Gone => Judgement::Done,
        Seen::There(backup) => match &backup.status {
            BackupStatus::Deleting => Judgement::Going,
            // One that was in error stays so for a moment when it is forced.
            BackupStatus::Error | BackupStatus::ErrorDeleting if looks > 1 => failed(backup),
            _ if looks >= PATIENCE => Judgement::Failed(Ended::NothingHappened),
            _ => Judgement::Going,
        },
        Seen::Unknown => Judgement::Going,
    }
}

fn restored(backup: &Seen<Backup>, volume: &Seen<Volume>) -> Judgement {
    let Seen::There(volume) = volume else {
        return match volume {
            Seen::Gone => Judgement::Failed(Ended::Vanished),
            _ => Judgement::Going,
        };
    };
    let status = volume.status.as_deref().unwrap_or_default();
    // A volume that is made of a backup is available for a moment before the data is in it only
    // if the backup still says so.
    let still_read = match backup {
        Seen::There(backup) => backup.status == BackupStatus::Restoring,
        Seen::Gone => false,
        Seen::Unknown => true,
    };
    match status {
        "available" | "in-use" if !still_read => Judgement::Done,
        _ if status.starts_with("error") => Judgement::Failed(Ended::VolumeError(Arc::from(status))),
        _ => Judgement::Going,
    }
}

fn failed(backup: &Backup) -> Judgement {
    Judgement::Failed(Ended::BackupError(backup.fail_reason.clone().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ids::{BackupId, VolumeId};
    use crate::model::requests::{NewBackup, ResetTo};

    fn backup(status: &str) -> Seen<Backup> {
        Seen::There(Backup { status: BackupStatus::parse(status), ..Backup::default() })
    }

    fn volume(status: &str) -> Seen<Volume> {
        Seen::There(Volume { status: Some(Arc::from(status)), ..Volume::default() })
    }

    fn of(deed: &Deed, backup: &Seen<Backup>, looks: u32) -> Judgement {
        judge(deed, backup, &Seen::Unknown, looks, true)
    }

    #[test]
    fn a_new_backup_is_done_when_it_is_available() {
        let create = Deed::Create(NewBackup::default());
        assert_eq!(of(&create, &backup("creating"), 99), Judgement::Going);
        assert_eq!(of(&create, &backup("available"), 1), Judgement::Done);
        assert_eq!(of(&create, &backup("frozen"), 9), Judgement::Going);
        assert_eq!(of(&create, &Seen::Gone, 1), Judgement::Going);
        assert_eq!(of(&create, &Seen::Gone, 2), Judgement::Failed(Ended::Vanished));
        assert!(matches!(of(&create, &backup("error"), 1), Judgement::Failed(Ended::BackupError(_))));
    }

    #[test]
    fn a_deletion_is_done_when_the_backup_is_gone() {
        let delete = Deed::Delete(BackupId::new("b"));
        assert_eq!(of(&delete, &backup("deleting"), 99), Judgement::Going);
        assert_eq!(of(&delete, &Seen::Gone, 1), Judgement::Done);
        assert!(matches!(of(&delete, &backup("error"), 2), Judgement::Failed(Ended::BackupError(_))));
        assert_eq!(of(&delete, &backup("available"), 1), Judgement::Going);
        assert_eq!(of(&delete, &backup("available"), 8), Judgement::Failed(Ended::NothingHappened));
        assert_eq!(of(&delete, &Seen::Unknown, 99), Judgement::Going);
    }

    #[test]
    fn a_reset_that_does_nothing_is_said_to_have_failed() {
        let reset = Deed::Reset(BackupId::new("b"), ResetTo::Error);
        assert_eq!(of(&reset, &backup("error"), 1), Judgement::Done);
        assert_eq!(of(&reset, &backup("creating"), 7), Judgement::Going);
        assert_eq!(of(&reset, &backup("creating"), 8), Judgement::Failed(Ended::NothingHappened));
        assert_eq!(of(&reset, &backup("available"), 1), Judgement::Done);
        let unread = judge(&reset, &backup("available"), &Seen::Unknown, 8, false);
        assert_eq!(unread, Judgement::Failed(Ended::NothingHappened));
    }

    #[test]
    fn a_restore_ends_on_the_volume_and_never_on_the_backup_alone() {
        let restore =
            Deed::RestoreInto { backup: BackupId::new("b"), volume: VolumeId::new("v"), before: None };
        let of = |b: &str, v: &str| judge(&restore, &backup(b), &volume(v), 1, false);
        assert_eq!(of("restoring", "restoring-backup"), Judgement::Going);
        assert_eq!(of("available", "restoring-backup"), Judgement::Going);
        assert_eq!(of("restoring", "available"), Judgement::Going);
        assert_eq!(of("available", "available"), Judgement::Done);
        let failed = |status| Judgement::Failed(Ended::VolumeError(Arc::from(status)));
        assert_eq!(of("available", "error_restoring"), failed("error_restoring"));
        assert_eq!(of("available", "error"), failed("error"));
        assert_eq!(judge(&restore, &Seen::Gone, &volume("available"), 1, true), Judgement::Done);
        let vanished = Judgement::Failed(Ended::Vanished);
        assert_eq!(judge(&restore, &backup("available"), &Seen::Gone, 1, true), vanished);
    }

    #[test]
    fn a_raw_volume_is_no_restored_one() {
        let restore = Deed::RestoreBlocking { backup: BackupId::new("b"), name: "n".to_owned() };
        let (read, raw) = (backup("available"), volume("available"));
        assert_eq!(judge(&restore, &read, &raw, 1, false), Judgement::Going);
        assert_eq!(judge(&restore, &read, &raw, 8, false), Judgement::Failed(Ended::NotRestored));
        assert_eq!(judge(&restore, &read, &raw, 1, true), Judgement::Done);
        assert!(!has_begun(&restore, &read, &raw));
        assert!(has_begun(&restore, &backup("restoring"), &raw));
        assert!(has_begun(&restore, &read, &volume("restoring-backup")));
        let of = |id: &str| {
            let metadata = Some([("src_backup_id".to_owned(), id.to_owned())].into());
            Seen::There(Volume { metadata, ..Volume::default() })
        };
        assert!(has_begun(&restore, &read, &of("b")) && !has_begun(&restore, &read, &of("another")));
    }
}
