//! What is kept for as long as somebody stays in one project of one region, whatever page is shown.

use leptos::prelude::*;

/// The owner of what is kept.
#[derive(Clone)]
pub struct Stay(Owner);

impl Stay {
    /// Keeps things for as long as the current owner lives.
    pub fn here() -> Self {
        Self(Owner::current().unwrap_or_default())
    }

    /// The one thing of its type that is kept, made when it is first asked for.
    pub fn keep<T: Clone + Send + Sync + 'static>(&self, make: impl FnOnce() -> T) -> T {
        self.0.with(|| {
            use_context().unwrap_or_else(|| {
                let made = make();
                provide_context(made.clone());
                made
            })
        })
    }
}
