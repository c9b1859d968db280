//! The one form field: label, control, hint and error, tied together for
//! assistive technology whatever the control is.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use crate::components::dom::{set_attribute, set_flag};
use crate::components::field_control::{Control, control_view, show_value};
use crate::components::icon::{Icon, IconView};
use crate::components::ids::unique_id;
use crate::reactive::effect;

/// A labelled control whose value is text; for yes and no see `Check`.
#[component]
pub fn Field(
    /// The label, also the accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// The value, in both directions.
    value: RwSignal<String>,
    /// The control; a line of text when left out.
    #[prop(optional)]
    control: Control,
    /// A sentence below the control.
    #[prop(optional_no_strip, into)]
    hint: Option<String>,
    /// What is wrong with the value.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// It must be filled in.
    #[prop(optional)]
    required: bool,
    /// It cannot be changed just now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The label is for assistive technology only.
    #[prop(optional)]
    label_hidden: bool,
    /// Takes the focus when the dialog around it opens.
    #[prop(optional)]
    autofocus: bool,
    /// What the browser may fill in: `username`, `current-password`, `off`, …
    #[prop(optional, into)]
    autocomplete: Option<&'static str>,
    /// An example, shown while empty.
    #[prop(optional_no_strip, into)]
    placeholder: Option<String>,
    /// Called when people have finished a change (Enter, leaving, choosing).
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
) -> impl IntoView {
    let id = unique_id("field");
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let root: NodeRef<html::Div> = NodeRef::new();
    let revealed = RwSignal::new(false);
    let is_password = matches!(control, Control::Password { .. });
    // The place of the error is always there, so the reference to it always holds.
    let described = match hint {
        Some(_) => format!("{hint_id} {error_id}"),
        None => error_id.clone(),
    };
    effect(move || {
        let Some(root) = root.get() else { return };
        let invalid = error.with(Option::is_some);
        set_flag(&root, "data-invalid", invalid);
        let Ok(Some(control)) = root.query_selector(".bp-input") else {
            return;
        };
        set_attribute(&control, "aria-describedby", Some(&described));
        set_attribute(&control, "aria-invalid", invalid.then_some("true"));
        set_attribute(&control, "autocomplete", autocomplete);
        set_attribute(&control, "placeholder", placeholder.as_deref());
        set_flag(&control, "autofocus", autofocus);
        set_flag(&control, "required", required);
        set_flag(&control, "disabled", disabled.get());
        if is_password {
            set_attribute(&control, "type", Some(if revealed.get() { "text" } else { "password" }));
        }
        value.with(|value| show_value(&control, value));
    });
    let typed = move |event: ev::Event| value.set(event_target_value(&event));
    let changed = move |event: ev::Event| {
        let text = event_target_value(&event);
        value.set(text.clone());
        if let Some(on_change) = on_change {
            on_change.run(text);
        }
    };
    let hint = hint.map(|text| view! { <p class="bp-hint" id=hint_id>{text}</p> }.into_any());
    let message = move || match error.get() {
        Some(text) => view! {
            <p class="bp-field-error">
                <IconView icon=Icon::XCircle />
                {text}
            </p>
        }
        .into_any(),
        None => ().into_any(),
    };
    view! {
        <div class="bp-field" node_ref=root on:input=typed on:change=changed>
            <label
                for=id.clone()
                data-hidden=label_hidden.then_some("")
                data-required=required.then_some("")
            >
                {label}
            </label>
            {control_view(control, id, value, revealed)}
            {hint}
            <div id=error_id aria-live="polite">
                {message}
            </div>
        </div>
    }
}
