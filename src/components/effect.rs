//! An effect whose closure is boxed: Leptos makes its machinery anew for every
//! closure type (2 kB of wasm each), and here it is made once.

use leptos::prelude::*;

/// Runs now and again whenever a signal it has read changes.
pub fn effect(run: impl FnMut() + 'static) {
    boxed(Box::new(run));
}

fn boxed(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_: Option<()>| run());
}
