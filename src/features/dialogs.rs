//! The dialog slot: draws whatever dialog was asked for.

use leptos::prelude::*;

use crate::features::admin_dialogs::{force_delete_dialog, reset_dialog};
use crate::features::create_dialog::create_dialog;
use crate::features::delete_dialog::delete_dialog;
use crate::features::edit_dialog::edit_dialog;
use crate::features::export_dialog::export_dialog;
use crate::features::import_dialog::import_dialog;
use crate::features::restore_dialog::restore_dialog;
use crate::state::dialogs::DialogRequest;
use crate::state::panel::use_panel;

/// The slot. A dialog closes when the page beneath it changes, unless its request is under way.
#[component]
pub fn DialogSlot() -> impl IntoView {
    let panel = use_panel();
    let dialogs = panel.dialogs;
    let frame = dialogs.frame();
    on_cleanup(move || dialogs.forget());
    Effect::new(move |before: Option<()>| {
        panel.address.signal().track();
        if before.is_some() {
            untrack(|| dialogs.leave());
        }
    });
    move || {
        let request = dialogs.request()?;
        Some(match request {
            DialogRequest::Create(from) => create_dialog(from, frame),
            DialogRequest::Edit(backup) => edit_dialog(backup, frame),
            DialogRequest::Restore(backup) => restore_dialog(backup, frame),
            DialogRequest::Delete(backups) => delete_dialog(backups, frame),
            DialogRequest::ForceDelete(backups) => force_delete_dialog(backups, frame),
            DialogRequest::Reset(backups) => reset_dialog(backups, frame),
            DialogRequest::Export(backups) => export_dialog(backups, frame),
            DialogRequest::Import => import_dialog(frame),
        })
    }
}
