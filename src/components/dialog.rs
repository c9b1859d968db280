//! A modal dialog: the browser's own `<dialog>`, which keeps the focus inside and
//! gives it back to where it was.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};

use crate::components::button::{Button, ButtonKind};
use crate::components::focus::{focus, focused};
use crate::components::icon::Icon;
use crate::components::ids::unique_id;
use crate::reactive::effect;

/// Where the focus goes first: what asks for it, else the first control of the content.
const FIRST: [&str; 2] =
    ["[autofocus]", ".bp-dialog-body :is(input,select,textarea,button,a),.bp-dialog-footer button"];

/// A modal dialog, named by its title. Its content stays while it is closed.
#[component]
pub fn Dialog(
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// The heading, also the accessible name.
    #[prop(into)]
    title: Signal<String>,
    /// Something is under way that must not be abandoned: it cannot be closed.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Called when people want it closed (Escape, the close button).
    #[prop(into)]
    on_close: Callback<()>,
    /// The words of a button that closes it; without them there is none.
    #[prop(optional, into)]
    close_label: Option<Signal<String>>,
    /// Wider, for forms with much in them.
    #[prop(optional)]
    wide: bool,
    /// As wide as the page allows, for tables.
    #[prop(optional)]
    full: bool,
    /// Buttons below the content, outside any form in it.
    #[prop(optional, into)]
    footer: ViewFnOnce,
    /// The content.
    children: Children,
) -> impl IntoView {
    let node: NodeRef<html::Dialog> = NodeRef::new();
    let title_id = unique_id("dialog");
    let heading_id = title_id.clone();
    effect(move || {
        let (open, Some(dialog)) = (open.get(), node.get()) else {
            return;
        };
        match (open, dialog.open()) {
            (true, false) => show(dialog),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let close = move || {
        if !busy.get_untracked() {
            on_close.run(());
        }
    };
    let cancel = move |event: ev::Event| {
        event.prevent_default();
        close();
    };
    let keep_open = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && busy.get_untracked() {
            event.prevent_default();
        }
    };
    // The browser closes it by itself when Escape is pressed twice, asked or not. The event may
    // come after the dialog is gone.
    let closed = move |_| {
        if open.try_get_untracked() == Some(true) {
            close();
            if let (Some(true), Some(Some(dialog))) = (open.try_get_untracked(), node.try_get_untracked()) {
                show(dialog);
            }
        }
    };
    view! {
        <dialog
            class="bp-dialog"
            node_ref=node
            aria-labelledby=title_id
            aria-busy=move || busy.get().then_some("true")
            data-wide=match (full, wide) {
                (true, _) => Some("full"),
                (_, true) => Some(""),
                _ => None,
            }
            on:keydown=keep_open
            on:cancel=cancel
            on:close=closed
        >
            <div class="bp-dialog-header">
                <h2 id=heading_id>{title}</h2>
                {close_label
                    .map(|label| {
                        view! {
                            <Button
                                label
                                kind=ButtonKind::Quiet
                                icon=Icon::Close
                                icon_only=true
                                small=true
                                inactive=busy
                                on_press=move |()| close()
                            />
                        }
                        .into_any()
                    })}
            </div>
            <div class="bp-dialog-body">{children()}</div>
            <div class="bp-dialog-footer">{footer.run()}</div>
        </dialog>
    }
}

fn show(dialog: HtmlDialogElement) {
    // Refused only when it has left the document, and then there is nothing to show.
    if dialog.show_modal().is_err() {
        return;
    }
    // A frame later, because what is drawn for the dialog may come after it.
    request_animation_frame(move || {
        let inside = focused(&dialog).filter(|element| element.has_attribute("autofocus"));
        let found = FIRST.iter().find_map(|what| dialog.query_selector(what).ok().flatten());
        if let (None, Some(first)) = (inside, found)
            && let Ok(first) = first.dyn_into::<HtmlElement>()
        {
            focus(&first);
        }
    });
}
