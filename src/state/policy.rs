//! What the page's content security policy has kept from leaving, as the browser tells.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Reflect;
use leptos::prelude::*;

use crate::api::request::Method;
use crate::api::transport::{Wants, WireRequest};
use crate::model::fault::Service;
use crate::rules::web_address::WebAddress;
use crate::state::clock::pause;
use crate::state::identity_address::identity_address;
use crate::state::session::SessionStore;

/// The browser tells of a refusal by the policy a moment after the request has failed.
const POLICY_MS: u32 = 60;

/// The addresses refused, for as long as it is kept.
pub struct Refusals {
    refused: Rc<RefCell<Vec<String>>>,
    listener: Option<WindowListenerHandle>,
}

impl Refusals {
    /// Listens from now on.
    pub fn watch() -> Self {
        let refused = Rc::new(RefCell::new(Vec::new()));
        let noting = refused.clone();
        let listener = window_event_listener_untyped("securitypolicyviolation", move |event| {
            let text =
                |name: &str| Reflect::get(&event, &name.into()).ok().and_then(|value| value.as_string());
            if text("effectiveDirective").as_deref() == Some("connect-src") {
                noting.borrow_mut().extend(text("blockedURI"));
            }
        });
        Self { refused, listener: Some(listener) }
    }

    /// Forgets what was refused so far.
    pub fn clear(&self) {
        self.refused.borrow_mut().clear();
    }

    /// Whether a request to the origin of this address was refused; to be asked after it has failed.
    pub async fn holds(&self, url: &str) -> bool {
        pause(POLICY_MS).await;
        let wanted = origin_of(url);
        wanted.is_some() && self.refused.borrow().iter().any(|refused| origin_of(refused) == wanted)
    }
}

impl Drop for Refusals {
    fn drop(&mut self) {
        if let Some(listener) = self.listener.take() {
            listener.remove();
        }
    }
}

fn origin_of(url: &str) -> Option<String> {
    WebAddress::parse(url).map(|address| address.origin())
}

/// The origin of a service that could not be reached where signing in was tried last, if it is the
/// policy that keeps this page from it: it is asked once more, without a token and without reading
/// the answer.
pub async fn kept_back(session: SessionStore, service: Service) -> Option<String> {
    let [identity, block_storage] = session.tried();
    let url = match service {
        Service::Identity => identity_address(&identity).ok()?,
        Service::BlockStorage => block_storage,
    };
    let origin = origin_of(&url)?;
    let refusals = Refusals::watch();
    let request = WireRequest {
        method: Method::Get,
        url: url.clone(),
        headers: Vec::new(),
        body: None,
        wants: Wants::Arrival,
    };
    let is_out = session.transport().send(request).await.is_err() && refusals.holds(&url).await;
    is_out.then_some(origin)
}
