//! The connection check: what to look at, and what has been seen so far.

use std::pin::Pin;
use std::rc::Rc;

use leptos::prelude::*;

use crate::rules::diagnosis::judge;
use crate::rules::finding::Report;
use crate::rules::probe::Examination;
use crate::state::clock::now;
use crate::state::doctor_probes::{Examiner, Place, Surroundings};
use crate::state::policy::Refusals;
use crate::state::session::SessionStore;
use crate::state::tasks::Tasks;

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
            around: StoredValue::new_local(Rc::new(Page(Rc::new(Refusals::watch())))),
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
        around.0.clear();
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
struct Page(Rc<Refusals>);

impl Surroundings for Page {
    fn now(&self) -> f64 {
        now()
    }

    fn forbids(&self, url: &str) -> Pin<Box<dyn Future<Output = bool>>> {
        let (refusals, url) = (self.0.clone(), url.to_owned());
        Box::pin(async move { refusals.holds(&url).await })
    }
}
