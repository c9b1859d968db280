//! Properties as terms and values, in as many columns as there is room for.

use leptos::prelude::*;

/// A list of properties.
#[component]
pub fn Properties(
    /// The properties.
    children: Children,
) -> impl IntoView {
    view! { <dl class="bp-properties">{children()}</dl> }
}

/// One property.
#[component]
pub fn Property(
    /// What it is called.
    #[prop(into)]
    term: Signal<String>,
    /// Its value, with a button to copy it if people do that.
    children: Children,
) -> impl IntoView {
    view! {
        <div>
            <dt>{term}</dt>
            <dd>{children()}</dd>
        </div>
    }
}
