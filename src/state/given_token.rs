//! Going on with a token that somebody else gives: WebSSO, or the host. Somebody with a session at
//! hand needs none of it, so its code comes with the sign-in page (`gate.rs`).

use std::future::Future;
use std::pin::Pin;

use js_sys::{Function, Promise};
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::api::identity::Proof;
use crate::state::scope::Origin;
use crate::state::session::SessionStore;
use crate::state::sign_in::Step;
use crate::state::sso;

/// Whose token it is.
pub enum Giver {
    /// It came with the page's address from WebSSO.
    Sso(String),
    /// The host has one for this identity service: a function gives it, or a promise of it.
    Host(String, Function),
}

type Going = Pin<Box<dyn Future<Output = Option<Step<()>>>>>;
type GoOn = fn(SessionStore, Giver) -> Going;

/// Goes on with the token: into its project or to the choice of projects; with one of the host's in the
/// place where the session is, if there is one. None when the host gives no token.
///
/// # Errors
/// The code could not be fetched; inside, see [`crate::state::sign_in::SignInFailure`].
pub async fn go_on(session: SessionStore, giver: Giver) -> Result<Option<Step<()>>, SplitLoaderError> {
    let go_on = load().await?;
    Ok(go_on(session, giver).await)
}

#[wasm_split(gate, wasm_split_path = leptos::wasm_split, fallible)]
fn load() -> Result<GoOn, SplitLoaderError> {
    Ok(going)
}

fn going(session: SessionStore, giver: Giver) -> Going {
    Box::pin(async move {
        match giver {
            Giver::Sso(token) => Some(match sso::returned() {
                Ok(identity) => session.take_token(&identity, &token, Origin::Sso).await,
                Err(strange) => Err(strange),
            }),
            Giver::Host(identity, get_token) => {
                let token = answered(&get_token).await?;
                Some(match session.ready_untracked() {
                    Some(_) => session.renew(Proof::Token(token)).await,
                    None => session.take_token(&identity, &token, Origin::Given).await,
                })
            }
        }
    })
}

/// The token that the host gives; None also when it fails to.
async fn answered(get_token: &Function) -> Option<String> {
    let promise = Promise::resolve(&get_token.call0(&JsValue::UNDEFINED).ok()?);
    JsFuture::from(promise).await.ok()?.as_string().filter(|token| !token.is_empty())
}
