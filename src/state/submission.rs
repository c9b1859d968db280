//! What a form has submitted: it stays open, with all that was typed, until the cloud has taken it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::fault::ApiError;
use crate::reactive::memo;
use crate::state::operation::{Failure, Operation, Outcome, Phase, Planned};
use crate::state::operations::Operations;

/// A form's operation. Copied freely.
#[derive(Clone, Copy)]
pub struct Submission {
    operations: Operations,
    current: RwSignal<Option<Arc<Operation>>>,
}

impl Submission {
    /// Nothing submitted yet.
    pub fn new(operations: Operations) -> Self {
        Self { operations, current: RwSignal::new(None) }
    }

    /// Starts the operation; does nothing while one is under way, so that a second press or Enter
    /// cannot send it twice.
    pub fn submit(self, items: Vec<Planned>) {
        if !untrack(|| self.is_busy()) && !untrack(|| self.is_accepted()) {
            let lost = self.current.get_untracked().filter(|lost| lost.may_be_repeated_by(&items));
            match lost {
                // Looks once more before it sends.
                Some(lost) => self.operations.retry(&lost),
                None => self.current.set(self.operations.run(items)),
            }
        }
    }

    /// How far it has come as a whole: that of the first item that the cloud has taken, else of one
    /// whose fate is open, else of the first.
    fn phase(self) -> Option<Phase> {
        self.current.with(|current| {
            let phases = current.as_ref()?.items.iter().map(|item| item.progress.get().phase);
            let rank = |phase: &Phase| match phase {
                _ if phase.is_accepted() => 0,
                Phase::Looking(_) => 1,
                Phase::Waiting | Phase::Sending => 2,
                Phase::Failed(_) => 3,
                Phase::NotRun(_) | Phase::Following(_) | Phase::Done(_) => 4,
            };
            phases.min_by_key(rank)
        })
    }

    fn is_busy(self) -> bool {
        matches!(self.phase(), Some(Phase::Waiting | Phase::Sending | Phase::Looking(_)))
    }

    fn is_accepted(self) -> bool {
        self.phase().is_some_and(|phase| phase.is_accepted())
    }

    /// Under way: not yet known whether the cloud takes it.
    pub fn busy(self) -> Signal<bool> {
        memo(move || self.is_busy()).into()
    }

    /// No answer came, and the cloud is looked at for a trace of it.
    pub fn looking(self) -> Signal<Option<ApiError>> {
        let looking = move || match self.phase() {
            Some(Phase::Looking(error)) => Some(error),
            _ => None,
        };
        memo(looking).into()
    }

    /// Why it has failed; with several items, why the first has, once none can be taken any more.
    pub fn failure(self) -> Signal<Option<Failure>> {
        let failure = move || match self.phase() {
            Some(Phase::Failed(failure)) => Some(failure),
            _ => None,
        };
        memo(failure).into()
    }

    /// The operation, tracked.
    pub fn operation(self) -> Option<Arc<Operation>> {
        self.current.get()
    }

    /// Calls back once the cloud has taken an item.
    pub fn on_accepted(self, then: impl Fn(Outcome) + 'static) {
        Effect::new(move |done: Option<bool>| {
            let outcome = match self.phase() {
                Some(Phase::Following(outcome) | Phase::Done(outcome)) => outcome,
                _ => return false,
            };
            if done != Some(true) {
                then(outcome);
            }
            true
        });
    }
}
