//! A list as it was left: who comes back to it finds it there at once, in the place where it was, while it is asked for anew.

use std::any::Any;

use leptos::prelude::*;

use crate::state::clock::now;
use crate::state::list::{ListStore, Listed};
use crate::state::operations::Operations;

/// The lists that were left, the last of each kind, for as long as somebody stays in a project and region.
#[derive(Clone, Copy)]
pub struct LeftLists(StoredValue<Vec<Box<dyn Any>>, LocalStorage>);

/// Gives a list what was there. It is made by [`leave_behind`], so that the first rows do without its code.
type Resume<L> = Box<dyn FnOnce(ListStore<L>)>;

/// After so many milliseconds, at the slowest pace, a list on screen has been looked at again.
const FRESH_MS: f64 = 30_000.0;

impl LeftLists {
    /// None was left yet.
    pub fn new() -> Self {
        Self(StoredValue::new_local(Vec::new()))
    }

    fn take<L: Listed>(self) -> Option<Box<Resume<L>>> {
        let taken = self.0.try_update_value(|left| {
            let place = left.iter().position(|left| left.is::<Resume<L>>())?;
            Some(left.swap_remove(place))
        });
        taken.flatten()?.downcast().ok()
    }
}

impl Default for LeftLists {
    fn default() -> Self {
        Self::new()
    }
}

/// Begins with what was there, if a list of this kind was left.
pub(super) fn resume<L: Listed>(store: ListStore<L>) {
    if let Some(resume) = use_context::<LeftLists>().and_then(LeftLists::take) {
        resume(store);
    }
}

/// Leaves what is there when the owner ends, for who comes back to the same view.
pub fn leave_behind<L: Listed>(store: ListStore<L>, operations: Operations) {
    let Some(left) = use_context::<LeftLists>() else { return };
    on_cleanup(move || {
        let (data, updated_at) = store.query.with_untracked(|query| (query.data.clone(), query.updated_at));
        let Some(mut data) = data else { return };
        let rows = store.rows.values(&data.keys);
        let (scroll_top, anchor) = (store.scroll_top.get_value(), store.anchor.get_value());
        let changes = operations.changes();
        let known = changes.get_untracked();
        let resume: Resume<L> = Box::new(move |store| {
            if store.view.get_untracked() != data.view {
                return;
            }
            let is_fresh = updated_at.is_some_and(|at| now() - at < FRESH_MS);
            if !is_fresh || changes.get_untracked() != known {
                // Until the answer it counts as another view's: under a veil, and what is chosen in it is not chosen then.
                data.view.rows = 0;
            }
            store.rows.put(rows);
            store.scroll_top.set_value(scroll_top);
            store.anchor.set_value(anchor);
            store.query.update(|query| (query.data, query.updated_at) = (Some(data), updated_at));
        });
        left.take::<L>();
        left.0.try_update_value(|left| left.push(Box::new(resume)));
    });
}
