//! A list as it was left: who comes back to it finds it there at once, in the place where it was, while it is asked for anew.

use leptos::prelude::*;

use crate::reactive::effect;
use crate::state::clock::now;
use crate::state::list::{ListData, ListStore, Listed};
use crate::state::on_screen::on_screen;
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

/// Whether rows count as another view's until the answer: under a veil, so that none is chosen by what is out of date.
fn are_old(updated_at: Option<f64>, has_changes: bool) -> bool {
    has_changes || updated_at.is_none_or(|at| now() - at >= FRESH_MS)
}

/// Added to the rows of a page, it makes of its view another one, which can be what it was again.
pub(super) const OLD: u32 = 1 << 31;

fn outdate(data: &mut ListData) {
    data.view.rows |= OLD;
}

/// Leaves what is there when the owner ends, for who comes back to the same view; and what stood behind another page
/// is found as old as it is.
pub fn leave_behind<L: Listed>(store: ListStore<L>, operations: Operations) {
    let Some(left) = LeftList::<L>::here() else { return };
    let changes = move || operations.changes_now();
    // How many changes there had been when another page came before it.
    let (on_screen, behind_since) = (on_screen(), StoredValue::new(None::<u32>));
    effect(move || {
        if !on_screen.get() {
            behind_since.set_value(changes());
        } else if let Some(known) = behind_since.try_update_value(Option::take).flatten() {
            let updated_at = store.query.with_untracked(|query| query.updated_at);
            if are_old(updated_at, changes() != Some(known)) {
                store.query.update(|query| query.data.iter_mut().for_each(outdate));
            }
        }
    });
    on_cleanup(move || {
        let (data, updated_at) = store.query.with_untracked(|query| (query.data.clone(), query.updated_at));
        let Some(mut data) = data else { return };
        let rows = store.rows.copies(&data.keys);
        let (scroll_top, anchor) = (store.scroll_top.get_value(), store.anchor.get_value());
        let known = behind_since.get_value().or_else(changes);
        let was_old = data.view.rows & OLD != 0;
        data.view.rows &= !OLD;
        let resume: Resume<L> = Box::new(move |store| {
            if store.view.get_untracked() != data.view {
                return;
            }
            if was_old || are_old(updated_at, changes() != known) {
                outdate(&mut data);
            }
            store.rows.put(rows);
            store.scroll_top.set_value(scroll_top);
            store.anchor.set_value(anchor);
            store.query.update(|query| (query.data, query.updated_at) = (Some(data), updated_at));
        });
        left.0.try_set_value(Some(resume));
    });
}
