//! A list as it was left: who comes back to it finds it there at once, in the place where it was, while it is asked for anew.

use std::any::Any;

use leptos::prelude::*;

use crate::state::list::{ListStore, Listed};

/// The list that was left last, of whatever kind, for as long as somebody stays in a project and region.
#[derive(Clone, Copy)]
pub struct LeftList(StoredValue<Option<Box<dyn Any>>, LocalStorage>);

/// Gives a list what was there. It is made by [`leave_behind`], so that the first rows do without its code.
type Resume<L> = Box<dyn FnOnce(ListStore<L>)>;

impl LeftList {
    /// None was left yet.
    pub fn new() -> Self {
        Self(StoredValue::new_local(None))
    }
}

impl Default for LeftList {
    fn default() -> Self {
        Self::new()
    }
}

/// Begins with what was there, if a list of this kind was left last.
pub(super) fn resume<L: Listed>(store: ListStore<L>) {
    let Some(LeftList(left)) = use_context() else { return };
    if left.with_value(|left| left.as_ref().is_some_and(|left| left.is::<Resume<L>>()))
        && let Some(left) = left.try_update_value(Option::take).flatten()
        && let Ok(resume) = left.downcast::<Resume<L>>()
    {
        resume(store);
    }
}

/// Leaves what is there when the owner ends, for who comes back to the same view.
pub fn leave_behind<L: Listed>(store: ListStore<L>) {
    let Some(LeftList(left)) = use_context() else { return };
    on_cleanup(move || {
        let (data, updated_at) = store.query.with_untracked(|query| (query.data.clone(), query.updated_at));
        let Some(data) = data else { return };
        let rows = store.rows.values(&data.keys);
        let scroll_top = store.scroll_top.get_value();
        let resume: Resume<L> = Box::new(move |store| {
            if store.view.get_untracked() == data.view {
                store.rows.put(rows);
                store.scroll_top.set_value(scroll_top);
                store.query.update(|query| (query.data, query.updated_at) = (Some(data), updated_at));
            }
        });
        left.try_set_value(Some(Box::new(resume)));
    });
}
