//! The order of a set of backups that was read whole: by any column.
//!
//! What is not there comes last, whichever way is sorted. Texts go without regard to the case of A to Z,
//! volumes by their name where it is known. Among equals the order is that of the server: newest first.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

use crate::model::backup_set::{BackupSet, Moment, Own, Shared};
use crate::model::listing::{Direction, Sort};

#[derive(Clone, Copy)]
enum By {
    Id,
    Status,
    Mode,
    Dependents,
    Size,
    Objects,
    Moment(Moment),
    Own(Own),
    Shared(Shared),
}

/// What a row is sorted by: a number that decides most, and the row.
pub type Keyed = (u64, u32);

/// Last, whichever way is sorted.
const NOTHING: u64 = u64::MAX;

/// An order over a set.
pub struct Order {
    by: By,
    direction: Direction,
    /// The places of the set's shared texts among each other.
    ranks: Vec<u32>,
}

/// By what, in Cinder's names; `is_incremental` is one that Cinder cannot sort by.
fn by(key: &str) -> Option<By> {
    Some(match key {
        "id" => By::Id,
        "status" => By::Status,
        "is_incremental" => By::Mode,
        "num_dependent_backups" => By::Dependents,
        "size" => By::Size,
        "object_count" => By::Objects,
        "created_at" => By::Moment(Moment::Created),
        "updated_at" => By::Moment(Moment::Updated),
        "data_timestamp" => By::Moment(Moment::Data),
        "name" | "display_name" => By::Own(Own::Name),
        "display_description" => By::Own(Own::Description),
        "fail_reason" => By::Own(Own::Failure),
        "volume_id" => By::Shared(Shared::Volume),
        "snapshot_id" => By::Shared(Shared::Snapshot),
        "availability_zone" => By::Shared(Shared::Zone),
        "container" => By::Shared(Shared::Container),
        "project_id" => By::Shared(Shared::Project),
        "user_id" => By::Shared(Shared::User),
        _ => return None,
    })
}

impl Order {
    /// The order; newest first where the key is not known. `name` is that of a volume or project.
    pub fn new(sort: &Sort, set: &BackupSet, name: impl Fn(&str) -> Option<Arc<str>>) -> Self {
        let by = by(&sort.key).unwrap_or(By::Moment(Moment::Created));
        let ranks = match by {
            By::Shared(Shared::Container) => Vec::new(),
            By::Shared(_) => ranks(set, name),
            _ => Vec::new(),
        };
        Self { by, direction: sort.direction, ranks }
    }

    /// What a row is sorted by.
    pub fn key(&self, set: &BackupSet, row: u32) -> Keyed {
        let number = match self.by {
            By::Id => Some(prefix(set.id(row))),
            By::Status => Some(prefix(set.status(row).as_str())),
            By::Mode => set.incremental(row).map(u64::from),
            By::Dependents => set.dependents(row).map(u64::from),
            By::Size => set.size(row),
            By::Objects => set.objects(row),
            // From before 1970 on, so that none is below zero.
            By::Moment(moment) => set.moment(row, moment).map(|micros| (micros as u64) ^ (1 << 63)),
            By::Own(own) => set.own(row, own).filter(|text| !text.is_empty()).map(prefix),
            By::Shared(Shared::Container) => container(set, row).map(|text| prefix(&text)),
            By::Shared(shared) => set
                .shared(row, shared)
                .map(|place| self.ranks.get(place as usize).map_or(0, |rank| u64::from(*rank))),
        };
        let Some(number) = number else { return (NOTHING, row) };
        let number = number.min(NOTHING - 1);
        (if self.direction == Direction::Asc { number } else { NOTHING - 1 - number }, row)
    }

    /// Compares two rows of the set by what they are sorted by.
    pub fn compare(&self, set: &BackupSet, a: &Keyed, b: &Keyed) -> Ordering {
        a.0.cmp(&b.0).then_with(|| {
            let order = match self.by {
                _ if a.0 == NOTHING => Ordering::Equal,
                By::Id => texts(set.id(a.1), set.id(b.1)),
                By::Status => texts(set.status(a.1).as_str(), set.status(b.1).as_str()),
                By::Own(own) => {
                    let text = |row| set.own(row, own).unwrap_or_default();
                    texts(text(a.1), text(b.1))
                }
                By::Shared(Shared::Container) => {
                    let text = |row| container(set, row).unwrap_or_default();
                    texts(&text(a.1), &text(b.1))
                }
                _ => Ordering::Equal,
            };
            if self.direction == Direction::Asc { order } else { order.reverse() }
        })
    }
}

/// The name of the row's container, of its own or shared.
fn container(set: &BackupSet, row: u32) -> Option<Cow<'_, str>> {
    let shared = || set.shared(row, Shared::Container).map(|place| Cow::Borrowed(&**set.shared_text(place)));
    set.own_container(row).map(Cow::Owned).or_else(shared)
}

/// The first eight bytes as a number of the same order.
fn prefix(text: &str) -> u64 {
    let bytes = text.bytes().map(|byte| byte.to_ascii_lowercase()).chain(std::iter::repeat(0));
    bytes.take(8).fold(0, |number, byte| number << 8 | u64::from(byte))
}

fn texts(a: &str, b: &str) -> Ordering {
    let lower = |text: &str| -> Vec<u8> { text.bytes().map(|byte| byte.to_ascii_lowercase()).collect() };
    if a.eq_ignore_ascii_case(b) { a.cmp(b) } else { lower(a).cmp(&lower(b)) }
}

/// The places of the shared texts among each other, by the name where one is known.
pub fn ranks(set: &BackupSet, name: impl Fn(&str) -> Option<Arc<str>>) -> Vec<u32> {
    let mut labels: Vec<(String, u32)> = Vec::with_capacity(set.shared_texts().len());
    for (place, text) in set.shared_texts().iter().enumerate() {
        let label = name(text).unwrap_or_else(|| text.clone());
        labels.push((label.to_ascii_lowercase(), place as u32));
    }
    labels.sort();
    let mut ranks = vec![0; labels.len()];
    for (rank, (_, place)) in labels.iter().enumerate() {
        ranks[*place as usize] = rank as u32;
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::json::read;
    use crate::rules::slices::Sorting;

    fn sorted(key: &str, direction: Direction) -> String {
        let mut set = BackupSet::default();
        for text in [
            r#"{"id":"d","name":"backup-of-b","size":3,"volume_id":"v2","created_at":"2026-11-23T10:00:02.000000","status":"error"}"#,
            r#"{"id":"c","name":"Backup-of-a","size":20,"volume_id":"v1","created_at":"2026-11-23T10:00:01.000000","status":"available"}"#,
            r#"{"id":"b","name":"backup-of-b","volume_id":"v3","is_incremental":true,"created_at":"1969-01-01T00:00:00.000000"}"#,
            r#"{"id":"a","name":"","size":0,"is_incremental":false,"status":"available"}"#,
        ] {
            set.push(&read(text).unwrap());
        }
        let order =
            Order::new(&Sort { key: key.into(), direction }, &set, |id| (id == "v3").then(|| "Alpha".into()));
        let mut sorting = Sorting::new((0..set.end()).map(|row| order.key(&set, row)).collect());
        while !sorting.step(2, &|a: &Keyed, b: &Keyed| order.compare(&set, a, b)) {}
        sorting.into_items().iter().map(|(_, row)| &**set.id(*row)).collect()
    }

    #[test]
    fn sorts_by_any_column_both_ways() {
        let both = |key| (sorted(key, Direction::Asc), sorted(key, Direction::Desc));
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(both("id"), pair("abcd", "dcba"));
        // What has none comes last, and equals stay in the server's order.
        assert_eq!(both("name"), pair("cdba", "dbca"));
        assert_eq!(both("size"), pair("adcb", "cdab"));
        assert_eq!(both("created_at"), pair("bcda", "dcba"));
        assert_eq!(both("volume_id"), pair("bcda", "dcba"));
        assert_eq!(both("is_incremental"), pair("abdc", "badc"));
        assert_eq!(both("status").0, "bcad");
    }

    #[test]
    fn containers_of_one_name_stay_newest_first_among_those_of_their_own() {
        let mut set = BackupSet::default();
        for (id, container) in [
            ("ffff2", "pool"),
            ("aaaa1", "pool"),
            ("cdcd3", "cd/cd/cdcd3"),
            ("abab4", "ab/ab/abab4"),
            ("bbbb5", "b"),
        ] {
            set.push(&read(&format!(r#"{{"id":"{id}","container":"{container}"}}"#)).unwrap());
        }
        let in_order = |direction| {
            let order = Order::new(&Sort { key: "container".into(), direction }, &set, |_| None);
            let mut sorting = Sorting::new((0..set.end()).map(|row| order.key(&set, row)).collect());
            while !sorting.step(2, &|a: &Keyed, b: &Keyed| order.compare(&set, a, b)) {}
            sorting.into_items().iter().map(|(_, row)| *row).collect::<Vec<_>>()
        };
        assert_eq!(in_order(Direction::Asc), [3, 4, 2, 0, 1]);
        assert_eq!(in_order(Direction::Desc), [0, 1, 2, 4, 3]);
    }

    #[test]
    fn what_is_not_known_sorts_newest_first() {
        assert_eq!(sorted("nothing", Direction::Desc), "dcba");
    }
}
