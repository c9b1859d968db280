//! What a form has submitted: it stays open, with all that was typed, until the cloud has taken it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::fault::ApiError;
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
            self.current.set(self.operations.run(items));
        }
    }

    fn first_phase(self) -> Option<Phase> {
        self.current.with(|current| Some(current.as_ref()?.items.first()?.progress.get().phase))
    }

    fn is_busy(self) -> bool {
        matches!(self.first_phase(), Some(Phase::Waiting | Phase::Sending | Phase::Looking(_)))
    }

    fn is_accepted(self) -> bool {
        self.first_phase().is_some_and(|phase| phase.is_accepted())
    }

    /// Under way: not yet known whether the cloud takes it.
    pub fn busy(self) -> Signal<bool> {
        Memo::new(move |_| self.is_busy()).into()
    }

    /// No answer came, and the cloud is looked at for a trace of it.
    pub fn looking(self) -> Signal<Option<ApiError>> {
        let looking = move || match self.first_phase() {
            Some(Phase::Looking(error)) => Some(error),
            _ => None,
        };
        Memo::new(move |_| looking()).into()
    }

    /// Why the first item has failed.
    pub fn failure(self) -> Signal<Option<Failure>> {
        let failure = move || match self.first_phase() {
            Some(Phase::Failed(failure)) => Some(failure),
            _ => None,
        };
        Memo::new(move |_| failure()).into()
    }

    /// The operation, tracked.
    pub fn operation(self) -> Option<Arc<Operation>> {
        self.current.get()
    }

    /// Calls back once the cloud has taken the first item.
    pub fn on_accepted(self, then: impl Fn(Outcome) + 'static) {
        Effect::new(move |done: Option<bool>| {
            let outcome = match self.first_phase() {
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
