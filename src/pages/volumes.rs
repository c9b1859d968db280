//! The list of volumes.

use leptos::prelude::*;

use crate::features::volume_list::VolumeList;

/// The page.
#[component]
pub fn VolumesPage() -> impl IntoView {
    view! { <VolumeList /> }
}
