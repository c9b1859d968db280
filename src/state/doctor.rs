//! The connection check: what to look at, and what has been seen so far.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;

use js_sys::Reflect;
use leptos::prelude::*;

use crate::rules::diagnosis::judge;
use crate::rules::finding::Report;
use crate::rules::probe::Examination;
use crate::rules::web_address::WebAddress;
use crate::state::clock::{now, pause};
use crate::state::doctor_probes::{Examiner, Place, Surroundings};
use crate::state::session::SessionStore;
use crate::state::tasks::Tasks;

/// The browser tells of a refusal by the policy a moment after the request has failed.
const POLICY_MS: u32 = 60;

/// The check and its outcome. Copied freely.
#[derive(Clone, Copy)]
pub struct Doctor {
    /// Keystone's address, in a field.
    pub identity: RwSignal<String>,
    /// Cinder's, in a field; need not be filled in.
    pub block_storage: RwSignal<String>,
    seen: RwSignal<Option<Examination>>,
    running: RwSignal<bool>,
    session: SessionStore,
    origin: StoredValue<String>,
    around: StoredValue<Rc<Page>, LocalStorage>,
    tasks: Tasks,
}

impl Doctor {
    /// A check that has not been made. `origin` is this page's.
    pub fn start(session: SessionStore, origin: String, identity: &str, block_storage: &str) -> Self {
        Self {
            identity: RwSignal::new(identity.to_owned()),
            block_storage: RwSignal::new(block_storage.to_owned()),
            seen: RwSignal::new(None),
            running: RwSignal::new(false),
            session,
            origin: StoredValue::new(origin),
            around: StoredValue::new_local(Rc::new(Page::watch())),
            tasks: Tasks::start(),
        }
    }

    /// Makes it, unless it is being made.
    pub fn check(self) {
        if self.running.get_untracked() {
            return;
        }
        self.running.set(true);
        self.seen.set(None);
        let around = self.around.get_value();
        around.forbidden.borrow_mut().clear();
        let tell = move |seen: &Examination| {
            self.seen.try_set(Some(seen.clone()));
        };
        let examiner = Examiner { transport: self.session.transport(), around, tell: Rc::new(tell) };
        let place = Place {
            origin: self.origin.get_value(),
            identity: self.identity.get_untracked(),
            block_storage: self.block_storage.get_untracked(),
            session: self.session.ready_untracked(),
        };
        self.tasks.spawn(async move {
            examiner.examine(place).await;
            self.running.try_set(false);
        });
    }

    /// Whether it is being made.
    pub fn running(self) -> Signal<bool> {
        self.running.into()
    }

    /// What has been seen so far, tracked.
    pub fn seen(self) -> Option<Examination> {
        self.seen.get()
    }

    /// What it means, tracked.
    pub fn report(self) -> Option<Report> {
        self.seen.with(|seen| seen.as_ref().map(judge))
    }
}

/// This page: its clock, and what its policy has refused.
struct Page {
    forbidden: Rc<RefCell<Vec<String>>>,
}

impl Page {
    /// Listens for as long as the current owner lives.
    fn watch() -> Self {
        let forbidden = Rc::new(RefCell::new(Vec::new()));
        let noting = forbidden.clone();
        let listener = window_event_listener_untyped("securitypolicyviolation", move |event| {
            let text =
                |name: &str| Reflect::get(&event, &name.into()).ok().and_then(|value| value.as_string());
            if text("effectiveDirective").as_deref() == Some("connect-src") {
                noting.borrow_mut().extend(text("blockedURI"));
            }
        });
        on_cleanup(move || listener.remove());
        Self { forbidden }
    }
}

impl Surroundings for Page {
    fn now(&self) -> f64 {
        now()
    }

    fn forbids(&self, url: &str) -> Pin<Box<dyn Future<Output = bool>>> {
        let wanted = WebAddress::parse(url).map(|address| address.origin());
        let forbidden = self.forbidden.clone();
        Box::pin(async move {
            pause(POLICY_MS).await;
            let forbidden = forbidden.borrow();
            let origin = |blocked: &String| WebAddress::parse(blocked).map(|address| address.origin());
            wanted.is_some() && forbidden.iter().any(|blocked| origin(blocked) == wanted)
        })
    }
}
