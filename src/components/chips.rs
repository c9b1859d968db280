//! Chips: what can be taken away (active filters), and what can be switched on
//! (counts that filter).

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::components::focus::{focus, focused};
use crate::components::icon::{Icon, IconView};
use crate::components::tone::Tone;
use crate::reactive::memo;

/// Something that can be taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// What `on_remove` is called with.
    pub id: String,
    /// The words on it.
    pub label: String,
    /// The name of the button that takes it away.
    pub remove_label: String,
}

/// Something that can be switched on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toggle {
    /// What `on_press` is called with.
    pub id: String,
    /// The words on it.
    pub label: String,
    /// How good or bad it is.
    pub tone: Tone,
    /// It is on.
    pub pressed: bool,
}

/// A list of chips, each with a button that takes it away.
#[component]
pub fn Chips(
    /// The name of the list.
    #[prop(into)]
    label: Signal<String>,
    /// The chips.
    #[prop(into)]
    chips: Signal<Vec<Chip>>,
    /// Called with the id of the one to take away.
    #[prop(into)]
    on_remove: Callback<String>,
) -> impl IntoView {
    let draw = move |chip: Chip| {
        let id = chip.id;
        let remove = move |event: ev::MouseEvent| {
            let button = event.current_target().and_then(|target| target.dyn_into().ok());
            on_remove.run(id.clone());
            if let Some(button) = button {
                pass_focus(button);
            }
        };
        view! {
            <li class="bp-chip">
                <span>{chip.label}</span>
                <button type="button" aria-label=chip.remove_label on:click=remove>
                    <IconView icon=Icon::Close />
                </button>
            </li>
        }
        .into_any()
    };
    view! {
        <ul class="bp-chips" aria-label=label>
            {move || chips.get().into_iter().map(draw).collect::<Vec<AnyView>>().into_any()}
        </ul>
    }
}

/// The next chip takes over the button of the one that is gone; behind the last
/// one the focus goes to the chip before, or to the first control of the group.
fn pass_focus(button: Element) {
    let around = |what| button.closest(what).ok().flatten();
    let (list, group) = (around("ul"), around("[role=group]"));
    request_animation_frame(move || {
        if group.as_ref().or(list.as_ref()).is_none_or(|place| focused(place).is_some()) {
            return;
        }
        let last = list.and_then(|list| list.query_selector("li:last-child button").ok().flatten());
        let first = || group?.query_selector("input,button").ok().flatten();
        if let Some(next) = last.or_else(first).and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
            focus(&next);
        }
    });
}

/// A group of buttons that are on or off. They are drawn anew only when something about them is new.
#[component]
pub fn ToggleGroup(
    /// The name of the group.
    #[prop(into)]
    label: Signal<String>,
    /// The buttons.
    #[prop(into)]
    toggles: Signal<Vec<Toggle>>,
    /// Their places are kept, and they are shown when their words are complete.
    #[prop(optional, into)]
    pending: Signal<bool>,
    /// Called with the id of the one that was pressed.
    #[prop(into)]
    on_press: Callback<String>,
) -> impl IntoView {
    let shown = memo(move || toggles.get());
    let draw = move |toggle: Toggle| {
        let id = toggle.id;
        view! {
            <button
                class="bp-toggle"
                type="button"
                data-tone=toggle.tone.as_str()
                aria-pressed=if toggle.pressed { "true" } else { "false" }
                on:click=move |_| on_press.run(id.clone())
            >
                {toggle.label}
            </button>
        }
        .into_any()
    };
    view! {
        <div class="bp-toggles" data-pending=move || pending.get().then_some("") role="group" aria-label=label>
            {move || shown.get().into_iter().map(draw).collect::<Vec<AnyView>>().into_any()}
        </div>
    }
}
