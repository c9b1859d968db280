//! The session of the page: who is signed in where, and how it is kept and ends.
//!
//! What leads from one state to the next is in `session_steps.rs`, and the one way to ask the cloud
//! in `session_requests.rs`.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::task::Waker;

use leptos::prelude::*;

use crate::api::browser::BrowserTransport;
use crate::api::transport::Transport;
use crate::model::json;
use crate::state::beside::Beside;
use crate::state::config::{PanelConfig, SessionStorage};
use crate::state::revocation;
use crate::state::scope::{InProject, Scoped, Unscoped};
use crate::state::sign_in::Pick;
use crate::state::storage::Shelf;

const KEY: &str = "session";

/// Under which name is kept what a reload begins with.
pub(super) const FIRST: &str = "first";

/// How far signing in has come.
#[derive(Clone, PartialEq)]
pub enum Session {
    /// Nobody is signed in.
    Anonymous,
    /// A project is to be chosen.
    ChoosingProject(Arc<Unscoped>),
    /// A region is to be chosen.
    ChoosingRegion(Arc<InProject>),
    /// Ready.
    Ready(Arc<Scoped>),
}

/// The session and what it needs. Copied freely; one per panel.
#[derive(Clone, Copy)]
pub struct SessionStore {
    pub(super) session: RwSignal<Session>,
    pub(super) expired: RwSignal<bool>,
    pub(super) config: StoredValue<PanelConfig>,
    pub(super) inner: StoredValue<Inner, LocalStorage>,
}

pub(super) struct Inner {
    pub(super) transport: Rc<dyn Transport>,
    pub(super) waiting: RefCell<Vec<Waker>>,
    /// Sessions in other projects, entered beside the one on screen; they end with it.
    pub(super) beside: Beside,
    /// How many sessions have ended here: a step that was under way then must lead nowhere.
    ended: Cell<u32>,
    /// How many steps have begun here: of two at once the later one counts.
    begun: Cell<u32>,
    /// Where signing in was tried last: Keystone, and Cinder's root as far as it got.
    tried: RefCell<[String; 2]>,
}

/// A step that is under way.
#[derive(Clone, Copy, Default, PartialEq)]
pub(super) struct Turn {
    ended: u32,
    begun: u32,
}

impl Session {
    /// What every state but the first has, and the project's token.
    fn holds(&self) -> Option<(&Unscoped, Option<&Arc<str>>)> {
        match self {
            Self::Anonymous => None,
            Self::ChoosingProject(unscoped) => Some((unscoped, None)),
            Self::ChoosingRegion(within) => Some((&within.unscoped, Some(&within.token))),
            Self::Ready(scoped) => Some((&scoped.unscoped, Some(&scoped.token))),
        }
    }

    /// The tokens that end with it.
    fn own_tokens(&self) -> Vec<Arc<str>> {
        self.holds().map(|(unscoped, token)| unscoped.own_tokens(token)).unwrap_or_default()
    }
}

impl SessionStore {
    /// Takes up the session that the tab has kept, if there is one.
    pub fn start(transport: Rc<dyn Transport>, config: PanelConfig) -> Self {
        let key = config.key(KEY);
        if config.session_storage == SessionStorage::Memory {
            // What was kept before the operator decided so.
            Shelf::Session.remove(&key);
        }
        let kept = Shelf::Session.get(&key).and_then(|json| json::read::<Scoped>(&json));
        let session = kept.map_or(Session::Anonymous, |scoped| Session::Ready(Arc::new(scoped)));
        let inner = StoredValue::new_local(Inner {
            transport,
            waiting: RefCell::default(),
            beside: Beside::default(),
            ended: Cell::default(),
            begun: Cell::default(),
            tried: RefCell::default(),
        });
        // What waits for another token waits no longer than the panel.
        on_cleanup(move || {
            let waiting = inner.try_with_value(|inner| inner.waiting.take()).unwrap_or_default();
            waiting.into_iter().for_each(Waker::wake);
        });
        Self {
            session: RwSignal::new(session),
            expired: RwSignal::new(false),
            config: StoredValue::new(config),
            inner,
        }
    }

    /// How far signing in has come, tracked.
    pub fn get(self) -> Session {
        self.session.get()
    }

    /// The session when it is ready, tracked.
    pub fn ready(self) -> Option<Arc<Scoped>> {
        self.session.with(as_ready)
    }

    /// The session when it is ready, not tracked; None after the panel has gone.
    pub fn ready_untracked(self) -> Option<Arc<Scoped>> {
        self.session.try_with_untracked(as_ready).flatten()
    }

    /// Whether the cloud no longer takes the token.
    pub fn expired(self) -> Signal<bool> {
        self.expired.into()
    }

    /// Where the session is, or signing in was tried last: Keystone, and Cinder's root as far as it got.
    pub fn tried(self) -> [String; 2] {
        match self.ready_untracked() {
            Some(scoped) => [scoped.unscoped.identity.to_string(), scoped.region.root.to_string()],
            None => self.inner.with_value(|inner| inner.tried.borrow().clone()),
        }
    }

    /// Notes where signing in is tried.
    pub(super) fn try_at(self, identity: &str, root: &str) {
        self.inner.try_with_value(|inner| inner.tried.replace([identity.to_owned(), root.to_owned()]));
    }

    /// The operator's configuration.
    pub fn config(self) -> PanelConfig {
        self.config.get_value()
    }

    fn key(self) -> String {
        self.config.with_value(|config| config.key(KEY))
    }

    pub(super) fn transport(self) -> Rc<dyn Transport> {
        // A step that outlives the panel ends the tokens that it has been given.
        self.inner
            .try_with_value(|inner| inner.transport.clone())
            .unwrap_or_else(|| Rc::new(BrowserTransport::default()))
    }

    pub(super) fn pick(self, identity: &str) -> Pick {
        let interface = self.configured(|config| config.cloud(identity)?.interface.clone());
        Pick {
            interface: interface.unwrap_or_else(|| "public".to_owned()),
            region: self.preferred_region(identity),
            block_storage: self.configured(|config| config.block_storage.clone()),
        }
    }

    /// Something of the configuration; None also after the panel has gone.
    pub(super) fn configured<T>(self, read: impl FnOnce(&PanelConfig) -> Option<T>) -> Option<T> {
        self.config.try_with_value(read).flatten()
    }

    /// Signs out here at once, then ends the tokens in Keystone.
    pub async fn sign_out(self) {
        let session = self.session.get_untracked();
        self.forget();
        self.end_tokens(&session).await;
    }

    /// Ends the tokens of a session that has no place here, but for those of the one that has.
    async fn end_tokens(self, session: &Session) {
        let Some((unscoped, _)) = session.holds() else {
            return;
        };
        let kept = self.session.try_with_untracked(Session::own_tokens).unwrap_or_default();
        let transport = self.transport();
        for token in session.own_tokens().iter().filter(|token| !kept.contains(token)) {
            revocation::revoke(&transport, &unscoped.identity, token).await;
        }
    }

    /// Signs out in this tab only; another tab has ended the tokens that it knows of.
    pub fn forget(self) {
        Shelf::Session.remove(&self.key());
        Shelf::Session.remove(FIRST);
        self.inner.with_value(|inner| inner.beside.end(&inner.transport));
        self.inner.with_value(|inner| inner.ended.update(|ended| ended.wrapping_add(1)));
        self.change(Session::Anonymous);
    }

    /// How many sessions have ended here.
    pub(super) fn era(self) -> u32 {
        self.inner.try_with_value(|inner| inner.ended.get()).unwrap_or(u32::MAX)
    }

    /// Begins a step; one that began before and is still under way leads nowhere.
    pub(super) fn begin(self) -> Turn {
        let begun = self.inner.try_with_value(|inner| {
            inner.begun.update(|begun| begun.wrapping_add(1));
            Turn { ended: inner.ended.get(), begun: inner.begun.get() }
        });
        begun.unwrap_or_default()
    }

    /// Whether neither the session nor the panel has ended, nor another step begun since.
    pub(super) fn is_current(self, turn: Turn) -> bool {
        let now = |inner: &Inner| Turn { ended: inner.ended.get(), begun: inner.begun.get() };
        self.inner.try_with_value(now) == Some(turn)
    }

    /// Takes a step, unless the user has signed out or begun another one meanwhile: then the tokens
    /// that were made on the way end.
    pub(super) async fn arrive(self, turn: Turn, session: Session) {
        if self.is_current(turn) {
            self.change(session);
        } else {
            self.end_tokens(&session).await;
        }
    }

    pub(super) fn change(self, session: Session) {
        if let Session::Ready(scoped) = &session {
            self.shelve(scoped);
        }
        self.expired.set(false);
        self.session.set(session);
        let waiting = self.inner.with_value(|inner| inner.waiting.take());
        waiting.into_iter().for_each(Waker::wake);
    }

    /// Keeps the session for a reload, with every token that has to end with it.
    pub(super) fn shelve(self, scoped: &Scoped) {
        if self.config.with_value(|config| config.session_storage != SessionStorage::Memory) {
            let mut kept = scoped.clone();
            kept.unscoped.left.extend(self.inner.with_value(|inner| inner.beside.tokens()));
            Shelf::Session.set(&self.key(), &kept.to_json().to_string());
        }
    }
}

fn as_ready(session: &Session) -> Option<Arc<Scoped>> {
    match session {
        Session::Ready(scoped) => Some(scoped.clone()),
        _ => None,
    }
}
