//! Keeps a table's state in step with what the browser shows of it, and the
//! table's own attributes in step with its state.
//!
//! The table scrolls by itself where the page gives it a height, and with the
//! page where it does not (a card list on a phone, a portal that grows). Both
//! are measured alike: the part of the rows inside the table's own box and
//! inside the window is in sight.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::components::dom::{set_flag, set_style};
use crate::components::follow_scroll::follow_scroll;
use crate::components::table_state::TableState;
use crate::components::table_window::in_sight;
use crate::reactive::{effect, note};

/// Height of a row before there is one to measure, in CSS pixels.
const ROW: f64 = 36.0;

/// Measures now, on every scroll and on every change of size, until the table is gone or not shown. It begins in its place.
pub fn follow(state: TableState) {
    effect(move || {
        let (Some(scroller), Some(table)) = (state.scroller.get(), state.table.get()) else {
            return;
        };
        let fit = state.fit.get();
        set_style(&table, "--bp-columns", &fit.template);
        set_style(&table, "--bp-min", &format!("{}px", fit.min_width));
        set_style(&table, "--bp-count", &state.rows.with(|rows| rows.len()).to_string());
        if let Some(frame) = scroller.parent_element() {
            set_flag(&frame, "data-compact", fit.compact);
        }
    });
    // After that, as it is by then as high as its rows.
    effect(move || {
        let (Some(scroller), Some(body), true) = (state.scroller.get(), state.body.get(), state.shown.get())
        else {
            return;
        };
        let (outer, inner): (HtmlElement, HtmlElement) = (scroller.unchecked_into(), body.unchecked_into());
        if let Some(top) = state.place.map(|place| place.get_value()).filter(|top| *top > 0) {
            outer.set_scroll_top(top);
        }
        measure(state, &outer, &inner);
        let scroller = outer.clone();
        follow_scroll(&outer, move || measure(state, &scroller, &inner));
    });
}

/// Scrolls to the top whenever `reset` changes.
pub fn scroll_to_top(state: TableState, reset: Signal<u32>) {
    let known = StoredValue::new(reset.get_untracked());
    effect(move || {
        let now = reset.get();
        if known.get_value() == now {
            return;
        }
        known.set_value(now);
        state.active.set(None);
        // To ask the browser would make it work out where everything stands, now and once more when the rows come.
        if !state.scrolled.get_value() {
            return;
        }
        if let Some(scroller) = state.scroller.get_untracked() {
            scroller.set_scroll_top(0);
            if scroller.get_bounding_client_rect().top() < 0.0 {
                scroller.scroll_into_view();
            }
        }
    });
}

fn measure(state: TableState, scroller: &HtmlElement, body: &HtmlElement) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let height = window.inner_height().ok().and_then(|h| h.as_f64()).unwrap_or(f64::MAX);
    let (outer, inner) = (scroller.get_bounding_client_rect(), body.get_bounding_client_rect());
    let row = match body.query_selector("tr") {
        Ok(Some(row)) => row.get_bounding_client_rect().height(),
        _ => ROW,
    };
    let top = outer.top().max(0.0) - inner.top();
    let bottom = outer.bottom().min(height) - inner.top();
    let sight = in_sight(top, bottom, row);
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    note(state.top, count(sight.start));
    note(state.visible, count(sight.len()));
    let width = u32::try_from(scroller.client_width()).unwrap_or(0);
    // A hidden table has no width, and its columns can wait.
    if width > 0 {
        note(state.width, width);
        let scroll_top = scroller.scroll_top();
        state.scrolled.set_value(scroll_top > 0 || outer.top() < 0.0);
        if let Some(place) = state.place {
            place.try_set_value(scroll_top);
        }
    }
}
