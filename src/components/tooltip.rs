//! The reason why something cannot be done, shown on hover, focus and press.
//!
//! A native popover, because a tooltip inside a scrolling table would be cut
//! off, and because `title` reaches neither keyboard nor touch.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::HtmlElement;

use crate::components::popover::place;
use crate::reactive::effect;

/// Events of the described element that show its tooltip, and those that hide it.
const SHOW: [&str; 3] = ["pointerenter", "focus", "click"];
const HIDE: [&str; 2] = ["pointerleave", "blur"];

/// The tooltip of a button that names its id in `aria-describedby`.
#[component]
pub fn Tooltip(
    /// Its id.
    id: String,
    /// The button it describes.
    anchor: NodeRef<html::Button>,
    /// The reason.
    text: String,
) -> impl IntoView {
    let node: NodeRef<html::Span> = NodeRef::new();
    effect(move || {
        if let (Some(anchor), Some(tip)) = (anchor.get(), node.get()) {
            follow(anchor.unchecked_into(), tip.unchecked_into());
        }
    });
    view! {
        <span class="bp-tooltip" role="tooltip" popover="manual" id=id node_ref=node>
            {text}
        </span>
    }
}

/// Shows and hides the tooltip until the current reactive owner is gone.
fn follow(anchor: HtmlElement, tip: HtmlElement) {
    let described = anchor.clone();
    let listener = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
        // Each is refused only when it is so already.
        if HIDE.contains(&&*event.type_()) {
            let _ = tip.hide_popover();
        } else if tip.show_popover().is_ok() {
            place(&described, &tip);
        }
    });
    for event in SHOW.into_iter().chain(HIDE) {
        // Refused only for a listener that is no function.
        let _ = anchor.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
    }
    let kept = StoredValue::new_local((anchor, listener));
    on_cleanup(move || {
        kept.with_value(|(anchor, listener)| {
            let function = listener.as_ref().unchecked_ref();
            for event in SHOW.into_iter().chain(HIDE) {
                // Refused only for a listener that is no function.
                let _ = anchor.remove_event_listener_with_callback(event, function);
            }
        });
    });
}
