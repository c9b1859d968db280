//! The list of snapshots.

use leptos::prelude::*;

use crate::features::snapshot_list::SnapshotList;

/// The page.
#[component]
pub fn SnapshotsPage() -> impl IntoView {
    view! { <SnapshotList /> }
}
