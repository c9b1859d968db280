//! A status: icon, word and tone together, so that it can be read without colour.

use leptos::prelude::*;

use crate::components::icon::{Icon, icon_view};
use crate::components::tone::Tone;

/// One status as icon, word and tone.
#[component]
pub fn Badge(
    /// How good or bad it is.
    #[prop(into)]
    tone: Signal<Tone>,
    /// The icon that says the same without colour.
    #[prop(into)]
    icon: Signal<Icon>,
    /// The word.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    view! {
        <span class="bp-badge" data-tone=move || tone.get().as_str()>
            {move || icon_view(icon.get())}
            <span class="bp-badge-text">{text}</span>
        </span>
    }
}
