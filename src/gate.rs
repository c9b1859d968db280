//! What stands in front of the pages, or over them: signing in, and signing in again. Their code is
//! a file of its own; somebody with a session needs it only when that ends.

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use crate::components::chunk::Fetching;
use crate::features::host_session::HostAgain;
use crate::features::sign_in_again::SignInAgain;
use crate::pages::sign_in::SignInPage;
use crate::state::panel::use_panel;
use crate::state::session::Session;

/// A piece of it.
pub enum Gate {
    /// The page of the step that the session stands at.
    Page(Session),
    /// The dialog over the page.
    Again,
}

/// Draws a piece.
pub type DrawGate = fn(Gate) -> AnyView;

/// Fetches what draws them.
pub fn gate() -> Fetching<DrawGate> {
    Box::pin(load())
}

#[wasm_split(gate, wasm_split_path = leptos::wasm_split, fallible)]
fn load() -> Result<DrawGate, SplitLoaderError> {
    Ok(draw)
}

fn draw(piece: Gate) -> AnyView {
    let panel = use_panel();
    match (piece, panel.host) {
        (Gate::Page(session), host) => view! { <SignInPage session host /> }.into_any(),
        (Gate::Again, Some(host)) => view! { <HostAgain host session=panel.session /> }.into_any(),
        (Gate::Again, None) => view! { <SignInAgain /> }.into_any(),
    }
}
