//! Keeps a table's state in step with what the browser shows of it.
//!
//! The table scrolls by itself where the page gives it a height, and with the
//! page where it does not (a card list on a phone, a portal that grows). Both
//! are measured alike: the part of the rows inside the table's own box and
//! inside the window is in sight.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::components::follow_scroll::follow_scroll;
use crate::components::table_state::TableState;
use crate::components::table_window::in_sight;

/// Height of a row before there is one to measure, in CSS pixels.
const ROW: f64 = 36.0;

/// Measures now, on every scroll and on every change of size, until the table is gone.
pub fn follow(state: TableState, scroller: NodeRef<html::Div>, body: NodeRef<html::Tbody>) {
    Effect::new(move |_| {
        let (Some(scroller), Some(body)) = (scroller.get(), body.get()) else {
            return;
        };
        let (outer, inner): (HtmlElement, HtmlElement) = (scroller.unchecked_into(), body.unchecked_into());
        measure(state, &outer, &inner);
        let scroller = outer.clone();
        follow_scroll(&outer, move || measure(state, &scroller, &inner));
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
    if sight != state.sight.get_untracked() {
        state.sight.set(sight);
    }
    let width = u32::try_from(scroller.client_width()).unwrap_or(0);
    // A hidden table has no width, and its columns can wait.
    if width > 0 && width != state.width.get_untracked() {
        state.width.set(width);
    }
}
