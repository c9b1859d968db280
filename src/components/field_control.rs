//! The controls a form field can hold.

use js_sys::Reflect;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlInputElement};

use crate::components::button::{Button, ButtonKind};
use crate::components::icon::{Icon, IconView};

/// One choice of a select.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What the field's value becomes.
    pub value: String,
    /// What people read.
    pub label: String,
}

/// What people type into or choose from.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Control {
    /// One line of text.
    #[default]
    Text,
    /// One line of text that is an address.
    Url,
    /// One line of text that finds something.
    Search,
    /// A secret, with a button of the given label that reveals it.
    Password {
        /// The label of the button, such as "Show password".
        reveal: Signal<String>,
    },
    /// A whole number between two bounds.
    Number {
        /// The least, if there is one.
        min: Option<i64>,
        /// The greatest, if there is one.
        max: Option<i64>,
    },
    /// Several lines of text.
    TextArea {
        /// How many lines are seen at once.
        rows: u8,
    },
    /// One of several.
    Select(Signal<Vec<Choice>>),
}

/// Draws the control. The field says everything else of it: its value, whether it is required,
/// disabled or wrong.
pub fn control_view(
    control: Control,
    id: String,
    value: RwSignal<String>,
    revealed: RwSignal<bool>,
) -> AnyView {
    match control {
        Control::Text => input("text", id),
        Control::Url => input("url", id),
        Control::Number { min, max } => {
            let text = |bound: Option<i64>| bound.map(|bound| bound.to_string());
            view! { <input class="bp-input" type="number" id=id min=text(min) max=text(max) /> }.into_any()
        }
        Control::Search => view! {
            <div class="bp-input-group" data-kind="search">
                <IconView icon=Icon::Search />
                {input("search", id)}
            </div>
        }
        .into_any(),
        Control::Password { reveal } => view! {
            <div class="bp-input-group" data-kind="password">
                {input("password", id)}
                <Button
                    label=reveal
                    kind=ButtonKind::Quiet
                    icon=Icon::Eye
                    icon_only=true
                    small=true
                    pressed=revealed
                    on_press=move |()| revealed.update(|on| *on = !*on)
                />
            </div>
        }
        .into_any(),
        Control::TextArea { rows } => {
            view! { <textarea class="bp-input" id=id rows=rows.to_string()></textarea> }.into_any()
        }
        Control::Select(choices) => select(choices, id, value),
    }
}

fn input(kind: &'static str, id: String) -> AnyView {
    view! { <input class="bp-input" type=kind id=id autocapitalize="off" spellcheck="false" /> }.into_any()
}

fn select(choices: Signal<Vec<Choice>>, id: String, value: RwSignal<String>) -> AnyView {
    let options = move || {
        let now = value.get_untracked();
        let option = |Choice { value, label }: Choice| {
            let is_chosen = value == now;
            view! {
                <option value=value prop:selected=is_chosen>
                    {label}
                </option>
            }
            .into_any()
        };
        choices.get().into_iter().map(option).collect::<Vec<AnyView>>().into_any()
    };
    view! {
        <div class="bp-select">
            <select class="bp-input" id=id>
                {options}
            </select>
            <IconView icon=Icon::ChevronDown />
        </div>
    }
    .into_any()
}

/// Puts a value into a control of any kind, unless it is there already: setting it anew would
/// move the cursor. Where all was selected by who is about to write over it, all is again.
pub fn show_value(control: &Element, value: &str) {
    let name = JsValue::from_str("value");
    let now = Reflect::get(control, &name).ok().and_then(|now| now.as_string());
    if now.as_deref() == Some(value) {
        return;
    }
    let is_selected = now.is_some_and(|now| is_selected(control, &now));
    // Refused only by a frozen object.
    let _ = Reflect::set(control, &name, &JsValue::from_str(value));
    if is_selected {
        control.unchecked_ref::<HtmlInputElement>().select();
    }
}

/// Whether it has the focus and all of its text is selected; never of what has no selection, such as a number.
fn is_selected(control: &Element, text: &str) -> bool {
    let place = |name: &str| Reflect::get(control, &JsValue::from_str(name)).ok()?.as_f64();
    let length = text.encode_utf16().count();
    length > 0
        && place("selectionStart") == Some(0.0)
        && place("selectionEnd") == Some(length as f64)
        && control.matches(":focus") == Ok(true)
}
