//! Work in turns with the page, so that none of them holds it up.

use js_sys::Promise;
use leptos::prelude::document;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageChannel, MessagePort};

use crate::state::clock::now;

/// Work may hold the page up for so many milliseconds at a time.
const SLICE_MS: f64 = 12.0;

/// A turn of work, after which the page gets its turn.
pub struct Slice(f64);

impl Slice {
    /// Begins now.
    pub fn start() -> Self {
        Self(now())
    }

    /// Lets the page have its turn if this one has been long enough. Nobody is held up while the page is hidden.
    pub async fn rest(&mut self) {
        if now() - self.0 >= SLICE_MS && !document().hidden() {
            turn_of_the_page().await;
            self.0 = now();
        }
    }
}

/// Closed also when nobody waits for the message any more.
struct Open(MessagePort);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// Goes on after what the page has to do. By a message: timers that follow one another wait 4 ms each.
async fn turn_of_the_page() {
    let Ok(channel) = MessageChannel::new() else { return };
    let open = Open(channel.port1());
    let message = Promise::new(&mut |resolve, _| open.0.set_onmessage(Some(&resolve)));
    if channel.port2().post_message(&JsValue::NULL).is_ok() {
        let _ = JsFuture::from(message).await;
    }
}
