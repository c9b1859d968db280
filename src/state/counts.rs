//! How many backups there are of each status, without reading them (`limit=0&with_count`).

use leptos::prelude::*;

use crate::api::backups::ListBackups;
use crate::model::listing::{Filter, ListParams};
use crate::model::status::BackupStatus;
use crate::reactive::{effect, note};
use crate::rules::capability::Feature;
use crate::state::clock::{Timer, now};
use crate::state::on_screen::on_screen;
use crate::state::operations::Operations;
use crate::state::session::SessionStore;
use crate::state::stay::Stay;
use crate::state::tasks::Tasks;

/// Counts are not asked for again before this many milliseconds have passed.
const PAUSE_MS: f64 = 30_000.0;

/// A count per status, in the order of [`BackupStatus::KNOWN`].
pub type Counts = [Option<u64>; BackupStatus::KNOWN.len()];

/// What is counted: all that match these filters, whatever their status.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CountScope {
    /// The server's filters but the one for the status.
    pub filters: Vec<Filter>,
    /// All projects.
    pub all_projects: bool,
}

/// What is known; who comes back finds it, and so asks no sooner than who has stayed.
#[derive(Clone, Copy)]
struct Known {
    counts: RwSignal<Counts>,
    /// None has been counted yet.
    are_coming: RwSignal<bool>,
    asked: StoredValue<Option<(CountScope, f64)>>,
    /// How many changes by operations there had been when the list was left; None while it is on screen.
    left_at: StoredValue<Option<u32>>,
}

impl Known {
    fn new(can_count: bool) -> Self {
        Self {
            counts: RwSignal::default(),
            are_coming: RwSignal::new(can_count),
            asked: StoredValue::new(None),
            left_at: StoredValue::new(None),
        }
    }

    /// The list is left after so many changes by operations.
    fn leave(self, changes: Option<u32>) {
        self.left_at.try_update_value(|left_at| *left_at = left_at.or(changes));
    }

    /// One has come back.
    fn come_back(self, changes: Option<u32>) {
        let left_at = self.left_at.try_update_value(Option::take).flatten();
        if left_at.is_some() && left_at != changes {
            self.expire();
        }
    }

    /// The next one to ask need not wait.
    fn expire(self) {
        self.asked.try_update_value(|asked| asked.as_mut().map(|(_, at)| *at = f64::NEG_INFINITY));
    }
}

/// The counts on screen.
#[derive(Clone, Copy)]
pub struct StatusCounts {
    session: SessionStore,
    on_screen: Signal<bool>,
    tasks: Tasks,
    known: Known,
    /// The answers so far, and how many are awaited: one by one they would be drawn six times.
    answers: StoredValue<(Counts, usize)>,
    /// Counts when the pause is over.
    planned: StoredValue<Option<Timer>, LocalStorage>,
}

impl StatusCounts {
    /// Counts nothing yet; what was counted during this stay is there, and counted anew if something was started since.
    pub fn start(session: SessionStore, operations: Operations) -> Self {
        let can_count = session.ready_untracked().is_some_and(|s| Feature::Count.is_in(s.offers()));
        let make = || Known::new(can_count);
        let known = use_context::<Stay>().map_or_else(make, |stay| stay.keep(make));
        let answers = StoredValue::new((Counts::default(), 0));
        let (changes, on_screen) = (move || operations.changes_now(), on_screen());
        let leave = move || {
            known.leave(changes());
            // What is under way is given up.
            if answers.try_with_value(|(_, awaited)| *awaited > 0) == Some(true) {
                known.expire();
            }
        };
        effect(move || match on_screen.get() {
            true => known.come_back(changes()),
            false => leave(),
        });
        on_cleanup(leave);
        let planned = StoredValue::new_local(None);
        Self { session, on_screen, tasks: Tasks::start(), known, answers, planned }
    }

    /// The counts, tracked; None where not known.
    pub fn get(self) -> Counts {
        self.known.counts.get()
    }

    /// Whether the first counts are still to come; tracked.
    pub fn are_coming(self) -> bool {
        self.known.are_coming.get()
    }

    /// Lets go of what was counted for another scope.
    pub fn turn_to(self, scope: &CountScope) {
        let is_other = |asked: &Option<(CountScope, f64)>| asked.as_ref().is_some_and(|(of, _)| of != scope);
        if self.known.asked.with_value(is_other) {
            self.known.asked.set_value(None);
            note(self.known.counts, Counts::default());
        }
    }

    /// Counts now if something else is to be counted, else when the last counting is 30 s old; not where nobody
    /// can see it. Tracks that.
    pub fn refresh(self, scope: CountScope) {
        if !self.on_screen.get() {
            return;
        }
        let counts_here = self.session.ready_untracked().is_some_and(|s| Feature::Count.is_in(s.offers()));
        if !counts_here {
            return;
        }
        let wait = self.known.asked.with_value(|asked| match asked {
            Some((known, at)) if *known == scope => (at + PAUSE_MS - now()).max(0.0),
            _ => 0.0,
        });
        if wait > 0.0 {
            self.plan(wait);
        } else {
            self.count_all(scope);
        }
    }

    fn plan(self, wait_ms: f64) {
        if self.planned.with_value(Option::is_some) {
            return;
        }
        let timer = Timer::start(wait_ms as u32, move || {
            if self.planned.try_set_value(None).is_some() {
                return;
            }
            if document().hidden() {
                // Nobody looks; try again when the next pause is over.
                self.plan(PAUSE_MS);
            } else if self.on_screen.try_get_untracked() == Some(true)
                && let Some((scope, _)) = self.known.asked.get_value()
            {
                self.count_all(scope);
            }
        });
        self.planned.set_value(Some(timer));
    }

    fn count_all(self, scope: CountScope) {
        let asked = (scope, now());
        self.known.asked.set_value(Some(asked.clone()));
        self.answers.set_value((self.known.counts.get_untracked(), BackupStatus::KNOWN.len()));
        for (index, status) in BackupStatus::KNOWN.into_iter().enumerate() {
            self.count(index, &status, &asked);
        }
    }

    fn count(self, index: usize, status: &BackupStatus, asked: &(CountScope, f64)) {
        let scope = &asked.0;
        let mut filters = scope.filters.clone();
        filters.push(Filter::exact("status", status.as_str()));
        let params = ListParams {
            filters,
            with_count: true,
            all_projects: scope.all_projects,
            ..ListParams::default()
        };
        let asked = asked.clone();
        self.tasks.spawn(async move {
            let answer = self.session.ask(&ListBackups(params)).await;
            if self.known.asked.try_get_value().flatten() == Some(asked) {
                self.take(index, answer.ok().and_then(|page| page.count));
            }
        });
    }

    fn take(self, index: usize, count: Option<u64>) {
        let complete = self.answers.try_update_value(|(counts, awaited)| {
            counts[index] = count.or(counts[index]);
            *awaited = awaited.saturating_sub(1);
            (*awaited == 0).then_some(*counts)
        });
        if let Some(counts) = complete.flatten() {
            self.known.are_coming.try_set(false);
            note(self.known.counts, counts);
        }
    }
}
