//! Whether what is wanted still fits into the project's quota.
//!
//! Cinder counts a backup with the whole size of its volume, an incremental one too. What is
//! reserved but not yet used is not told, so the cloud may still refuse what seems to fit.

use crate::model::quota::BackupLimits;

/// What a quota counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resource {
    /// Backups.
    Backups,
    /// GiB in backups.
    BackupGib,
    /// Volumes.
    Volumes,
    /// GiB in volumes and snapshots.
    VolumeGib,
}

/// A limit and what is used of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quota {
    /// What is in use; None where the cloud does not tell.
    pub used: Option<u64>,
    /// The limit; None is unlimited.
    pub limit: Option<u64>,
}

/// Whether something fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// It fits; so much is left then, or there is no limit.
    Fits {
        /// None is unlimited.
        left: Option<u64>,
    },
    /// It does not fit.
    Exceeds {
        /// So much is missing.
        by: u64,
    },
    /// There is a limit, but not how much of it is used.
    Unknown,
}

/// What does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Excess {
    /// Of what there is too little.
    pub resource: Resource,
    /// How much was asked for.
    pub asked: u64,
    /// How much is in use.
    pub used: Option<u64>,
    /// The limit.
    pub limit: u64,
    /// How much is missing.
    pub by: u64,
}

impl Quota {
    /// Whether so much more fits.
    pub fn room(self, more: u64) -> Room {
        let Some(limit) = self.limit else { return Room::Fits { left: None } };
        // More than the whole limit never fits, however little is used.
        let wanted = self.used.unwrap_or(0).saturating_add(more);
        match limit.checked_sub(wanted) {
            None => Room::Exceeds { by: wanted - limit },
            Some(_) if self.used.is_none() => Room::Unknown,
            Some(left) => Room::Fits { left: Some(left) },
        }
    }

    /// How much is free; None when unlimited or unknown.
    pub fn free(self) -> Option<u64> {
        Some(self.limit?.saturating_sub(self.used?))
    }

    fn add(&mut self, more: u64) {
        self.used = self.used.map(|used| used.saturating_add(more));
    }

    fn excess(self, resource: Resource, asked: u64) -> Option<Excess> {
        match (self.room(asked), self.limit) {
            (Room::Exceeds { by }, Some(limit)) => {
                Some(Excess { resource, asked, used: self.used, limit, by })
            }
            _ => None,
        }
    }
}

/// A quota of pieces together with one of their GiB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotas {
    /// What the pieces are.
    pub of: Resource,
    /// How many pieces.
    pub count: Quota,
    /// How many GiB.
    pub gib: Quota,
}

impl Quotas {
    /// Of new backups.
    pub fn of_backups(limits: &BackupLimits) -> Self {
        Self {
            of: Resource::Backups,
            count: Quota { used: limits.used_backups, limit: limits.max_backups },
            gib: Quota { used: limits.used_gib, limit: limits.max_gib },
        }
    }

    /// Of new volumes, as a restore makes them.
    pub fn of_volumes(limits: &BackupLimits) -> Self {
        Self {
            of: Resource::Volumes,
            count: Quota { used: limits.used_volumes, limit: limits.max_volumes },
            gib: Quota { used: limits.used_volume_gib, limit: limits.max_volume_gib },
        }
    }

    /// What does not fit of so many pieces that hold so many GiB together.
    pub fn excess(&self, pieces: u64, gib: u64) -> Vec<Excess> {
        let in_gib = if self.of == Resource::Volumes { Resource::VolumeGib } else { Resource::BackupGib };
        self.count.excess(self.of, pieces).into_iter().chain(self.gib.excess(in_gib, gib)).collect()
    }

    /// Counts pieces that are about to be made.
    pub fn take(&mut self, pieces: u64, gib: u64) {
        self.count.add(pieces);
        self.gib.add(gib);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_told_with_what_is_left_or_missing() {
        let quota = |used, limit| Quota { used, limit };
        let cases = [
            (quota(Some(3), Some(10)), 2, Room::Fits { left: Some(5) }),
            (quota(Some(3), Some(10)), 7, Room::Fits { left: Some(0) }),
            (quota(Some(3), Some(10)), 9, Room::Exceeds { by: 2 }),
            (quota(Some(12), Some(10)), 0, Room::Exceeds { by: 2 }),
            (quota(Some(3), None), u64::MAX, Room::Fits { left: None }),
            (quota(None, None), 1, Room::Fits { left: None }),
            (quota(None, Some(10)), 10, Room::Unknown),
            (quota(None, Some(10)), 11, Room::Exceeds { by: 1 }),
            (quota(Some(0), Some(0)), 1, Room::Exceeds { by: 1 }),
            (quota(Some(1), Some(10)), u64::MAX, Room::Exceeds { by: u64::MAX - 10 }),
        ];
        for (quota, more, room) in cases {
            assert_eq!(quota.room(more), room, "{quota:?} {more}");
        }
        assert_eq!(quota(Some(3), Some(10)).free(), Some(7));
        assert_eq!(quota(Some(12), Some(10)).free(), Some(0));
        assert_eq!(quota(None, Some(10)).free(), None);
    }

    #[test]
    fn pieces_and_gib_are_counted_apart() {
        let limits = BackupLimits {
            max_backups: Some(10),
            used_backups: Some(9),
            max_gib: Some(100),
            used_gib: Some(90),
            max_volumes: Some(1),
            used_volumes: Some(1),
            ..BackupLimits::default()
        };
        let mut backups = Quotas::of_backups(&limits);
        assert!(backups.excess(1, 10).is_empty());
        backups.take(1, 10);
        let excess = backups.excess(1, 5);
        let told: Vec<_> =
            excess.iter().map(|one| (one.resource, one.asked, one.used, one.limit, one.by)).collect();
        assert_eq!(
            told,
            [(Resource::Backups, 1, Some(10), 10, 1), (Resource::BackupGib, 5, Some(100), 100, 5)]
        );
        let volumes = Quotas::of_volumes(&limits).excess(1, 5_000);
        assert_eq!(volumes.iter().map(|one| one.resource).collect::<Vec<_>>(), [Resource::Volumes]);
    }
}
