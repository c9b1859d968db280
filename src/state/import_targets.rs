//! What of an import is chosen, and where it goes.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use leptos::prelude::*;

use crate::model::ids::ProjectId;
use crate::rules::deed::Deed;
use crate::rules::import_plan::{Group, Plan, Reach};
use crate::rules::quota::{Excess, Quotas};
use crate::rules::record_file::ReadRecord;
use crate::state::import::{Entrance, Import};
use crate::state::import_run::Batch;
use crate::state::list::RowKey;
use crate::state::operation::Planned;
use crate::state::scope::Scoped;

/// Where the records of a project go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Nowhere.
    Skip,
    /// Into their own project.
    Own,
    /// Into the project on screen.
    Here,
}

impl Import {
    /// Where a project's records go; tracked.
    pub fn target(self, group: &Group) -> Target {
        match group.reach {
            Reach::Current => Target::Here,
            _ => self.targets.with(|all| all.get(&group.project).copied()).unwrap_or(Target::Skip),
        }
    }

    /// Says where a project's records go.
    pub fn set_target(self, project: &ProjectId, target: Target) {
        self.targets.try_update(|all| {
            Arc::make_mut(all).insert(project.clone(), target);
        });
        let Some(plan) = self.plan.try_get_untracked().flatten() else { return };
        for group in plan.groups.iter().filter(|group| group.project == *project) {
            self.chosen.update(|chosen| match target {
                Target::Skip => group.items.clone().for_each(|at| {
                    chosen.remove(&key_of(at));
                }),
                _ => chosen.extend(ready_of(&plan, group)),
            });
        }
    }

    fn place(self, group: &Group) -> Option<Arc<Scoped>> {
        match self.target(group) {
            Target::Skip => None,
            Target::Here => self.session.ready(),
            Target::Own => self.entrances.with(|all| match all.get(&group.project) {
                Some(Entrance::Open(scoped)) => Some(scoped.clone()),
                _ => None,
            }),
        }
    }

    /// Whether an item of the plan may be chosen, not tracked.
    pub fn can_be_chosen(self, at: usize) -> bool {
        let plan = self.plan.get_untracked();
        let item = plan.as_ref().and_then(|plan| plan.items.get(at));
        item.is_some_and(|item| item.status.can_be_sent()) && !untrack(|| self.is_skipped(at))
    }

    /// Whether an item's project is imported nowhere; tracked.
    pub fn is_skipped(self, at: usize) -> bool {
        let Some(plan) = self.plan.get() else { return false };
        let group = plan.groups.iter().find(|group| group.items.contains(&at));
        group.is_some_and(|group| self.target(group) == Target::Skip)
    }

    /// What would be sent, by project; tracked.
    pub fn batches(self) -> Vec<Batch> {
        let (Some(plan), Some(file)) = (self.plan.get(), self.records()) else { return Vec::new() };
        let chosen: HashSet<usize> = self.chosen.with(|keys| keys.iter().filter_map(item_of).collect());
        let mut batches = Vec::new();
        for group in &plan.groups {
            let Some(place) = self.place(group) else { continue };
            let mut places: HashMap<usize, usize> = HashMap::new();
            let mut items = Vec::new();
            for (at, item) in plan.of_group(group).filter(|(at, _)| chosen.contains(at)) {
                let Some(entry) = file.records.get(item.record).and_then(ReadRecord::entry) else { continue };
                let name = entry.decoded.name.as_deref().unwrap_or(entry.decoded.id.short());
                let deed = Deed::Import(entry.record.clone(), entry.decoded.id.clone());
                let mut planned = Planned::new(name, deed);
                planned.after =
                    item.after.and_then(|after| places.get(&after)).copied().into_iter().collect();
                places.insert(at, items.len());
                items.push((at, planned));
            }
            if !items.is_empty() {
                batches.push(Batch { place, items });
            }
        }
        batches
    }

    /// What does not fit into the project on screen; tracked.
    pub fn excess(self) -> Vec<Excess> {
        let (Some(limits), Some(plan), Some(here)) =
            (self.limits.get(), self.plan.get(), self.session.ready())
        else {
            return Vec::new();
        };
        let batches = self.batches();
        let here = batches.iter().filter(|batch| batch.place.project.id == here.project.id);
        let (mut pieces, mut gib) = (0, 0);
        for (at, _) in here.flat_map(|batch| &batch.items) {
            pieces += 1;
            gib += plan.items[*at].size.0;
        }
        Quotas::of_backups(&limits).excess(pieces, gib)
    }
}

/// The keys of the records of a project that are ready.
pub(super) fn ready_of(plan: &Plan, group: &Group) -> impl Iterator<Item = RowKey> {
    plan.of_group(group).filter(|(_, item)| item.status.is_ready()).map(|(at, _)| key_of(at))
}

/// The key of the row of an item of the plan.
pub fn key_of(at: usize) -> RowKey {
    RowKey::from(format!("{at:06}"))
}

/// The item of the plan that a row is of.
pub fn item_of(key: &RowKey) -> Option<usize> {
    key.parse().ok()
}
