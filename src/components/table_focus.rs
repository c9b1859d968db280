//! The keyboard in a table, and a focus that is never lost: a row that is gone
//! passes it on to the row in its place.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::components::focus::{focus, focused};
use crate::components::table_keys::{Command, command, target};
use crate::components::table_state::TableState;
use crate::components::table_window::RowKey;

/// Controls that need the arrow keys for themselves.
const OWN_KEYS: &str = "[popover],input:not([type=checkbox]),select,textarea";

/// Notes the row that has the focus.
pub fn entered(state: TableState, event: &ev::FocusEvent) {
    state.inside.set_value(true);
    if let Some((_, key)) = row_of(state, event.target()) {
        state.active.set(Some(key));
    }
}

/// Notes that the focus went elsewhere; a row that is removed names no other place.
pub fn left(state: TableState, event: &ev::FocusEvent) {
    if event.related_target().is_some() {
        state.inside.set_value(false);
    }
}

/// Does what a key asks for.
pub fn pressed(
    state: TableState,
    body: NodeRef<html::Tbody>,
    on_open: Option<Callback<RowKey>>,
    event: &ev::KeyboardEvent,
) {
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
    let page = state.sight.with_untracked(|sight| sight.len());
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
                go_to(state, body, to);
            }
        }
    }
    event.prevent_default();
}

/// Passes the focus on when the row that had it is gone.
pub fn keep(state: TableState, body: NodeRef<html::Tbody>) {
    Effect::new(move |before: Option<Option<usize>>| {
        // Read first, so that the effect runs when either changes.
        let (rows, active) = (state.rows.get(), state.active.get());
        let place = active.as_ref().and_then(|key| rows.iter().position(|row| row == key));
        if let (None, Some(_), Some(Some(last))) = (place, &active, before)
            && !rows.is_empty()
            && state.inside.get_value()
        {
            let next = last.min(rows.len() - 1);
            // After the row has left the document: only then it is seen that nothing has the focus.
            request_animation_frame(move || {
                let body_now = body.try_get_untracked().flatten();
                if body_now.is_some_and(|body| focused(&body).is_none()) {
                    go_to(state, body, next);
                }
            });
        }
        place.or(before.flatten())
    });
}

/// Gives the focus to the row at a place on the page, which may not be drawn yet.
fn go_to(state: TableState, body: NodeRef<html::Tbody>, index: usize) {
    let Some(key) = state.rows.with_untracked(|rows| rows.get(index).cloned()) else {
        return;
    };
    state.active.set(Some(key));
    let row = format!("[aria-rowindex='{}']", untrack(|| state.aria_index(index)));
    request_animation_frame(move || {
        let body = body.try_get_untracked().flatten();
        let row = body.and_then(|body| body.query_selector(&row).ok().flatten());
        if let Some(row) = row.and_then(|row| row.dyn_into::<HtmlElement>().ok()) {
            focus(&row);
        }
    });
}

fn active_row(state: TableState) -> Option<(usize, RowKey)> {
    let key = state.active.get_untracked()?;
    Some((untrack(|| state.index_of(&key))?, key))
}

/// The place and the key of the row an event comes from.
fn row_of(state: TableState, target: Option<web_sys::EventTarget>) -> Option<(usize, RowKey)> {
    let row = target?.dyn_into::<Element>().ok()?.closest("tr").ok()??;
    let place: u64 = row.get_attribute("aria-rowindex")?.parse().ok()?;
    let index = usize::try_from(place.checked_sub(untrack(|| state.aria_index(0)))?).ok()?;
    let key = state.rows.with_untracked(|rows| rows.get(index).cloned())?;
    Some((index, key))
}
