//! Looks at what the operations have set going: at each tick one request for backups and one for
//! volumes, however many items are followed.
//!
//! Not while nothing is followed, and not while the page is hidden unless items wait for their turn.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::model::backup::Backup;
use crate::model::fault::ApiError;
use crate::model::ids::{BackupId, VolumeId};
use crate::model::listing::{Direction, ListParams, MAX_LIMIT, Sort};
use crate::model::status::BackupStatus;
use crate::model::volume::Volume;
use crate::rules::absence::{self, Reach};
use crate::rules::capability::Feature;
use crate::rules::deed::DeedKind;
use crate::rules::follow::{Judgement, Seen, has_begun, judge};
use crate::rules::polling::{Observation, Pace, RECENT_ROWS};
use crate::rules::trace::{LOOKS, shows};
use crate::state::clock::Timer;
use crate::state::operation::{Failure, Item, Operation, Outcome, Phase};
use crate::state::operations::Operations;
use crate::state::runner::Site;

/// Keeps the pace.
#[derive(Clone, Default)]
pub struct Follower(Rc<Inner>);

#[derive(Default)]
struct Inner {
    timer: Cell<Option<Timer>>,
    pace: RefCell<Pace>,
    looking: Cell<bool>,
    /// Something began to be followed while a tick was under way.
    hurried: Cell<bool>,
    turn: Cell<usize>,
    /// Backups that a list could not tell about.
    missing: RefCell<Vec<BackupId>>,
}

/// What a look has shown of backups.
type Sights = HashMap<BackupId, Seen<Backup>>;

/// An item that is looked after.
#[derive(Clone)]
struct Watched {
    operation: Arc<Operation>,
    at: usize,
}

impl Watched {
    fn item(&self) -> &Item {
        &self.operation.items[self.at]
    }

    /// Whether it can be found by a request of its own only: what got no answer, and is not about a
    /// backup that was there.
    fn is_apart(&self) -> bool {
        let kind = self.item().planned.deed.kind();
        matches!(self.item().phase(), Phase::Looking(_))
            && matches!(kind, DeedKind::Create | DeedKind::Restore)
    }

    /// Notes whether looking at it has failed.
    fn note(&self, trouble: Option<&ApiError>) {
        let progress = &self.item().progress;
        if progress.read_untracked().trouble.as_ref() != trouble {
            progress.update(|progress| progress.trouble = trouble.cloned());
        }
    }

    fn outcome(&self) -> Option<Outcome> {
        match self.item().phase() {
            Phase::Following(outcome) => Some(outcome),
            _ => None,
        }
    }

    /// The backup that tells of it.
    fn backup(&self) -> Option<BackupId> {
        self.outcome().and_then(|o| o.backup).or_else(|| self.item().planned.deed.backup().cloned())
    }
}

impl Follower {
    /// Goes on when the page is seen again.
    pub fn listen(&self, operations: Operations) {
        let follower = self.clone();
        let listener = window_event_listener_untyped("visibilitychange", move |_| {
            if !document().hidden() {
                follower.hurry(operations);
            }
        });
        let kept = StoredValue::new_local((self.clone(), Some(listener)));
        on_cleanup(move || {
            kept.try_update_value(|(follower, listener)| {
                drop(follower.0.timer.take());
                if let Some(listener) = listener.take() {
                    listener.remove();
                }
            });
        });
    }

    /// Looks again soon, because something new is to be followed.
    pub fn hurry(&self, operations: Operations) {
        if self.0.looking.get() {
            self.0.hurried.set(true);
            return;
        }
        let delay = self.0.pace.borrow_mut().after(Observation { busy: true, changed: true });
        self.plan(operations, delay);
    }

    fn plan(&self, operations: Operations, delay_ms: u32) {
        drop(self.0.timer.take());
        let all = operations.all_untracked();
        if watched(&all).is_empty() {
            return;
        }
        let waiting = all.iter().any(|operation| untrack(|| operation.tally()).waiting > 0);
        if document().hidden() && !waiting {
            return;
        }
        let follower = self.clone();
        let tick = move || {
            follower.0.looking.set(true);
            spawn_local(async move {
                let changed = follower.tick(operations).await;
                follower.0.looking.set(false);
                let changed = changed | follower.0.hurried.take();
                let delay = follower.0.pace.borrow_mut().after(Observation { busy: true, changed });
                follower.plan(operations, delay);
            });
        };
        self.0.timer.set(Some(Timer::start(delay_ms, tick)));
    }

    /// One tick; tells whether anything is over or accepted by it.
    async fn tick(&self, operations: Operations) -> bool {
        let turn = self.0.turn.get();
        self.0.turn.set(turn.wrapping_add(1));
        let mut places: Vec<Vec<Watched>> = Vec::new();
        for one in watched(&operations.all_untracked()) {
            let place = places.iter_mut().find(|p| p[0].operation.place.is_same_place(&one.operation.place));
            match place {
                Some(place) => place.push(one),
                None => places.push(vec![one]),
            }
        }
        let mut changed = false;
        for place in places {
            let site = Site { session: operations.session, place: place[0].operation.place.clone() };
            let (apart, listed): (Vec<_>, Vec<_>) = place.into_iter().partition(Watched::is_apart);
            // In turns, so that a tick asks once for a kind of resource. Within its turns, each of
            // several things has two in a row: one may go to a backup that the list does not show.
            if !apart.is_empty() && (listed.is_empty() || turn.is_multiple_of(2)) {
                changed |= look_for(operations, &site, &apart[turn / 2 % apart.len()]).await;
            } else {
                changed |= self.look_at(operations, &site, &listed, turn / 2).await;
            }
        }
        changed
    }

    async fn look_at(&self, operations: Operations, site: &Site, listed: &[Watched], turn: usize) -> bool {
        let (backups, mut trouble) = match self.see_backups(site, listed, turn).await {
            Ok(backups) => (backups, None),
            Err(error) => (HashMap::new(), Some(error)),
        };
        let is_read = |one: &Watched| {
            let backup = one.backup().and_then(|id| backups.get(&id));
            matches!(backup, Some(Seen::There(backup)) if backup.status == BackupStatus::Restoring)
        };
        // As long as the backup is being read, the volume has nothing to tell.
        let targets: Vec<VolumeId> =
            listed.iter().filter(|one| !is_read(one)).filter_map(|one| one.outcome()?.volume).collect();
        let mut volume = None;
        if let Some(id) = targets.get(turn % targets.len().max(1)) {
            match site.volume(id).await {
                Ok(seen) => volume = Some((id.clone(), seen)),
                Err(error) => trouble = Some(error),
            }
        }
        let mut changed = false;
        for one in listed {
            one.note(trouble.as_ref());
            changed |= settle(operations, site, one, &backups, volume.as_ref()).await;
        }
        changed
    }

    async fn see_backups(&self, site: &Site, listed: &[Watched], turn: usize) -> Result<Sights, ApiError> {
        let mut wanted: Vec<BackupId> = listed.iter().filter_map(Watched::backup).collect();
        wanted.sort_unstable();
        wanted.dedup();
        // The others belong to other places.
        let missing = self.0.missing.take();
        let (missing, others): (Vec<_>, Vec<_>) = missing.into_iter().partition(|id| wanted.contains(id));
        self.0.missing.replace(others);
        let single = match &*wanted {
            [] => return Ok(HashMap::new()),
            [only] => Some(only),
            _ => missing.get(turn % missing.len().max(1)),
        };
        if let Some(id) = single {
            return Ok(HashMap::from([(id.clone(), site.backup(id).await?)]));
        }
        let own = &site.place.project.id;
        let is_made =
            |one: &Watched| matches!(one.item().planned.deed.kind(), DeedKind::Create | DeedKind::Import);
        let owner = |one: &Watched| {
            let before = one.item().watch(|watch| watch.before.backup.clone());
            before.and_then(|backup| backup.project_id).or_else(|| is_made(one).then(|| own.clone()))
        };
        let limit = (wanted.len() as u32 * 2).clamp(RECENT_ROWS, MAX_LIMIT);
        let all_projects =
            site.place.is_admin() && listed.iter().any(|one| owner(one).is_some_and(|owner| owner != *own));
        let params = ListParams {
            sort: Some(Sort { key: Arc::from("updated_at"), direction: Direction::Desc }),
            limit,
            with_count: Feature::Count.is_in(site.place.offers()),
            all_projects,
            ..ListParams::default()
        };
        let page = site.recent_backups(params).await?;
        let reach = Reach::of(&page.items, page.count, limit);
        let mut seen: Sights =
            page.items.into_iter().map(|backup| (backup.id.clone(), Seen::There(backup))).collect();
        for one in listed {
            let Some(id) = one.backup() else { continue };
            let is_listed = seen.contains_key(&id);
            let (seen_at, was_listed) = one.item().watch(|watch| {
                watch.listed |= is_listed;
                (watch.seen_at.clone(), watch.listed)
            });
            if is_listed {
                continue;
            }
            let could_be = all_projects
                || absence::is_listed(own, site.place.is_admin(), owner(one).as_ref(), was_listed);
            if could_be && reach.covers(seen_at.as_ref()) {
                seen.insert(id, Seen::Gone);
            } else if !is_made(one) || turn.is_multiple_of(4) {
                // What is being made has no `updated_at` yet, and so stands last for a while.
                self.0.missing.borrow_mut().push(id);
            }
        }
        Ok(seen)
    }
}

fn watched(operations: &[Arc<Operation>]) -> Vec<Watched> {
    let mut found = Vec::new();
    for operation in operations {
        for (at, item) in operation.items.iter().enumerate() {
            if matches!(item.phase(), Phase::Looking(_) | Phase::Following(_)) {
                found.push(Watched { operation: operation.clone(), at });
            }
        }
    }
    found
}

/// Judges one item by what this tick has seen.
async fn settle(
    operations: Operations,
    site: &Site,
    one: &Watched,
    backups: &Sights,
    volume: Option<&(VolumeId, Seen<Volume>)>,
) -> bool {
    let item = one.item();
    let backup = one.backup().and_then(|id| backups.get(&id)).unwrap_or(&Seen::Unknown);
    let Some(outcome) = one.outcome() else {
        return settle_lost(operations, one, backup);
    };
    let volume = match (&outcome.volume, volume) {
        (Some(wanted), Some((id, seen))) if wanted == id => seen,
        _ => &Seen::Unknown,
    };
    if (backup, volume) == (&Seen::Unknown, &Seen::Unknown) {
        return false;
    }
    let (looks, begun) = item.watch(|watch| {
        watch.looks += 1;
        let before = watch.before.backup.as_ref();
        watch.begun |= before.is_some_and(|before| before.status == BackupStatus::Restoring)
            || has_begun(&item.planned.deed, backup, volume);
        if let Seen::There(backup) = backup {
            watch.seen_at = backup.updated_at.clone().or(watch.seen_at.take());
        }
        (watch.looks, watch.begun)
    });
    match judge(&item.planned.deed, backup, volume, looks, begun) {
        Judgement::Going => return false,
        Judgement::Done => operations.finish(&one.operation, one.at, Phase::Done(outcome)),
        Judgement::Failed(ended) => {
            // A failed restore says why in the messages only.
            let message = match (item.planned.deed.kind(), one.backup()) {
                (DeedKind::Restore, Some(id)) => {
                    let request_id = item.progress.read_untracked().request_id.clone();
                    let before = item.watch(|watch| watch.before.backup.clone());
                    let since = before.and_then(|before| before.updated_at);
                    site.message_of(&id, outcome.volume.as_ref(), request_id.as_deref(), since.as_ref()).await
                }
                _ => None,
            };
            operations.finish(&one.operation, one.at, Phase::Failed(Failure::Ended(ended, message)));
        }
    }
    true
}

/// Judges an item that got no answer by the backup that it is about.
fn settle_lost(operations: Operations, one: &Watched, backup: &Seen<Backup>) -> bool {
    let item = one.item();
    let before = item.watch(|watch| watch.before.clone());
    match shows(&item.deed(), &before, backup, &Seen::Unknown) {
        None => false,
        Some(true) => {
            operations.accepted(
                &one.operation,
                one.at,
                Outcome { backup: one.backup(), ..Outcome::default() },
            );
            true
        }
        Some(false) => without_trace(operations, one),
    }
}

/// Looks whether an item that got no answer was carried out.
async fn look_for(operations: Operations, site: &Site, one: &Watched) -> bool {
    let item = one.item();
    let before = item.watch(|watch| watch.before.clone());
    let found = site.look_for(&item.deed(), &before).await;
    // A look that fails says nothing, however often.
    one.note(found.as_ref().err());
    match found {
        Err(_) => false,
        Ok(Some(outcome)) => {
            operations.accepted(&one.operation, one.at, outcome);
            true
        }
        Ok(None) => without_trace(operations, one),
    }
}

/// Notes that a look has found nothing, which is believed after a few.
fn without_trace(operations: Operations, one: &Watched) -> bool {
    let Phase::Looking(error) = one.item().phase() else { return false };
    let looks = one.item().watch(|watch| {
        watch.looks += 1;
        watch.looks
    });
    let given_up = looks >= LOOKS;
    if given_up {
        operations.finish(&one.operation, one.at, Phase::Failed(Failure::NoTrace(error)));
    }
    given_up
}
