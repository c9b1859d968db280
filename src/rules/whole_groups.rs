//! A set of backups by volume: how many each has, how large, how old, and how many have failed.

use std::collections::HashMap;

use crate::model::backup_set::{BackupSet, Moment, Shared};
use crate::model::listing::{Direction, Sort};

/// The backups of one volume.
#[derive(Clone, Debug, PartialEq)]
pub struct VolumeGroup {
    /// The place of the volume's id among the set's shared texts; None where the cloud names no volume.
    pub volume: Option<u32>,
    /// How many backups.
    pub count: u64,
    /// The sum of their sizes, in GiB. An incremental counts as its volume's size, as Cinder's quota does.
    pub gib: u64,
    /// When the newest was made, in microseconds since 1970 UTC.
    pub newest: Option<i64>,
    /// When the oldest was.
    pub oldest: Option<i64>,
    /// How many are in a failed state.
    pub failed: u64,
}

/// Groups as they grow.
#[derive(Default)]
pub struct Groups {
    places: HashMap<Option<u32>, usize>,
    groups: Vec<VolumeGroup>,
}

impl Groups {
    /// Counts a row.
    pub fn add(&mut self, set: &BackupSet, row: u32) {
        let volume = set.shared(row, Shared::Volume);
        let place = *self.places.entry(volume).or_insert_with(|| {
            self.groups.push(VolumeGroup { volume, count: 0, gib: 0, newest: None, oldest: None, failed: 0 });
            self.groups.len() - 1
        });
        let group = &mut self.groups[place];
        let created = set.moment(row, Moment::Created);
        group.count += 1;
        group.gib += set.size(row).unwrap_or_default();
        group.newest = group.newest.max(created);
        group.oldest = match (group.oldest, created) {
            (Some(oldest), Some(created)) => Some(oldest.min(created)),
            (oldest, created) => oldest.or(created),
        };
        group.failed += u64::from(set.status(row).is_failed());
    }

    /// The groups, in the order of their first rows.
    pub fn into_groups(self) -> Vec<VolumeGroup> {
        self.groups
    }
}

/// What a group is sorted by; the largest first unless the order says otherwise. `rank` is the place of a
/// volume by its name.
pub fn group_key(sort: Option<&Sort>, group: &VolumeGroup, rank: impl Fn(u32) -> u64) -> u64 {
    let time = |micros: Option<i64>| micros.map(|micros| (micros as u64) ^ (1 << 63));
    let (key, direction) = sort.map_or(("count", Direction::Desc), |sort| (&*sort.key, sort.direction));
    let number = match key {
        "volume_id" => group.volume.map(rank),
        "gib" => Some(group.gib),
        "newest" => time(group.newest),
        "oldest" => time(group.oldest),
        "failed" => Some(group.failed),
        _ => Some(group.count),
    };
    let Some(number) = number else { return u64::MAX };
    if direction == Direction::Asc { number } else { u64::MAX - 1 - number.min(u64::MAX - 1) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::json::read;

    fn groups() -> Vec<VolumeGroup> {
        let mut set = BackupSet::default();
        let mut groups = Groups::default();
        for text in [
            r#"{"id":"a","volume_id":"v1","size":10,"status":"error","created_at":"1970-01-01T00:00:02.000000"}"#,
            r#"{"id":"b","volume_id":"v2","size":5}"#,
            r#"{"id":"c","volume_id":"v1","size":10,"created_at":"1970-01-01T00:00:01.000000"}"#,
            r#"{"id":"d","volume_id":"v1","created_at":"1970-01-01T00:00:03.000000"}"#,
            r#"{"id":"e"}"#,
        ] {
            set.push(&read(text).unwrap());
        }
        for row in 0..set.end() {
            groups.add(&set, row);
        }
        groups.into_groups()
    }

    #[test]
    fn sums_up_what_a_volume_has() {
        let groups = groups();
        let first = VolumeGroup {
            volume: Some(0),
            count: 3,
            gib: 20,
            newest: Some(3_000_000),
            oldest: Some(1_000_000),
            failed: 1,
        };
        assert_eq!(groups.len(), 3);
        assert_eq!(groups[0], first);
        assert_eq!((groups[1].count, groups[1].newest, groups[2].volume), (1, None, None));
    }

    #[test]
    fn the_largest_comes_first_unless_another_order_is_asked_for() {
        let groups = groups();
        let order = |sort: Option<Sort>| {
            let mut keys: Vec<(u64, usize)> =
                groups.iter().map(|group| group_key(sort.as_ref(), group, u64::from)).zip(0..).collect();
            keys.sort();
            keys.iter().map(|key| key.1).collect::<Vec<_>>()
        };
        let by = |key: &str, direction| Some(Sort { key: key.into(), direction });
        assert_eq!(order(None), [0, 1, 2]);
        assert_eq!(order(by("gib", Direction::Asc)), [2, 1, 0]);
        assert_eq!(order(by("newest", Direction::Desc)), [0, 1, 2]);
        assert_eq!(order(by("volume_id", Direction::Desc)), [1, 0, 2]);
    }
}
