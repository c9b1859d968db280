//! An import that is being prepared: the records, and what of them is in the cloud already.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use leptos::prelude::*;

use crate::model::fault::ApiError;
use crate::model::ids::{BackupId, ProjectId};
use crate::model::quota::BackupLimits;
use crate::rules::decoded_record::parents_among;
use crate::rules::import_choice::whole_chains;
use crate::rules::import_plan::{Cloud, Group, Plan, Reach, Status};
use crate::rules::record_file::{Entry, FileError, ReadFile, ReadRecord};
use crate::rules::record_text;
use crate::state::import_look::{Known, look_around};
use crate::state::import_run::ImportRun;
use crate::state::import_targets::{Target, item_of, key_of, ready_of};
use crate::state::list::RowKey;
use crate::state::operations::Operations;
use crate::state::scope::Scoped;
use crate::state::session::SessionStore;
use crate::state::sign_in::SignInFailure;
use crate::state::tasks::Tasks;

/// Whether a project can be imported into.
#[derive(Clone, PartialEq)]
pub enum Entrance {
    /// The panel has signed in to it.
    Open(Arc<Scoped>),
    /// It has, but without the right to import.
    NoAdmin,
    /// It could not.
    Shut(SignInFailure),
}

/// An import that is being prepared. Copied freely.
#[derive(Clone, Copy)]
pub struct Import {
    pub(super) session: SessionStore,
    tasks: Tasks,
    /// What was given, or why it cannot be used.
    pub given: RwSignal<Option<Result<Arc<ReadFile>, FileError>>>,
    /// What would be done.
    pub plan: RwSignal<Option<Arc<Plan>>>,
    /// The cloud is being looked at, so the plan may change.
    pub looking: RwSignal<bool>,
    /// Why the cloud could not be looked at.
    pub trouble: RwSignal<Option<ApiError>>,
    /// The projects other than the one on screen that were tried.
    pub entrances: RwSignal<Arc<HashMap<ProjectId, Entrance>>>,
    /// Where each project's records go.
    pub targets: RwSignal<Arc<HashMap<ProjectId, Target>>>,
    /// The chosen items of the plan, as keys of rows.
    pub chosen: RwSignal<BTreeSet<RowKey>>,
    /// What the project on screen may hold.
    pub limits: RwSignal<Option<BackupLimits>>,
    /// What was started.
    pub run: ImportRun,
    known: StoredValue<Arc<Known>>,
    parents: StoredValue<Arc<Vec<Option<usize>>>>,
    turn: StoredValue<u32>,
}

impl Import {
    /// Nothing given yet.
    pub fn new(session: SessionStore, operations: Operations) -> Self {
        let import = Self {
            session,
            tasks: Tasks::start(),
            given: RwSignal::new(None),
            plan: RwSignal::new(None),
            looking: RwSignal::new(false),
            trouble: RwSignal::new(None),
            entrances: RwSignal::default(),
            targets: RwSignal::default(),
            chosen: RwSignal::default(),
            limits: RwSignal::new(None),
            run: ImportRun::new(operations),
            known: StoredValue::default(),
            parents: StoredValue::default(),
            turn: StoredValue::new(0),
        };
        Effect::new(move |before: Option<BTreeSet<usize>>| {
            let keys = import.chosen.get();
            let before = before.unwrap_or_default();
            let mut chosen: BTreeSet<usize> = keys.iter().filter_map(item_of).collect();
            let picked = chosen.len();
            let free = |at| import.can_be_chosen(at);
            import.parents.with_value(|parents| whole_chains(parents, free, &before, &mut chosen));
            if chosen.len() != picked {
                import.chosen.set(chosen.iter().map(|&at| key_of(at)).collect());
            }
            chosen
        });
        import
    }

    /// Takes a text.
    pub fn take(self, text: &str) {
        self.take_read(record_text::read(text));
    }

    /// Takes what was read of a text.
    pub fn take_read(self, read: Result<ReadFile, FileError>) {
        self.forget();
        let read = read.map(Arc::new);
        let is_read = read.is_ok();
        self.given.set(Some(read));
        if is_read {
            self.look();
        }
    }

    /// Forgets what was given.
    pub fn forget(self) {
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        self.looking.set(false);
        self.trouble.set(None);
        self.plan.set(None);
        self.chosen.update(BTreeSet::clear);
        self.targets.set(Arc::default());
        self.known.set_value(Arc::default());
        self.given.set(None);
    }

    /// The records, not tracked.
    pub fn records(self) -> Option<Arc<ReadFile>> {
        self.given.get_untracked()?.ok()
    }

    /// The record of an item of the plan; tracked.
    pub fn record(self, at: usize) -> Option<(ReadRecord, Status)> {
        let plan = self.plan.get()?;
        let item = plan.items.get(at)?;
        Some((self.records()?.records.get(item.record)?.clone(), item.status.clone()))
    }

    /// Looks at the cloud.
    pub fn look(self) {
        self.looking.set(true);
        self.trouble.set(None);
        self.make_plan();
        let turn = self.turn.get_value();
        self.tasks.spawn(async move {
            let found = look_around(self.session, self.ids()).await;
            let is_current = || self.turn.try_get_value() == Some(turn);
            if !is_current() {
                return;
            }
            match found {
                Ok(known) => {
                    self.limits.set(known.limits.clone());
                    self.known.set_value(Arc::new(known));
                }
                Err(error) => self.trouble.set(Some(error)),
            }
            self.make_plan();
            self.enter_projects().await;
            if is_current() {
                self.looking.set(false);
            }
        });
    }

    /// The backups that matter: the records' and their parents'.
    fn ids(self) -> HashSet<BackupId> {
        let file = self.records();
        let entries = file.iter().flat_map(|file| &file.records).filter_map(ReadRecord::entry);
        let of =
            |entry: &Entry| std::iter::once(entry.decoded.id.clone()).chain(entry.decoded.parent_id.clone());
        entries.flat_map(of).collect()
    }

    /// Signs in to the other projects that records are of.
    async fn enter_projects(self) {
        let (Some(plan), Some(here)) = (self.plan.get_untracked(), self.session.ready_untracked()) else {
            return;
        };
        for group in plan.groups.iter().filter(|group| group.reach == Reach::Own && is_wanted(&plan, group)) {
            let project = here.unscoped.projects.iter().find(|project| project.id == group.project);
            let Some(project) = project else { continue };
            let entrance = match self.session.enter_beside(project).await {
                Ok(scoped) if scoped.is_admin() => Entrance::Open(scoped),
                Ok(_) => Entrance::NoAdmin,
                Err(failure) => Entrance::Shut(failure),
            };
            let open = matches!(entrance, Entrance::Open(_));
            self.entrances.try_update(|all| {
                Arc::make_mut(all).insert(group.project.clone(), entrance);
            });
            if open {
                self.set_target(&group.project, Target::Own);
            }
        }
    }

    fn make_plan(self) {
        let (Some(file), Some(here)) = (self.records(), self.session.ready_untracked()) else { return };
        let known = self.known.get_value();
        let cloud = Cloud {
            existing: &known.existing,
            current: &here.project.id,
            projects: &here.unscoped.projects,
            services: known.services.as_deref(),
        };
        let plan = Plan::of(&file.records, &cloud);
        let decoded: Vec<_> =
            plan.items.iter().map(|item| file.records[item.record].entry().map(|e| &e.decoded)).collect();
        self.parents.set_value(Arc::new(parents_among(&decoded)));
        let bound = plan.groups.iter().filter(|group| untrack(|| self.target(group)) != Target::Skip);
        let ready: BTreeSet<RowKey> = bound.flat_map(|group| ready_of(&plan, group)).collect();
        self.plan.set(Some(Arc::new(plan)));
        self.chosen.set(ready);
    }

    /// The project on screen; tracked.
    pub fn here(self) -> Option<ProjectId> {
        self.session.ready().map(|here| here.project.id.clone())
    }

    /// Imports what is chosen.
    pub fn start(self) {
        self.run.start(untrack(|| self.batches()));
    }
}

/// Whether any record of a project could be imported.
fn is_wanted(plan: &Plan, group: &Group) -> bool {
    plan.of_group(group).any(|(_, item)| item.status.can_be_sent())
}
