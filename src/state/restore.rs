//! What a restore needs to know before it is asked for: the chain that is read, the volume that was
//! backed up, and what a new volume may be.

use std::sync::Arc;

use leptos::prelude::*;

use crate::api::backups::{ListBackups, ShowBackup};
use crate::api::capabilities::ReadLimits;
use crate::api::endpoint::Endpoint;
use crate::api::volumes::{DefaultVolumeType, ListVolumeTypes, ListZones, ShowVolume};
use crate::model::backup::Backup;
use crate::model::fault::{ApiError, FaultKind};
use crate::model::ids::VolumeId;
use crate::model::listing::{Filter, ListParams, MAX_LIMIT, Page};
use crate::model::microversion::Microversion;
use crate::model::quota::BackupLimits;
use crate::model::volume::{Volume, VolumeType};
use crate::rules::capability::Feature;
use crate::rules::follow::Seen;
use crate::state::clock::now;
use crate::state::query::Query;
use crate::state::session::SessionStore;
use crate::state::tasks::Tasks;

/// What is known so far. Copied freely; its requests end with its owner.
#[derive(Clone, Copy)]
pub struct RestoreData {
    session: SessionStore,
    tasks: Tasks,
    backup: StoredValue<Arc<Backup>>,
    /// The backups of the same volume.
    pub siblings: RwSignal<Option<Page<Backup>>>,
    /// The volume that was backed up.
    pub source: RwSignal<Seen<Volume>>,
    /// The types that a new volume may have.
    pub types: RwSignal<Option<Vec<VolumeType>>>,
    /// The name of the type that it has when none is chosen.
    pub default_type: RwSignal<Option<Arc<str>>>,
    /// The zones that it may be in.
    pub zones: RwSignal<Option<Vec<Arc<str>>>>,
    /// What the project may hold.
    pub limits: RwSignal<Query<BackupLimits>>,
    /// Why something could not be read; the form works without it.
    pub error: RwSignal<Option<ApiError>>,
}

impl RestoreData {
    /// Reads what there is to know.
    pub fn start(session: SessionStore, backup: Arc<Backup>) -> Self {
        let data = Self {
            session,
            tasks: Tasks::start(),
            backup: StoredValue::new(backup),
            siblings: RwSignal::new(None),
            source: RwSignal::new(Seen::Unknown),
            types: RwSignal::new(None),
            default_type: RwSignal::new(None),
            zones: RwSignal::new(None),
            limits: RwSignal::default(),
            error: RwSignal::new(None),
        };
        data.load();
        data
    }

    /// The cloud's highest microversion.
    pub fn offers(self) -> Microversion {
        self.session.ready_untracked().map_or(Microversion::BASE, |scoped| scoped.offers())
    }

    /// Reads all of it.
    pub fn load(self) {
        self.error.set(None);
        let backup = self.backup.get_value();
        self.load_limits();
        if Feature::VolumeFromBackup.is_in(self.offers()) {
            self.read(ListVolumeTypes, move |types| {
                self.types.try_set(Some(types));
            });
            self.read(ListZones, move |zones| {
                self.zones.try_set(Some(zones));
            });
            self.read(DefaultVolumeType, move |default: Option<VolumeType>| {
                self.default_type.try_set(default.map(|default| default.name));
            });
        }
        let Some(volume) = backup.volume_id.clone() else { return };
        let own = self.session.ready_untracked().map(|scoped| scoped.project.id.clone());
        // An admin may restore a backup of another project; its siblings are there.
        let foreign = backup.project_id.clone().filter(|project| Some(project) != own.as_ref());
        let mut filters = vec![Filter::exact("volume_id", volume.as_str())];
        filters.extend(foreign.iter().map(|project| Filter::exact("project_id", project.as_str())));
        let params = ListParams {
            filters,
            limit: MAX_LIMIT,
            with_count: Feature::Count.is_in(self.offers()),
            all_projects: foreign.is_some(),
            ..ListParams::default()
        };
        self.read(ListBackups(params), move |page| {
            self.siblings.try_set(Some(page));
        });
        self.tasks.spawn(async move {
            match self.volume(volume).await {
                Ok(seen) => drop(self.source.try_set(seen)),
                Err(error) => drop(self.error.try_set(Some(error))),
            }
        });
    }

    fn load_limits(self) {
        let Some(ticket) = self.limits.try_update(Query::ask) else { return };
        self.tasks.spawn(async move {
            let result = self.session.ask(&ReadLimits).await;
            if let Err(error) = &result {
                self.error.try_set(Some(error.clone()));
            }
            self.limits.try_update(|query| query.answer(ticket, result, now()));
        });
    }

    fn read<E: Endpoint + 'static>(self, endpoint: E, keep: impl Fn(E::Output) + 'static) {
        self.tasks.spawn(async move {
            match self.session.ask(&endpoint).await {
                Ok(read) => keep(read),
                Err(error) => drop(self.error.try_set(Some(error))),
            }
        });
    }

    /// Looks at a volume.
    ///
    /// # Errors
    /// All but "it is not there", which is an answer.
    pub async fn volume(self, id: VolumeId) -> Result<Seen<Volume>, ApiError> {
        match self.session.ask(&ShowVolume(id)).await {
            Ok(volume) => Ok(Seen::There(volume)),
            Err(error) if error.kind == FaultKind::NotFound => Ok(Seen::Gone),
            Err(error) => Err(error),
        }
    }

    /// Looks at the backup as it is now.
    ///
    /// # Errors
    /// Every failure there is.
    pub async fn backup(self) -> Result<Backup, ApiError> {
        let id = self.backup.with_value(|backup| backup.id.clone());
        Ok(self.session.ask(&ShowBackup(id)).await?.backup)
    }

    /// Works on something as long as the dialog is there.
    pub fn spawn(self, task: impl Future<Output = ()> + 'static) {
        self.tasks.spawn(task);
    }

    /// The backups of a volume that may be overwritten, newest first.
    pub fn backups_of(self, volume: VolumeId, into: RwSignal<Option<Result<Vec<Backup>, ApiError>>>) {
        into.set(None);
        self.tasks.spawn(async move {
            let filters = vec![Filter::exact("volume_id", volume.as_str())];
            let params = ListParams { filters, limit: 100, ..ListParams::default() };
            let result = self.session.ask(&ListBackups(params)).await;
            into.try_set(Some(result.map(|page| page.items)));
        });
    }
}
