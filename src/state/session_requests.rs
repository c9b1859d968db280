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
use crate::model::json::{object, text};
use crate::state::config::{PanelConfig, SessionStorage};
use crate::state::scope::Scoped;
use crate::state::session::{FIRST, Inner, SessionStore};
use crate::state::storage::{Shelf, page_hash};

impl SessionStore {
    /// Asks the cloud. See the module's drawing for what a 401 leads to.
    ///
    /// # Errors
    /// Every failure there is, as an [`ApiError`].
    pub async fn ask<E: Endpoint>(self, endpoint: &E) -> Result<E::Output, ApiError> {
        self.exchange(Call::of(endpoint)).await?.read(endpoint)
    }

    /// Asks for what a page begins with: after a reload the page sends the same, before the wasm is
    /// there (`src/shell/early.js`).
    ///
    /// # Errors
    /// As [`Self::ask`].
    pub async fn ask_first<E: Endpoint>(self, endpoint: &E) -> Result<E::Output, ApiError> {
        let call = Call::of(endpoint);
        self.keep_first(&call);
        self.exchange(call).await?.read(endpoint)
    }

    /// Keeps where a call goes, without the token, beside the session.
    fn keep_first(self, call: &Call) {
        let keeps =
            |config: &PanelConfig| config.keeps_first && config.session_storage == SessionStorage::Tab;
        let hash = self.config.try_with_value(keeps).unwrap_or_default().then(page_hash).flatten();
        // A page after a marker is found by its offset when it is reloaded.
        let here = self.ready_untracked().filter(|_| !call.continues());
        if let (Some(hash), Some(here)) = (hash, here)
            && let Some((url, version)) =
                self.client(&here).ok().and_then(|client| client.address(call.clone()))
        {
            let first = [("hash", text(&hash)), ("url", text(&url)), ("version", text(&version))];
            Shelf::Session.set(FIRST, &object(first).to_string());
        }
    }

    /// What is the same for every endpoint.
    async fn exchange(self, call: Call) -> Result<Answered, ApiError> {
        let Some(here) = self.ready_untracked() else {
            return Err(ended(Service::Identity));
        };
        self.exchange_here(here, call).await
    }

    /// Asks where the session is; a 401 is waited out.
    async fn exchange_here(self, here: Arc<Scoped>, call: Call) -> Result<Answered, ApiError> {
        match self.client(&here)?.exchange(call.clone()).await {
            Err(error) if error.kind == FaultKind::Unauthorized => {
                let renewed = self.renewed(&here).await.ok_or(error)?;
                self.client(&renewed)?.exchange(call).await
            }
            other => other,
        }
    }

    /// Asks in a place that the session may have left meanwhile, or not yet entered. A 401 is
    /// waited out only where the session is; elsewhere the place is entered anew beside it, as long
    /// as it is the same user's, and the request is sent once more.
    ///
    /// # Errors
    /// As [`Self::ask`].
    pub async fn exchange_at(self, place: &Arc<Scoped>, call: Call) -> Result<Answered, ApiError> {
        let session = self.ready_untracked().filter(|session| session.is_same_user(place));
        if let Some(here) = session.as_ref().filter(|session| session.is_same_place(place)) {
            return self.exchange_here(here.clone(), call).await;
        }
        let beside = session.as_ref().and_then(|session| {
            let find = |inner: &Inner| inner.beside.find(session, &place.project, &place.region, None);
            self.inner.try_with_value(find).flatten()
        });
        let scoped = beside.as_ref().unwrap_or(place);
        match self.client(scoped)?.exchange(call.clone()).await {
            Err(error) if error.kind == FaultKind::Unauthorized => {
                let entered = self.entered_anew(scoped).await.ok_or(error)?;
                self.client(&entered)?.exchange(call).await
            }
            other => other,
        }
    }

    fn client(self, scoped: &Scoped) -> Result<Client, ApiError> {
        // What outlives the panel asks no more.
        let transport = self.inner.try_with_value(|inner| inner.transport.clone());
        let transport = transport.ok_or_else(|| ended(Service::BlockStorage))?;
        Ok(Client::new(transport, scoped.target(), scoped.token.to_string()))
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

fn ended(service: Service) -> ApiError {
    ApiError::without_answer(FaultKind::Unauthorized, service, "")
}
