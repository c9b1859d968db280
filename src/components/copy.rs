//! Copying text to the clipboard, with a word that it has happened.
//!
//! `navigator.clipboard` exists on secure origins only; a panel served over
//! plain HTTP in a data centre falls back to a selection and `execCommand`.

use std::time::Duration;

use js_sys::{Function, Promise, Reflect};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

use crate::components::button::{Button, ButtonKind};
use crate::components::icon::Icon;
use crate::reactive::derive;

/// How long the confirmation stays.
const CONFIRMED_FOR: Duration = Duration::from_millis(2000);

/// A button that copies a text.
#[component]
pub fn CopyButton(
    /// The text to copy.
    #[prop(into)]
    text: Signal<String>,
    /// What is copied: "Copy backup ID".
    #[prop(into)]
    label: Signal<String>,
    /// The confirmation: "Copied".
    #[prop(into)]
    copied_label: Signal<String>,
    /// Shows the words beside the icon.
    #[prop(optional)]
    with_words: bool,
) -> impl IntoView {
    let copied = RwSignal::new(false);
    let place: NodeRef<html::Span> = NodeRef::new();
    let press = move |()| {
        let (Some(span), text) = (place.get_untracked(), text.get_untracked()) else {
            return;
        };
        if !copy_asynchronously(&text, copied, &span) && copy_by_selection(&text, &span) {
            confirm(copied);
        }
    };
    let icon = derive(move || if copied.get() { Icon::Check } else { Icon::Copy });
    view! {
        <span class="bp-copy" node_ref=place data-copied=move || copied.get().then_some("")>
            <Button
                label
                kind=ButtonKind::Quiet
                icon
                icon_only=!with_words
                small=true
                on_press=press
            />
            <span class="bp-visually-hidden" role="status">
                {move || copied.get().then(|| copied_label.get())}
            </span>
        </span>
    }
}

/// The first eight characters of an id, the whole of it on hover and to copy.
#[component]
pub fn ShortId(
    /// The whole id.
    #[prop(into)]
    id: Signal<String>,
    /// What is copied: "Copy volume ID".
    #[prop(into)]
    copy_label: Signal<String>,
    /// The confirmation: "Copied".
    #[prop(into)]
    copied_label: Signal<String>,
) -> impl IntoView {
    view! {
        <span class="bp-short-id">
            <code title=id>{move || id.with(|id| short(id).to_owned())}</code>
            <CopyButton text=id label=copy_label copied_label />
        </span>
    }
}

/// The first eight characters, at most.
pub fn short(id: &str) -> &str {
    id.char_indices().nth(8).map_or(id, |(end, _)| &id[..end])
}

/// Says that the text was copied, for a while. The button may be gone by then.
fn confirm(copied: RwSignal<bool>) {
    copied.try_set(true);
    let forget = move || {
        copied.try_set(false);
    };
    set_timeout(forget, CONFIRMED_FOR);
}

/// Asks the browser's clipboard; false when there is none on this origin.
fn copy_asynchronously(text: &str, copied: RwSignal<bool>, place: &web_sys::HtmlElement) -> bool {
    let promise = (|| {
        let navigator = web_sys::window()?.navigator();
        let clipboard = Reflect::get(&navigator, &"clipboard".into()).ok()?;
        let write = Reflect::get(&clipboard, &"writeText".into()).ok()?;
        let write: Function = write.dyn_into().ok()?;
        write.call1(&clipboard, &text.into()).ok()?.dyn_into().ok()
    })();
    let Some(promise): Option<Promise> = promise else {
        return false;
    };
    let (text, place) = (text.to_owned(), place.clone());
    let kept = Closure::once_into_js(move |_: JsValue| confirm(copied));
    // Refused by a permission policy, as in a frame: the selection still works there.
    let refused = Closure::once_into_js(move |_: JsValue| {
        if copy_by_selection(&text, &place) {
            confirm(copied);
        }
    });
    let _ = Reflect::get(&promise, &"then".into())
        .and_then(JsCast::dyn_into::<Function>)
        .and_then(|then| then.call2(&promise, &kept, &refused));
    true
}

/// Copies from a text area that stands beside the button for a moment (inside
/// an open dialog, because everything outside it is inert).
fn copy_by_selection(text: &str, place: &web_sys::HtmlElement) -> bool {
    let copy = || {
        let document: web_sys::HtmlDocument = place.owner_document()?.dyn_into().ok()?;
        let area: web_sys::HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
        area.set_class_name("bp-visually-hidden");
        area.set_value(text);
        place.append_child(&area).ok()?;
        area.select();
        let copied = document.exec_command("copy").unwrap_or(false);
        area.remove();
        if let Ok(Some(button)) = place.query_selector("button") {
            button.dyn_into::<web_sys::HtmlElement>().ok()?.focus().ok()?;
        }
        Some(copied)
    };
    copy().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn shortens_to_eight_characters() {
        assert_eq!(short("12345678-aaaa"), "12345678");
        assert_eq!(short("1234"), "1234");
        assert_eq!(short("ääääääääx"), "ääääääää");
        assert_eq!(short(""), "");
    }
}
