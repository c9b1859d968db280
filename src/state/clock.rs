//! The time, and what happens as it passes.

use std::rc::Rc;

use leptos::prelude::*;

pub use crate::api::browser::Timer;

/// Milliseconds since 1970-01-01 00:00 UTC.
pub fn now() -> f64 {
    js_sys::Date::now()
}

/// Does something once the calls for it have paused for a while.
#[derive(Clone)]
pub struct Debounce {
    milliseconds: u32,
    then: Rc<dyn Fn()>,
    timer: StoredValue<Option<Timer>, LocalStorage>,
}

impl Debounce {
    /// Waits for a pause of so many milliseconds; what is pending ends with the owner.
    pub fn new(milliseconds: u32, then: impl Fn() + 'static) -> Self {
        Self { milliseconds, then: Rc::new(then), timer: StoredValue::new_local(None) }
    }

    /// Does it at once, unless that was just done, and again after the pause: for what costs little when nothing is new.
    pub fn call_eagerly(&self) {
        if self.timer.try_with_value(Option::is_none) == Some(true) {
            (self.then)();
        }
        self.call();
    }

    /// Asks for it.
    pub fn call(&self) {
        let (then, timer) = (self.then.clone(), self.timer);
        let after = move || {
            timer.try_set_value(None);
            then();
        };
        self.timer.try_set_value(Some(Timer::start(self.milliseconds, after)));
    }
}

/// Lets time pass.
pub async fn pause(milliseconds: u32) {
    let mut timer = None;
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        timer = Some(Timer::start(milliseconds, move || {
            let _ = resolve.call0(&wasm_bindgen::JsValue::UNDEFINED);
        }));
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
    drop(timer);
}
