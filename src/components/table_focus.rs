//! Keyboard and mouse in a table, and a focus that is never lost: a row that is
//! gone passes it on to the row in its place.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::components::dom::closest;
use crate::components::focus::{focus, focused};
use crate::components::table_keys::{Command, command, target};
use crate::components::table_state::{TableState, aria_start, place};
use crate::components::table_window::RowKey;
use crate::reactive::effect;

/// Controls that need the arrow keys for themselves.
const OWN_KEYS: &str = "input:not([type=checkbox]),select,textarea";

/// Notes the row that has the focus.
pub fn entered(state: TableState, event: &ev::FocusEvent) {
    state.inside.set_value(true);
    if let Some((_, key)) = row_of(state, event.target()) {
        state.active.set(Some(key));
    }
}

/// Notes that the focus went elsewhere; a row that is removed names no other place, and its menu is no other place.
pub fn left(state: TableState, event: &ev::FocusEvent) {
    let to = event.related_target().and_then(|to| to.dyn_into::<Element>().ok());
    if to.is_some_and(|to| to.closest("[popover]") == Ok(None)) {
        state.inside.set_value(false);
    }
}

/// Selects the row whose checkbox, or the cell around it, was pressed.
pub fn clicked(state: TableState, event: &ev::MouseEvent) {
    if in_select_cell(event)
        && let Some((_, key)) = row_of(state, event.target())
    {
        state.toggle(&key, event.shift_key());
    }
}

/// Keeps the browser from selecting the text up to a box that is pressed for a range.
pub fn about_to_click(event: &ev::MouseEvent) {
    if event.shift_key() && in_select_cell(event) {
        event.prevent_default();
    }
}

fn in_select_cell(event: &ev::MouseEvent) -> bool {
    closest(event.target(), ".bp-select").is_some()
}

/// Does what a key asks for.
pub fn pressed(state: TableState, on_open: Option<Callback<RowKey>>, event: &ev::KeyboardEvent) {
    let Some(element) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return;
    };
    if event.default_prevented() || matches!(element.closest(OWN_KEYS), Ok(Some(_))) {
        return;
    }
    // The row with the focus, or the one it is on its way to when keys come faster than frames.
    let Some((index, key)) = active_row(state) else {
        return;
    };
    let page = state.visible.get_untracked() as usize;
    let meta = event.ctrl_key() || event.meta_key();
    let on_row = element.local_name() == "tr";
    let Some(command) = command(&event.key(), event.shift_key(), meta, on_row, page) else {
        return;
    };
    match command {
        Command::Toggle { range } => state.toggle(&key, range),
        Command::SelectAll => state.toggle_page(),
        Command::Open => {
            if let Some(on_open) = on_open {
                on_open.run(key);
            }
        }
        _ => {
            let count = state.rows.with_untracked(|rows| rows.len());
            if let Some(to) = target(command, index, count) {
                go_to(state, to);
            }
        }
    }
    event.prevent_default();
}

/// Passes the focus on when the row that had it is gone.
pub fn keep(state: TableState) {
    let known = StoredValue::new(None::<usize>);
    effect(move || {
        let (rows, Some(active)) = (state.rows.get(), state.active.get()) else {
            return;
        };
        let now = place(&rows, &active);
        if now.is_some() {
            known.set_value(now);
        } else if let (Some(last), Some(end)) = (known.get_value(), rows.len().checked_sub(1))
            && state.inside.get_value()
        {
            // After the row has left the document: only then it is seen that nothing has the focus.
            request_animation_frame(move || {
                let body = state.body.try_get_untracked().flatten();
                if body.is_some_and(|body| focused(&body).is_none()) {
                    go_to(state, last.min(end));
                }
            });
        }
    });
}

/// Gives the focus to the row at a place on the page, which may not be drawn yet.
fn go_to(state: TableState, index: usize) {
    let Some(key) = state.rows.with_untracked(|rows| rows.get(index).cloned()) else {
        return;
    };
    state.active.set(Some(key));
    let row = row_selector(state, index);
    request_animation_frame(move || {
        let body = state.body.try_get_untracked().flatten();
        let row = body.and_then(|body| body.query_selector(&row).ok().flatten());
        if let Some(row) = row.and_then(|row| row.dyn_into::<HtmlElement>().ok()) {
            focus(&row);
        }
    });
}

/// What the row at a place on the page is found by, within the body of the table.
pub fn row_selector(state: TableState, index: usize) -> String {
    format!("[aria-rowindex='{}']", aria_start(state.first_index.get_untracked()) + index as u64)
}

fn active_row(state: TableState) -> Option<(usize, RowKey)> {
    let key = state.active.get_untracked()?;
    Some((state.rows.with_untracked(|rows| place(rows, &key))?, key))
}

/// The place and the key of the row an event comes from.
pub fn row_of(state: TableState, target: Option<web_sys::EventTarget>) -> Option<(usize, RowKey)> {
    let row = closest(target, "tr")?;
    let number: u64 = row.get_attribute("aria-rowindex")?.parse().ok()?;
    let start = aria_start(state.first_index.get_untracked());
    let index = usize::try_from(number.checked_sub(start)?).ok()?;
    let key = state.rows.with_untracked(|rows| rows.get(index).cloned())?;
    Some((index, key))
}
