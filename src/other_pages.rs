//! All pages but the list of backups, which one sees first. Their code is a file of its own.

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use crate::components::chunk::Fetching;
use crate::doctor_part::DoctorPart;
use crate::pages::all_backups::AllBackupsPage;
use crate::pages::backup::BackupPage;
use crate::pages::backups::BackupsPage;
use crate::pages::kind::PageKind;
use crate::pages::operations::OperationsPage;
use crate::pages::snapshots::SnapshotsPage;
use crate::pages::unknown::UnknownPage;
use crate::pages::volumes::VolumesPage;

/// Draws a page.
pub type DrawPage = fn(PageKind) -> AnyView;

/// Fetches what draws them.
pub fn other_pages() -> Fetching<DrawPage> {
    Box::pin(load())
}

#[wasm_split(pages, wasm_split_path = leptos::wasm_split, fallible)]
fn load() -> Result<DrawPage, SplitLoaderError> {
    Ok(draw)
}

fn draw(page: PageKind) -> AnyView {
    match page {
        PageKind::Backups => view! { <BackupsPage /> }.into_any(),
        PageKind::All => view! { <AllBackupsPage /> }.into_any(),
        PageKind::Backup(id) => view! { <BackupPage id /> }.into_any(),
        PageKind::Volumes => view! { <VolumesPage /> }.into_any(),
        PageKind::Snapshots => view! { <SnapshotsPage /> }.into_any(),
        PageKind::Operations => view! { <OperationsPage /> }.into_any(),
        PageKind::Doctor => view! { <DoctorPart /> }.into_any(),
        PageKind::Unknown(address) => view! { <UnknownPage address /> }.into_any(),
    }
}
