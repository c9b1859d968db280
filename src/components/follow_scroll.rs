//! Runs a function whenever something around an element scrolls or changes size.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{AddEventListenerOptions, Element, EventTarget, ResizeObserver};

const EVENTS: [&str; 2] = ["scroll", "resize"];

/// Runs `then` on every scroll, and on every change of the size of `element` or
/// of the window, until the current reactive owner is gone.
pub fn follow_scroll(element: &Element, then: impl Fn() + 'static) {
    let listener = Closure::<dyn Fn()>::new(then);
    let function = listener.as_ref().unchecked_ref::<js_sys::Function>();
    let observer = ResizeObserver::new(function).ok();
    if let Some(observer) = &observer {
        observer.observe(element);
    }
    // Scroll events neither bubble nor leave a shadow root: they are caught on the
    // way down, in the tree that the element is in and in the window around it.
    let options = AddEventListenerOptions::new();
    options.set_capture(true);
    options.set_passive(true);
    let root: EventTarget = element.get_root_node().into();
    let window = web_sys::window().map(EventTarget::from);
    let targets: Vec<EventTarget> = std::iter::once(root).chain(window).collect();
    for target in &targets {
        for event in EVENTS {
            // Refused only for a listener that is no function.
            let _ = target
                .add_event_listener_with_callback_and_add_event_listener_options(event, function, &options);
        }
    }
    let kept = StoredValue::new_local((listener, observer, targets));
    on_cleanup(move || {
        kept.with_value(|(listener, observer, targets)| {
            let function = listener.as_ref().unchecked_ref();
            for target in targets {
                for event in EVENTS {
                    // Refused only for a listener that is no function.
                    let _ = target.remove_event_listener_with_callback_and_bool(event, function, true);
                }
            }
            if let Some(observer) = observer {
                observer.disconnect();
            }
        });
    });
}
