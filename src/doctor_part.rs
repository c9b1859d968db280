//! The connection check, which is needed when something is wrong. Its code is a file of its own.

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use crate::components::chunk::{Chunk, Fetching};
use crate::components::feedback::Skeleton;
use crate::features::part_missing::part_missing;
use crate::features::policy_verdict::KeptBack;
use crate::model::fault::Service;
use crate::other_pages::DrawPage;
use crate::pages::doctor::DoctorPage;
use crate::pages::kind::PageKind;
use crate::text::shell;

/// Nothing until its code is here, and none where that cannot be had: it is said already what failed.
pub fn kept_back(service: Service) -> AnyView {
    provide_context(Unreached(service));
    let part = Chunk::new(fetch);
    (move || part.get().map(|draw| draw(PageKind::Doctor))).into_any()
}

/// The page, once its code is here.
#[component]
pub fn DoctorPart() -> impl IntoView {
    let part = Chunk::new(fetch);
    move || match part.get() {
        Some(draw) => draw(PageKind::Doctor),
        None if part.failed() => part_missing(part),
        None => view! { <Skeleton label=shell::fetching() /> }.into_any(),
    }
}

fn fetch() -> Fetching<DrawPage> {
    Box::pin(load())
}

#[wasm_split(doctor, wasm_split_path = leptos::wasm_split, fallible)]
fn load() -> Result<DrawPage, SplitLoaderError> {
    Ok(draw)
}

/// The service that could not be reached, around what is drawn in its failure. Not an argument: an
/// entry of another type than that of the other pages would cost the first page a kilobyte.
#[derive(Clone, Copy)]
struct Unreached(Service);

fn draw(_page: PageKind) -> AnyView {
    match use_context() {
        Some(Unreached(service)) => view! { <KeptBack service /> }.into_any(),
        None => view! { <DoctorPage /> }.into_any(),
    }
}
