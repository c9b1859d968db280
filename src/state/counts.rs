//! How many backups there are of each status, without reading them (`limit=0&with_count`).

use leptos::prelude::*;

use crate::api::backups::ListBackups;
use crate::model::listing::{Filter, ListParams};
use crate::model::status::BackupStatus;
use crate::rules::capability::Feature;
use crate::state::clock::{Timer, now};
use crate::state::session::SessionStore;
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

/// The counts on screen.
#[derive(Clone, Copy)]
pub struct StatusCounts {
    session: SessionStore,
    tasks: Tasks,
    counts: RwSignal<Counts>,
    /// How many have not been answered once.
    unanswered: RwSignal<usize>,
    asked: StoredValue<Option<(CountScope, f64)>>,
    /// Counts when the pause is over.
    planned: StoredValue<Option<Timer>, LocalStorage>,
}

impl StatusCounts {
    /// Counts nothing yet.
    pub fn new(session: SessionStore) -> Self {
        let here = session.ready_untracked().is_some_and(|s| Feature::Count.is_in(s.offers()));
        Self {
            session,
            tasks: Tasks::start(),
            counts: RwSignal::default(),
            unanswered: RwSignal::new(if here { BackupStatus::KNOWN.len() } else { 0 }),
            asked: StoredValue::new(None),
            planned: StoredValue::new_local(None),
        }
    }

    /// The counts, tracked; None where not known.
    pub fn get(self) -> Counts {
        self.counts.get()
    }

    /// Whether the first counts are still to come, with a number or without; tracked.
    pub fn are_coming(self) -> bool {
        self.unanswered.get() > 0
    }

    /// Counts now if something else is to be counted, else when the last counting is 30 s old.
    pub fn refresh(self, scope: CountScope) {
        let counts_here = self.session.ready_untracked().is_some_and(|s| Feature::Count.is_in(s.offers()));
        if !counts_here {
            return;
        }
        let wait = self.asked.with_value(|asked| match asked {
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
            } else if let Some((scope, _)) = self.asked.get_value() {
                self.count_all(scope);
            }
        });
        self.planned.set_value(Some(timer));
    }

    fn count_all(self, scope: CountScope) {
        let same_scope =
            self.asked.with_value(|asked| asked.as_ref().is_some_and(|(known, _)| *known == scope));
        if !same_scope {
            self.counts.set(Counts::default());
        }
        self.asked.set_value(Some((scope.clone(), now())));
        for (index, status) in BackupStatus::KNOWN.into_iter().enumerate() {
            self.count(index, &status, &scope);
        }
    }

    fn count(self, index: usize, status: &BackupStatus, scope: &CountScope) {
        let mut filters = scope.filters.clone();
        filters.push(Filter::exact("status", status.as_str()));
        let params = ListParams {
            filters,
            with_count: true,
            all_projects: scope.all_projects,
            ..ListParams::default()
        };
        let scope = scope.clone();
        self.tasks.spawn(async move {
            let answer = self.session.ask(&ListBackups(params)).await;
            if self.unanswered.try_get_untracked().is_some_and(|left| left > 0) {
                self.unanswered.update(|left| *left -= 1);
            }
            let Ok(page) = answer else {
                return;
            };
            let wanted = self.asked.try_with_value(|asked| asked.as_ref().is_some_and(|(s, _)| *s == scope));
            if wanted == Some(true) && self.counts.with_untracked(|counts| counts[index] != page.count) {
                self.counts.update(|counts| counts[index] = page.count);
            }
        });
    }
}
