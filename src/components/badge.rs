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
    move || badge_view(tone.get(), icon.get(), text.get())
}

/// One that stays as it is: a table has one in each row.
pub fn badge_view(tone: Tone, icon: Icon, text: String) -> AnyView {
    view! {
        <span class="bp-badge" data-tone=tone.as_str()>
            {icon_view(icon)}
            <span class="bp-badge-text">{text}</span>
        </span>
    }
    .into_any()
}
