//! One operation: what the user started, with its items and how far each has come.

use std::sync::{Arc, Mutex, PoisonError};

use leptos::prelude::*;

use crate::model::fault::ApiError;
use crate::model::ids::{BackupId, VolumeId};
use crate::model::record::BackupRecord;
use crate::model::units::Timestamp;
use crate::rules::deed::{Deed, DeedKind};
use crate::rules::follow::Ended;
use crate::rules::queue::Standing;
use crate::rules::trace::Before;
use crate::state::scope::Scoped;

/// What an item has led to, as far as the cloud has said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// The backup that was made or is being made.
    pub backup: Option<BackupId>,
    /// The volume that is restored into.
    pub volume: Option<VolumeId>,
    /// The record that was read.
    pub record: Option<BackupRecord>,
}

/// Why an item has failed.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// The request was answered with an error, or was not sent at all. Nothing has happened.
    Refused(ApiError),
    /// No answer came, and looking found no trace of it.
    NoTrace(ApiError),
    /// It was accepted and ended badly; with what the cloud's messages say of it.
    Ended(Ended, Option<Arc<str>>),
}

/// Why an item was never started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotRun {
    /// The user has stopped the operation.
    Stopped,
    /// What had to be done before has failed.
    AfterFailure,
    /// The session has ended.
    SignedOut,
}

/// How far an item has come.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// Waits for its turn.
    Waiting,
    /// Its request is under way.
    Sending,
    /// No answer came: looks whether it was carried out.
    Looking(ApiError),
    /// Accepted, and followed to its end.
    Following(Outcome),
    /// Ended well.
    Done(Outcome),
    /// Ended badly.
    Failed(Failure),
    /// Was never started.
    NotRun(NotRun),
}

impl Phase {
    /// Whether it is over.
    pub fn is_over(&self) -> bool {
        matches!(self, Self::Done(_) | Self::Failed(_) | Self::NotRun(_))
    }

    /// Whether the cloud has taken it, or it is over without an error: a form may close.
    pub fn is_accepted(&self) -> bool {
        matches!(self, Self::Following(_) | Self::Done(_))
    }

    fn standing(&self) -> Standing {
        match self {
            Self::Waiting => Standing::Waiting,
            Self::Sending | Self::Looking(_) | Self::Following(_) => Standing::UnderWay,
            Self::Done(_) => Standing::Done,
            Self::Failed(_) | Self::NotRun(_) => Standing::Failed,
        }
    }
}

/// How far an item has come, and since when.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// How far.
    pub phase: Phase,
    /// What it has led to since it was accepted, also when it ended badly then.
    pub outcome: Outcome,
    /// `X-OpenStack-Request-ID` of its request.
    pub request_id: Option<Arc<str>>,
    /// When it was sent, in milliseconds since 1970 UTC.
    pub started_at: Option<f64>,
    /// When it was over.
    pub ended_at: Option<f64>,
    /// Why the newest look at it has failed: how it stands is not known at the moment.
    pub trouble: Option<ApiError>,
}

impl Default for Progress {
    fn default() -> Self {
        Self {
            phase: Phase::Waiting,
            outcome: Outcome::default(),
            request_id: None,
            started_at: None,
            ended_at: None,
            trouble: None,
        }
    }
}

/// An item to be run.
#[derive(Clone, Debug)]
pub struct Planned {
    /// What people call it: the backup's or the volume's name.
    pub label: String,
    /// What to do.
    pub deed: Deed,
    /// Items (by place) that have to be done before.
    pub after: Vec<usize>,
    /// What is known before.
    pub before: Before,
}

impl Planned {
    /// An item that waits for no other.
    pub fn new(label: impl Into<String>, deed: Deed) -> Self {
        Self { label: label.into(), deed, after: Vec::new(), before: Before::default() }
    }
}

/// An item of an operation.
pub struct Item {
    /// What it is.
    pub planned: Planned,
    /// How far it has come.
    pub progress: ArcRwSignal<Progress>,
    /// What following it has to remember.
    pub watch: Mutex<Watch>,
}

/// What following an item has to remember from one look to the next.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    /// What was known before it was sent.
    pub before: Before,
    /// The deed with what its target was like just before it was sent.
    pub sent: Option<Deed>,
    /// It was sent before without an answer and without a trace: it may have left one since.
    pub lost: bool,
    /// Looks since it was accepted, or since its answer failed to come.
    pub looks: u32,
    /// A restore is known to have begun: the cloud has said so, or it was seen.
    pub begun: bool,
    /// The backup's `updated_at` as it was seen last.
    pub seen_at: Option<Timestamp>,
    /// The backup was seen in the list of its place.
    pub listed: bool,
}

impl Item {
    /// An item that waits.
    pub fn new(planned: Planned) -> Self {
        let before = planned.before.clone();
        let seen_at = before.backup.as_ref().and_then(|backup| backup.updated_at.clone());
        let watch = Mutex::new(Watch { before, seen_at, ..Watch::default() });
        Self { planned, progress: ArcRwSignal::default(), watch }
    }

    /// The deed as it was sent last, or is to be sent.
    pub fn deed(&self) -> Deed {
        self.watch(|watch| watch.sent.clone()).unwrap_or_else(|| self.planned.deed.clone())
    }

    /// Notes that the cloud has answered that it takes it: by then a restore has begun.
    pub fn answered(&self) {
        self.watch(|watch| watch.begun = self.planned.deed.kind() == DeedKind::Restore);
    }

    /// Makes it wait again, if it has failed or was never started.
    pub fn start_over(&self) {
        let phase = self.phase();
        if !matches!(phase, Phase::Failed(_) | Phase::NotRun(_)) {
            return;
        }
        self.watch(|watch| {
            (watch.looks, watch.begun) = (0, false);
            watch.lost |= matches!(phase, Phase::Failed(Failure::NoTrace(_)));
        });
        self.progress.set(Progress::default());
    }

    /// Works on what is remembered.
    pub fn watch<T>(&self, work: impl FnOnce(&mut Watch) -> T) -> T {
        // One thread only: nobody can have panicked while holding it.
        work(&mut self.watch.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// How far it has come, not tracked.
    pub fn phase(&self) -> Phase {
        self.progress.read_untracked().phase.clone()
    }
}

/// Identifies an operation within the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperationId(pub u32);

/// An operation.
pub struct Operation {
    /// Its id.
    pub id: OperationId,
    /// What kind it is.
    pub kind: DeedKind,
    /// Its items, at least one.
    pub items: Vec<Item>,
    /// Where it runs: the project that was entered when it was started.
    pub place: Arc<Scoped>,
    /// When it was started, in milliseconds since 1970 UTC.
    pub started_at: f64,
    /// How many items may be under way together.
    pub at_once: usize,
    /// The user wants no further item to be started.
    pub stopped: ArcRwSignal<bool>,
}

/// How many items stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All of them.
    pub all: usize,
    /// Not started.
    pub waiting: usize,
    /// Being sent or looked for.
    pub sending: usize,
    /// Accepted, not over.
    pub following: usize,
    /// Ended well.
    pub done: usize,
    /// Ended badly.
    pub failed: usize,
    /// Never started.
    pub not_run: usize,
}

impl Tally {
    /// Together with another.
    pub fn with(self, other: Self) -> Self {
        Self {
            all: self.all + other.all,
            waiting: self.waiting + other.waiting,
            sending: self.sending + other.sending,
            following: self.following + other.following,
            done: self.done + other.done,
            failed: self.failed + other.failed,
            not_run: self.not_run + other.not_run,
        }
    }

    /// Whether all are over.
    pub fn is_over(self) -> bool {
        self.done + self.failed + self.not_run == self.all
    }
}

impl Operation {
    /// How many items stand where, tracked.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally { all: self.items.len(), ..Tally::default() };
        for item in &self.items {
            *item.progress.with(|progress| match progress.phase {
                Phase::Waiting => &mut tally.waiting,
                Phase::Sending | Phase::Looking(_) => &mut tally.sending,
                Phase::Following(_) => &mut tally.following,
                Phase::Done(_) => &mut tally.done,
                Phase::Failed(_) => &mut tally.failed,
                Phase::NotRun(_) => &mut tally.not_run,
            }) += 1;
        }
        tally
    }

    /// Whether these items would do the same once more, while nobody knows for certain that it was
    /// not done: an answer has failed to come, and no trace was found.
    pub fn may_be_repeated_by(&self, items: &[Planned]) -> bool {
        let is_lost = |item: &Item| matches!(item.phase(), Phase::Failed(Failure::NoTrace(_)));
        self.items.len() == items.len()
            && self.items.iter().any(is_lost)
            && self.items.iter().zip(items).all(|(item, new)| item.planned.deed.does_the_same(&new.deed))
    }

    /// Where each item stands.
    pub fn standings(&self) -> Vec<Standing> {
        self.items.iter().map(|item| item.progress.read_untracked().phase.standing()).collect()
    }
}
