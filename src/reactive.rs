//! Leptos's reactive values with their closures boxed: Leptos makes its machinery anew for every
//! closure type (up to 2 kB of wasm each), and here it is made once for each type of value.

use leptos::prelude::*;

/// Runs now and again whenever a signal it has read changes.
pub fn effect(run: impl FnMut() + 'static) {
    boxed_effect(Box::new(run));
}

fn boxed_effect(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_: Option<()>| run());
}

/// A value that is worked out again when a signal it has read changes, and tells others only if it differs.
pub fn memo<T: PartialEq + Send + Sync + 'static>(
    work_out: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    boxed_memo(Box::new(work_out))
}

fn boxed_memo<T: PartialEq + Send + Sync + 'static>(work_out: Box<dyn Fn() -> T + Send + Sync>) -> Memo<T> {
    Memo::new(move |_| work_out())
}

/// A value that is worked out whenever it is read.
pub fn derive<T: Send + Sync + 'static>(work_out: impl Fn() -> T + Send + Sync + 'static) -> Signal<T> {
    boxed_signal(Box::new(work_out))
}

fn boxed_signal<T: Send + Sync + 'static>(work_out: Box<dyn Fn() -> T + Send + Sync>) -> Signal<T> {
    Signal::derive(work_out)
}

/// Gives a signal a value, unless it has it already or is gone.
pub fn note<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.try_with_untracked(|before| *before != value) == Some(true) {
        signal.set(value);
    }
}
