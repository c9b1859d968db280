//! An import under way: one operation for each project that it goes into.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::model::backup::Backup;
use crate::model::ids::BackupId;
use crate::reactive::effect;
use crate::rules::deed::{Deed, DeedKind};
use crate::rules::follow::{Ended, Seen};
use crate::state::operation::{Failure, Item, Operation, Phase, Planned, Progress, Tally};
use crate::state::operations::Operations;
use crate::state::runner::Site;
use crate::state::scope::Scoped;

/// What is imported into one project: items of the plan by their place, in order.
pub struct Batch {
    /// The project.
    pub place: Arc<Scoped>,
    /// The items. What one comes after is its place in this list.
    pub items: Vec<(usize, Planned)>,
}

type Places = HashMap<usize, (Arc<Operation>, usize)>;

/// The operations. Copied freely.
#[derive(Clone, Copy)]
pub struct ImportRun {
    operations: Operations,
    runs: RwSignal<Vec<Arc<Operation>>>,
    /// By the item's place in the plan: its operation and its place there.
    places: RwSignal<Arc<Places>>,
    /// Deletions of what failed imports have left behind; when they are done the rest is tried again.
    clearing: RwSignal<Vec<Arc<Operation>>>,
    /// Backups that must not be cleared away, because that would delete their data.
    kept: RwSignal<Vec<BackupId>>,
    /// Looks what may be cleared away.
    looking: RwSignal<bool>,
}

impl ImportRun {
    /// Nothing started yet.
    pub fn new(operations: Operations) -> Self {
        let run = Self {
            operations,
            runs: RwSignal::default(),
            places: RwSignal::default(),
            clearing: RwSignal::default(),
            kept: RwSignal::default(),
            looking: RwSignal::new(false),
        };
        effect(move || {
            let clearing = run.clearing.get();
            let tally = tally_of(&clearing);
            if !clearing.is_empty() && tally.done == tally.all {
                untrack(|| {
                    run.clearing.set(Vec::new());
                    run.retry();
                });
            }
        });
        run
    }

    /// Starts it; once only.
    pub fn start(self, batches: Vec<Batch>) {
        if untrack(|| self.is_started()) {
            return;
        }
        let (mut runs, mut places) = (Vec::new(), HashMap::new());
        for Batch { place, items } in batches {
            let (at, items): (Vec<usize>, Vec<Planned>) = items.into_iter().unzip();
            let Some(run) = self.operations.run_at(place, DeedKind::Import.at_once(), items) else {
                continue;
            };
            places.extend(at.into_iter().enumerate().map(|(inner, at)| (at, (run.clone(), inner))));
            runs.push(run);
        }
        self.places.set(Arc::new(places));
        self.runs.set(runs);
    }

    /// Whether it was started; tracked.
    pub fn is_started(self) -> bool {
        self.runs.with(|runs| !runs.is_empty())
    }

    /// How far an item of the plan has come; None for one that is not imported. Tracked.
    pub fn progress(self, at: usize) -> Option<Progress> {
        let place = self.places.with(|places| places.get(&at).cloned());
        place.map(|(run, inner)| run.items[inner].progress.get())
    }

    /// How many stand where; tracked.
    pub fn tally(self) -> Tally {
        self.runs.with(|runs| tally_of(runs))
    }

    /// How many have failed and left a backup in `error` behind; tracked.
    pub fn half_imported(self) -> usize {
        self.runs
            .with(|runs| runs.iter().flat_map(|run| &run.items).filter(|item| is_half(item, true)).count())
    }

    /// Clearing up or looking what may be cleared up; tracked.
    pub fn is_clearing(self) -> bool {
        self.looking.get() || self.clearing.with(|all| !tally_of(all).is_over())
    }

    /// What could not be cleared away, and why; tracked.
    pub fn not_cleared(self) -> Vec<(String, Failure)> {
        let failed = |item: &Item| match item.progress.get().phase {
            Phase::Failed(failure) => Some((item.planned.label.clone(), failure)),
            _ => None,
        };
        self.clearing.with(|all| all.iter().flat_map(|run| &run.items).filter_map(failed).collect())
    }

    /// Backups in `error` that hold more than a failed import leaves; tracked.
    pub fn kept(self) -> Vec<BackupId> {
        self.kept.get()
    }

    /// Starts no further item.
    pub fn stop(self) {
        self.runs.get_untracked().iter().for_each(|run| self.operations.stop(run));
    }

    /// Tries again what has failed or was not started.
    pub fn retry(self) {
        self.runs.get_untracked().iter().for_each(|run| self.operations.retry(run));
    }

    /// Deletes what failed imports have left behind, then tries again.
    pub fn clear_and_retry(self) {
        if !untrack(|| self.is_clearing()) {
            self.looking.set(true);
            spawn_local(self.clear());
        }
    }

    async fn clear(self) {
        let (mut batches, mut kept) = (Vec::new(), Vec::new());
        for run in self.runs.try_get_untracked().unwrap_or_default() {
            let site = Site { session: self.operations.session, place: run.place.clone() };
            let mut items = Vec::new();
            for item in run.items.iter().filter(|item| is_half(item, false)) {
                let Some(id) = item.planned.deed.backup() else { continue };
                // Deleting one that is complete would delete its data, too.
                match site.backup(id).await {
                    Ok(Seen::There(backup)) if holds_nothing(&backup) => {
                        let mut planned = Planned::new(item.planned.label.clone(), Deed::Delete(id.clone()));
                        planned.before.backup = Some(backup);
                        items.push(planned);
                    }
                    Ok(Seen::There(_)) => kept.push(id.clone()),
                    // Gone, or the import itself will say what is wrong.
                    _ => {}
                }
            }
            batches.push((run.place.clone(), items));
        }
        // The dialog may be gone: then nobody waits for it any more.
        if self.kept.try_set(kept).is_some() {
            return;
        }
        let started = batches
            .into_iter()
            .filter_map(|(place, items)| self.operations.run_at(place, DeedKind::Delete.at_once(), items));
        let started: Vec<_> = started.collect();
        self.looking.try_set(false);
        if started.is_empty() {
            self.retry();
        } else {
            self.clearing.try_set(started);
        }
    }
}

fn tally_of(runs: &[Arc<Operation>]) -> Tally {
    runs.iter().map(|run| run.tally()).fold(Tally::default(), Tally::with)
}

fn is_half(item: &Item, tracked: bool) -> bool {
    let phase = if tracked { item.progress.get().phase } else { item.phase() };
    matches!(phase, Phase::Failed(Failure::Ended(Ended::BackupError(_), _)))
}

/// A failed import has not come to where the data is.
fn holds_nothing(backup: &Backup) -> bool {
    backup.container.is_none() && backup.object_count.is_none_or(|count| count == 0)
}
