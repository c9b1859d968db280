//! What can be done to backups, as values: what is sent, and what it is sent about.

use crate::model::ids::{BackupId, VolumeId};
use crate::model::record::BackupRecord;
use crate::model::requests::{BackupChange, NewBackup, NewVolume, ResetTo};
use crate::model::units::Timestamp;

/// One write (or export) with all that it needs.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// Makes a backup of a volume or snapshot.
    Create(NewBackup),
    /// Changes name, description or metadata.
    Update(BackupId, BackupChange),
    /// Deletes a backup on which no other depends.
    Delete(BackupId),
    /// Deletes a backup whatever its status (admin).
    ForceDelete(BackupId),
    /// Sets the status, and nothing else (admin).
    Reset(BackupId, ResetTo),
    /// Overwrites a volume with a backup.
    RestoreInto {
        /// What is restored.
        backup: BackupId,
        /// What is overwritten.
        volume: VolumeId,
        /// The volume's `updated_at` before: tells afterwards whether anything has happened to it.
        before: Option<Timestamp>,
    },
    /// Makes a volume of a backup (3.47).
    RestoreNew(NewVolume),
    /// Makes a volume of a backup with the call of older clouds, which answers when the volume is there.
    RestoreBlocking {
        /// What is restored.
        backup: BackupId,
        /// The new volume's name.
        name: String,
    },
    /// Reads a backup's record (admin).
    Export(BackupId),
    /// Makes a backup known again from its record (admin).
    Import(BackupRecord, BackupId),
}

/// What kind of deed it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeedKind {
    /// A new backup.
    Create,
    /// A changed name, description or metadata.
    Update,
    /// A deletion.
    Delete,
    /// A forced deletion.
    ForceDelete,
    /// A status set by hand.
    Reset,
    /// A volume overwritten, or made, from a backup.
    Restore,
    /// A record read.
    Export,
    /// A record taken in.
    Import,
}

impl Deed {
    /// Its kind.
    pub fn kind(&self) -> DeedKind {
        match self {
            Self::Create(_) => DeedKind::Create,
            Self::Update(..) => DeedKind::Update,
            Self::Delete(_) => DeedKind::Delete,
            Self::ForceDelete(_) => DeedKind::ForceDelete,
            Self::Reset(..) => DeedKind::Reset,
            Self::RestoreInto { .. } | Self::RestoreNew(_) | Self::RestoreBlocking { .. } => {
                DeedKind::Restore
            }
            Self::Export(_) => DeedKind::Export,
            Self::Import(..) => DeedKind::Import,
        }
    }

    /// Whether it would do the same; what a volume was like before is of no account.
    pub fn does_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::RestoreInto { backup, volume, .. },
                Self::RestoreInto { backup: other_backup, volume: other_volume, .. },
            ) => (backup, volume) == (other_backup, other_volume),
            _ => self == other,
        }
    }

    /// The backup that it is about; None for one that is still to be made.
    pub fn backup(&self) -> Option<&BackupId> {
        match self {
            Self::Create(_) => None,
            Self::Update(id, _)
            | Self::Delete(id)
            | Self::ForceDelete(id)
            | Self::Reset(id, _)
            | Self::RestoreInto { backup: id, .. }
            | Self::RestoreNew(NewVolume { backup_id: id, .. })
            | Self::RestoreBlocking { backup: id, .. }
            | Self::Export(id)
            | Self::Import(_, id) => Some(id),
        }
    }
}

impl DeedKind {
    /// Whether the answer is the end of it, so that there is nothing to follow.
    pub fn ends_with_its_answer(self) -> bool {
        matches!(self, Self::Update | Self::Export)
    }

    /// How many of them may be under way at once, sent or followed: kind to the cloud, and few
    /// enough that stopping still means something.
    pub fn at_once(self) -> usize {
        match self {
            Self::Create | Self::Restore => 4,
            Self::Update | Self::Export => 6,
            // Little work each, and most of their time goes by until they are looked at.
            Self::Import => 30,
            Self::Delete | Self::ForceDelete | Self::Reset => 20,
        }
    }
}
