//! The browser's transport: fetch through gloo-net, and the timer that limits it. The one file
//! here that knows a browser.

use std::cell::RefCell;

use gloo_net::http::{Request as GlooRequest, RequestBuilder, Response};
use js_sys::{Function, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, RequestCache, RequestCredentials, RequestMode, RequestRedirect, ResponseType,
};

use crate::api::request::Method;
use crate::api::transport::{Answering, NoAnswer, Transport, Wants, WireAnswer, WireRequest};

/// A GET without an answer is abandoned after this many milliseconds.
pub const TIME_LIMIT_MS: u32 = 30_000;

/// Sends with fetch. Cookies stay at home: the token is in a header.
#[derive(Default)]
pub struct BrowserTransport {
    early: RefCell<Option<Early>>,
}

impl BrowserTransport {
    /// One for which the page has sent a GET already.
    pub fn with(early: Option<Early>) -> Self {
        Self { early: RefCell::new(early) }
    }
}

impl Transport for BrowserTransport {
    fn send(&self, request: WireRequest) -> Answering {
        // The first GET takes what was sent early, or it is let go: later it would be out of date.
        let early = if request.method == Method::Get { self.early.take() } else { None };
        Box::pin(send(request, early))
    }
}

/// A GET that the page has sent before the wasm was there (`src/shell/early.js`), with the headers
/// that this transport sends. Abandoned when it is dropped.
pub struct Early {
    /// The whole address.
    pub url: String,
    /// `X-Auth-Token`.
    pub token: String,
    /// `OpenStack-API-Version`.
    pub version: String,
    /// Of the answer, a `Response`.
    pub answer: Promise,
    /// Of its body, an `ArrayBuffer`.
    pub body: Promise,
    /// What abandons it.
    pub controller: AbortController,
}

impl Early {
    fn is(&self, request: &WireRequest) -> bool {
        let sent = [("X-Auth-Token", &self.token), ("OpenStack-API-Version", &self.version)];
        self.url == request.url
            && request.headers.len() == sent.len()
            && request.headers.iter().all(|(name, value)| sent.contains(&(*name, value)))
    }
}

impl Drop for Early {
    fn drop(&mut self) {
        // Without effect on a request that is answered.
        self.controller.abort();
    }
}

async fn send(request: WireRequest, early: Option<Early>) -> Result<WireAnswer, NoAnswer> {
    let early = early.filter(|early| early.is(&request));
    // Only a GET may be abandoned: whether a write was carried out must stay knowable.
    let limit = match &early {
        Some(early) => Some(TimeLimit::of(early.controller.clone())),
        None if request.method == Method::Get => AbortController::new().ok().map(TimeLimit::of),
        None => None,
    };
    let signal = limit.as_ref().map(|limit| limit.controller.signal());
    let (mode, redirect) = match request.wants {
        // A redirect would take the token along, to whatever origin it names.
        Wants::Answer => (RequestMode::Cors, RequestRedirect::Manual),
        // There is no token in it, and this mode knows nothing else.
        Wants::Arrival => (RequestMode::NoCors, RequestRedirect::Follow),
    };
    let builder = match request.method {
        Method::Get => GlooRequest::get(&request.url),
        Method::Post => GlooRequest::post(&request.url),
        Method::Put => GlooRequest::put(&request.url),
        Method::Delete => GlooRequest::delete(&request.url),
    };
    let builder = request
        .headers
        .iter()
        .fold(builder, |builder, (name, value)| builder.header(name, value))
        .header("Accept", "application/json")
        .credentials(RequestCredentials::Omit)
        .mode(mode)
        // Browsers keep a 300, as which the versions are answered, for ever.
        .cache(RequestCache::NoStore)
        .redirect(redirect)
        .abort_signal(signal.as_ref());
    let answer = exchange(builder, request.body, early).await;
    answer.unwrap_or_else(|_| match &limit {
        Some(limit) if limit.controller.signal().aborted() => Err(NoAnswer::TimedOut),
        _ => Err(NoAnswer::Unreachable),
    })
}

async fn exchange(
    builder: RequestBuilder,
    body: Option<String>,
    early: Option<Early>,
) -> Result<Result<WireAnswer, NoAnswer>, gloo_net::Error> {
    let response: Response = match (body, &early) {
        (Some(body), _) => builder.body(body)?.send().await?,
        (None, None) => builder.send().await?,
        (None, Some(early)) => settled(&early.answer).await?.unchecked_into::<web_sys::Response>().into(),
    };
    if response.type_() == ResponseType::Opaqueredirect {
        return Ok(Err(NoAnswer::Redirected));
    }
    let header = |name| response.headers().get(name);
    Ok(Ok(WireAnswer {
        status: response.status(),
        request_id: header("X-OpenStack-Request-ID"),
        subject_token: header("X-Subject-Token"),
        api_version: header("OpenStack-API-Version"),
        receipt: header("Openstack-Auth-Receipt"),
        body: match &early {
            None => response.binary().await?,
            Some(early) => Uint8Array::new(&settled(&early.body).await?).to_vec(),
        },
    }))
}

async fn settled(promise: &Promise) -> Result<JsValue, gloo_net::Error> {
    JsFuture::from(promise.clone()).await.map_err(|_| gloo_net::Error::GlooError(String::new()))
}

/// Aborts the request when time runs out, or when the waiting future is dropped.
struct TimeLimit {
    controller: AbortController,
    _timer: Timer,
}

impl TimeLimit {
    fn of(controller: AbortController) -> Self {
        let aborting = controller.clone();
        let timer = Timer::start(TIME_LIMIT_MS, move || aborting.abort());
        Self { controller, _timer: timer }
    }
}

impl Drop for TimeLimit {
    fn drop(&mut self) {
        // Without effect on a request that is answered.
        self.controller.abort();
    }
}

#[wasm_bindgen]
extern "C" {
    // The handle is kept as it is: a number in browsers, but not one that must fit 32 bits.
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(then: &Function, milliseconds: u32) -> JsValue;
    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(handle: &JsValue);
}

/// Calls back once unless it is dropped before.
pub struct Timer {
    handle: JsValue,
    _then: Closure<dyn FnMut()>,
}

impl Timer {
    /// Starts it.
    pub fn start(milliseconds: u32, then: impl FnOnce() + 'static) -> Self {
        let mut then = Some(then);
        let then = Closure::<dyn FnMut()>::new(move || {
            if let Some(then) = then.take() {
                then();
            }
        });
        let handle = set_timeout(then.as_ref().unchecked_ref(), milliseconds);
        Self { handle, _then: then }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        clear_timeout(&self.handle);
    }
}
