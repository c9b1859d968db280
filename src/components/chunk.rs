//! A part of the panel whose code is a file of its own, fetched when it is first needed.

use std::any::Any;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;

/// What fetches a part: its entry, or that its file could not be loaded.
pub type Fetching<T> = Pin<Box<dyn Future<Output = Result<T, SplitLoaderError>>>>;

/// A part of the panel. Copied freely.
pub struct Chunk<T: 'static> {
    part: Part,
    entry: PhantomData<fn() -> T>,
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
        let fetch = move || -> Fetching<Entry> {
            let coming = fetch();
            Box::pin(async move { coming.await.map(|entry| Arc::new(entry) as Entry) })
        };
        Self { part: Part::new(Rc::new(fetch)), entry: PhantomData }
    }

    /// The entry, tracked. The first time it is asked for, it is fetched.
    pub fn get(self) -> Option<T> {
        self.part.get().and_then(|entry| entry.downcast_ref().copied())
    }

    /// Whether it is here; tracked. Does not fetch it.
    pub fn is_here(self) -> bool {
        self.part.here.with(Option::is_some)
    }

    /// Whether it could not be fetched; tracked.
    pub fn failed(self) -> bool {
        self.part.failed.get()
    }

    /// Fetches it, unless that has been done or is being done.
    pub fn fetch(self) {
        self.part.fetch();
    }

    /// Fetches it again after a failure.
    pub fn retry(self) {
        self.part.retry();
    }
}

type Entry = Arc<dyn Any + Send + Sync>;

/// What is the same for parts of all kinds, and so compiled once.
#[derive(Clone, Copy)]
struct Part {
    fetch: StoredValue<Rc<dyn Fn() -> Fetching<Entry>>, LocalStorage>,
    here: RwSignal<Option<Entry>>,
    failed: RwSignal<bool>,
    asked: StoredValue<bool>,
}

impl Part {
    fn new(fetch: Rc<dyn Fn() -> Fetching<Entry>>) -> Self {
        Self {
            fetch: StoredValue::new_local(fetch),
            here: RwSignal::new(None),
            failed: RwSignal::new(false),
            asked: StoredValue::new(false),
        }
    }

    fn get(self) -> Option<Entry> {
        self.fetch();
        self.here.get()
    }

    fn fetch(self) {
        if self.asked.try_get_value() != Some(false) {
            return;
        }
        self.asked.set_value(true);
        let Some(mut coming) = self.fetch.try_with_value(|fetch| fetch()) else {
            return;
        };
        // What an earlier one has fetched is here at once: nothing has to stand in its place and be taken away again.
        match coming.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(result) => self.came(result),
            Poll::Pending => spawn_local(async move { self.came(coming.await) }),
        }
    }

    fn came(self, result: Result<Entry, SplitLoaderError>) {
        match result {
            Ok(entry) => {
                self.here.try_set(Some(entry));
            }
            Err(_) => {
                self.failed.try_set(true);
            }
        }
    }

    fn retry(self) {
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
    let draw = move |entry: &Entry| entry.downcast_ref::<Draw<A>>().map(|draw| draw(with.clone()));
    in_place(Chunk::new(fetch).part, Box::new(draw))
}

type DrawEntry = Box<dyn Fn(&Entry) -> Option<AnyView> + Send>;

fn in_place(part: Part, draw: DrawEntry) -> AnyView {
    (move || match part.get() {
        Some(entry) => draw(&entry).into_any(),
        None if part.failed.get() => match use_context() {
            Some(MissingView(view)) => view(Callback::new(move |()| part.retry())),
            None => ().into_any(),
        },
        None => ().into_any(),
    })
    .into_any()
}
