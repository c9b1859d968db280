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
use crate::model::ids::{BackupId, VolumeId};
use crate::model::listing::{Direction, ListParams, MAX_LIMIT, Sort};
use crate::model::units::Timestamp;
use crate::model::volume::Volume;
use crate::rules::capability::Feature;
use crate::rules::deed::DeedKind;
use crate::rules::follow::{Judgement, Seen, has_begun, judge};
use crate::rules::polling::{Observation, Pace};
use crate::rules::trace::LOOKS;
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

    fn outcome(&self) -> Option<Outcome> {
        match self.item().phase() {
            Phase::Following(outcome) => Some(outcome),
            _ => None,
        }
    }

    /// The backup that tells of it.
    fn backup(&self) -> Option<BackupId> {
        self.outcome()?.backup.or_else(|| self.item().planned.deed.backup().cloned())
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
            let (lost, followed): (Vec<_>, Vec<_>) =
                place.into_iter().partition(|one| matches!(one.item().phase(), Phase::Looking(_)));
            // In turns, so that a tick asks once for a kind of resource.
            if !lost.is_empty() && (followed.is_empty() || turn.is_multiple_of(2)) {
                changed |= look_for(operations, &site, &lost[turn / 2 % lost.len()]).await;
            } else {
                changed |= self.look_at(operations, &site, &followed, turn).await;
            }
        }
        changed
    }

    async fn look_at(&self, operations: Operations, site: &Site, followed: &[Watched], turn: usize) -> bool {
        let backups = self.see_backups(site, followed).await;
        let targets: Vec<VolumeId> = followed.iter().filter_map(|one| one.outcome()?.volume).collect();
        let target = targets.get(turn % targets.len().max(1)).cloned();
        let volume = match &target {
            Some(id) => site.volume(id).await.ok().map(|seen| (id.clone(), seen)),
            None => None,
        };
        let mut changed = false;
        for one in followed {
            changed |= settle(operations, site, one, &backups, volume.as_ref()).await;
        }
        changed
    }

    async fn see_backups(&self, site: &Site, followed: &[Watched]) -> HashMap<BackupId, Seen<Backup>> {
        let mut wanted: Vec<BackupId> = followed.iter().filter_map(Watched::backup).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let missing = self.0.missing.take().into_iter().find(|id| wanted.contains(id));
        let single = match (&*wanted, missing) {
            ([], _) => return HashMap::new(),
            (_, Some(missing)) => Some(missing),
            ([only], None) => Some(only.clone()),
            _ => None,
        };
        if let Some(id) = single {
            return site.backup(&id).await.map(|seen| HashMap::from([(id, seen)])).unwrap_or_default();
        }
        let own = &site.place.project.id;
        let is_foreign = |one: &Watched| {
            one.item().watch(|watch| {
                let project = watch.before.backup.as_ref().and_then(|backup| backup.project_id.clone());
                project.is_some_and(|project| project != *own)
            })
        };
        let limit = (wanted.len() as u32 * 2).clamp(50, MAX_LIMIT);
        let params = ListParams {
            sort: Some(Sort { key: Arc::from("updated_at"), direction: Direction::Desc }),
            limit,
            with_count: Feature::Count.is_in(site.place.offers()),
            all_projects: site.place.is_admin() && followed.iter().any(is_foreign),
            ..ListParams::default()
        };
        let Ok(page) = site.recent_backups(params).await else { return HashMap::new() };
        let is_whole = page.items.len() < limit as usize || page.count == Some(page.items.len() as u64);
        let oldest = page.items.last().and_then(|backup| backup.updated_at.clone());
        let mut seen: HashMap<BackupId, Seen<Backup>> =
            page.items.into_iter().map(|backup| (backup.id.clone(), Seen::There(backup))).collect();
        for one in followed {
            let Some(id) = one.backup().filter(|id| !seen.contains_key(id)) else { continue };
            let known: Option<Timestamp> = one.item().watch(|watch| watch.seen_at.clone());
            // It has changed since it was seen, so it would be in a list that reaches back so far.
            if is_whole || known.is_some_and(|known| oldest.as_ref() < Some(&known)) {
                seen.insert(id, Seen::Gone);
            } else {
                self.0.missing.borrow_mut().push(id);
            }
        }
        seen
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
    backups: &HashMap<BackupId, Seen<Backup>>,
    volume: Option<&(VolumeId, Seen<Volume>)>,
) -> bool {
    let Some(outcome) = one.outcome() else { return false };
    let item = one.item();
    let backup = one.backup().and_then(|id| backups.get(&id)).unwrap_or(&Seen::Unknown);
    let volume = match (&outcome.volume, volume) {
        (Some(wanted), Some((id, seen))) if wanted == id => seen,
        _ => &Seen::Unknown,
    };
    if (backup, volume) == (&Seen::Unknown, &Seen::Unknown) {
        return false;
    }
    let (looks, begun) = item.watch(|watch| {
        watch.looks += 1;
        watch.begun |= has_begun(&item.planned.deed, backup, volume);
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
            let message = match (one.operation.kind, one.backup()) {
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

/// Looks whether an item that got no answer was carried out.
async fn look_for(operations: Operations, site: &Site, one: &Watched) -> bool {
    let item = one.item();
    let Phase::Looking(error) = item.phase() else { return false };
    let before = item.watch(|watch| watch.before.clone());
    match site.look_for(&item.planned.deed, &before).await {
        // A look that fails says nothing, however often.
        Err(_) => false,
        Ok(Some(outcome)) => {
            operations.accepted(&one.operation, one.at, outcome);
            true
        }
        Ok(None) => {
            let looks = item.watch(|watch| {
                watch.looks += 1;
                watch.looks
            });
            let given_up = looks >= LOOKS;
            if given_up {
                operations.finish(&one.operation, one.at, Phase::Failed(Failure::NoTrace(error)));
            }
            given_up
        }
    }
}
