//! What can wait until something has been painted.

use leptos::prelude::request_animation_frame;

/// Runs once what is in the document now has been painted; in a hidden tab, when it is shown.
pub fn after_frame(then: impl FnOnce() + 'static) {
    request_animation_frame(move || request_animation_frame(then));
}
