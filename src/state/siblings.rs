//! Other tabs of the same installation: a new tab asks them for the session, and signing out in
//! one signs out all.
//!
//! A BroadcastChannel reaches only pages of this origin, and its name holds the path.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

use crate::model::json::{self, Fields, FromJson, Value, object, text};
use crate::state::config::SessionStorage;
use crate::state::scope::Scoped;
use crate::state::session::{Session, SessionStore};
use crate::state::storage::name;

enum Said {
    /// A new tab has no session.
    WhoIsSignedIn,
    /// The session of a tab that has one.
    SignedIn(Box<Scoped>),
    /// The tokens of the session with this unscoped token have ended.
    SignedOut(String),
}

/// Joins the other tabs for as long as the owner lives.
pub fn join(session: SessionStore) {
    if session.config().session_storage == SessionStorage::Memory {
        return;
    }
    // Absent where storage is blocked; then every tab is alone.
    let Ok(channel) = BroadcastChannel::new(&name(&session.config().key("session"))) else {
        return;
    };
    let answering = channel.clone();
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let said = event.data().as_string().and_then(|json| json::read(&json));
        match (said, session.ready_untracked()) {
            (Some(Said::WhoIsSignedIn), Some(scoped)) => {
                say(&answering, &Said::SignedIn(Box::new((*scoped).clone())));
            }
            (Some(Said::SignedIn(scoped)), None) => session.adopt(*scoped),
            (Some(Said::SignedOut(token)), Some(scoped)) if *token == *scoped.unscoped.token => {
                session.forget();
            }
            _ => {}
        }
    });
    channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    if session.ready_untracked().is_none() {
        say(&channel, &Said::WhoIsSignedIn);
    }
    tell_of_sign_out(session, channel.clone());
    let ending = StoredValue::new_local((channel, hear));
    on_cleanup(move || {
        ending.try_with_value(|(channel, _)| {
            channel.set_onmessage(None);
            channel.close();
        });
    });
}

/// Tells the others when the session that was ready here has ended for good.
fn tell_of_sign_out(session: SessionStore, channel: BroadcastChannel) {
    Effect::new(move |before: Option<Option<String>>| {
        let now = session.ready().map(|scoped| scoped.unscoped.token.to_string());
        if let (Some(Some(token)), Session::Anonymous) = (before, session.get()) {
            say(&channel, &Said::SignedOut(token));
        }
        now
    });
}

fn say(channel: &BroadcastChannel, said: &Said) {
    // A closed channel says nothing, which is right.
    let _ = channel.post_message(&JsValue::from_str(&said.to_json().to_string()));
}

/// The tabs may run different releases of the panel: what is said must stay as it is.
impl Said {
    fn to_json(&self) -> Value<'_> {
        match self {
            Self::WhoIsSignedIn => text("WhoIsSignedIn"),
            Self::SignedIn(scoped) => object([("SignedIn", scoped.to_json())]),
            Self::SignedOut(token) => object([("SignedOut", text(token))]),
        }
    }
}

impl FromJson for Said {
    fn from_json(json: &Value) -> Option<Self> {
        if json.as_str() == Some("WhoIsSignedIn") {
            return Some(Self::WhoIsSignedIn);
        }
        let signed_out = || json.str("SignedOut").map(|token| Self::SignedOut(token.to_owned()));
        json.one("SignedIn").map(|scoped| Self::SignedIn(Box::new(scoped))).or_else(signed_out)
    }
}
