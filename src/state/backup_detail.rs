//! One backup in full: kept up to date while it is busy, with its messages and its siblings.

use leptos::prelude::*;

use crate::api::backups::{ListBackups, ShowBackup, ShownBackup};
use crate::api::messages::BackupMessages;
use crate::model::backup::Backup;
use crate::model::ids::BackupId;
use crate::model::listing::{Filter, ListParams, MAX_LIMIT, Page};
use crate::model::message::UserMessage;
use crate::rules::capability::Feature;
use crate::rules::polling::Observation;
use crate::state::clock::now;
use crate::state::poller::Poller;
use crate::state::query::Query;
use crate::state::session::SessionStore;
use crate::state::tasks::Tasks;

/// A backup on screen.
#[derive(Clone, Copy)]
pub struct BackupDetail {
    session: SessionStore,
    tasks: Tasks,
    id: StoredValue<BackupId>,
    /// The backup itself.
    pub shown: RwSignal<Query<ShownBackup>>,
    /// What the cloud said of it to its user.
    pub messages: RwSignal<Query<Vec<UserMessage>>>,
    /// The backups of the same volume, newest first, with their number.
    pub siblings: RwSignal<Query<Page<Backup>>>,
    poller: StoredValue<Option<Poller>, LocalStorage>,
}

impl BackupDetail {
    /// Loads now and at the poller's pace, as long as the owner lives.
    pub fn start(session: SessionStore, id: BackupId) -> Self {
        let detail = Self {
            session,
            tasks: Tasks::start(),
            id: StoredValue::new(id),
            shown: RwSignal::default(),
            messages: RwSignal::default(),
            siblings: RwSignal::default(),
            poller: StoredValue::new_local(None),
        };
        detail.poller.set_value(Some(Poller::start(move || Box::pin(detail.look()))));
        detail.load();
        detail
    }

    /// Asks now.
    pub fn load(self) {
        if let Some(Some(poller)) = self.poller.try_get_value() {
            poller.run(Box::pin(self.look()));
        }
    }

    async fn look(self) -> Option<Observation> {
        let id = self.id.try_get_value()?;
        let ticket = self.shown.try_update(Query::ask)?;
        let result = self.session.ask_first(&ShowBackup(id)).await;
        let before = self.shown.try_with_untracked(|query| query.data.clone())?;
        let observation = result.as_ref().ok().map(|shown| Observation {
            busy: shown.backup.status.is_busy(),
            changed: before.as_ref() != Some(shown),
        });
        let backup = result.as_ref().ok().map(|shown| shown.backup.clone());
        self.shown.try_update(|query| query.answer(ticket, result, now()));
        if let (Some(backup), Some(Observation { changed: true, .. })) = (backup, observation) {
            self.load_messages();
            self.load_siblings(&backup);
        }
        observation
    }

    /// Asks for the messages; not sent where the cloud has none.
    pub fn load_messages(self) {
        if !self.has(Feature::Messages) {
            return;
        }
        let Some((id, ticket)) = self.id.try_get_value().zip(self.messages.try_update(Query::ask)) else {
            return;
        };
        self.tasks.spawn(async move {
            let result = self.session.ask(&BackupMessages(id)).await;
            self.messages.try_update(|query| query.answer(ticket, result, now()));
        });
    }

    /// Whether the cloud has it.
    pub fn has(self, feature: Feature) -> bool {
        self.session.ready_untracked().is_some_and(|scoped| feature.is_in(scoped.offers()))
    }

    /// Asks for the other backups of the volume.
    pub fn load_siblings(self, backup: &Backup) {
        let Some(params) = siblings_of(self.session, backup) else {
            return;
        };
        let Some(ticket) = self.siblings.try_update(Query::ask) else {
            return;
        };
        self.tasks.spawn(async move {
            let result = self.session.ask(&ListBackups(params)).await;
            self.siblings.try_update(|query| query.answer(ticket, result, now()));
        });
    }
}

/// What asks for the backups of the same volume; None where the volume is not known.
pub fn siblings_of(session: SessionStore, backup: &Backup) -> Option<ListParams> {
    let volume = backup.volume_id.as_ref()?;
    let ready = session.ready_untracked();
    let own_project = ready.as_ref().map(|scoped| &scoped.project.id);
    // An admin may look at a backup of another project; its siblings are there.
    let foreign = backup.project_id.as_ref().filter(|project| Some(*project) != own_project);
    let mut filters = vec![Filter::exact("volume_id", volume.as_str())];
    filters.extend(foreign.map(|project| Filter::exact("project_id", project.as_str())));
    Some(ListParams {
        filters,
        limit: MAX_LIMIT,
        with_count: ready.as_ref().is_some_and(|scoped| Feature::Count.is_in(scoped.offers())),
        all_projects: foreign.is_some(),
        ..ListParams::default()
    })
}
