//! Work in turns with the page, so that none of them holds it up.

use leptos::prelude::document;

use crate::state::clock::{now, pause};

/// Work may hold the page up for so many milliseconds at a time.
const SLICE_MS: f64 = 12.0;

/// A turn of work, after which the page gets its turn.
pub struct Slice(f64);

impl Slice {
    /// Begins now.
    pub fn start() -> Self {
        Self(now())
    }

    /// Lets the page have its turn if this one has been long enough. Nobody is held up while the page is
    /// hidden, and timers would be slow.
    pub async fn rest(&mut self) {
        if now() - self.0 >= SLICE_MS && !document().hidden() {
            pause(0).await;
            self.0 = now();
        }
    }
}
