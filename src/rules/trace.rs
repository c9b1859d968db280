//! Whether a write that got no answer was carried out: found by looking, never by sending again.
//!
//! What was there before the write tells what is new. A look that finds nothing proves little, for
//! the request may still be on its way, so it takes several.

use std::sync::Arc;

use crate::model::backup::Backup;
use crate::model::requests::{BackupChange, NewBackup};
use crate::model::status::BackupStatus;
use crate::model::volume::Volume;
use crate::rules::deed::Deed;
use crate::rules::follow::Seen;

/// Looks without a trace after which a write counts as not carried out: about ten seconds.
pub const LOOKS: u32 = 4;

/// What was known before the write was sent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Before {
    /// The backup that the write is about.
    pub backup: Option<Backup>,
    /// Ids of what could be taken for the thing to be made: the volume's backups, or the volumes
    /// of the same name. Looked up just before sending, for it must not be old: what others make
    /// in the meantime would be taken for ours.
    pub known: Option<Vec<Arc<str>>>,
}

/// The new backup among those of its volume.
pub fn made_backup<'a>(wanted: &NewBackup, before: &Before, now: &'a [Backup]) -> Option<&'a Backup> {
    let text = |text: Option<&str>| text.map(str::trim).unwrap_or_default().to_owned();
    now.iter().find(|backup| {
        is_new(before, backup.id.as_str())
            && backup.volume_id.as_ref() == Some(&wanted.volume_id)
            && backup.snapshot_id == wanted.snapshot_id
            && text(backup.name.as_deref()) == text(wanted.name.as_deref())
            && text(backup.description.as_deref()) == text(wanted.description.as_deref())
    })
}

/// The new volume among those of its name.
pub fn made_volume<'a>(before: &Before, now: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut new = now.filter(|id| is_new(before, id));
    new.next()
}

fn is_new(before: &Before, id: &str) -> bool {
    before.known.as_ref().is_some_and(|known| known.iter().all(|known| &**known != id))
}

/// Whether a write about an existing backup (or the import of a record) shows on it or on its
/// volume; None when the look told nothing.
pub fn shows(deed: &Deed, before: &Before, backup: &Seen<Backup>, volume: &Seen<Volume>) -> Option<bool> {
    let was = before.backup.as_ref();
    Some(match (deed, backup) {
        // Anybody may change the volume meanwhile: the backup must have been touched as well.
        (_, Seen::Unknown) => return None,
        (Deed::RestoreInto { before, .. }, _) => {
            let read = match backup {
                Seen::There(now) => {
                    now.status == BackupStatus::Restoring
                        || was.is_none_or(|was| was.updated_at != now.updated_at)
                }
                _ => true,
            };
            let written = match volume {
                Seen::There(volume) => {
                    let status = volume.status.as_deref().unwrap_or_default();
                    status.contains("restoring") || volume.updated_at != *before
                }
                Seen::Gone => true,
                Seen::Unknown => return None,
            };
            read && written
        }
        (Deed::Import(..), Seen::There(_)) | (Deed::Delete(_) | Deed::ForceDelete(_), Seen::Gone) => true,
        (Deed::Delete(_) | Deed::ForceDelete(_), Seen::There(now)) => match was {
            // One in error may be so again, in the same words.
            Some(was) if was.status == now.status && was.fail_reason == now.fail_reason => {
                now.status.is_failed() && was.updated_at != now.updated_at
            }
            Some(_) => true,
            None => now.status == BackupStatus::Deleting,
        },
        (Deed::Update(_, change), Seen::There(now)) => is_changed(change, now),
        // What was so before must at least have been touched.
        (Deed::Reset(_, to), Seen::There(now)) => {
            now.status.as_str() == to.as_str()
                && was.is_none_or(|was| was.status != now.status || was.updated_at != now.updated_at)
        }
        _ => false,
    })
}

fn is_changed(change: &BackupChange, now: &Backup) -> bool {
    let same = |wanted: &Option<Option<String>>, now: Option<&str>| {
        let wanted = wanted.as_ref().map(|text| text.as_deref().map(str::trim).unwrap_or_default());
        wanted.is_none_or(|wanted| wanted == now.unwrap_or_default())
    };
    same(&change.name, now.name.as_deref())
        && same(&change.description, now.description.as_deref())
        && change.metadata.as_ref().is_none_or(|wanted| now.metadata.as_ref() == Some(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ids::{BackupId, VolumeId};
    use crate::model::requests::ResetTo;
    use crate::model::units::Timestamp;

    fn backup(id: &str, name: &str, status: &str) -> Backup {
        Backup {
            id: BackupId::new(id),
            name: Some(Arc::from(name)),
            status: BackupStatus::parse(status),
            volume_id: Some(VolumeId::new("v")),
            ..Backup::default()
        }
    }

    #[test]
    fn only_a_backup_that_was_not_there_is_the_new_one() {
        let wanted = NewBackup {
            volume_id: VolumeId::new("v"),
            name: Some(" nightly ".into()),
            ..NewBackup::default()
        };
        let now = [backup("old", "nightly", "available"), backup("new", "nightly", "creating")];
        let before = Before { known: Some(vec![Arc::from("old")]), backup: None };
        let id = |before, now: &[Backup]| made_backup(&wanted, before, now).map(|b| b.id.to_string());
        assert_eq!(id(&before, &now).as_deref(), Some("new"));
        assert_eq!(id(&before, &now[..1]), None);
        assert_eq!(id(&before, &[backup("new", "another", "creating")]), None);
        assert_eq!(id(&Before::default(), &now), None, "nobody knows what was there before");
    }

    #[test]
    fn a_deletion_shows_by_absence_or_by_another_status() {
        let delete = Deed::Delete(BackupId::new("b"));
        let before = Before { backup: Some(backup("b", "", "available")), known: None };
        let of = |seen: Seen<Backup>| shows(&delete, &before, &seen, &Seen::Unknown);
        assert_eq!(of(Seen::Gone), Some(true));
        assert_eq!(of(Seen::There(backup("b", "", "deleting"))), Some(true));
        assert_eq!(of(Seen::There(backup("b", "", "available"))), Some(false));
        assert_eq!(of(Seen::Unknown), None);
        let of = |status: &str| {
            let now = Seen::There(backup("b", "", status));
            shows(&delete, &Before::default(), &now, &Seen::Unknown)
        };
        assert_eq!((of("deleting"), of("available")), (Some(true), Some(false)));
    }

    #[test]
    fn what_was_in_error_before_must_have_been_touched() {
        let at = |time: &str| Some(Timestamp::new(time));
        let was = Backup { updated_at: at("2026-11-23T10:00:00"), ..backup("b", "", "error") };
        let touched = Backup { updated_at: at("2026-11-23T10:00:09"), ..was.clone() };
        let before = Before { backup: Some(was.clone()), known: None };
        let id = BackupId::new("b");
        for deed in [Deed::ForceDelete(id.clone()), Deed::Delete(id.clone()), Deed::Reset(id, ResetTo::Error)]
        {
            let of = |now: &Backup| shows(&deed, &before, &Seen::There(now.clone()), &Seen::Unknown);
            assert_eq!((of(&was), of(&touched)), (Some(false), Some(true)), "{deed:?}");
        }
    }

    #[test]
    fn an_update_shows_in_what_it_changed() {
        let change = BackupChange { name: Some(Some("new".into())), description: None, metadata: None };
        let update = Deed::Update(BackupId::new("b"), change);
        let of = |name: &str| {
            shows(&update, &Before::default(), &Seen::There(backup("b", name, "error")), &Seen::Unknown)
        };
        assert_eq!(of("new"), Some(true));
        assert_eq!(of("old"), Some(false));
    }

    #[test]
    fn a_restore_shows_on_the_volume() {
        let time = Timestamp::new("2026-11-23T10:00:00");
        let deed = Deed::RestoreInto {
            backup: BackupId::new("b"),
            volume: VolumeId::new("v"),
            before: Some(time.clone()),
        };
        let later = Timestamp::new("2026-11-23T10:00:09");
        let was = Backup { updated_at: Some(time.clone()), ..backup("b", "", "available") };
        let touched = Backup { updated_at: Some(later.clone()), ..was.clone() };
        let reading = Backup { status: BackupStatus::Restoring, ..was.clone() };
        let before = Before { backup: Some(was.clone()), known: None };
        let of = |backup: &Backup, status: &str, updated_at: &Timestamp| {
            let updated_at = Some(updated_at.clone());
            let volume = Volume { status: Some(Arc::from(status)), updated_at, ..Volume::default() };
            shows(&deed, &before, &Seen::There(backup.clone()), &Seen::There(volume))
        };
        assert_eq!(of(&was, "available", &time), Some(false));
        assert_eq!(of(&reading, "restoring-backup", &time), Some(true));
        assert_eq!(of(&touched, "available", &later), Some(true));
        // Somebody else has renamed the volume, or restores another backup to it.
        assert_eq!(of(&was, "available", &later), Some(false));
        assert_eq!(of(&was, "restoring-backup", &later), Some(false));
        // The backup was restored elsewhere.
        assert_eq!(of(&touched, "available", &time), Some(false));
        assert_eq!(shows(&deed, &before, &Seen::Unknown, &Seen::Gone), None);
    }
}
