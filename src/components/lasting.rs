//! What is worth showing only when it lasts.

use std::time::Duration;

use leptos::prelude::*;

use crate::reactive::{effect, note};

/// On once `on` has been so for a while; off as soon as it is not.
pub fn lasting(on: Signal<bool>, wait: Duration) -> Signal<bool> {
    let (lasts, turn) = (RwSignal::new(false), StoredValue::new(0_u32));
    effect(move || {
        turn.update_value(|turn| *turn += 1);
        if !on.get() {
            return note(lasts, false);
        }
        let begun = turn.get_value();
        let still = move || {
            if turn.try_get_value() == Some(begun) {
                lasts.set(true);
            }
        };
        set_timeout(still, wait);
    });
    lasts.into()
}
