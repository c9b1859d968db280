//! What the form of a new backup needs to know of the cloud: the volume as it is now, its backups
//! and snapshots, and what is left of the quota. Read anew for each volume, and after a refusal.

use std::sync::Arc;

use leptos::prelude::*;

use crate::api::capabilities::ReadLimits;
use crate::api::volumes::{ListZones, ShowVolume};
use crate::model::backup::Backup;
use crate::model::fault::ApiError;
use crate::model::ids::VolumeId;
use crate::model::listing::{Filter, ListParams};
use crate::model::microversion::Microversion;
use crate::model::quota::BackupLimits;
use crate::model::volume::{Snapshot, Volume};
use crate::reactive::memo;
use crate::rules::capability::Feature;
use crate::rules::create_form::{Assessment, Mode, Source, assess};
use crate::rules::quota::Quotas;
use crate::state::backup_list::Backups;
use crate::state::clock::now;
use crate::state::dialogs::CreateFrom;
use crate::state::list::Listed;
use crate::state::query::Query;
use crate::state::session::SessionStore;
use crate::state::tasks::Tasks;
use crate::state::volume_lists::Snapshots;
use crate::state::whole_list::read_whole;

/// How many incrementals an automatic chain holds: with its full backup as many as a week has days.
pub const MAX_INCREMENTALS: usize = 6;

/// Something that is asked for once for each volume.
type Asked<T> = RwSignal<Query<T>>;

/// What is known around a backup to be made. Copied freely; its requests end with its owner.
#[derive(Clone, Copy)]
pub struct CreateSource {
    session: SessionStore,
    tasks: Tasks,
    /// The volume: as it was chosen, then as the cloud shows it.
    pub chosen: RwSignal<Option<Arc<Volume>>>,
    /// The id of the snapshot to back up instead; empty for the volume itself.
    pub snapshot: RwSignal<String>,
    /// The snapshot that the form was opened for.
    given: StoredValue<Option<Arc<Snapshot>>>,
    looked: Asked<()>,
    siblings: Asked<Arc<[Backup]>>,
    snapshots: Asked<Arc<[Snapshot]>>,
    limits: Asked<BackupLimits>,
}

/// A volume of which nothing but the id is known yet.
fn unread(id: &VolumeId) -> Arc<Volume> {
    Arc::new(Volume { id: id.clone(), ..Volume::default() })
}

impl CreateSource {
    /// Reads what there is to know of the volume that the form is opened with, and of each that is
    /// chosen later.
    pub fn start(session: SessionStore, from: CreateFrom) -> Self {
        let (volume, snapshot) = match from {
            CreateFrom::Choice => (None, None),
            CreateFrom::Volume(volume) => (Some(volume), None),
            CreateFrom::Snapshot(snapshot) => (snapshot.volume_id.as_ref().map(unread), Some(snapshot)),
            CreateFrom::Backup(backup) => (backup.volume_id.as_ref().map(unread), None),
            CreateFrom::Volumes(volumes) => (volumes.first().map(|volume| Arc::new(volume.clone())), None),
        };
        let id = snapshot.as_ref().map(|snapshot| snapshot.id.to_string());
        let source = Self {
            session,
            tasks: Tasks::start(),
            chosen: RwSignal::new(volume),
            snapshot: RwSignal::new(id.unwrap_or_default()),
            given: StoredValue::new(snapshot),
            looked: RwSignal::default(),
            siblings: RwSignal::default(),
            snapshots: RwSignal::default(),
            limits: RwSignal::default(),
        };
        let id = memo(move || source.chosen.with(|chosen| Some(chosen.as_ref()?.id.clone())));
        Effect::new(move |before: Option<()>| {
            let known = id.get().is_some();
            untrack(|| {
                if before.is_some() {
                    source.forget();
                }
                if known {
                    source.load();
                }
            });
        });
        source
    }

    /// The cloud's highest microversion.
    pub fn offers(self) -> Microversion {
        self.session.ready_untracked().map_or(Microversion::BASE, |scoped| scoped.offers())
    }

    /// Whether the volume is another project's, as only an admin can see; tracked.
    pub fn is_foreign(self) -> bool {
        let own = self.session.ready_untracked().map(|scoped| scoped.project.id.clone());
        let of = self.chosen.with(|chosen| chosen.as_ref()?.project_id.clone());
        of.is_some_and(|of| own.is_some_and(|own| own != of))
    }

    /// Another volume was chosen: nothing that was known of the one before holds.
    fn forget(self) {
        self.given.set_value(None);
        self.snapshot.set(String::new());
        self.looked.update(clear);
        self.siblings.update(clear);
        self.snapshots.update(clear);
    }

    /// Reads all of it again.
    pub fn load(self) {
        let Some(id) = self.chosen.with_untracked(|chosen| Some(chosen.as_ref()?.id.clone())) else { return };
        let session = self.session;
        let params = || ListParams {
            filters: vec![Filter::exact("volume_id", id.as_str())],
            with_count: Feature::Count.is_in(self.offers()),
            ..ListParams::default()
        };
        self.read(self.siblings, whole::<Backups>(session, params()));
        self.read(self.snapshots, whole::<Snapshots>(session, params()));
        self.read(self.limits, async move { session.ask(&ReadLimits).await });
        self.read(self.looked, async move {
            let volume = session.ask(&ShowVolume(id)).await?;
            let is_wanted =
                |chosen: &Option<Arc<Volume>>| chosen.as_ref().is_some_and(|now| now.id == volume.id);
            if self.chosen.try_with_untracked(is_wanted) == Some(true)
                && self.chosen.try_with_untracked(|now| now.as_deref() != Some(&volume)) == Some(true)
            {
                self.chosen.try_set(Some(Arc::new(volume)));
            }
            Ok(())
        });
    }

    fn read<T: Send + Sync + 'static>(
        self,
        into: Asked<T>,
        ask: impl Future<Output = Result<T, ApiError>> + 'static,
    ) {
        let Some(ticket) = into.try_update(Query::ask) else { return };
        self.tasks.spawn(async move {
            let result = ask.await;
            into.try_update(|query| query.answer(ticket, result, now()));
        });
    }

    /// Whether something that decides is still to come; tracked.
    pub fn is_loading(self) -> bool {
        !(self.looked.with(Query::is_settled)
            && self.siblings.with(Query::is_settled)
            && self.limits.with(Query::is_settled))
    }

    /// Whether something is being read, again or for the first time; tracked.
    pub fn is_reading(self) -> bool {
        self.looked.with(|query| query.fetching)
            || self.siblings.with(|query| query.fetching)
            || self.limits.with(|query| query.fetching)
    }

    /// Why the volume could not be looked at, else its backups or snapshots; tracked.
    pub fn error(self) -> Option<ApiError> {
        self.volume_error().or_else(|| self.siblings.with(|q| q.error.clone())).or_else(|| {
            // Nobody misses snapshots that were not asked for.
            self.given.get_value().and_then(|_| self.snapshots.with(|q| q.error.clone()))
        })
    }

    /// Why the volume could not be looked at; tracked.
    pub fn volume_error(self) -> Option<ApiError> {
        self.looked.with(|query| query.error.clone())
    }

    /// The snapshots of the volume, the one that the form was opened for among them; tracked.
    pub fn snapshots(self) -> Vec<Snapshot> {
        let mut all =
            self.snapshots.with(|query| query.data.as_deref().map(<[_]>::to_vec)).unwrap_or_default();
        if let Some(given) = self.given.get_value()
            && all.iter().all(|snapshot| snapshot.id != given.id)
        {
            all.insert(0, (*given).clone());
        }
        all
    }

    /// What is left for backups; without limits while they are not known. Tracked.
    pub fn quotas(self) -> Quotas {
        self.limits.with(|query| match &query.data {
            Some(limits) => Quotas::of_backups(limits),
            None => Quotas::of_backups(&BackupLimits::default()),
        })
    }

    /// Whether it is still to be seen what is left; tracked.
    pub fn quotas_are_coming(self) -> bool {
        self.limits.with(|query| !query.is_settled())
    }

    /// The backups of the volume, if they are known; tracked.
    pub fn siblings(self) -> Option<Arc<[Backup]>> {
        self.siblings.with(|query| query.data.clone())
    }

    /// Works on what the backup would be made of; None without a volume. Tracked.
    pub fn with<T>(self, mode: Mode, work: impl FnOnce(&Source) -> T) -> Option<T> {
        let volume = self.chosen.get()?;
        let wanted = self.snapshot.get();
        let snapshot = self.snapshots().into_iter().find(|snapshot| snapshot.id.as_str() == wanted);
        let siblings = self.siblings();
        Some(work(&Source {
            volume: &volume,
            snapshot: snapshot.as_ref(),
            siblings: siblings.as_deref(),
            mode,
            quotas: self.quotas(),
        }))
    }

    /// Says what the backup would become; None without a volume. Tracked.
    pub fn assess(self, mode: Mode) -> Option<Assessment> {
        self.with(mode, assess)
    }
}

fn clear<T>(query: &mut Query<T>) {
    query.data = None;
    query.error = None;
    // What is still under way is about another volume.
    query.ask();
    query.fetching = false;
}

async fn whole<L: Listed>(session: SessionStore, params: ListParams) -> Result<Arc<[L::Row]>, ApiError> {
    // Nobody gives up before the owner of the task does.
    let rows = read_whole::<L>(session, params, |_, _| true).await?;
    Ok(rows.unwrap_or_default().into())
}

/// The zones that a backup may be asked to be made in.
#[derive(Clone, Copy)]
pub struct Zones {
    session: SessionStore,
    tasks: Tasks,
    /// Those of the cloud's volumes, once they are known.
    pub names: RwSignal<Vec<Arc<str>>>,
}

impl Zones {
    /// Knows none yet.
    pub fn new(session: SessionStore) -> Self {
        Self { session, tasks: Tasks::start(), names: RwSignal::default() }
    }

    /// Asks which there are; without an answer they have to be known by heart.
    pub fn load(self) {
        if self.names.with_untracked(Vec::is_empty) {
            self.tasks.spawn(async move {
                if let Ok(zones) = self.session.ask(&ListZones).await {
                    self.names.try_set(zones);
                }
            });
        }
    }
}
