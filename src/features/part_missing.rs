//! What is said when a part of the panel could not be fetched: most often the server has been
//! given another version since the page was opened.
//!
//! Drawn by hand, for it alone cannot come with a part, as the components for notices and dialogs do.

use leptos::html;
use leptos::prelude::*;

use crate::components::button::{Button, ButtonKind};
use crate::components::chunk::Chunk;
use crate::components::icon::{Icon, IconView};
use crate::reactive::effect;
use crate::state::on_screen::when_behind;
use crate::text::{faults, operations, shell};

/// The notice, with the two ways on.
pub fn part_missing<T: Copy + Send + Sync + 'static>(part: Chunk<T>) -> AnyView {
    notice(Callback::new(move |()| part.retry()))
}

/// The same over the page, for what has no room for it where it would stand, such as a menu in a row.
pub fn missing_dialog(retry: Callback<()>) -> AnyView {
    let open = RwSignal::new(true);
    when_behind(move || open.set(false));
    not_loaded_dialog(open.into(), Callback::new(move |()| open.set(false)), retry)
}

/// The dialog of that, which somebody else may hold open.
pub fn not_loaded_dialog(open: Signal<bool>, on_close: Callback<()>, retry: Callback<()>) -> AnyView {
    let node: NodeRef<html::Dialog> = NodeRef::new();
    effect(move || {
        if let Some(dialog) = node.get() {
            match (open.get(), dialog.open()) {
                // Refused only when it has left the document.
                (true, false) => drop(dialog.show_modal()),
                (false, true) => dialog.close(),
                _ => {}
            }
        }
    });
    let retrying = StoredValue::new(false);
    let close = move || {
        if let Some(dialog) = node.get_untracked() {
            dialog.close();
        }
    };
    // It gives the focus back before it goes.
    let again = Callback::new(move |()| {
        retrying.set_value(true);
        close();
        retry.run(());
    });
    // The event may come after the dialog is gone.
    let closed = move |_| {
        if retrying.try_get_value() == Some(false) {
            on_close.try_run(());
        }
    };
    view! {
        <dialog class="bp-dialog" aria-label=shell::not_loaded() node_ref=node on:close=closed>
            <div class="bp-dialog-header">
                <h2>{shell::not_loaded()}</h2>
            </div>
            <div class="bp-dialog-body">{notice(again)}</div>
            <div class="bp-dialog-footer">
                <Button label=operations::close() on_press=Callback::new(move |()| close()) />
            </div>
        </dialog>
    }
    .into_any()
}

fn notice(retry: Callback<()>) -> AnyView {
    let reload = Callback::new(|()| {
        let _ = window().location().reload();
    });
    view! {
        <div class="bp-notice" role="alert" data-tone="bad">
            <IconView icon=Icon::XCircle />
            <div class="bp-notice-text">
                <p class="bp-notice-title">{shell::part_missing()}</p>
                <p>{shell::part_missing_body()}</p>
            </div>
            <div class="bp-actions">
                <Button label=faults::try_again() on_press=retry />
                <Button label=shell::reload_page() kind=ButtonKind::Primary on_press=reload />
            </div>
        </div>
    }
    .into_any()
}
