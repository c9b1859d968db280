//! What stays true once it has been.

use leptos::prelude::*;

/// True from the first time that the condition is. Boxed, so that the machinery of a memo is made
/// once and not for every condition.
pub fn latch(condition: impl Fn() -> bool + Send + Sync + 'static) -> Memo<bool> {
    boxed(Box::new(condition))
}

fn boxed(condition: Box<dyn Fn() -> bool + Send + Sync>) -> Memo<bool> {
    Memo::new(move |before| before == Some(&true) || condition())
}
