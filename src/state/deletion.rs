//! What a deletion would take along or leave behind: the backups around those to be deleted.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use leptos::prelude::*;

use crate::model::backup::Backup;
use crate::model::fault::ApiError;
use crate::model::ids::{BackupId, ProjectId, VolumeId};
use crate::model::status::BackupStatus;
use crate::rules::deed::Deed;
use crate::rules::delete_plan::{DeletePlan, Obstacle, Wanted, plan, with_dependents};
use crate::rules::trace::Before;
use crate::state::backup_detail::siblings_of;
use crate::state::backup_list::Backups;
use crate::state::operation::Planned;
use crate::state::session::SessionStore;
use crate::state::tasks::Tasks;
use crate::state::whole_list::read_whole;

/// Volumes that are looked at for one deletion; one request each.
const MOST_VOLUMES: usize = 100;

type Known = HashMap<VolumeId, Vec<Backup>>;

/// A deletion that is being thought about. Copied freely.
#[derive(Clone, Copy)]
pub struct Deletion {
    session: SessionStore,
    tasks: Tasks,
    chosen: StoredValue<Arc<[Backup]>>,
    force: bool,
    known: RwSignal<Arc<Known>>,
    /// The backups around are being read.
    pub looking: RwSignal<bool>,
    /// Why they could not be.
    pub error: RwSignal<Option<ApiError>>,
    /// What builds on the chosen ones is to be deleted as well.
    pub include: RwSignal<bool>,
}

impl Deletion {
    /// Looks at once at what is around, as far as it matters.
    pub fn start(session: SessionStore, chosen: Arc<[Backup]>, force: bool) -> Self {
        let deletion = Self {
            session,
            tasks: Tasks::start(),
            chosen: StoredValue::new(chosen),
            force,
            known: RwSignal::default(),
            looking: RwSignal::new(false),
            error: RwSignal::new(None),
            include: RwSignal::new(false),
        };
        deletion.look(|_| ());
        deletion
    }

    /// Looks (again), and says then whether that changed what can be deleted.
    pub fn look(self, then: impl FnOnce(bool) + 'static) {
        untrack(|| self.look_around(then));
    }

    fn look_around(self, then: impl FnOnce(bool) + 'static) {
        let chosen = self.chosen.get_value();
        let known = self.known.get_untracked();
        let mut volumes: HashMap<VolumeId, Backup> = HashMap::new();
        // Of several, only those matter of which it is not known what builds on them.
        let unsure: HashSet<BackupId> =
            self.plan_of(&chosen, &Known::new()).blocked.into_iter().map(|blocked| blocked.backup).collect();
        for backup in chosen.iter() {
            let Some(volume) = &backup.volume_id else { continue };
            let matters = chosen.len() == 1 || unsure.contains(&backup.id) || known.contains_key(volume);
            if matters && volumes.len() < MOST_VOLUMES {
                volumes.entry(volume.clone()).or_insert_with(|| backup.clone());
            }
        }
        if volumes.is_empty() {
            return then(false);
        }
        self.looking.set(true);
        let before = self.plan(false);
        self.tasks.spawn(async move {
            let mut read = (*known).clone();
            let mut failed = None;
            for (volume, backup) in volumes {
                let Some(params) = siblings_of(self.session, &backup) else { continue };
                match read_whole::<Backups>(self.session, params, |_, _| true).await {
                    Ok(rows) => {
                        read.insert(volume, rows.unwrap_or_default());
                    }
                    Err(error) => failed = Some(error),
                }
            }
            self.looking.try_set(false);
            self.error.try_set(failed);
            if self.known.try_set(Arc::new(read)).is_none() {
                then(before != untrack(|| self.plan(false)));
            }
        });
    }

    /// The only backup to be deleted, as it was seen last; None for several.
    pub fn only(self) -> Option<Backup> {
        let chosen = self.chosen.get_value();
        let [only] = &*chosen else { return None };
        let found = self.around(only).and_then(|rows| rows.into_iter().find(|row| row.id == only.id));
        Some(found.unwrap_or_else(|| only.clone()))
    }

    /// How many were chosen.
    pub fn count(self) -> usize {
        self.chosen.with_value(|chosen| chosen.len())
    }

    /// The backups of its volume, once they are known; tracked.
    fn around(self, backup: &Backup) -> Option<Vec<Backup>> {
        let volume = backup.volume_id.as_ref()?;
        self.known.with(|known| known.get(volume).cloned())
    }

    /// Whether the backup is of another project, where Cinder does not look for what builds on it.
    pub fn is_foreign(self, backup: &Backup) -> bool {
        let own = self.project();
        backup.project_id.as_ref().is_some_and(|of| own.is_some_and(|own| own != *of))
    }

    fn project(self) -> Option<ProjectId> {
        self.session.ready_untracked().map(|scoped| scoped.project.id.clone())
    }

    /// Whether it has to be known first what builds on the backup, and is not; tracked.
    pub fn is_blind(self, backup: &Backup) -> bool {
        let matters = self.is_foreign(backup) || backup.has_dependent_backups == Some(true);
        matters && self.around(backup).is_none()
    }

    /// A backup that the deletion is about or that is around; tracked.
    pub fn row(self, id: &BackupId) -> Option<Backup> {
        let around = self.known.with(|known| known.values().flatten().find(|row| row.id == *id).cloned());
        around.or_else(|| self.chosen.with_value(|chosen| chosen.iter().find(|row| row.id == *id).cloned()))
    }

    /// What builds on the chosen ones and was not chosen, newest first; tracked.
    pub fn dependents(self) -> Vec<Backup> {
        let mut found: Vec<BackupId> = Vec::new();
        for blocked in self.plan(false).blocked {
            if let Obstacle::Dependents(ids) = blocked.why {
                found.extend(ids);
            }
        }
        let mut seen: HashSet<BackupId> =
            self.chosen.with_value(|chosen| chosen.iter().map(|backup| backup.id.clone()).collect());
        found.into_iter().filter(|id| seen.insert(id.clone())).filter_map(|id| self.row(&id)).collect()
    }

    /// The plan; tracked.
    pub fn plan(self, include: bool) -> DeletePlan {
        let chosen = self.chosen.get_value();
        self.known.with(|known| {
            if !include {
                return self.plan_of(&chosen, known);
            }
            if let [only] = &*chosen {
                let around = only.volume_id.as_ref().and_then(|volume| known.get(volume));
                let around = around.map(Vec::as_slice).unwrap_or_default();
                let target = fresh(only, known);
                return with_dependents(&target, around, self.project().as_ref(), self.force);
            }
            let mut all = chosen.to_vec();
            all.extend(self.dependents());
            self.plan_of(&all, known)
        })
    }

    fn plan_of(self, targets: &[Backup], known: &Known) -> DeletePlan {
        let targets: Vec<Backup> = targets.iter().map(|backup| fresh(backup, known)).collect();
        plan(&Wanted { targets: &targets, known, project: self.project().as_ref(), force: self.force })
    }

    /// Whether nothing that can be restored would be left of the volume of the only backup; tracked.
    pub fn is_last(self, plan: &DeletePlan) -> bool {
        let Some(only) = self.only().filter(|backup| backup.status == BackupStatus::Available) else {
            return false;
        };
        let goes = |backup: &Backup| plan.items.iter().any(|item| item.backup == backup.id);
        self.around(&only).is_some_and(|rows| {
            !rows.iter().any(|row| row.id != only.id && row.status == BackupStatus::Available && !goes(row))
        })
    }

    /// What is to be done, in order.
    pub fn planned(self, plan: &DeletePlan, name: fn(&Backup) -> String) -> Vec<Planned> {
        let items = plan.items.iter().map(|item| {
            let row = self.row(&item.backup);
            let id = item.backup.clone();
            let deed = if self.force { Deed::ForceDelete(id) } else { Deed::Delete(id) };
            let label = row.as_ref().map(name).unwrap_or_default();
            let before = Before { backup: row, known: None };
            Planned { after: item.after.clone(), before, ..Planned::new(label, deed) }
        });
        items.collect()
    }
}

/// The backup as it was seen last.
fn fresh(backup: &Backup, known: &Known) -> Backup {
    let around = backup.volume_id.as_ref().and_then(|volume| known.get(volume));
    let found = around.and_then(|rows| rows.iter().find(|row| row.id == backup.id));
    found.unwrap_or(backup).clone()
}
