//! A list as it was left: who comes back to it finds it there at once, in the place where it was, while it is asked for anew.

use leptos::prelude::*;

use crate::state::clock::now;
use crate::state::list::{ListStore, Listed};
use crate::state::operations::Operations;
use crate::state::stay::Stay;

/// After so many milliseconds, at the slowest pace, a list on screen has been looked at again.
const FRESH_MS: f64 = 30_000.0;

/// Gives a list what was there. It is made by [`leave_behind`], so that the first rows do without its code.
type Resume<L> = Box<dyn FnOnce(ListStore<L>)>;

/// The list of a kind that was left last.
struct LeftList<L: Listed>(StoredValue<Option<Resume<L>>, LocalStorage>);

impl<L: Listed> Clone for LeftList<L> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<L: Listed> Copy for LeftList<L> {}

impl<L: Listed> LeftList<L> {
    /// That of this stay; None outside of one.
    fn here() -> Option<Self> {
        use_context::<Stay>().map(|stay| stay.keep(|| Self(StoredValue::new_local(None))))
    }
}

/// Begins with what was there, if a list of this kind was left.
pub(super) fn resume<L: Listed>(store: ListStore<L>) {
    let left = LeftList::<L>::here().and_then(|left| left.0.try_update_value(Option::take).flatten());
    if let Some(resume) = left {
        resume(store);
    }
}

/// Leaves what is there when the owner ends, for who comes back to the same view.
pub fn leave_behind<L: Listed>(store: ListStore<L>, operations: Operations) {
    let Some(left) = LeftList::<L>::here() else { return };
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
        left.0.try_set_value(Some(resume));
    });
}
