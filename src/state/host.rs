//! A session whose tokens come from the host: asked for at the start, and again when the cloud no
//! longer takes the last one, where others are asked for their password.
//!
//! ```text
//! Asking ── token ── the session goes on, and what waited is sent
//!    ↑         └──── none, or one that is refused: Ended, and the host is told
//!    └── the cloud takes the token no more, or "Try again"
//! ```
//!
//! The host's token is never kept and never ended here.

use js_sys::{Function, Promise};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::model::json::{object, text};
use crate::reactive::effect;
use crate::state::events::Events;
use crate::state::given_token::{Giver, go_on};
use crate::state::session::SessionStore;
use crate::state::sign_in::SignInFailure;

/// What the host has said of the session.
#[derive(Clone)]
pub struct HostOptions {
    /// Keystone's address.
    pub identity: String,
    /// Gives a token, or a promise of one.
    pub get_token: Function,
}

/// How it stands with the host's token.
#[derive(Clone, PartialEq)]
pub enum HostState {
    /// The host has been asked, or the cloud is being asked with what it gave.
    Asking,
    /// The session goes on.
    Entered,
    /// The host gave none.
    NoToken,
    /// The code that goes on with a token could not be fetched.
    PartMissing,
    /// What the host gave led nowhere.
    Refused(SignInFailure),
}

/// The host's side of the session. Copied freely.
#[derive(Clone, Copy)]
pub struct Host {
    session: SessionStore,
    events: Events,
    options: StoredValue<HostOptions, LocalStorage>,
    state: RwSignal<HostState>,
}

impl Host {
    /// Asks for a token now, and whenever the session needs another, as long as the owner lives.
    pub fn start(session: SessionStore, events: Events, options: HostOptions) -> Self {
        let host = Self {
            session,
            events,
            options: StoredValue::new_local(options),
            state: RwSignal::new(HostState::Entered),
        };
        host.ask();
        let expired = session.expired();
        effect(move || {
            if expired.get() {
                host.ask();
            }
        });
        host
    }

    /// How it stands, tracked.
    pub fn state(self) -> HostState {
        self.state.get()
    }

    /// Asks for a token; never twice at once.
    pub fn ask(self) {
        if self.state.try_get_untracked().is_none_or(|state| state == HostState::Asking) {
            return;
        }
        self.state.set(HostState::Asking);
        spawn_local(async move {
            let state = self.outcome().await;
            let reason = match &state {
                HostState::NoToken => Some("no-token"),
                HostState::Refused(SignInFailure::NotTaken(..)) => Some("token-refused"),
                HostState::Refused(_) | HostState::PartMissing => Some("failed"),
                HostState::Asking | HostState::Entered => None,
            };
            if self.state.try_set(state).is_none()
                && let Some(reason) = reason
            {
                self.events.tell("session-end", &object([("reason", text(reason))]));
            }
        });
    }

    async fn outcome(self) -> HostState {
        let Some(HostOptions { identity, get_token }) = self.options.try_get_value() else {
            return HostState::NoToken;
        };
        let Some(token) = answered(&get_token).await else {
            return HostState::NoToken;
        };
        match go_on(self.session, Giver::Host { identity }, token).await {
            Ok(Ok(())) => HostState::Entered,
            Ok(Err(failure)) => HostState::Refused(failure),
            // What would say so is in the same part, whose absence is said in its place.
            Err(_) => HostState::PartMissing,
        }
    }
}

/// The token that the host gives; None also when it fails to.
async fn answered(get_token: &Function) -> Option<String> {
    let promise = Promise::resolve(&get_token.call0(&JsValue::UNDEFINED).ok()?);
    JsFuture::from(promise).await.ok()?.as_string().filter(|token| !token.is_empty())
}
