//! The browser's transport: fetch through gloo-net. The one file here that knows a browser.

use gloo_net::http::{Request as GlooRequest, RequestBuilder, Response};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{AbortController, RequestCredentials};

use crate::api::request::Method;
use crate::api::transport::{Answering, NoAnswer, Transport, WireAnswer, WireRequest};

/// A GET without an answer is abandoned after this many milliseconds.
pub const TIME_LIMIT_MS: i32 = 30_000;

/// Sends with fetch. Cookies stay at home: the token is in a header.
pub struct BrowserTransport;

impl Transport for BrowserTransport {
    fn send(&self, request: WireRequest) -> Answering {
        Box::pin(send(request))
    }
}

async fn send(request: WireRequest) -> Result<WireAnswer, NoAnswer> {
    // Only a GET may be abandoned: whether a write was carried out must stay knowable.
    let limit = (request.method == Method::Get).then(TimeLimit::start).flatten();
    let signal = limit.as_ref().map(|limit| limit.controller.signal());
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
        .abort_signal(signal.as_ref());
    let answer = exchange(builder, request.body).await;
    answer.map_err(|_| match &limit {
        Some(limit) if limit.controller.signal().aborted() => NoAnswer::TimedOut,
        _ => NoAnswer::Unreachable,
    })
}

async fn exchange(builder: RequestBuilder, body: Option<String>) -> Result<WireAnswer, gloo_net::Error> {
    let response: Response = match body {
        Some(body) => builder.body(body)?.send().await?,
        None => builder.send().await?,
    };
    let header = |name| response.headers().get(name);
    Ok(WireAnswer {
        status: response.status(),
        request_id: header("X-OpenStack-Request-ID"),
        subject_token: header("X-Subject-Token"),
        body: response.binary().await?,
    })
}

/// Aborts the request when time runs out, or when the waiting future is dropped.
struct TimeLimit {
    controller: AbortController,
    timer: i32,
    _on_time: Closure<dyn FnMut()>,
}

impl TimeLimit {
    fn start() -> Option<Self> {
        let controller = AbortController::new().ok()?;
        let aborting = controller.clone();
        let on_time = Closure::<dyn FnMut()>::new(move || aborting.abort());
        let timer = web_sys::window()?
            .set_timeout_with_callback_and_timeout_and_arguments_0(
                on_time.as_ref().unchecked_ref(),
                TIME_LIMIT_MS,
            )
            .ok()?;
        Some(Self { controller, timer, _on_time: on_time })
    }
}

impl Drop for TimeLimit {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            window.clear_timeout_with_handle(self.timer);
        }
        // Without effect on a request that is answered.
        self.controller.abort();
    }
}
