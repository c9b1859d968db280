//! Taking a text file from people: chosen by a button, or dropped anywhere on the page.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, DragEvent, File, HtmlInputElement};

use crate::components::button::Button;
use crate::components::icon::Icon;

/// A file that people have given.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenFile {
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: f64,
    /// What is in it; None when it is larger than allowed or cannot be read.
    pub text: Option<String>,
}

/// A button that chooses a file. While it is there, a file may also be dropped anywhere: without
/// that the browser would open it and leave the page.
#[component]
pub fn FileDrop(
    /// The words on the button.
    #[prop(into)]
    label: Signal<String>,
    /// What the browser offers first: `.json,application/json`.
    accept: &'static str,
    /// A larger file is not read.
    max_bytes: f64,
    /// A file is held over the page.
    over: RwSignal<bool>,
    /// Nothing is taken just now.
    #[prop(optional, into)]
    inactive: Signal<bool>,
    /// Called with what people have given.
    #[prop(into)]
    on_file: Callback<GivenFile>,
) -> impl IntoView {
    let input: NodeRef<html::Input> = NodeRef::new();
    let take = move |file: Option<File>| {
        if let Some(file) = file.filter(|_| !inactive.get_untracked()) {
            spawn_local(read(file, max_bytes, on_file));
        }
    };
    let listeners = StoredValue::new_local(vec![
        window_event_listener(ev::dragover, move |event: DragEvent| {
            if holds_file(&event) {
                event.prevent_default();
                over.try_set(true);
            }
        }),
        window_event_listener(ev::dragleave, move |event: DragEvent| {
            // Null when it has left the window; between elements it is the next one.
            if event.related_target().is_none() {
                over.try_set(false);
            }
        }),
        window_event_listener(ev::drop, move |event: DragEvent| {
            if holds_file(&event) {
                event.prevent_default();
                over.try_set(false);
                take(event.data_transfer().and_then(|data| data.files()?.get(0)));
            }
        }),
    ]);
    on_cleanup(move || {
        listeners.try_update_value(|listeners| listeners.drain(..).for_each(|each| each.remove()));
    });
    let choose = move |()| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let chosen = move |event: ev::Event| {
        let Some(input) = event.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok()) else { return };
        take(input.files().and_then(|files| files.get(0)));
        // So that the same file, corrected meanwhile, counts as chosen anew.
        input.set_value("");
    };
    view! {
        <span class="bp-file">
            <Button label icon=Icon::Folder inactive on_press=choose />
            <input type="file" hidden accept=accept node_ref=input on:change=chosen />
        </span>
    }
}

fn holds_file(event: &DragEvent) -> bool {
    let holds =
        |data: DataTransfer| data.types().iter().any(|kind| kind.as_string().as_deref() == Some("Files"));
    event.data_transfer().is_some_and(holds)
}

async fn read(file: File, max_bytes: f64, on_file: Callback<GivenFile>) {
    let (name, size) = (file.name(), file.size());
    let text = if size > max_bytes {
        None
    } else {
        JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string())
    };
    // The dialog may be gone by now.
    on_file.try_run(GivenFile { name, size, text });
}
