//! Keeps a table's state in step with what the browser shows of it.
//!
//! The table scrolls by itself where the page gives it a height, and with the
//! page where it does not (a card list on a phone, a portal that grows). Both
//! are measured alike: the part of the rows inside the table's own box and
//! inside the window is in sight.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{AddEventListenerOptions, EventTarget, HtmlElement, ResizeObserver};

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
        let measure = {
            let (outer, inner) = (outer.clone(), inner.clone());
            move || measure(state, &outer, &inner)
        };
        measure();
        let listener = Closure::<dyn Fn()>::new(measure);
        let function = listener.as_ref().unchecked_ref::<js_sys::Function>();
        let observer = ResizeObserver::new(function).ok();
        if let Some(observer) = &observer {
            observer.observe(&outer);
        }
        // Scroll events neither bubble nor leave a shadow root: they are caught on the
        // way down, in the tree that the table is in and in the window around it.
        let options = AddEventListenerOptions::new();
        options.set_capture(true);
        options.set_passive(true);
        let root: EventTarget = outer.get_root_node().into();
        let window = web_sys::window().map(EventTarget::from);
        let targets: Vec<EventTarget> = std::iter::once(root).chain(window).collect();
        for target in &targets {
            for event in ["scroll", "resize"] {
                // Refused only for a listener that is no function.
                let _ = target.add_event_listener_with_callback_and_add_event_listener_options(
                    event, function, &options,
                );
            }
        }
        let kept = StoredValue::new_local((listener, observer, targets));
        on_cleanup(move || {
            kept.with_value(|(listener, observer, targets)| {
                let function = listener.as_ref().unchecked_ref();
                for target in targets {
                    for event in ["scroll", "resize"] {
                        // Refused only for a listener that is no function.
                        let _ = target.remove_event_listener_with_callback_and_bool(event, function, true);
                    }
                }
                if let Some(observer) = observer {
                    observer.disconnect();
                }
            });
        });
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
