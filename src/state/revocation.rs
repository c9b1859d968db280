//! Ends tokens that the panel was given for a proof; those that it was handed are never ended here.

use std::rc::Rc;
use std::sync::Arc;

use crate::api::identity::RevokeToken;
use crate::api::transport::Transport;
use crate::state::scope::Unscoped;
use crate::state::sessionless::{ask, at_identity};

/// Ends a token. Whether that worked makes no difference to the user, who is signed out here
/// either way.
pub async fn revoke(transport: &Rc<dyn Transport>, identity: &str, token: &str) {
    let _ = ask(transport, at_identity(identity), token, &RevokeToken { token: token.to_owned() }).await;
}

/// Ends the token of a project that is not entered after all, unless it is the one that was there first.
pub async fn leave(transport: &Rc<dyn Transport>, unscoped: &Unscoped, token: &Arc<str>) {
    if *token != unscoped.token {
        revoke(transport, &unscoped.identity, token).await;
    }
}

/// Ends what [`Unscoped::own_tokens`] names.
pub async fn end(transport: &Rc<dyn Transport>, unscoped: &Unscoped, token: Option<&Arc<str>>) {
    for token in unscoped.own_tokens(token) {
        revoke(transport, &unscoped.identity, &token).await;
    }
}
