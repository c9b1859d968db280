//! How an operation and its items stand, in words, tone and icon; and why something has failed.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::icon::Icon;
use crate::components::tone::Tone;
use crate::features::error_view::own_origin;
use crate::model::fault::ApiError;
use crate::state::operation::{Failure, NotRun, Operation, Phase, Tally};
use crate::text::{faults, operations};

/// A state to be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// How good or bad it is.
    pub tone: Tone,
    /// The icon that says the same.
    pub icon: Icon,
    /// The word.
    pub text: String,
}

fn look(tone: Tone, icon: Icon, text: String) -> Look {
    Look { tone, icon, text }
}

/// What the operation does, and to what.
pub fn subject(operation: &Operation) -> String {
    let first = operation.items.first().map(|item| item.planned.label.as_str()).unwrap_or_default();
    operations::subject(operation.kind, first, operation.items.len())
}

/// How the operation stands; tracked.
pub fn operation_look(operation: &Operation) -> Look {
    let Tally { all, waiting, failed, not_run, .. } = operation.tally();
    let is_over = operation.tally().is_over();
    if all == 1
        && let Some(item) = operation.items.first()
    {
        return phase_look(&item.progress.get().phase);
    }
    if is_over && failed > 0 {
        let text = if failed == all { operations::failed() } else { operations::partly_failed(failed, all) };
        look(Tone::Bad, Icon::XCircle, text)
    } else if is_over && not_run > 0 {
        look(Tone::Warn, Icon::Alert, operations::partly_not_run(not_run, all))
    } else if is_over {
        look(Tone::Good, Icon::Check, operations::done())
    } else if waiting == all {
        look(Tone::Neutral, Icon::Clock, operations::waiting())
    } else if operation.stopped.get() {
        look(Tone::Busy, Icon::Spinner, operations::stopping())
    } else {
        look(Tone::Busy, Icon::Spinner, operations::going_on())
    }
}

/// How an item stands.
pub fn phase_look(phase: &Phase) -> Look {
    match phase {
        Phase::Waiting => look(Tone::Neutral, Icon::Clock, operations::waiting()),
        Phase::Sending => look(Tone::Busy, Icon::Spinner, operations::sending()),
        Phase::Looking(_) => look(Tone::Warn, Icon::Spinner, operations::finding_out()),
        Phase::Following(_) => look(Tone::Busy, Icon::Spinner, operations::going_on()),
        Phase::Done(_) => look(Tone::Good, Icon::Check, operations::done()),
        Phase::Failed(_) => look(Tone::Bad, Icon::XCircle, operations::failed()),
        Phase::NotRun(_) => look(Tone::Warn, Icon::Alert, operations::not_run()),
    }
}

/// Why something has failed, or has not been done.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Why {
    /// In plain words.
    pub sentence: String,
    /// In the cloud's words.
    pub said: Option<Arc<str>>,
    /// The request that failed.
    pub request_id: Option<Arc<str>>,
}

/// Why an item is not done; None while it may still be.
pub fn why(phase: &Phase, request_id: Option<Arc<str>>) -> Option<Why> {
    let of_error = |sentence: String, error: &ApiError| Why {
        sentence,
        said: Some(error.message.clone()).filter(|message| !message.is_empty()),
        request_id: error.request_id.clone(),
    };
    Some(match phase {
        Phase::Looking(error) => of_error(operations::outcome_unknown(), error),
        Phase::Failed(Failure::Refused(error)) => of_error(faults::sentence(error, &own_origin()), error),
        Phase::Failed(Failure::NoTrace(error)) => of_error(operations::no_trace(), error),
        Phase::Failed(Failure::Ended(ended, said)) => {
            Why { sentence: operations::ended(ended), said: said.clone(), request_id }
        }
        Phase::NotRun(reason) => Why {
            sentence: match reason {
                NotRun::Stopped => operations::not_run_stopped(),
                NotRun::AfterFailure => operations::not_run_after_failure(),
                NotRun::SignedOut => operations::not_run_signed_out(),
            },
            ..Why::default()
        },
        _ => return None,
    })
}
