//! A status: icon, word and tone together, so that it can be read without colour.

use leptos::prelude::*;

use crate::components::copied::{copied, element, text_node};
use crate::components::icon::{Icon, icon_element};
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
    copied(format!("badge {} {} {text}", tone.as_str(), icon as u8), move || {
        let word = element("span", &[("class", "bp-badge-text")], &[text_node(&text)]);
        let attributes = [("class", "bp-badge"), ("data-tone", tone.as_str())];
        element("span", &attributes, &[icon_element(icon).into(), word.into()])
    })
    .into_any()
}
