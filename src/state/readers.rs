//! Those who read something that outlives them, such as the rows of a table the names of volumes.
//!
//! Leptos keeps an effect or memo that has ended among those that a signal tells of changes: some hundred bytes
//! each, until the signal itself goes. Here the list begins anew now and then: whoever still lives is told, as of a
//! change, and so reads again.

use leptos::prelude::*;
use leptos::reactive::graph::{Observer, Source};

use crate::state::clock::now;

/// After so many readings the list begins anew.
const READINGS: u32 = 1_000;
/// If it did so twice within so many milliseconds, those who live are too many for that.
const SOON_MS: f64 = 1_000.0;

/// The readers of one thing. Copied freely.
#[derive(Clone, Copy)]
pub struct Readers {
    told: RwSignal<()>,
    readings: StoredValue<u32>,
    limit: StoredValue<u32>,
    anew_at: StoredValue<f64>,
}

impl Readers {
    /// Nobody yet.
    pub fn start() -> Self {
        Self {
            told: RwSignal::new(()),
            readings: StoredValue::new(0),
            limit: StoredValue::new(READINGS),
            anew_at: StoredValue::new(0.0),
        }
    }

    /// Whoever runs now will be told.
    pub fn track(self) {
        if Observer::get().is_none() {
            return;
        }
        let readings = self.readings.try_update_value(|readings| {
            *readings += 1;
            *readings
        });
        if readings.is_some_and(|readings| self.limit.try_get_value() < Some(readings)) {
            self.begin_anew();
        }
        self.told.track();
    }

    fn begin_anew(self) {
        let time = now();
        if self.anew_at.try_get_value().is_some_and(|before| time - before < SOON_MS) {
            self.limit.try_update_value(|limit| *limit = limit.saturating_mul(2));
        }
        self.anew_at.try_set_value(time);
        self.tell();
    }

    /// It has changed.
    pub fn tell(self) {
        self.readings.try_set_value(0);
        self.told.try_set(());
        self.told.clear_subscribers();
    }
}
