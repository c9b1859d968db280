//! Timers and the time, in the one file that names them.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

/// Milliseconds since 1970-01-01 00:00 UTC.
pub fn now() -> f64 {
    js_sys::Date::now()
}

/// Calls back once, after so many milliseconds.
pub fn after(milliseconds: u32, then: impl FnOnce() + 'static) -> Option<TimeoutHandle> {
    set_timeout_with_handle(then, Duration::from_millis(milliseconds.into())).ok()
}

/// The time as words need it: renewed once a minute.
#[derive(Clone, Copy)]
pub struct MinuteClock(RwSignal<f64>);

impl MinuteClock {
    /// Starts the clock for as long as its owner lives.
    pub fn start() -> Self {
        let time = RwSignal::new(now());
        let tick = set_interval_with_handle(move || time.set(now()), Duration::from_secs(60));
        if let Ok(handle) = tick {
            on_cleanup(move || handle.clear());
        }
        Self(time)
    }

    /// Milliseconds since 1970 UTC, at most a minute old; tracked.
    pub fn now(self) -> f64 {
        self.0.get()
    }
}
