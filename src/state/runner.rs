//! Sends one deed, once, and looks at the cloud on its behalf.

use std::sync::Arc;

use crate::api::backup_actions::{
    CreateBackup, DeleteBackup, ExportRecord, ForceDelete, ImportRecord, ResetStatus, RestoreInto,
    RestoreToNew, UpdateBackup,
};
use crate::api::backups::{ListBackups, ShowBackup};
use crate::api::client::Call;
use crate::api::endpoint::Endpoint;
use crate::api::messages::{BackupMessages, VolumeMessages};
use crate::api::volumes::{CreateVolume, ListVolumeNames, ShowVolume};
use crate::model::backup::Backup;
use crate::model::fault::{ApiError, FaultKind};
use crate::model::ids::{BackupId, VolumeId};
use crate::model::listing::{Filter, ListParams, MAX_LIMIT, Page};
use crate::model::message::UserMessage;
use crate::model::units::Timestamp;
use crate::model::volume::{Volume, VolumeSummary};
use crate::rules::absence::is_of_thing;
use crate::rules::capability::Feature;
use crate::rules::deed::Deed;
use crate::rules::follow::Seen;
use crate::rules::trace::{Before, made_backup, made_volume, shows};
use crate::state::operation::Outcome;
use crate::state::scope::Scoped;
use crate::state::session::SessionStore;

/// The cloud as seen from one place.
#[derive(Clone)]
pub struct Site {
    /// The session, which may be elsewhere by now.
    pub session: SessionStore,
    /// The place.
    pub place: Arc<Scoped>,
}

/// What is known when a deed is about to be sent.
pub enum Prepared {
    /// It may be sent: with what its target is like now, and what a trace could be mistaken for.
    Ready(Box<(Deed, Before)>),
    /// It was sent before, and has left a trace meanwhile.
    Found(Outcome),
}

/// An answer with the id of its request.
type Told<T> = (T, Option<Arc<str>>);

impl Site {
    /// Asks once.
    ///
    /// # Errors
    /// Every failure there is, as an [`ApiError`].
    pub async fn ask<E: Endpoint>(&self, endpoint: &E) -> Result<E::Output, ApiError> {
        Ok(self.tell(endpoint).await?.0)
    }

    async fn tell<E: Endpoint>(&self, endpoint: &E) -> Result<Told<E::Output>, ApiError> {
        let answered = self.session.exchange_at(&self.place, Call::of(endpoint)).await?;
        let request_id = answered.request_id();
        Ok((answered.read(endpoint)?, request_id))
    }

    /// Carries out a deed: one request, which is never repeated.
    ///
    /// # Errors
    /// Every failure there is, as an [`ApiError`]; see [`is_uncertain`].
    pub async fn send(&self, deed: &Deed) -> Result<Told<Outcome>, ApiError> {
        let none = Outcome::default;
        let made = |backup| Outcome { backup: Some(backup), ..none() };
        let into = |volume| Outcome { volume: Some(volume), ..none() };
        Ok(match deed {
            Deed::Create(new) => with(self.tell(&CreateBackup(new.clone())).await?, made),
            Deed::Update(id, change) => {
                with(self.tell(&UpdateBackup(id.clone(), change.clone())).await?, |()| none())
            }
            Deed::Delete(id) => with(self.tell(&DeleteBackup(id.clone())).await?, |()| none()),
            Deed::ForceDelete(id) => with(self.tell(&ForceDelete(id.clone())).await?, |()| none()),
            Deed::Reset(id, to) => with(self.tell(&ResetStatus(id.clone(), *to)).await?, |()| none()),
            Deed::RestoreInto { backup, volume, .. } => {
                with(self.tell(&RestoreInto(backup.clone(), volume.clone())).await?, into)
            }
            Deed::RestoreNew(new) => {
                with(self.tell(&CreateVolume(new.clone())).await?, |volume: Volume| into(volume.id))
            }
            Deed::RestoreBlocking { backup, name } => {
                with(self.tell(&RestoreToNew(backup.clone(), Some(name.clone()))).await?, into)
            }
            Deed::Export(id) => with(self.tell(&ExportRecord(id.clone())).await?, |record| Outcome {
                record: Some(record),
                ..none()
            }),
            Deed::Import(record, _) => with(self.tell(&ImportRecord(record.clone())).await?, made),
        })
    }

    /// Notes what a trace of the deed could be mistaken for, unless it leaves one of its own. A deed
    /// that is `lost`, sent before without an answer, is looked for first.
    ///
    /// # Errors
    /// Then the deed must not be sent: its outcome could not be looked up.
    pub async fn prepare(&self, deed: &Deed, before: &Before, lost: bool) -> Result<Prepared, ApiError> {
        if lost && let Some(found) = self.look_for(deed, before).await? {
            return Ok(Prepared::Found(found));
        }
        let (mut deed, mut before) = (deed.clone(), before.clone());
        match &mut deed {
            Deed::RestoreNew(_) | Deed::RestoreBlocking { .. } => {
                let volumes = self.volumes_named(&deed).await?;
                before.known = Some(volumes.into_iter().map(|volume| volume.id.key()).collect());
            }
            Deed::Create(new) => {
                let backups = self.backups_of(&new.volume_id).await?;
                before.known = Some(backups.into_iter().map(|backup| backup.id.key()).collect());
            }
            // The form may have stood open for long, and both may have been changed since.
            Deed::RestoreInto { backup, volume, before: was } => {
                if let Seen::There(volume) = self.volume(volume).await? {
                    *was = volume.updated_at;
                }
                if let Seen::There(backup) = self.backup(backup).await? {
                    before.backup = Some(backup);
                }
            }
            _ => {}
        }
        Ok(Prepared::Ready(Box::new((deed, before))))
    }

    /// Looks for a trace of a deed that got no answer: what it has led to, None if nothing shows.
    ///
    /// # Errors
    /// The look itself failed, and says nothing.
    pub async fn look_for(&self, deed: &Deed, before: &Before) -> Result<Option<Outcome>, ApiError> {
        let nothing = Outcome::default;
        Ok(match deed {
            Deed::Create(new) => made_backup(new, before, &self.backups_of(&new.volume_id).await?)
                .map(|backup| Outcome { backup: Some(backup.id.clone()), ..nothing() }),
            Deed::RestoreNew(_) | Deed::RestoreBlocking { .. } => {
                let volumes = self.volumes_named(deed).await?;
                made_volume(before, volumes.iter().map(|volume| volume.id.as_str()))
                    .map(|id| Outcome { volume: Some(VolumeId::new(id)), ..nothing() })
            }
            Deed::RestoreInto { volume: id, backup, .. } => {
                let (volume, backup) = (self.volume(id).await?, self.backup(backup).await?);
                let shown = shows(deed, before, &backup, &volume);
                (shown == Some(true)).then(|| Outcome { volume: Some(id.clone()), ..nothing() })
            }
            _ => {
                let Some(id) = deed.backup() else { return Ok(None) };
                let shown = shows(deed, before, &self.backup(id).await?, &Seen::Unknown);
                (shown == Some(true)).then(|| Outcome { backup: Some(id.clone()), ..nothing() })
            }
        })
    }

    /// Looks at one backup.
    ///
    /// # Errors
    /// All but "it is not there", which is an answer.
    pub async fn backup(&self, id: &BackupId) -> Result<Seen<Backup>, ApiError> {
        seen(self.ask(&ShowBackup(id.clone())).await.map(|shown| shown.backup), id.as_str())
    }

    /// Looks at one volume.
    ///
    /// # Errors
    /// All but "it is not there", which is an answer.
    pub async fn volume(&self, id: &VolumeId) -> Result<Seen<Volume>, ApiError> {
        seen(self.ask(&ShowVolume(id.clone())).await, id.as_str())
    }

    /// The backups that changed last, of all projects if asked for.
    ///
    /// # Errors
    /// Every failure there is.
    pub async fn recent_backups(&self, params: ListParams) -> Result<Page<Backup>, ApiError> {
        self.ask(&ListBackups(params)).await
    }

    /// What the cloud says of a failed restore: under the backup or under the volume, best by the
    /// id of the request; else the newest one about the backup that is not older than the request.
    pub async fn message_of(
        &self,
        backup: &BackupId,
        volume: Option<&VolumeId>,
        request_id: Option<&str>,
        since: Option<&Timestamp>,
    ) -> Option<Arc<str>> {
        if !Feature::Messages.is_in(self.place.offers()) {
            return None;
        }
        let ours =
            |message: &&UserMessage| request_id.is_some() && message.request_id.as_deref() == request_id;
        let of_backup = self.ask(&BackupMessages(backup.clone())).await.unwrap_or_default();
        if let Some(message) = of_backup.iter().find(ours) {
            return message.user_message.clone();
        }
        if let Some(volume) = volume {
            let of_volume = self.ask(&VolumeMessages(volume.clone())).await.unwrap_or_default();
            if let Some(message) = of_volume.iter().find(ours) {
                return message.user_message.clone();
            }
        }
        let newest = of_backup.into_iter().next()?;
        let is_new = since.is_none_or(|since| newest.created_at.as_ref() >= Some(since));
        newest.user_message.filter(|_| is_new)
    }

    async fn backups_of(&self, volume: &VolumeId) -> Result<Vec<Backup>, ApiError> {
        let filters = vec![Filter::exact("volume_id", volume.as_str())];
        let params = ListParams { filters, limit: MAX_LIMIT, ..ListParams::default() };
        let page = match self.ask(&ListBackups(params.clone())).await {
            // An operator may have closed that filter: the newest backups then.
            Err(error) if error.kind == FaultKind::Refused => {
                self.ask(&ListBackups(ListParams { filters: Vec::new(), ..params })).await?
            }
            other => other?,
        };
        let mut backups = page.items;
        backups.retain(|backup| backup.volume_id.as_ref() == Some(volume));
        Ok(backups)
    }

    async fn volumes_named(&self, deed: &Deed) -> Result<Vec<VolumeSummary>, ApiError> {
        let name = match deed {
            Deed::RestoreNew(new) => new.name.as_deref(),
            Deed::RestoreBlocking { name, .. } => Some(name.as_str()),
            _ => None,
        };
        let name = name.map(str::trim).unwrap_or_default();
        let filters = (!name.is_empty()).then(|| Filter::exact("name", name)).into_iter().collect();
        let params = ListParams { filters, limit: MAX_LIMIT, ..ListParams::default() };
        let page = match self.ask(&ListVolumeNames(params.clone())).await {
            // An operator may have closed that filter: the newest volumes then.
            Err(error) if error.kind == FaultKind::Refused => {
                self.ask(&ListVolumeNames(ListParams { filters: Vec::new(), ..params })).await?
            }
            other => other?,
        };
        let mut volumes = page.items;
        volumes.retain(|volume| volume.name.as_deref().unwrap_or_default() == name);
        Ok(volumes)
    }
}

fn with<A, B>((answer, request_id): Told<A>, read: impl FnOnce(A) -> B) -> Told<B> {
    (read(answer), request_id)
}

fn seen<T>(result: Result<T, ApiError>, id: &str) -> Result<Seen<T>, ApiError> {
    match result {
        Ok(there) => Ok(Seen::There(there)),
        Err(error) if error.kind == FaultKind::NotFound && is_of_thing(&error.message, id) => Ok(Seen::Gone),
        Err(error) => Err(error),
    }
}

/// Whether a failed write may have been carried out all the same.
pub fn is_uncertain(error: &ApiError) -> bool {
    matches!(
        error.kind,
        FaultKind::Unreachable
            | FaultKind::TimedOut
            | FaultKind::Redirected
            | FaultKind::Unavailable
            | FaultKind::ServerError
            | FaultKind::Unreadable
    )
}
