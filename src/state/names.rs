//! Names of volumes and projects, for ids that stand in rows: read once per scope and kept.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;

use crate::api::identity::ListAllProjects;
use crate::api::volumes::ListVolumeNames;
use crate::model::listing::{ListParams, MAX_LIMIT};
use crate::state::readers::Readers;
use crate::state::session::SessionStore;
use crate::state::tasks::Tasks;

type Known = RwSignal<Arc<HashMap<Arc<str>, Arc<str>>>>;

/// The names that are known.
#[derive(Clone, Copy)]
pub struct Names {
    session: SessionStore,
    tasks: Tasks,
    volumes: Known,
    projects: Known,
    /// Of single names.
    readers: Readers,
    /// Whether volumes were asked for: of the project, of all projects.
    asked_volumes: StoredValue<[bool; 2]>,
    asked_projects: StoredValue<bool>,
}

impl Names {
    /// Knows the names of the user's own projects.
    pub fn new(session: SessionStore) -> Self {
        let own = session.ready_untracked().map(|scoped| {
            scoped.unscoped.projects.iter().map(|project| (project.id.key(), project.name.clone())).collect()
        });
        Self {
            session,
            tasks: Tasks::start(),
            volumes: RwSignal::default(),
            projects: RwSignal::new(Arc::new(own.unwrap_or_default())),
            readers: Readers::start(),
            asked_volumes: StoredValue::new([false; 2]),
            asked_projects: StoredValue::new(false),
        }
    }

    /// A volume's name, tracked; None when it is not known or empty.
    pub fn volume(self, id: &str) -> Option<Arc<str>> {
        self.readers.track();
        self.volumes.with_untracked(|known| known.get(id).cloned()).filter(|name| !name.is_empty())
    }

    /// A project's name, tracked.
    pub fn project(self, id: &str) -> Option<Arc<str>> {
        self.readers.track();
        self.projects.with_untracked(|known| known.get(id).cloned())
    }

    /// Tracks that names become known.
    pub fn track(self) {
        self.volumes.track();
        self.projects.track();
    }

    /// Reads the names that rows of this project, or of all projects, may need: one request for
    /// the first 1,000 volumes, and for admins one for the projects. Others show as short ids.
    pub fn ask(self, all_projects: bool) {
        let [mut own, mut all] = self.asked_volumes.get_value();
        let asked = if all_projects { &mut all } else { &mut own };
        if !std::mem::replace(asked, true) {
            self.asked_volumes.set_value([own, all]);
            self.ask_volumes(all_projects);
        }
        if all_projects && !self.asked_projects.get_value() {
            self.asked_projects.set_value(true);
            self.tasks.spawn(async move {
                // Without the right to list all projects, the user's own have to do.
                if let Ok(projects) = self.session.ask(&ListAllProjects).await {
                    self.add(
                        self.projects,
                        projects.into_iter().map(|project| (project.id.key(), Some(project.name))),
                    );
                }
            });
        }
    }

    fn ask_volumes(self, all_projects: bool) {
        let params = ListParams { limit: MAX_LIMIT, all_projects, ..ListParams::default() };
        self.tasks.spawn(async move {
            match self.session.ask(&ListVolumeNames(params)).await {
                Ok(page) => self
                    .add(self.volumes, page.items.into_iter().map(|volume| (volume.id.key(), volume.name))),
                // Asked again after the next answer to the list.
                Err(_) => {
                    self.asked_volumes.try_update_value(|asked| asked[usize::from(all_projects)] = false);
                }
            }
        });
    }

    fn add(self, known: Known, new: impl Iterator<Item = (Arc<str>, Option<Arc<str>>)>) {
        known.try_update(|known| {
            Arc::make_mut(known).extend(new.filter_map(|(id, name)| Some((id, name?))));
        });
        self.readers.tell();
    }
}
