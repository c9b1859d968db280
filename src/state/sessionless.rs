//! Asks where there is no session: on the way into one, and out of it.

use std::pin::Pin;
use std::rc::Rc;

use crate::api::client::{Answered, Call, Client, Target};
use crate::api::endpoint::Endpoint;
use crate::api::transport::Transport;
use crate::model::fault::ApiError;

/// Boxed, so that the steps do not each hold a copy of the whole way to the answer.
type Exchange = Pin<Box<dyn Future<Output = Result<Answered, ApiError>>>>;

/// Asks before there is a session.
pub(super) async fn ask<E: Endpoint>(
    transport: &Rc<dyn Transport>,
    target: Target,
    token: &str,
    endpoint: &E,
) -> Result<E::Output, ApiError> {
    exchange(transport, target, token, Call::of(endpoint)).await?.read(endpoint)
}

fn exchange(transport: &Rc<dyn Transport>, target: Target, token: &str, call: Call) -> Exchange {
    let client = Client::new(transport.clone(), target, token.to_owned());
    Box::pin(async move { client.exchange(call).await })
}

/// Keystone, at its address.
pub(super) fn at_identity(identity: &str) -> Target {
    Target { identity: identity.to_owned(), ..Target::default() }
}
