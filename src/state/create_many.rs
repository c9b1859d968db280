//! What backing up many volumes needs to know: the volumes as they are now, all backups of the
//! project in few requests, and what is left of the quota.

use std::collections::HashMap;
use std::sync::Arc;

use js_sys::Date;
use leptos::prelude::*;

use crate::api::capabilities::ReadLimits;
use crate::model::backup::Backup;
use crate::model::fault::ApiError;
use crate::model::ids::{BackupId, VolumeId};
use crate::model::listing::ListParams;
use crate::model::quota::BackupLimits;
use crate::model::requests::NewBackup;
use crate::model::volume::Volume;
use crate::rules::capability::Feature;
use crate::rules::create_form::{Batch, Mode, Planned, plan_many};
use crate::rules::quota::Quotas;
use crate::state::backup_list::Backups;
use crate::state::clock::now;
use crate::state::query::Query;
use crate::state::session::SessionStore;
use crate::state::tasks::Tasks;
use crate::state::volume_lists::Volumes;
use crate::state::whole_list::read_whole;

/// What is read together.
#[derive(Clone, Debug, Default, PartialEq)]
struct Around {
    siblings: HashMap<VolumeId, Vec<Backup>>,
    limits: BackupLimits,
}

/// What was read so far, to be shown while it takes long.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Backups that came.
    pub came: u64,
    /// How many there are, where the cloud counts.
    pub of: Option<u64>,
}

/// What the form asks for of each volume.
pub struct Wanted<'a> {
    /// The volumes that are not left out.
    pub volumes: &'a [Volume],
    /// For those without a mode of their own.
    pub mode: Mode,
    /// Their own modes.
    pub modes: &'a HashMap<VolumeId, Mode>,
    /// The names.
    pub template: &'a str,
    /// What is the same for all.
    pub fields: &'a NewBackup,
}

/// What is known around many backups to be made. Copied freely; its requests end with its owner.
#[derive(Clone, Copy)]
pub struct ManySources {
    session: SessionStore,
    tasks: Tasks,
    /// The volumes, in the order in which they were chosen.
    pub volumes: RwSignal<Arc<[Volume]>>,
    around: RwSignal<Query<Around>>,
    progress: RwSignal<Progress>,
    /// The day and the time at which the form was opened, for the names.
    time: StoredValue<(String, String)>,
}

impl ManySources {
    /// Reads what there is to know.
    pub fn start(session: SessionStore, volumes: Arc<[Volume]>) -> Self {
        let sources = Self {
            session,
            tasks: Tasks::start(),
            volumes: RwSignal::new(volumes),
            around: RwSignal::default(),
            progress: RwSignal::default(),
            time: StoredValue::new(day_and_time()),
        };
        sources.load();
        sources
    }

    /// Reads all of it again.
    pub fn load(self) {
        let Some(ticket) = self.around.try_update(Query::ask) else { return };
        self.tasks.spawn(async move {
            let result = self.read().await;
            self.around.try_update(|query| query.answer(ticket, result, now()));
        });
    }

    async fn read(self) -> Result<Around, ApiError> {
        let with_count =
            self.session.ready_untracked().is_some_and(|scoped| Feature::Count.is_in(scoped.offers()));
        let params = || ListParams { with_count, ..ListParams::default() };
        let limits = self.session.ask(&ReadLimits).await.unwrap_or_default();
        let volumes = read_whole::<Volumes>(self.session, params(), |_, _| true).await?;
        self.renew(volumes.unwrap_or_default());
        let going_on = |came, of| self.progress.try_set(Progress { came, of }).is_none();
        let backups = read_whole::<Backups>(self.session, params(), going_on).await?.unwrap_or_default();
        let mut siblings: HashMap<VolumeId, Vec<Backup>> = HashMap::new();
        for volume in self.volumes.try_get_untracked().iter().flat_map(|volumes| volumes.iter()) {
            siblings.insert(volume.id.clone(), Vec::new());
        }
        for backup in backups {
            let of = backup.volume_id.as_ref().and_then(|volume| siblings.get_mut(volume));
            if let Some(of) = of {
                of.push(backup);
            }
        }
        Ok(Around { siblings, limits })
    }

    /// Puts the volumes as they are now in place of what the list has shown. One that is not there
    /// stays as it was: the cloud will say so.
    fn renew(self, read: Vec<Volume>) {
        let mut read: HashMap<VolumeId, Volume> =
            read.into_iter().map(|volume| (volume.id.clone(), volume)).collect();
        self.volumes.try_update(|volumes| {
            let renewed = volumes.iter().map(|old| read.remove(&old.id).unwrap_or_else(|| old.clone()));
            *volumes = renewed.collect();
        });
    }

    /// Whether it is still to come; tracked.
    pub fn is_loading(self) -> bool {
        !self.around.with(Query::is_settled)
    }

    /// Whether it is being read; tracked.
    pub fn is_reading(self) -> bool {
        self.around.with(|query| query.fetching)
    }

    /// How far reading has come; tracked.
    pub fn progress(self) -> Progress {
        self.progress.get()
    }

    /// Why it could not be read; tracked.
    pub fn error(self) -> Option<ApiError> {
        self.around.with(|query| query.error.clone())
    }

    /// What is left for backups; tracked.
    pub fn quotas(self) -> Quotas {
        self.around.with(|query| match &query.data {
            Some(around) => Quotas::of_backups(&around.limits),
            None => Quotas::of_backups(&BackupLimits::default()),
        })
    }

    /// A backup of a volume, if it is known; tracked.
    pub fn backup(self, volume: &VolumeId, id: &BackupId) -> Option<Backup> {
        self.around.with(|query| {
            let siblings = query.data.as_ref()?.siblings.get(volume)?;
            siblings.iter().find(|backup| backup.id == *id).cloned()
        })
    }

    /// Says what each would become; tracked.
    pub fn plan(self, wanted: &Wanted) -> Vec<Planned> {
        let (date, time) = self.time.get_value();
        let nothing = HashMap::new();
        let quotas = self.quotas();
        self.around.with(|query| {
            plan_many(&Batch {
                volumes: wanted.volumes,
                siblings: query.data.as_ref().map_or(&nothing, |around| &around.siblings),
                mode: wanted.mode,
                modes: wanted.modes,
                quotas,
                template: wanted.template,
                date: &date,
                time: &time,
                fields: wanted.fields,
            })
        })
    }
}

/// Where the user is: names are for people.
fn day_and_time() -> (String, String) {
    let now = Date::new_0();
    let day = format!("{}-{:02}-{:02}", now.get_full_year(), now.get_month() + 1, now.get_date());
    (day, format!("{:02}{:02}", now.get_hours(), now.get_minutes()))
}
