//! The browser's timer, ended when it is dropped.

use js_sys::Function;
use wasm_bindgen::prelude::*;

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
