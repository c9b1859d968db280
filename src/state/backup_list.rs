//! The list of backups: its filters' rights and its rows.

use leptos::prelude::*;

use crate::api::backups::ListBackups;
use crate::api::capabilities::ReadFilters;
use crate::model::backup::Backup;
use crate::model::listing::{Filter, ListParams};
use crate::model::microversion::Microversion;
use crate::model::status::BackupStatus;
use crate::rules::capability::Feature;
use crate::rules::filters::{FilterRights, matches};
use crate::state::list::{Listed, RowKey};
use crate::state::session::SessionStore;
use crate::state::tasks::Tasks;

/// Backups as a kind of list.
pub struct Backups;

impl Listed for Backups {
    type Row = Backup;
    type Endpoint = ListBackups;

    fn endpoint(params: ListParams) -> ListBackups {
        ListBackups(params)
    }

    fn key(row: &Backup) -> RowKey {
        row.id.key()
    }

    fn is_busy(status: &str) -> bool {
        BackupStatus::parse(status).is_busy()
    }

    fn matches(row: &Backup, filter: &Filter) -> bool {
        matches(row, filter)
    }
}

/// What this user may filter by: known at once for admins, asked for by everybody else.
#[derive(Clone, Copy)]
pub struct BackupFilterRights(RwSignal<FilterRights>, Tasks);

impl BackupFilterRights {
    /// The rights by what the session tells.
    pub fn new(session: SessionStore) -> Self {
        let ready = session.ready_untracked();
        let rights = RwSignal::new(FilterRights {
            admin: ready.as_ref().is_some_and(|scoped| scoped.is_admin()),
            offers: ready.map_or(Microversion::BASE, |scoped| scoped.offers()),
            listed: None,
        });
        Self(rights, Tasks::start())
    }

    /// The rights, tracked.
    pub fn get(self) -> FilterRights {
        self.0.get()
    }

    /// The rights as a signal.
    pub fn signal(self) -> Signal<FilterRights> {
        self.0.into()
    }

    /// Asks which filters the operator has opened, unless that cannot change anything.
    pub fn ask(self, session: SessionStore) {
        let rights = self.0.get_untracked();
        if rights.admin || rights.listed.is_some() || !Feature::ResourceFilters.is_in(rights.offers) {
            return;
        }
        self.1.spawn(async move {
            // A cloud that does not tell is taken to be as Cinder ships.
            if let Ok(listed) = session.ask(&ReadFilters("backup")).await {
                self.0.try_update(|rights| rights.listed = Some(listed));
            }
        });
    }
}
