//! What can wait until something has been painted.

use leptos::prelude::{document, request_animation_frame};

/// Runs once what is in the document now has been painted; at once in a hidden tab, which paints nothing.
pub fn after_frame(then: impl FnOnce() + 'static) {
    if document().hidden() {
        return then();
    }
    request_animation_frame(move || request_animation_frame(then));
}
