//! Where the route is written down: the page's hash, or nowhere but in memory.

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::History;

use crate::rules::list_view::ListView;
use crate::state::route::Route;

/// How the panel may use the page's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressKind {
    /// The hash: works on any static host, under any path, without a rewrite rule.
    Hash,
    /// Memory only: the page's address belongs to a portal, which may mirror the route there.
    Memory,
}

/// The current route, and the one way to change it.
#[derive(Clone, Copy)]
pub struct Address {
    kind: AddressKind,
    route: RwSignal<Route>,
}

impl Address {
    /// Starts at the page's hash; where that is not ours, at `first`.
    pub fn start(kind: AddressKind, first: Route) -> Self {
        let route = RwSignal::new(first);
        let address = Self { kind, route };
        if kind == AddressKind::Hash {
            route.set(read_hash());
            let listener = window_event_listener(leptos::ev::hashchange, move |_| address.follow_hash());
            on_cleanup(move || listener.remove());
        }
        address
    }

    /// Whether the page's address is the panel's, so that one may leave the page and come back to it.
    pub fn is_own(self) -> bool {
        self.kind == AddressKind::Hash
    }

    /// The current route, tracked.
    pub fn route(self) -> Route {
        self.route.get()
    }

    /// The route as a signal.
    pub fn signal(self) -> Signal<Route> {
        self.route.into()
    }

    /// The view of a list while the route is at that list, and the last one after it: a page that is
    /// about to go must not load what belongs to the next.
    pub fn list_view(
        self,
        part: impl Fn(&Route) -> Option<ListView> + Send + Sync + 'static,
    ) -> Signal<ListView> {
        Memo::new(move |before: Option<&ListView>| {
            self.route.with(&part).or_else(|| before.cloned()).unwrap_or_default()
        })
        .into()
    }

    /// Goes to a place, with a step in the history unless one is there already.
    pub fn go(self, route: Route) {
        if self.route.with_untracked(|current| *current == route) {
            return;
        }
        self.write(&route, |history, hash| history.push_state_with_url(&JsValue::NULL, "", Some(hash)));
        self.set(route);
    }

    /// Goes to another view of the list; a name that is being typed is one step in the history, not
    /// one per letter.
    pub fn go_view(self, from: &ListView, to: ListView, route: fn(ListView) -> Route) {
        if from.is_typing_towards(&to) {
            self.replace(route(to));
        } else {
            self.go(route(to));
        }
    }

    /// Corrects the current place without a step in the history.
    pub fn replace(self, route: Route) {
        self.write(&route, |history, hash| history.replace_state_with_url(&JsValue::NULL, "", Some(hash)));
        self.set(route);
    }

    fn write(self, route: &Route, write: fn(&History, &str) -> Result<(), JsValue>) {
        if self.kind == AddressKind::Hash
            && let Ok(history) = window().history()
        {
            // Browsers refuse when it is too often; the panel goes there all the same.
            let _ = write(&history, &format!("#{}", route.address()));
        }
    }

    /// What a link to the place says in `href`; None where the address is not ours.
    pub fn href(self, route: &Route) -> Option<String> {
        self.is_own().then(|| format!("#{}", route.address()))
    }

    fn follow_hash(self) {
        self.set(read_hash());
    }

    fn set(self, route: Route) {
        if self.route.with_untracked(|current| *current != route) {
            self.route.set(route);
        }
    }
}

fn read_hash() -> Route {
    let hash = window().location().hash().unwrap_or_default();
    Route::parse(hash.strip_prefix('#').unwrap_or(&hash))
}
