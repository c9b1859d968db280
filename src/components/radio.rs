//! One of a few choices, all of them in sight with what they mean.

use leptos::prelude::*;

use crate::components::ids::unique_id;

/// One of the choices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RadioChoice {
    /// What the group's value becomes.
    pub value: String,
    /// What people read.
    pub label: String,
    /// A sentence below it.
    pub hint: Option<String>,
    /// Why it cannot be chosen; takes the place of the hint.
    pub denied: Option<String>,
}

/// A group of radio buttons.
#[component]
pub fn RadioGroup(
    /// What is chosen.
    #[prop(into)]
    label: Signal<String>,
    /// The choices.
    #[prop(into)]
    choices: Signal<Vec<RadioChoice>>,
    /// The value, in both directions.
    value: RwSignal<String>,
    /// It cannot be changed just now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let name = unique_id("radio");
    let choice = move |RadioChoice { value: own, label, hint, denied }: RadioChoice| {
        let id = unique_id("choice");
        let is_denied = denied.is_some();
        let hint = denied.or(hint);
        let described = hint.is_some().then(|| id.clone());
        let (chosen, mine) = (own.clone(), own.clone());
        view! {
            <div class="bp-check" data-denied=is_denied.then_some("")>
                <label>
                    <input
                        type="radio"
                        name=name.clone()
                        value=own
                        disabled=move || is_denied || disabled.get()
                        aria-describedby=described
                        prop:checked=move || value.with(|value| *value == mine)
                        on:change=move |_| value.set(chosen.clone())
                    />
                    <span>{label}</span>
                </label>
                {hint.map(|hint| view! { <p class="bp-hint" id=id>{hint}</p> }.into_any())}
            </div>
        }
        .into_any()
    };
    view! {
        <fieldset class="bp-radio-group">
            <legend>{label}</legend>
            {move || choices.get().into_iter().map(&choice).collect::<Vec<AnyView>>().into_any()}
        </fieldset>
    }
}
