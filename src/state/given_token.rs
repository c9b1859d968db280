//! Going on with a token that somebody else gives: WebSSO, or the host. Somebody with a session at
//! hand needs none of it, so its code comes with the sign-in page (`gate.rs`).

use std::future::Future;
use std::pin::Pin;

use leptos::wasm_split::{SplitLoaderError, wasm_split};

use crate::api::identity::Proof;
use crate::state::scope::Origin;
use crate::state::session::SessionStore;
use crate::state::sign_in::Step;

type Going = Pin<Box<dyn Future<Output = Step<()>>>>;
type GoOn = fn(SessionStore, String, String, Origin) -> Going;

/// Goes on with the token: into its project or to the choice of projects; with one of the host's in the
/// place where the session is, if there is one.
///
/// # Errors
/// The code could not be fetched; inside, see [`crate::state::sign_in::SignInFailure`].
pub async fn go_on(
    session: SessionStore,
    identity: String,
    token: String,
    origin: Origin,
) -> Result<Step<()>, SplitLoaderError> {
    let go_on = load().await?;
    Ok(go_on(session, identity, token, origin).await)
}

#[wasm_split(gate, wasm_split_path = leptos::wasm_split, fallible)]
fn load() -> Result<GoOn, SplitLoaderError> {
    Ok(going)
}

fn going(session: SessionStore, identity: String, token: String, origin: Origin) -> Going {
    Box::pin(async move {
        if origin == Origin::Given && session.ready_untracked().is_some() {
            session.renew(Proof::Token(token)).await
        } else {
            session.take_token(&identity, &token, origin).await
        }
    })
}
