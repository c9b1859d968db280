//! Exporting the records of backups.

use leptos::prelude::*;

use std::sync::Arc;

use crate::model::backup::Backup;
use crate::state::dialogs::DialogFrame;

/// Under construction.
pub fn export_dialog(backups: Arc<[Backup]>, frame: DialogFrame) -> AnyView {
    let _ = (backups, frame.open);
    ().into_any()
}
