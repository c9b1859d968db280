//! What admins do to backups that are stuck: force delete, reset the status.

use leptos::prelude::*;

use std::sync::Arc;

use crate::model::backup::Backup;
use crate::state::dialogs::DialogFrame;

/// Under construction.
pub fn force_delete_dialog(backups: Arc<[Backup]>, frame: DialogFrame) -> AnyView {
    let _ = (backups, frame.open);
    ().into_any()
}
/// Under construction.
pub fn reset_dialog(backups: Arc<[Backup]>, frame: DialogFrame) -> AnyView {
    let _ = (backups, frame.open);
    ().into_any()
}
