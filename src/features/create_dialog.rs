//! Making backups.

use leptos::prelude::*;

use crate::state::dialogs::CreateFrom;
use crate::state::dialogs::DialogFrame;

/// Under construction.
pub fn create_dialog(from: CreateFrom, frame: DialogFrame) -> AnyView {
    let _ = (from, frame.open);
    ().into_any()
}
