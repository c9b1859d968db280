//! A point in time: short to read, exact for machines and on hover.

use leptos::prelude::*;

/// A point in time.
#[component]
pub fn TimeText(
    /// For machines: ISO 8601 with its zone.
    #[prop(into)]
    datetime: Signal<String>,
    /// For people: "3 minutes ago".
    #[prop(into)]
    text: Signal<String>,
    /// In full, on hover.
    #[prop(into)]
    title: Signal<String>,
) -> impl IntoView {
    view! {
        <time class="bp-cut" datetime=datetime title=title>
            {text}
        </time>
    }
}
