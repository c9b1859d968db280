//! The one way to ask the cloud.
//!
//! A 401 means that the request was not carried out. Whatever was asked then waits until the user
//! has signed in again over the page, and is sent exactly once more:
//!
//! ```text
//! ask ── 401 ── dialog … signed in again ── the same request, once ── answer
//!                    └── gave up ───────── the 401 goes to whoever asked
//! ```

use std::future::poll_fn;
use std::sync::Arc;
use std::task::Poll;

use leptos::prelude::*;

use crate::api::client::{Answered, Call, Client};
use crate::api::endpoint::Endpoint;
use crate::model::fault::{ApiError, FaultKind, Service};
use crate::state::scope::Scoped;
use crate::state::session::{Inner, SessionStore};

impl SessionStore {
    /// Asks the cloud. See the module's drawing for what a 401 leads to.
    ///
    /// # Errors
    /// Every failure there is, as an [`ApiError`].
    pub async fn ask<E: Endpoint>(self, endpoint: &E) -> Result<E::Output, ApiError> {
        self.exchange(Call::of(endpoint)).await?.read(endpoint)
    }

    /// What is the same for every endpoint.
    async fn exchange(self, call: Call) -> Result<Answered, ApiError> {
        let Some(scoped) = self.ready_untracked() else {
            return Err(ApiError::without_answer(FaultKind::Unauthorized, Service::Identity, ""));
        };
        self.exchange_at(&scoped, call).await
    }

    /// Asks in a place that the session may have left meanwhile, or not yet entered. A 401 is
    /// waited out only where the session is; elsewhere the place is entered anew beside it, as long
    /// as it is the same user's, and the request is sent once more.
    ///
    /// # Errors
    /// As [`Self::ask`].
    pub async fn exchange_at(self, place: &Arc<Scoped>, call: Call) -> Result<Answered, ApiError> {
        let session = self.ready_untracked().filter(|session| session.is_same_user(place));
        let beside = session.as_ref().and_then(|session| {
            let find = |inner: &Inner| inner.beside.find(session, &place.project, &place.region, None);
            self.inner.try_with_value(find).flatten()
        });
        let here = session.filter(|session| session.is_same_place(place));
        let scoped = here.as_ref().or(beside.as_ref()).unwrap_or(place);
        // What outlives the panel asks no more.
        let Some(transport) = self.inner.try_with_value(|inner| inner.transport.clone()) else {
            return Err(ApiError::without_answer(FaultKind::Unauthorized, Service::BlockStorage, ""));
        };
        let client =
            |scoped: &Scoped| Client::new(transport.clone(), scoped.target(), scoped.token.to_string());
        match client(scoped).exchange(call.clone()).await {
            Err(error) if error.kind == FaultKind::Unauthorized => {
                let renewed = match here {
                    Some(_) => self.renewed(scoped).await,
                    None => self.entered_anew(scoped).await,
                };
                client(&*renewed.ok_or(error)?).exchange(call).await
            }
            other => other,
        }
    }

    /// A place that was left, with another token than the one that has ended there.
    async fn entered_anew(self, place: &Scoped) -> Option<Arc<Scoped>> {
        let here = self.ready_untracked().filter(|session| session.is_same_user(place))?;
        self.beside(&here, &place.project, &place.region, Some(&place.token)).await.ok()
    }

    /// Waits until the session has another token for the same place; None if it ended or moved.
    async fn renewed(self, used: &Arc<Scoped>) -> Option<Arc<Scoped>> {
        let has_token = |session: &Arc<Scoped>| session.token == used.token;
        if self.ready_untracked().is_some_and(|session| has_token(&session)) {
            self.expired.set(true);
        }
        let session = poll_fn(|context| match self.ready_untracked() {
            Some(session) if has_token(&session) && session.is_same_place(used) => {
                self.inner.with_value(|inner| inner.waiting.borrow_mut().push(context.waker().clone()));
                Poll::Pending
            }
            other => Poll::Ready(other),
        });
        session.await.filter(|session| session.is_same_place(used))
    }
}
