//! The rows of a list that have come, each as if it were a signal of its own: what has not changed notifies nobody.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::reactive::graph::Observer;

use crate::rules::polling::Observation;
use crate::state::list::{Listed, RowKey};

type Rows<R> = HashMap<RowKey, Row<R>>;

/// A row, and how those who read it are told. Most rows of a large page are read by nobody: making a signal for each takes
/// longer than making the row.
struct Row<R> {
    value: Arc<R>,
    readers: Option<ArcTrigger>,
}

impl<R: PartialEq> Row<R> {
    fn new(value: Arc<R>) -> Self {
        Self { value, readers: None }
    }

    /// Tells whether it has changed.
    fn set(&mut self, value: R) -> bool {
        let changed = *self.value != value;
        if changed {
            self.value = Arc::new(value);
            if let Some(readers) = &self.readers {
                readers.notify();
            }
        }
        changed
    }
}

/// The rows by their keys. Copied freely; they live as long as their owner.
pub struct RowSignals<L: Listed>(StoredValue<Rows<L::Row>>);

impl<L: Listed> Clone for RowSignals<L> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<L: Listed> Copy for RowSignals<L> {}

impl<L: Listed> RowSignals<L> {
    /// None yet.
    pub fn start() -> Self {
        Self(StoredValue::new(Rows::<L::Row>::new()))
    }

    /// A row, tracked; None when it is not there.
    pub fn row(self, key: &str) -> Option<Arc<L::Row>> {
        let (value, readers) = self.0.try_update_value(|rows| {
            let row = rows.get_mut(key)?;
            let is_read = row.readers.is_some() || Observer::get().is_some();
            let readers = is_read.then(|| row.readers.get_or_insert_with(ArcTrigger::new).clone());
            Some((row.value.clone(), readers))
        })??;
        if let Some(readers) = readers {
            readers.track();
        }
        Some(value)
    }

    /// The keys of the rows that pass, not tracked.
    pub fn passing(self, keys: &[RowKey], passes: impl Fn(&L::Row) -> bool) -> Arc<[RowKey]> {
        self.0.with_value(|rows| {
            keys.iter().filter(|key| rows.get(*key).is_some_and(|row| passes(&row.value))).cloned().collect()
        })
    }

    /// Whether the status of any will change by itself.
    pub fn any_busy(self) -> bool {
        self.0.with_value(|rows| rows.values().any(|row| L::is_busy(&row.value)))
    }

    /// The rows of these keys as they are, not tracked.
    pub fn values(self, keys: &[RowKey]) -> Vec<Arc<L::Row>> {
        self.0.with_value(|rows| {
            keys.iter().filter_map(|key| rows.get(key)).map(|row| row.value.clone()).collect()
        })
    }

    /// Takes in rows that had come before. Nobody reads them yet: old readers would be kept for ever.
    pub fn put(self, values: Vec<Arc<L::Row>>) {
        self.0.update_value(|rows| {
            for row in values {
                rows.insert(L::key(&row), Row::new(row));
            }
        });
    }

    /// Takes in a whole page; rows that are no longer on it are let go.
    pub fn take_page(self, items: Vec<L::Row>) -> (Arc<[RowKey]>, Observation) {
        let mut seen = Observation::default();
        let keys: Arc<[RowKey]> = items.iter().map(L::key).collect();
        self.0.update_value(|rows| {
            let mut kept = Rows::<L::Row>::with_capacity(items.len());
            for (key, row) in keys.iter().zip(items) {
                seen.busy |= L::is_busy(&row);
                let row = match rows.remove(key) {
                    Some(mut known) => {
                        seen.changed |= known.set(row);
                        known
                    }
                    None => {
                        seen.changed = true;
                        Row::new(Arc::new(row))
                    }
                };
                kept.insert(key.clone(), row);
            }
            *rows = kept;
        });
        (keys, seen)
    }

    /// Takes in rows that may or may not be on the page; tells whether one on it has changed.
    pub fn take_known(self, items: Vec<L::Row>) -> bool {
        let take = |rows: &mut Rows<L::Row>| {
            let mut changed = false;
            for row in items {
                changed |= rows.get_mut(&L::key(&row)).is_some_and(|known| known.set(row));
            }
            changed
        };
        self.0.try_update_value(take).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;
    use crate::model::backup::Backup;
    use crate::model::ids::BackupId;
    use crate::state::backup_list::Backups;

    fn backup(id: &str, name: &str) -> Backup {
        Backup { id: BackupId::new(id), name: Some(Arc::from(name)), ..Backup::default() }
    }

    /// The name of a row, and how often it was worked out.
    fn reader(rows: RowSignals<Backups>, id: &'static str) -> (Memo<Option<Arc<str>>>, Arc<AtomicU32>) {
        let times = Arc::new(AtomicU32::new(0));
        let counted = times.clone();
        let name = Memo::new(move |_| {
            counted.fetch_add(1, Ordering::Relaxed);
            rows.row(id).and_then(|row| row.name.clone())
        });
        (name, times)
    }

    #[test]
    fn only_who_reads_a_row_that_has_changed_is_told() {
        let owner = Owner::new();
        owner.with(|| {
            let rows = RowSignals::<Backups>::start();
            rows.take_page(vec![backup("a", "one"), backup("b", "two")]);
            // Read once without being told of changes.
            assert_eq!(untrack(|| rows.row("a")).and_then(|row| row.name.clone()).as_deref(), Some("one"));
            let ((first, first_times), (second, second_times)) = (reader(rows, "a"), reader(rows, "b"));
            let names = || (first.get_untracked().unwrap(), second.get_untracked().unwrap());
            let times = || (first_times.load(Ordering::Relaxed), second_times.load(Ordering::Relaxed));
            assert_eq!(names(), ("one".into(), "two".into()));

            let (_, seen) = rows.take_page(vec![backup("b", "two"), backup("a", "one")]);
            assert!(!seen.changed);
            assert_eq!((names(), times()), (("one".into(), "two".into()), (1, 1)));

            assert!(rows.take_known(vec![backup("a", "three"), backup("c", "no row")]));
            assert_eq!((names(), times()), (("three".into(), "two".into()), (2, 1)));

            let (_, seen) = rows.take_page(vec![backup("a", "three"), backup("b", "four")]);
            assert!(seen.changed);
            assert_eq!((names(), times()), (("three".into(), "four".into()), (2, 2)));

            rows.take_page(vec![backup("a", "three")]);
            assert!(rows.row("b").is_none());
        });
    }
}
