//! Counts pieces of work of which only the newest is wanted.

use leptos::prelude::*;

/// The number of the newest. Copied freely; it lives as long as its owner.
#[derive(Clone, Copy)]
pub struct Turns(StoredValue<u32>);

impl Turns {
    /// Nothing has begun.
    pub fn start() -> Self {
        Self(StoredValue::new(0))
    }

    /// The number of the next, which ends those before it; None after the owner has gone.
    pub fn next(self) -> Option<u32> {
        self.0.try_update_value(|turn| {
            *turn = turn.wrapping_add(1);
            *turn
        })
    }

    /// Whether it is still the newest.
    pub fn is(self, turn: u32) -> bool {
        self.0.try_get_value() == Some(turn)
    }
}
