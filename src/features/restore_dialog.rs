//! Restoring a backup to a volume.

use leptos::prelude::*;

use std::sync::Arc;

use crate::model::backup::Backup;
use crate::state::dialogs::DialogFrame;

/// Under construction.
pub fn restore_dialog(backup: Arc<Backup>, frame: DialogFrame) -> AnyView {
    let _ = (backup, frame.open);
    ().into_any()
}
