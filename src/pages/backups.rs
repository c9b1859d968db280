//! The list of backups.

use leptos::prelude::*;

use crate::features::backup_list::BackupList;

/// The page.
#[component]
pub fn BackupsPage() -> impl IntoView {
    view! { <BackupList /> }
}
