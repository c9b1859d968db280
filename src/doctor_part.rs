//! The connection check, which is needed when something is wrong. Its code is a file of its own.

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use crate::components::chunk::{Chunk, Fetching};
use crate::components::feedback::Skeleton;
use crate::features::part_missing::part_missing;
use crate::other_pages::DrawPage;
use crate::pages::doctor::DoctorPage;
use crate::pages::kind::PageKind;
use crate::text::shell;

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

fn draw(_page: PageKind) -> AnyView {
    view! { <DoctorPage /> }.into_any()
}
