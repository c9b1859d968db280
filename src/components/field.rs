//! The one form field: label, control, hint and error, tied together for
//! assistive technology whatever the control is.

use leptos::prelude::*;

use crate::components::field_control::{Control, ControlParts, control_view};
use crate::components::icon::{Icon, IconView};
use crate::components::ids::unique_id;

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
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
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
    #[prop(optional, into)]
    placeholder: Signal<Option<String>>,
    /// Called when people have finished a change (Enter, leaving, choosing).
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
) -> impl IntoView {
    let id = unique_id("field");
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described = {
        let (hint_id, error_id) = (hint_id.clone(), error_id.clone());
        Signal::derive(move || {
            let ids = [
                hint.with(Option::is_some).then_some(hint_id.as_str()),
                error.with(Option::is_some).then_some(error_id.as_str()),
            ];
            let ids: Vec<&str> = ids.into_iter().flatten().collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        })
    };
    let parts = ControlParts {
        id: id.clone(),
        value,
        described,
        invalid: Signal::derive(move || error.with(Option::is_some).then_some("true")),
        required,
        disabled,
        autofocus,
        autocomplete,
        placeholder,
        on_change,
    };
    view! {
        <div class="bp-field" data-invalid=move || error.with(Option::is_some).then_some("")>
            <label
                for=id
                data-hidden=label_hidden.then_some("")
                data-required=required.then_some("")
            >
                {label}
            </label>
            {control_view(control, parts)}
            {move || hint
                .get()
                .map(|text| view! { <p class="bp-hint" id=hint_id.clone()>{text}</p> })}
            <div aria-live="polite">
                {move || error
                    .get()
                    .map(|text| {
                        view! {
                            <p class="bp-field-error" id=error_id.clone()>
                                <IconView icon=Icon::XCircle />
                                {text}
                            </p>
                        }
                    })}
            </div>
        </div>
    }
}
