//! A part of the panel whose code is a file of its own, fetched when it is first needed.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;

/// What fetches a part: its entry, or that its file could not be loaded.
pub type Fetching<T> = Pin<Box<dyn Future<Output = Result<T, SplitLoaderError>>>>;

/// A part of the panel. Copied freely.
pub struct Chunk<T: 'static> {
    fetch: fn() -> Fetching<T>,
    here: RwSignal<Option<T>>,
    failed: RwSignal<bool>,
    asked: StoredValue<bool>,
}

impl<T> Clone for Chunk<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Chunk<T> {}

impl<T: Copy + Send + Sync + 'static> Chunk<T> {
    /// A part that nobody has asked for yet.
    pub fn new(fetch: fn() -> Fetching<T>) -> Self {
        Self {
            fetch,
            here: RwSignal::new(None),
            failed: RwSignal::new(false),
            asked: StoredValue::new(false),
        }
    }

    /// The entry, tracked. The first time it is asked for, it is fetched.
    pub fn get(self) -> Option<T> {
        self.fetch();
        self.here.get()
    }

    /// Whether it is here; tracked. Does not fetch it.
    pub fn is_here(self) -> bool {
        self.here.with(Option::is_some)
    }

    /// Whether it could not be fetched; tracked.
    pub fn failed(self) -> bool {
        self.failed.get()
    }

    /// Fetches it, unless that has been done or is being done.
    pub fn fetch(self) {
        if self.asked.try_get_value() != Some(false) {
            return;
        }
        self.asked.set_value(true);
        spawn_local(async move {
            match (self.fetch)().await {
                Ok(entry) => {
                    self.here.try_set(Some(entry));
                }
                Err(_) => {
                    self.failed.try_set(true);
                }
            }
        });
    }

    /// Fetches it again after a failure.
    pub fn retry(self) {
        self.asked.try_set_value(false);
        self.failed.try_set(false);
        self.fetch();
    }
}

/// What says that a part could not be fetched, with a way to try again. Whoever mounts the panel provides it.
#[derive(Clone, Copy)]
pub struct MissingView(pub fn(Callback<()>) -> AnyView);

/// Draws something of what it is given.
pub type Draw<A> = fn(A) -> AnyView;

/// What a part draws, in its place as soon as the part is here.
pub fn from_part<A: Clone + Send + 'static>(fetch: fn() -> Fetching<Draw<A>>, with: A) -> AnyView {
    let part = Chunk::new(fetch);
    (move || match part.get() {
        Some(draw) => draw(with.clone()),
        None if part.failed() => match use_context() {
            Some(MissingView(view)) => view(Callback::new(move |()| part.retry())),
            None => ().into_any(),
        },
        None => ().into_any(),
    })
    .into_any()
}
