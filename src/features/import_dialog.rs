//! Importing records.

use leptos::prelude::*;

use crate::state::dialogs::DialogFrame;

/// Under construction.
pub fn import_dialog(frame: DialogFrame) -> AnyView {
    let _ = frame;
    ().into_any()
}
