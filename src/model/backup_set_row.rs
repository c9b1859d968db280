//! One row of a [`BackupSet`](crate::model::backup_set::BackupSet), and what is in it.

/// A text that is kept once, however many rows have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shared {
    /// The source volume's id.
    Volume,
    /// The source snapshot's id.
    Snapshot,
    /// The availability zone.
    Zone,
    /// The container, unless it is one of the posix driver's.
    Container,
    /// The project's id.
    Project,
    /// The user's id.
    User,
    /// The id of the key of an encrypted backup.
    Key,
}

const SHARED: usize = 7;

/// A point in time of a backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Moment {
    /// `created_at`.
    Created,
    /// `updated_at`.
    Updated,
    /// `data_timestamp`.
    Data,
}

pub(super) const MOMENTS: [Moment; 3] = [Moment::Created, Moment::Updated, Moment::Data];

/// A text that each row has for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Own {
    /// `name`.
    Name,
    /// `description`.
    Description,
    /// `fail_reason`.
    Failure,
}

pub(super) const NO_TEXT: u16 = u16::MAX;
pub(super) const NO_NUMBER: u32 = u32::MAX;
pub(super) const NO_TIME: i64 = i64::MIN;

pub(super) const INCREMENTAL: u8 = 1;
pub(super) const INCREMENTAL_KNOWN: u8 = 1 << 1;
pub(super) const DEPENDENTS: u8 = 1 << 2;
pub(super) const DEPENDENTS_KNOWN: u8 = 1 << 3;
pub(super) const METADATA_KNOWN: u8 = 1 << 4;
pub(super) const POSIX_CONTAINER: u8 = 1 << 5;
pub(super) const GONE: u8 = 1 << 6;

/// One backup: 80 bytes.
pub(super) struct Row {
    pub(super) moments: [i64; 3],
    pub(super) shared: [u32; SHARED],
    /// Where its own texts begin.
    pub(super) text: u32,
    pub(super) metadata: u32,
    pub(super) size: u32,
    pub(super) objects: u32,
    /// Lengths of its own texts.
    pub(super) own: [u16; 3],
    pub(super) status: u8,
    pub(super) flags: u8,
}

impl Row {
    /// Bytes of its own texts, without metadata.
    pub(super) fn own_length(&self) -> usize {
        self.own.iter().filter(|length| **length != NO_TEXT).map(|length| usize::from(*length)).sum()
    }
}
