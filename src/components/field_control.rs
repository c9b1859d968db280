//! The controls a form field can hold.

use leptos::ev;
use leptos::prelude::*;

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

/// What every control needs to know of its field.
pub struct ControlParts {
    /// The id the label points to.
    pub id: String,
    /// The value, in both directions.
    pub value: RwSignal<String>,
    /// The ids of hint and error.
    pub described: Signal<Option<String>>,
    /// `aria-invalid`.
    pub invalid: Signal<Option<&'static str>>,
    /// It must be filled in.
    pub required: bool,
    /// It cannot be changed just now.
    pub disabled: Signal<bool>,
    /// Takes the focus when the dialog around it opens.
    pub autofocus: bool,
    /// What the browser may fill in.
    pub autocomplete: Option<&'static str>,
    /// An example, shown while empty.
    pub placeholder: Signal<Option<String>>,
    /// Called when people have finished a change.
    pub on_change: Option<Callback<String>>,
}

impl ControlParts {
    /// Takes over what the control holds now, while it is being typed.
    fn typed(&self) -> impl Fn(ev::Event) + use<> {
        let value = self.value;
        move |event| value.set(event_target_value(&event))
    }

    /// Takes over what the control holds at the end of a change, and says so.
    fn changed(&self) -> impl Fn(ev::Event) + use<> {
        let (value, on_change) = (self.value, self.on_change);
        move |event| {
            value.set(event_target_value(&event));
            if let Some(on_change) = on_change {
                on_change.run(value.get_untracked());
            }
        }
    }
}

/// Draws the control.
pub fn control_view(control: Control, parts: ControlParts) -> AnyView {
    let line = |kind: &'static str| Signal::stored(kind);
    match control {
        Control::Text => input(line("text"), None, None, parts).into_any(),
        Control::Url => input(line("url"), None, None, parts).into_any(),
        Control::Number { min, max } => input(line("number"), min, max, parts).into_any(),
        Control::Search => view! {
            <div class="bp-input-group" data-kind="search">
                <IconView icon=Icon::Search />
                {input(line("search"), None, None, parts)}
            </div>
        }
        .into_any(),
        Control::Password { reveal } => password(reveal, parts).into_any(),
        Control::TextArea { rows } => text_area(rows, parts).into_any(),
        Control::Select(choices) => select(choices, parts).into_any(),
    }
}

fn input(
    kind: Signal<&'static str>,
    min: Option<i64>,
    max: Option<i64>,
    parts: ControlParts,
) -> impl IntoView {
    let (typed, changed) = (parts.typed(), parts.changed());
    view! {
        <input
            class="bp-input"
            id=parts.id
            type=kind
            min=min
            max=max
            prop:value=parts.value
            required=parts.required
            disabled=parts.disabled
            autofocus=parts.autofocus
            autocomplete=parts.autocomplete
            autocapitalize="off"
            spellcheck="false"
            placeholder=parts.placeholder
            aria-describedby=parts.described
            aria-invalid=parts.invalid
            on:input=typed
            on:change=changed
        />
    }
}

fn password(reveal: Signal<String>, parts: ControlParts) -> impl IntoView {
    let shown = RwSignal::new(false);
    let kind = Signal::derive(move || if shown.get() { "text" } else { "password" });
    view! {
        <div class="bp-input-group" data-kind="password">
            {input(kind, None, None, parts)}
            <Button
                label=reveal
                kind=ButtonKind::Quiet
                icon=Icon::Eye
                icon_only=true
                small=true
                pressed=shown
                on_press=move |()| shown.update(|on| *on = !*on)
            />
        </div>
    }
}

fn text_area(rows: u8, parts: ControlParts) -> impl IntoView {
    let (typed, changed) = (parts.typed(), parts.changed());
    view! {
        <textarea
            class="bp-input"
            id=parts.id
            rows=rows
            prop:value=parts.value
            required=parts.required
            disabled=parts.disabled
            autofocus=parts.autofocus
            placeholder=parts.placeholder
            aria-describedby=parts.described
            aria-invalid=parts.invalid
            on:input=typed
            on:change=changed
        ></textarea>
    }
}

fn select(choices: Signal<Vec<Choice>>, parts: ControlParts) -> impl IntoView {
    let changed = parts.changed();
    let value = parts.value;
    view! {
        <div class="bp-select">
            <select
                class="bp-input"
                id=parts.id
                required=parts.required
                disabled=parts.disabled
                autofocus=parts.autofocus
                aria-describedby=parts.described
                aria-invalid=parts.invalid
                on:change=changed
            >
                {move || choices
                    .get()
                    .into_iter()
                    .map(|choice| {
                        let own = choice.value.clone();
                        let chosen = move || value.with(|value| *value == own);
                        view! {
                            <option value=choice.value prop:selected=chosen>
                                {choice.label}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
            <IconView icon=Icon::ChevronDown />
        </div>
    }
}
