//! The command that does the same as a form.

use leptos::prelude::*;

use crate::rules::deed::Deed;

/// The commands for some deeds; nothing when there are none.
#[component]
pub fn CommandView(
    /// What the form would do.
    deeds: Signal<Vec<Deed>>,
) -> impl IntoView {
    let _ = deeds;
}
