//! The services that make backups: as admins can see them, and as refusals tell of them.

use leptos::prelude::*;

use crate::api::services::ListBackupServices;
use crate::model::service::BackupService;
use crate::state::session::SessionStore;
use crate::state::tasks::Tasks;

/// The services, asked for once `wanted`; None while not known, and always for those who are no
/// admins: Cinder tells nobody else.
pub fn watch_services(session: SessionStore, wanted: Signal<bool>) -> Signal<Option<Vec<BackupService>>> {
    let services = RwSignal::new(None);
    let tasks = Tasks::start();
    Effect::new(move |asked: Option<bool>| {
        let admin = session.ready_untracked().is_some_and(|scoped| scoped.is_admin());
        let (asked, now) = (asked == Some(true), wanted.get() && admin);
        if now && !asked {
            tasks.spawn(async move {
                if let Ok(found) = session.ask(&ListBackupServices).await {
                    services.try_set(Some(found));
                }
            });
        }
        asked || now
    });
    services.into()
}
