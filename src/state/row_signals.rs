//! The rows of a list that have come, each a signal of its own: what has not changed notifies nobody.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;

use crate::rules::polling::Observation;
use crate::state::list::{Listed, RowKey};

type Rows<R> = HashMap<RowKey, ArcRwSignal<Arc<R>>>;

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
        let row = self.0.try_with_value(|rows| rows.get(key).cloned()).flatten();
        row.map(|row| row.get())
    }

    /// The keys of the rows that pass, not tracked.
    pub fn passing(self, keys: &[RowKey], passes: impl Fn(&L::Row) -> bool) -> Arc<[RowKey]> {
        self.0.with_value(|rows| {
            keys.iter()
                .filter(|key| rows.get(*key).is_some_and(|row| passes(&row.read_untracked())))
                .cloned()
                .collect()
        })
    }

    /// Whether the status of any will change by itself.
    pub fn any_busy(self) -> bool {
        self.0.with_value(|rows| rows.values().any(|row| L::is_busy(&row.read_untracked())))
    }

    /// The rows of these keys as they are, not tracked.
    pub fn values(self, keys: &[RowKey]) -> Vec<Arc<L::Row>> {
        self.0.with_value(|rows| {
            keys.iter().filter_map(|key| rows.get(key)).map(|row| row.get_untracked()).collect()
        })
    }

    /// Takes in rows that had come before. Their signals are new: old ones keep lists of whom they told.
    pub fn put(self, values: Vec<Arc<L::Row>>) {
        self.0.update_value(|rows| {
            for row in values {
                rows.insert(L::key(&row), ArcRwSignal::new(row));
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
                let signal = match rows.remove(key) {
                    Some(signal) => {
                        seen.changed |= set_if_changed(&signal, row);
                        signal
                    }
                    None => {
                        seen.changed = true;
                        ArcRwSignal::new(Arc::new(row))
                    }
                };
                kept.insert(key.clone(), signal);
            }
            *rows = kept;
        });
        (keys, seen)
    }

    /// Takes in rows that may or may not be on the page; tells whether one on it has changed.
    pub fn take_known(self, items: Vec<L::Row>) -> bool {
        self.0.with_value(|rows| {
            let mut changed = false;
            for row in items {
                changed |= rows.get(&L::key(&row)).is_some_and(|signal| set_if_changed(signal, row));
            }
            changed
        })
    }
}

fn set_if_changed<R: PartialEq + Send + Sync + 'static>(signal: &ArcRwSignal<Arc<R>>, row: R) -> bool {
    let changed = *signal.read_untracked().as_ref() != row;
    if changed {
        signal.set(Arc::new(row));
    }
    changed
}
