//! A checkbox with its label: the field for yes and no.

use leptos::prelude::*;

use crate::components::ids::unique_id;

/// A labelled checkbox.
#[component]
pub fn Check(
    /// The label, also the accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is checked.
    #[prop(into)]
    checked: Signal<bool>,
    /// Called with the state that people chose.
    #[prop(into)]
    on_change: Callback<bool>,
    /// A sentence below the label.
    #[prop(optional_no_strip, into)]
    hint: Option<String>,
    /// It cannot be changed just now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let id = unique_id("check");
    let described = hint.is_some().then(|| id.clone());
    let hint = hint.map(|text| view! { <p class="bp-hint" id=id>{text}</p> }.into_any());
    view! {
        <div class="bp-check">
            <label>
                <input
                    type="checkbox"
                    prop:checked=checked
                    disabled=disabled
                    aria-describedby=described
                    on:change=move |event| on_change.run(event_target_checked(&event))
                />
                <span>{label}</span>
            </label>
            {hint}
        </div>
    }
}
