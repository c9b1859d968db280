//! Those who read something that outlives them, such as the rows of a table the time.
//!
//! Leptos keeps an effect or memo that has ended among those that a signal tells of changes: some hundred bytes
//! each, until the signal itself goes. Here the list begins anew now and then: whoever still lives is told, as of a
//! change, and so reads again.

use leptos::prelude::*;
use leptos::reactive::graph::{Observer, Source};

/// After so many readings the list begins anew.
const READINGS: u32 = 1_000;

/// The readers of one thing. Copied freely.
#[derive(Clone, Copy)]
pub struct Readers {
    told: RwSignal<()>,
    readings: StoredValue<u32>,
}

impl Readers {
    /// Nobody yet.
    pub fn start() -> Self {
        Self { told: RwSignal::new(()), readings: StoredValue::new(0) }
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
        if readings.is_some_and(|readings| readings > READINGS) {
            self.tell();
        }
        self.told.track();
    }

    /// It has changed.
    pub fn tell(self) {
        self.readings.try_set_value(0);
        self.told.try_set(());
        self.told.clear_subscribers();
    }
}
