//! One backup.

use leptos::prelude::*;

use crate::features::backup_detail::BackupDetailView;
use crate::model::ids::BackupId;

/// The page.
#[component]
pub fn BackupPage(
    /// Which one.
    id: BackupId,
) -> impl IntoView {
    view! { <BackupDetailView id /> }
}
