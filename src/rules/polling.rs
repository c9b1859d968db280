//! How often to ask again.

/// Milliseconds to the first look at something that is busy.
const FASTEST_MS: u32 = 2_000;
/// Milliseconds between looks at something that has been busy for long, or at an idle list.
const SLOWEST_MS: u32 = 30_000;

/// What a look at the list showed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Observation {
    /// Something is in transition.
    pub busy: bool,
    /// Something differs from the look before.
    pub changed: bool,
}

/// The pace of looking: quick after a change, slower while nothing comes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    delay_ms: u32,
    was_busy: bool,
}

impl Default for Pace {
    fn default() -> Self {
        Self { delay_ms: SLOWEST_MS, was_busy: false }
    }
}

impl Pace {
    /// Milliseconds until the next look, after this one.
    ///
    /// 2 s when something is newly busy or has just changed, then half as long again each time up
    /// to 30 s; 30 s when all is quiet.
    pub fn after(&mut self, seen: Observation) -> u32 {
        self.delay_ms = if !seen.busy {
            SLOWEST_MS
        } else if seen.changed || !self.was_busy {
            FASTEST_MS
        } else {
            (self.delay_ms + self.delay_ms / 2).min(SLOWEST_MS)
        };
        self.was_busy = seen.busy;
        self.delay_ms
    }

    /// Milliseconds until the next look after one that failed: the pace slows down.
    pub fn after_failure(&mut self) -> u32 {
        self.delay_ms = (self.delay_ms + self.delay_ms / 2).clamp(FASTEST_MS, SLOWEST_MS);
        self.delay_ms
    }
}

/// Pages up to this many rows are read again whole at each tick; larger ones cost too much.
const WHOLE_PAGE_ROWS: u32 = 100;

/// Rows asked for in a bounded look.
pub const RECENT_ROWS: u32 = 50;

/// What a tick asks for: always one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tick {
    /// The page as it is shown.
    Page,
    /// Only what changed last (`sort=updated_at:desc`), with the count.
    Recent,
}

/// Chooses the request of the next tick. `uncertain`: the last bounded look could not tell all.
pub fn tick(rows_on_page: u32, uncertain: bool) -> Tick {
    if rows_on_page <= WHOLE_PAGE_ROWS || uncertain { Tick::Page } else { Tick::Recent }
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUIET: Observation = Observation { busy: false, changed: false };
    const BUSY: Observation = Observation { busy: true, changed: false };
    const CHANGED: Observation = Observation { busy: true, changed: true };

    #[test]
    fn backs_off_from_2_to_30_seconds_and_hurries_after_a_change() {
        let mut pace = Pace::default();
        assert_eq!(pace.after(QUIET), 30_000);
        let delays: Vec<u32> = (0..8).map(|_| pace.after(BUSY)).collect();
        assert_eq!(delays, [2_000, 3_000, 4_500, 6_750, 10_125, 15_187, 22_780, 30_000]);
        assert_eq!(pace.after(CHANGED), 2_000);
        assert_eq!(pace.after(QUIET), 30_000);
        assert_eq!(pace.after(BUSY), 2_000);
    }

    #[test]
    fn failures_slow_it_down() {
        let mut pace = Pace::default();
        pace.after(BUSY);
        assert_eq!([pace.after_failure(), pace.after_failure()], [3_000, 4_500]);
        assert_eq!((0..9).map(|_| pace.after_failure()).last(), Some(30_000));
    }

    #[test]
    fn reads_small_pages_whole_and_large_ones_by_what_changed() {
        assert_eq!(tick(50, false), Tick::Page);
        assert_eq!(tick(1_000, false), Tick::Recent);
        assert_eq!(tick(1_000, true), Tick::Page);
    }
}
