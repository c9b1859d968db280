//! What the cloud has to say about an import before anything is sent.

use std::collections::HashSet;

use crate::api::backups::ListBackupIds;
use crate::api::capabilities::ReadLimits;
use crate::api::services::ListBackupServices;
use crate::model::fault::ApiError;
use crate::model::ids::BackupId;
use crate::model::listing::{ListParams, MAX_LIMIT};
use crate::model::quota::BackupLimits;
use crate::model::service::BackupService;
use crate::rules::capability::Feature;
use crate::rules::follow::Seen;
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
    let mut existing = HashSet::new();
    if ids.len() <= FEW {
        for id in ids {
            if matches!(site.backup(&id).await?, Seen::There(_)) {
                existing.insert(id);
            }
        }
        return Ok(Known { existing, services, limits });
    }
    let mut params = ListParams {
        limit: MAX_LIMIT,
        all_projects: site.place.is_admin(),
        with_count: Feature::Count.is_in(site.place.offers()),
        ..ListParams::default()
    };
    let mut seen = 0;
    loop {
        let page = site.ask(&ListBackupIds(params.clone())).await?;
        let Some(last) = page.items.last() else { break };
        params.marker = Some(last.key());
        seen += page.items.len() as u64;
        existing.extend(page.items.into_iter().filter(|id| ids.contains(id)));
        if page.count.is_some_and(|count| seen >= count) {
            break;
        }
    }
    Ok(Known { existing, services, limits })
}
