//! The dialog slot: draws whatever dialog was asked for. The dialogs' code is a file of its own,
//! fetched soon after the page stands, or when the first dialog is asked for. With it comes what can wait as long.

use leptos::html;
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use crate::components::chunk::{Chunk, Fetching};
use crate::features::admin_dialogs::{force_delete_dialog, reset_dialog};
use crate::features::create_dialog::create_dialog;
use crate::features::delete_dialog::delete_dialog;
use crate::features::edit_dialog::edit_dialog;
use crate::features::export_dialog::export_dialog;
use crate::features::import_dialog::import_dialog;
use crate::features::part_missing::not_loaded_dialog;
use crate::features::restore_dialog::restore_dialog;
use crate::features::times::keep_times;
use crate::reactive::effect;
use crate::state::dialogs::{DialogFrame, DialogRequest};
use crate::state::panel::use_panel;
use crate::text::shell;

#[derive(Clone, Copy)]
struct Later {
    draw: fn(DialogRequest, DialogFrame) -> AnyView,
    keep_times: fn(NodeRef<html::Div>),
}

#[wasm_split(dialogs, wasm_split_path = leptos::wasm_split, fallible)]
fn load() -> Result<Later, SplitLoaderError> {
    Ok(Later { draw, keep_times })
}

fn fetch() -> Fetching<Later> {
    Box::pin(load())
}

fn draw(request: DialogRequest, frame: DialogFrame) -> AnyView {
    match request {
        DialogRequest::Create(from) => create_dialog(from, frame),
        DialogRequest::Edit(backup) => edit_dialog(backup, frame),
        DialogRequest::Restore(backup) => restore_dialog(backup, frame),
        DialogRequest::Delete(backups) => delete_dialog(backups, frame),
        DialogRequest::ForceDelete(backups) => force_delete_dialog(backups, frame),
        DialogRequest::Reset(backups) => reset_dialog(backups, frame),
        DialogRequest::Export(backups) => export_dialog(backups, frame),
        DialogRequest::Import => import_dialog(frame),
    }
}

/// The slot. A dialog closes when the page beneath it changes, unless its request is under way.
#[component]
pub fn DialogSlot(
    /// The panel.
    root: NodeRef<html::Div>,
) -> impl IntoView {
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
    let part = Chunk::new(fetch);
    panel.later(move || part.fetch());
    effect(move || {
        if let Some(Later { keep_times, .. }) = part.is_here().then(|| part.get()).flatten() {
            keep_times(root);
        }
    });
    move || {
        let request = dialogs.request()?;
        Some(match part.get() {
            Some(Later { draw, .. }) => draw(request, frame),
            None if part.failed() => {
                not_loaded_dialog(frame.open, frame.close, Callback::new(move |()| part.retry()))
            }
            None => view! { <p class="bp-fetching" role="status">{shell::fetching()}</p> }.into_any(),
        })
    }
}
