//! Everything that the user has started, followed to its real end.
//!
//! ```text
//! Waiting ─ Sending ─┬─ accepted ──────── Following ─┬─ Done
//!    │               │                      ↑        └─ Failed(Ended)
//!    │               ├─ no answer ─ Looking ┤
//!    │               │                      └─ no trace: Failed(NoTrace)
//!    │               └─ refused ─ Failed(Refused)
//!    └─ NotRun: stopped, signed out, or what comes before has failed
//! ```
//!
//! Operations outlive the page they were started on, and a change of project. A write is sent once;
//! what got no answer is looked for.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::reactive::owner::WeakOwner;
use leptos::task::spawn_local;

use crate::model::fault::{ApiError, FaultKind};
use crate::reactive::{effect, memo};
use crate::rules::deed::{Deed, DeedKind};
use crate::rules::queue::{self, Next};
use crate::rules::verdict::refused_rule;
use crate::state::clock::now;
use crate::state::follower::Follower;
use crate::state::operation::{Failure, Item, NotRun, Operation, OperationId, Outcome, Phase, Planned};
use crate::state::runner::{Prepared, Site, is_uncertain};
use crate::state::scope::Scoped;
use crate::state::session::{Session, SessionStore};

/// Finished operations beyond so many are forgotten, the oldest first.
const KEPT: usize = 200;

/// All operations of a panel. Copied freely.
#[derive(Clone, Copy)]
pub struct Operations {
    /// Who is signed in where.
    pub session: SessionStore,
    list: RwSignal<Vec<Arc<Operation>>>,
    changes: RwSignal<u32>,
    refused: RwSignal<Arc<BTreeSet<Arc<str>>>>,
    service_missing: RwSignal<bool>,
    next_id: StoredValue<u32>,
    /// Made when the first operation starts. Until then nothing names it, so that its code and that of
    /// what it judges by need not be there.
    follower: StoredValue<Option<Follower>, LocalStorage>,
    owner: StoredValue<Option<WeakOwner>>,
}

impl Operations {
    /// Follows the session: when it ends, nothing more is started and all is forgotten.
    pub fn start(session: SessionStore) -> Self {
        let operations = Self {
            session,
            list: RwSignal::default(),
            changes: RwSignal::new(0),
            refused: RwSignal::default(),
            service_missing: RwSignal::new(false),
            next_id: StoredValue::new(0),
            follower: StoredValue::new_local(None),
            owner: StoredValue::new(Owner::current().map(|owner| owner.downgrade())),
        };
        Effect::new(move |before: Option<Option<Arc<Scoped>>>| {
            let is_over = session.get() == Session::Anonymous;
            let (before, now) = (before.flatten(), session.ready());
            let pair = before.as_ref().zip(now.as_ref());
            if is_over || pair.is_some_and(|(before, now)| !before.is_same_user(now)) {
                operations.forget_all();
            }
            // Another token may have other rights.
            if pair.is_some_and(|(before, now)| before.token != now.token) {
                operations.unlearn();
            }
            now.or(before.filter(|_| !is_over))
        });
        let needs_page = operations.needs_page();
        effect(move || {
            let guard = needs_page
                .get()
                .then(|| window_event_listener(leptos::ev::beforeunload, |event| event.prevent_default()));
            on_cleanup(move || {
                if let Some(guard) = guard {
                    guard.remove();
                }
            });
        });
        operations
    }

    /// All of them, newest first; tracked.
    pub fn all(self) -> Vec<Arc<Operation>> {
        self.list.get()
    }

    /// All of them, newest first; not tracked, and none after the panel has gone.
    pub fn all_untracked(self) -> Vec<Arc<Operation>> {
        self.list.try_get_untracked().unwrap_or_default()
    }

    /// Changes whenever something is accepted or over: what is shown of the cloud is old then.
    pub fn changes(self) -> Signal<u32> {
        self.changes.into()
    }

    /// The same as it is now, also when the owner has ended; None when all has.
    pub fn changes_now(self) -> Option<u32> {
        self.changes.try_get_untracked()
    }

    /// Calls back at each of these changes, as long as the owner lives; at once if there were any after `since`.
    pub fn on_change(self, since: u32, then: impl Fn() + 'static) {
        let changes = self.changes;
        Effect::new(move |before: Option<u32>| {
            let now = changes.get();
            if before.unwrap_or(since) != now {
                then();
            }
            now
        });
    }

    /// The policy rules by which the cloud has refused this session something.
    pub fn refused_rules(self) -> Arc<BTreeSet<Arc<str>>> {
        self.refused.get()
    }

    /// Whether the cloud has said that no backup service runs.
    pub fn service_missing(self) -> RwSignal<bool> {
        self.service_missing
    }

    /// Whether something would be lost if the page were closed: items that wait to be sent, or
    /// whose answer is still to come. What the cloud has accepted goes on without the page.
    pub fn needs_page(self) -> Signal<bool> {
        memo(move || {
            self.all().iter().any(|operation| {
                let tally = operation.tally();
                tally.waiting + tally.sending > 0
            })
        })
        .into()
    }

    /// How many operations are not over; tracked.
    pub fn under_way(self) -> usize {
        self.all().iter().filter(|operation| !operation.tally().is_over()).count()
    }

    /// Starts an operation in the project that is entered. None without items or session.
    pub fn run(self, items: Vec<Planned>) -> Option<Arc<Operation>> {
        let kind = items.first()?.deed.kind();
        let place = self.session.ready_untracked()?;
        self.run_at(place, kind.at_once(), items)
    }

    /// Starts an operation in a place of its own, `at_once` items at a time.
    pub fn run_at(self, place: Arc<Scoped>, at_once: usize, items: Vec<Planned>) -> Option<Arc<Operation>> {
        let kind = items.first()?.deed.kind();
        self.session.ready_untracked().filter(|session| session.is_same_user(&place))?;
        let id = OperationId(self.next_id.try_update_value(|id| {
            *id += 1;
            *id
        })?);
        let items = items.into_iter().map(Item::new).collect();
        let stopped = ArcRwSignal::new(false);
        let operation = Arc::new(Operation { id, kind, items, place, started_at: now(), at_once, stopped });
        self.list.update(|list| {
            list.insert(0, operation.clone());
            let mut place = 0;
            list.retain(|operation| {
                place += 1;
                place <= KEPT || !untrack(|| operation.tally()).is_over()
            });
        });
        self.advance(&operation);
        Some(operation)
    }

    /// Starts no further item. What is under way goes on.
    pub fn stop(self, operation: &Arc<Operation>) {
        operation.stopped.set(true);
        self.advance(operation);
    }

    /// Runs again what has failed or was never started, and nothing else. What was sent without an
    /// answer is looked for first. Does nothing for a session that has ended.
    pub fn retry(self, operation: &Arc<Operation>) {
        if !self.is_known(operation) {
            return;
        }
        operation.stopped.set(false);
        operation.items.iter().for_each(Item::start_over);
        self.advance(operation);
    }

    /// Takes the operations that are over off the list.
    pub fn forget_finished(self) {
        self.list.update(|list| list.retain(|operation| !untrack(|| operation.tally()).is_over()));
    }

    fn forget_all(self) {
        for operation in self.all_untracked() {
            operation.stopped.set(true);
            for item in &operation.items {
                if item.phase() == Phase::Waiting {
                    end(item, Phase::NotRun(NotRun::SignedOut));
                }
            }
        }
        if !self.list.with_untracked(Vec::is_empty) {
            self.list.set(Vec::new());
        }
        self.unlearn();
    }

    fn unlearn(self) {
        self.refused.set(Arc::default());
        self.service_missing.set(false);
    }

    fn is_known(self, operation: &Arc<Operation>) -> bool {
        self.all_untracked().iter().any(|known| Arc::ptr_eq(known, operation))
    }

    /// Starts what may start now.
    pub fn advance(self, operation: &Arc<Operation>) {
        let after: Vec<&[usize]> = operation.items.iter().map(|item| &*item.planned.after).collect();
        let Next { start, skip } = queue::next(&operation.standings(), &after, operation.at_once);
        for at in skip {
            end(&operation.items[at], Phase::NotRun(NotRun::AfterFailure));
        }
        if operation.stopped.get_untracked() {
            for item in operation.items.iter().filter(|item| item.phase() == Phase::Waiting) {
                end(item, Phase::NotRun(NotRun::Stopped));
            }
            return;
        }
        for at in start {
            operation.items[at].progress.update(|progress| {
                progress.phase = Phase::Sending;
                progress.started_at = Some(now());
            });
            spawn_local(self.send(operation.clone(), at));
        }
    }

    async fn send(self, operation: Arc<Operation>, at: usize) {
        let item = &operation.items[at];
        let site = Site { session: self.session, place: operation.place.clone() };
        let (before, lost) = item.watch(|watch| (watch.before.clone(), watch.lost));
        let (deed, before) = match site.prepare(&item.deed(), &before, lost).await {
            Ok(Prepared::Ready(ready)) => *ready,
            Ok(Prepared::Found(outcome)) => return self.accepted(&operation, at, outcome),
            Err(error) => {
                let failure = if lost { Failure::NoTrace(error) } else { Failure::Refused(error) };
                return self.finish(&operation, at, Phase::Failed(failure));
            }
        };
        if !self.is_known(&operation) {
            return end(item, Phase::NotRun(NotRun::SignedOut));
        }
        if operation.stopped.get_untracked() {
            return self.finish(&operation, at, Phase::NotRun(NotRun::Stopped));
        }
        item.watch(|watch| (watch.sent, watch.before, watch.lost) = (Some(deed.clone()), before, false));
        match site.send(&deed).await {
            Ok((outcome, request_id)) => {
                item.progress.update(|progress| progress.request_id = request_id);
                item.answered();
                self.accepted(&operation, at, outcome);
            }
            Err(error) => {
                item.progress.update(|progress| progress.request_id = error.request_id.clone());
                // Reading changes nothing, so there is nothing to look for.
                let reads = matches!(deed, Deed::Export(_));
                if is_uncertain(&error) && !reads {
                    item.progress.update(|progress| progress.phase = Phase::Looking(error));
                    self.follow();
                } else {
                    self.finish(&operation, at, Phase::Failed(Failure::Refused(error)));
                }
            }
        }
    }

    /// Notes that the cloud has taken an item.
    pub fn accepted(self, operation: &Arc<Operation>, at: usize, outcome: Outcome) {
        let item = &operation.items[at];
        item.progress.update(|progress| progress.outcome = outcome.clone());
        if item.planned.deed.kind() == DeedKind::Create {
            // Cinder takes none while no backup service runs.
            self.service_missing.try_set(false);
        }
        if item.planned.deed.kind().ends_with_its_answer() {
            return self.finish(operation, at, Phase::Done(outcome));
        }
        item.watch(|watch| watch.looks = 0);
        item.progress.update(|progress| progress.phase = Phase::Following(outcome));
        self.changed();
        self.follow();
    }

    /// Notes that an item is over, and starts what waited for it.
    pub fn finish(self, operation: &Arc<Operation>, at: usize, phase: Phase) {
        // What another project refuses, or the user before, says nothing of this one.
        let is_here = |here: Arc<Scoped>| here.is_same_place(&operation.place);
        if self.is_known(operation) && self.session.ready_untracked().is_some_and(is_here) {
            match &phase {
                Phase::Failed(Failure::Refused(error) | Failure::NoTrace(error)) => self.learn(error),
                Phase::Done(_) if operation.kind != DeedKind::Update => {
                    self.service_missing.try_set(false);
                }
                _ => {}
            }
        }
        end(&operation.items[at], phase);
        self.changed();
        self.advance(operation);
    }

    /// Keeps what a refusal tells of the cloud.
    pub fn learn(self, error: &ApiError) {
        if error.kind == FaultKind::ServiceMissing {
            self.service_missing.try_set(true);
        }
        if let Some(rule) = refused_rule(error) {
            self.refused.try_update(|known| Arc::make_mut(known).insert(rule));
        }
    }

    fn changed(self) {
        self.changes.try_update(|changes| *changes = changes.wrapping_add(1));
    }

    fn follow(self) {
        let Some(follower) = self.follower.try_get_value() else { return };
        let follower = follower.unwrap_or_else(|| {
            let follower = Follower::default();
            self.follower.try_set_value(Some(follower.clone()));
            // It ends with the panel, not with the form that has started something.
            if let Some(owner) = self.owner.try_get_value().flatten().and_then(|owner| owner.upgrade()) {
                owner.with(|| follower.listen(self));
            }
            follower
        });
        follower.hurry(self);
    }
}

fn end(item: &Item, phase: Phase) {
    item.progress.update(|progress| {
        progress.phase = phase;
        progress.trouble = None;
        progress.ended_at = Some(now());
    });
}
