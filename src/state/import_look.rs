//! What the cloud has to say about an import before anything is sent.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use crate::api::backups::ListBackupIds;
use crate::api::capabilities::ReadLimits;
use crate::api::services::ListBackupServices;
use crate::model::fault::{ApiError, FaultKind};
use crate::model::ids::BackupId;
use crate::model::listing::ListParams;
use crate::model::quota::BackupLimits;
use crate::model::service::BackupService;
use crate::rules::capability::Feature;
use crate::rules::follow::Seen;
use crate::rules::walk::{Took, Walk};
use crate::state::runner::Site;
use crate::state::session::SessionStore;

/// Up to so many backups are looked up one by one, beyond that in lists.
const FEW: usize = 20;

/// What is known of the cloud.
#[derive(Default)]
pub struct Known {
    /// The backups that are there, of those that matter.
    pub existing: HashSet<BackupId>,
    /// The backup services; None when they could not be listed.
    pub services: Option<Vec<BackupService>>,
    /// What the project on screen may hold; None when that could not be read.
    pub limits: Option<BackupLimits>,
}

/// Looks which of these backups are there, in whatever project, and what else matters.
///
/// # Errors
/// The backups could not be looked up.
pub async fn look_around(session: SessionStore, ids: HashSet<BackupId>) -> Result<Known, ApiError> {
    let Some(place) = session.ready_untracked() else { return Ok(Known::default()) };
    let site = Site { session, place };
    let limits = site.ask(&ReadLimits).await.ok();
    let services = site.ask(&ListBackupServices).await.ok();
    if ids.len() <= FEW {
        let mut existing = HashSet::new();
        for id in ids {
            if matches!(site.backup(&id).await?, Seen::There(_)) {
                existing.insert(id);
            }
        }
        return Ok(Known { existing, services, limits });
    }
    let mut walk = Walk::new(ListParams {
        all_projects: site.place.is_admin(),
        with_count: Feature::Count.is_in(site.place.offers()),
        ..ListParams::default()
    });
    let mut existing = HashSet::new();
    // Of a whole cloud, its numbers take a tenth of the room.
    let (hasher, mut seen) = (RandomState::new(), HashSet::new());
    loop {
        let page = match site.ask(&ListBackupIds(walk.next())).await {
            // The backup to continue after has gone: in a whole cloud, somebody deletes one at any time.
            Err(error) if error.kind == FaultKind::NotFound && walk.step_back() => continue,
            other => other?,
        };
        let (came, last) = (page.items.len(), page.items.last().map(BackupId::key));
        seen.extend(page.items.iter().map(|id| hasher.hash_one(id)));
        existing.extend(page.items.into_iter().filter(|id| ids.contains(id)));
        match walk.took(came, last, page.count, seen.len() as u64) {
            Took::More => {}
            Took::Last => break,
            Took::Nothing => {
                return Err(ApiError::endless_list());
            }
        }
    }
    Ok(Known { existing, services, limits })
}
