//! The services that make backups: as admins can see them, and as refusals tell of them.

use leptos::prelude::*;

use crate::api::services::ListBackupServices;
use crate::model::service::BackupService;
use crate::reactive::note;
use crate::state::on_screen::on_screen;
use crate::state::session::SessionStore;
use crate::state::tasks::Tasks;

/// The services, asked for once `wanted` and when one comes back; None while not known, and always for those who are no
/// admins: Cinder tells nobody else.
pub fn watch_services(session: SessionStore, wanted: Signal<bool>) -> Signal<Option<Vec<BackupService>>> {
    let services = RwSignal::new(None);
    let (tasks, on_screen) = (Tasks::start(), on_screen());
    Effect::new(move |asked: Option<bool>| {
        let admin = session.ready_untracked().is_some_and(|scoped| scoped.is_admin());
        let (asked, now) = (asked == Some(true), wanted.get() && on_screen.get() && admin);
        if now && !asked {
            tasks.spawn(async move {
                if let Ok(found) = session.ask(&ListBackupServices).await {
                    note(services, Some(found));
                }
            });
        }
        now || asked && on_screen.get()
    });
    services.into()
}
