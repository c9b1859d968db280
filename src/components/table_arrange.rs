//! Draws the rows in sight, and says of each where it stands, whether it is
//! selected and whether the tab key reaches it: one effect for all of them. Of the first
//! page the rows in sight come first, and the others after a frame; later pages are written into the rows that are there.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};

use crate::components::dom::{set_attribute, set_flag, set_style};
use crate::components::frame::after_frame;
use crate::components::keyed::{Held, KeyedList};
use crate::components::table_selection::{PageSelection, page_selection};
use crate::components::table_state::{TableState, aria_start, place};
use crate::components::table_window::{RowKey, in_part, rendered, window};
use crate::reactive::effect;

/// Keeps the rows in the document in step with the table's state.
pub fn arrange(state: TableState, draw: impl Fn(Signal<RowKey>) -> AnyView + 'static) {
    let Some(list) = KeyedList::new() else {
        return;
    };
    let list = StoredValue::new_local(list.handing_on());
    // Notified when it is time for the rows around those in sight.
    let around = RwSignal::new(());
    on_cleanup(move || {
        list.try_update_value(KeyedList::clear);
    });
    effect(move || {
        let Some(body) = state.body.get() else { return };
        let rows = state.rows.get();
        let active = state.active.get().filter(|key| rows.contains(key));
        let stop = active.as_ref().or(rows.first());
        let pinned = stop.and_then(|key| place(&rows, key));
        let (sight, start) = (state.sight(), aria_start(state.first_index.get()));
        around.track();
        let wanted = rendered(&rows, &window(&sight, rows.len()), pinned);
        let is_new = list.with_value(KeyedList::is_empty);
        let keys =
            if is_new { rendered(&rows, &in_part(&sight, rows.len()), pinned) } else { wanted.clone() };
        if keys.len() < wanted.len() {
            after_frame(move || {
                around.try_set(());
            });
        }
        list.update_value(|list| {
            list.update(&body, &keys, active.as_ref(), &draw);
            for held in list.items() {
                let index = place(&rows, &held.key).unwrap_or(0);
                set_place(held, index, start, stop == Some(&held.key));
            }
            show_selection(state, &rows, list.items());
        });
    });
}

fn set_place(held: &mut Held, index: usize, start: u64, tab_stop: bool) {
    if held.written.replace((index, start, tab_stop)) == Some((index, start, tab_stop)) {
        return;
    }
    let row = &held.element;
    set_style(row, "--bp-index", &index.to_string());
    set_attribute(row, "aria-rowindex", Some(&(start + index as u64).to_string()));
    set_attribute(row, "tabindex", Some(if tab_stop { "0" } else { "-1" }));
}

fn show_selection(state: TableState, rows: &Arc<[RowKey]>, items: &[Held]) {
    let Some(selection) = state.selection else {
        return;
    };
    selection.with(|selected| {
        for held in items {
            let is_selected = selected.contains(&held.key);
            set_flag(&held.element, "data-selected", is_selected);
            if let Some(input) = row_box(&held.element) {
                input.set_checked(is_selected);
            }
        }
        if let Some(input) = state.page_box.get() {
            let page = page_selection(&state.free(rows.clone()), selected);
            input.set_checked(page == PageSelection::All);
            input.set_indeterminate(page == PageSelection::Some);
        }
    });
}

fn row_box(row: &HtmlElement) -> Option<HtmlInputElement> {
    row.query_selector(".bp-select input").ok()??.dyn_into().ok()
}
