//! A backup looked at on demand: when a form opens, and again before it sends.

use leptos::prelude::*;

use crate::api::backups::ShowBackup;
use crate::model::backup::Backup;
use crate::model::ids::BackupId;
use crate::state::clock::now;
use crate::state::query::Query;
use crate::state::session::SessionStore;
use crate::state::tasks::Tasks;

/// The newest look at a backup. Copied freely.
#[derive(Clone, Copy)]
pub struct FreshBackup {
    session: SessionStore,
    tasks: Tasks,
    id: StoredValue<BackupId>,
    /// What was seen, and how looking goes.
    pub seen: RwSignal<Query<Backup>>,
}

impl FreshBackup {
    /// Has not looked yet; looks no longer than its owner lives.
    pub fn new(session: SessionStore, id: BackupId) -> Self {
        Self { session, tasks: Tasks::start(), id: StoredValue::new(id), seen: RwSignal::default() }
    }

    /// Looks, and goes on with what was seen; a failure is left in `seen`.
    pub fn look(self, then: Callback<Backup>) {
        let Some((id, ticket)) = self.id.try_get_value().zip(self.seen.try_update(Query::ask)) else {
            return;
        };
        self.tasks.spawn(async move {
            let result = self.session.ask(&ShowBackup(id)).await.map(|shown| shown.backup);
            let backup = result.as_ref().ok().cloned();
            let taken = self.seen.try_update(|query| query.answer(ticket, result, now()));
            if let (Some(true), Some(backup)) = (taken, backup) {
                then.run(backup);
            }
        });
    }
}
