//! Going on with a token that somebody else gives: WebSSO, or the host. Somebody with a session at
//! hand needs none of it, so its code comes with the sign-in page (`gate.rs`).

use std::future::Future;
use std::pin::Pin;

use leptos::wasm_split::{SplitLoaderError, wasm_split};

use crate::api::identity::Proof;
use crate::state::scope::Origin;
use crate::state::session::SessionStore;
use crate::state::sign_in::Step;
use crate::state::sso;

type Going = Pin<Box<dyn Future<Output = Step<()>>>>;
type GoOn = fn(SessionStore, Giver, String) -> Going;

/// Whom a token comes from.
pub enum Giver {
    /// A host, which names the identity service.
    Host {
        /// Its address.
        identity: String,
    },
    /// Keystone's WebSSO, after a sign-in of which so much was kept.
    Sso {
        /// See [`sso::take_begun`].
        begun: Option<String>,
    },
}

/// Goes on with the token: into its project or to the choice of projects; with one of the host's in the
/// place where the session is, if there is one.
///
/// # Errors
/// The code could not be fetched; inside, see [`crate::state::sign_in::SignInFailure`].
pub async fn go_on(session: SessionStore, giver: Giver, token: String) -> Result<Step<()>, SplitLoaderError> {
    let go_on = load().await?;
    Ok(go_on(session, giver, token).await)
}

#[wasm_split(gate, wasm_split_path = leptos::wasm_split, fallible)]
fn load() -> Result<GoOn, SplitLoaderError> {
    Ok(going)
}

fn going(session: SessionStore, giver: Giver, token: String) -> Going {
    Box::pin(async move {
        match giver {
            Giver::Host { .. } if session.ready_untracked().is_some() => {
                session.renew(Proof::Token(token)).await
            }
            Giver::Host { identity } => session.take_token(&identity, &token, Origin::Given).await,
            Giver::Sso { begun } => session.take_token(&sso::identity(begun)?, &token, Origin::Sso).await,
        }
    })
}
