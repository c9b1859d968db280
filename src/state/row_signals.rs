//! The rows of a list that have come, each as if it were a signal of its own: what has not changed notifies nobody.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::reactive::graph::Observer;

use crate::model::json::FromJson;
use crate::model::unread::Unread;
use crate::rules::polling::Observation;
use crate::state::list::{Listed, RowKey};

type Rows<R> = HashMap<RowKey, Row<R>>;

/// A row, and how those who look at it are told. Nobody looks at most rows of a large page: to read one takes
/// longer than to let it be, and to make a signal for it longer than that.
pub(super) struct Row<R> {
    came: Unread,
    value: Option<Arc<R>>,
    is_busy: bool,
    readers: Option<ArcTrigger>,
}

impl<R: FromJson + Default + PartialEq> Row<R> {
    fn new<L: Listed>(came: Unread) -> Self {
        let is_busy = L::is_busy(&came.status());
        Self { came, value: None, is_busy, readers: None }
    }

    fn copy(&self) -> Self {
        Self { came: self.came.clone(), value: self.value.clone(), is_busy: self.is_busy, readers: None }
    }

    fn value(&mut self) -> &Arc<R> {
        self.value.get_or_insert_with(|| Arc::new(self.came.read_or_known()))
    }

    /// Tells whether it has changed.
    fn set<L: Listed>(&mut self, came: Unread) -> bool {
        let mut changed = false;
        if !self.came.is_same(&came) {
            let value: R = came.read_or_known();
            changed = **self.value() != value;
            self.is_busy = L::is_busy(&came.status());
            if changed {
                self.value = Some(Arc::new(value));
                if let Some(readers) = &self.readers {
                    readers.notify();
                }
            }
        }
        // Lets the answer before it go.
        self.came = came;
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
            Some((row.value().clone(), readers))
        })??;
        if let Some(readers) = readers {
            readers.track();
        }
        Some(value)
    }

    /// The keys of the rows that pass, not tracked. `passes` must not look at the rows by itself.
    pub fn passing(self, keys: &[RowKey], passes: impl Fn(&L::Row) -> bool) -> Arc<[RowKey]> {
        let pass = |rows: &mut Rows<L::Row>| {
            let mut passes = |key: &&RowKey| rows.get_mut(*key).is_some_and(|row| passes(row.value()));
            keys.iter().filter(|key| passes(key)).cloned().collect()
        };
        self.0.try_update_value(pass).unwrap_or_default()
    }

    /// Whether the status of any will change by itself.
    pub fn any_busy(self) -> bool {
        self.0.with_value(|rows| rows.values().any(|row| row.is_busy))
    }

    /// The rows of these keys as they are, not tracked, for [`Self::put`]. Without their readers, who would be kept for ever.
    pub(super) fn copies(self, keys: &[RowKey]) -> Vec<(RowKey, Row<L::Row>)> {
        self.0.with_value(|rows| {
            let copy = |key: &RowKey| Some((key.clone(), rows.get(key)?.copy()));
            keys.iter().filter_map(copy).collect()
        })
    }

    /// Takes in rows that had come before.
    pub(super) fn put(self, kept: Vec<(RowKey, Row<L::Row>)>) {
        self.0.update_value(|rows| rows.extend(kept));
    }

    /// Takes in a whole page; rows that are no longer on it are let go.
    pub fn take_page(self, items: Vec<Unread>) -> (Arc<[RowKey]>, Observation) {
        let mut seen = Observation::default();
        let keys: Arc<[RowKey]> = items.iter().map(Unread::id).collect();
        self.0.update_value(|rows| {
            let mut kept = Rows::<L::Row>::with_capacity(items.len());
            for (key, came) in keys.iter().zip(items) {
                let row = match rows.remove(key) {
                    Some(mut known) => {
                        seen.changed |= known.set::<L>(came);
                        known
                    }
                    None => {
                        seen.changed = true;
                        Row::new::<L>(came)
                    }
                };
                seen.busy |= row.is_busy;
                kept.insert(key.clone(), row);
            }
            *rows = kept;
        });
        (keys, seen)
    }

    /// Takes in rows that may or may not be on the page; tells whether one on it has changed.
    pub fn take_known(self, items: Vec<Unread>) -> bool {
        let take = |rows: &mut Rows<L::Row>| {
            let mut changed = false;
            for came in items {
                changed |= rows.get_mut(&came.id()).is_some_and(|known| known.set::<L>(came));
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
    use crate::model::unread::unread_page;
    use crate::state::backup_list::Backups;

    /// Rows of an id, a name and a status each.
    fn came(rows: &[[&str; 3]]) -> Vec<Unread> {
        let row = |[id, name, status]: &[&str; 3]| {
            format!(r#"{{"id":"{id}","name":"{name}","status":"{status}"}}"#)
        };
        let rows = rows.iter().map(row).collect::<Vec<_>>().join(",");
        unread_page(format!(r#"{{"backups":[{rows}]}}"#).as_bytes(), "backups").unwrap().items
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
            rows.take_page(came(&[["a", "one", "available"], ["b", "two", "available"]]));
            // Read once without being told of changes.
            assert_eq!(untrack(|| rows.row("a")).and_then(|row| row.name.clone()).as_deref(), Some("one"));
            let ((first, first_times), (second, second_times)) = (reader(rows, "a"), reader(rows, "b"));
            let names = || (first.get_untracked().unwrap(), second.get_untracked().unwrap());
            let times = || (first_times.load(Ordering::Relaxed), second_times.load(Ordering::Relaxed));
            assert_eq!(names(), ("one".into(), "two".into()));

            let (_, seen) = rows.take_page(came(&[["b", "two", "available"], ["a", "one", "available"]]));
            assert!(!seen.changed);
            assert_eq!((names(), times()), (("one".into(), "two".into()), (1, 1)));

            assert!(rows.take_known(came(&[["a", "three", "available"], ["c", "no row", "available"]])));
            assert_eq!((names(), times()), (("three".into(), "two".into()), (2, 1)));

            let (_, seen) = rows.take_page(came(&[["a", "three", "available"], ["b", "four", "available"]]));
            assert!(seen.changed);
            assert_eq!((names(), times()), (("three".into(), "four".into()), (2, 2)));

            rows.take_page(came(&[["a", "three", "available"]]));
            assert!(rows.row("b").is_none());
        });
    }

    #[test]
    fn a_row_that_says_the_same_in_other_words_has_not_changed() {
        let owner = Owner::new();
        owner.with(|| {
            let rows = RowSignals::<Backups>::start();
            rows.take_page(came(&[["a", "ä", "available"]]));
            assert!(!rows.take_known(came(&[["a", "\\u00e4", "available"]])));
            assert_eq!(rows.row("a").and_then(|row| row.name.clone()).as_deref(), Some("ä"));
        });
    }

    #[test]
    fn busy_is_what_the_newest_answer_says() {
        let owner = Owner::new();
        owner.with(|| {
            let rows = RowSignals::<Backups>::start();
            let (_, seen) = rows.take_page(came(&[["a", "", "creating"], ["b", "", "available"]]));
            assert!(seen.busy && rows.any_busy());
            rows.take_known(came(&[["a", "", "available"]]));
            assert!(!rows.any_busy());
            let (_, seen) = rows.take_page(came(&[["b", "", "deleting"]]));
            assert!(seen.busy && rows.any_busy());
        });
    }

    #[test]
    fn copies_of_rows_stand_elsewhere_as_they_were() {
        let owner = Owner::new();
        owner.with(|| {
            let [here, there] = [RowSignals::<Backups>::start(), RowSignals::start()];
            let (keys, _) = here.take_page(came(&[["a", "one", "creating"], ["b", "two", "available"]]));
            there.put(here.copies(&keys));
            assert!(here.row("a").is_some() && there.any_busy());
            let (_, seen) = there.take_page(came(&[["a", "one", "creating"], ["b", "two", "available"]]));
            assert!(!seen.changed);
        });
    }
}
