//! The one poller: looks again at its own pace, not at all while the page is hidden or stands behind another one.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use leptos::prelude::*;

use crate::rules::polling::{Observation, Pace};
use crate::state::clock::Timer;
use crate::state::on_screen::on_screen;
use crate::state::tasks::Tasks;

/// What a look found; None when it failed.
pub type Look = Pin<Box<dyn Future<Output = Option<Observation>>>>;

/// A running poller. Cloning gives another handle to the same one.
#[derive(Clone)]
pub struct Poller(Rc<Inner>);

struct Inner {
    tasks: Tasks,
    look: Box<dyn Fn() -> Look>,
    on_screen: Signal<bool>,
    pace: RefCell<Pace>,
    timer: Cell<Option<Timer>>,
    /// Looks under way; the next is planned when the last of them is back.
    under_way: Cell<u32>,
    stopped: Cell<bool>,
}

impl Poller {
    /// Starts with the first look that [`Poller::run`] is given, and again with the one after its page stood behind
    /// another; stops with its owner.
    pub fn start(look: impl Fn() -> Look + 'static) -> Self {
        let poller = Self(Rc::new(Inner {
            tasks: Tasks::start(),
            look: Box::new(look),
            on_screen: on_screen(),
            pace: RefCell::default(),
            timer: Cell::new(None),
            under_way: Cell::new(0),
            stopped: Cell::new(false),
        }));
        // The event bubbles from the document to the window.
        let listener = {
            let poller = poller.clone();
            window_event_listener_untyped("visibilitychange", move |_| poller.visibility_changed())
        };
        // Leptos wants cleanups that could be sent between threads; this one never is.
        let ending = StoredValue::new_local((poller.clone(), Some(listener)));
        on_cleanup(move || {
            ending.try_update_value(|(poller, listener)| {
                poller.0.stopped.set(true);
                poller.cancel();
                if let Some(listener) = listener.take() {
                    listener.remove();
                }
            });
        });
        poller
    }

    /// Takes a look now, such as the first load or one that the user asked for; the next one is
    /// planned when it is back, so that it cannot be overtaken.
    pub fn run(&self, look: Look) {
        self.cancel();
        let (poller, under_way) = (self.clone(), UnderWay::begin(self));
        self.0.tasks.spawn(async move {
            let observation = look.await;
            drop(under_way);
            if poller.0.under_way.get() == 0 {
                poller.seen(observation);
            }
        });
    }

    fn seen(&self, observation: Option<Observation>) {
        let delay = match observation {
            Some(observation) => self.0.pace.borrow_mut().after(observation),
            None => self.0.pace.borrow_mut().after_failure(),
        };
        self.plan(delay);
    }

    fn plan(&self, delay_ms: u32) {
        self.cancel();
        if self.0.stopped.get() || document().hidden() {
            return;
        }
        let poller = self.clone();
        self.0.timer.set(Some(Timer::start(delay_ms, move || poller.look())));
    }

    fn cancel(&self) {
        drop(self.0.timer.take());
    }

    fn look(&self) {
        let can_be_seen = self.0.on_screen.try_get_untracked() == Some(true);
        if can_be_seen && !self.0.stopped.get() && self.0.under_way.get() == 0 {
            self.run((self.0.look)());
        }
    }

    fn visibility_changed(&self) {
        if document().hidden() {
            self.cancel();
        } else {
            self.look();
        }
    }
}

/// A look under way, until it is back or given up.
struct UnderWay(Rc<Inner>);

impl UnderWay {
    fn begin(poller: &Poller) -> Self {
        poller.0.under_way.update(|looks| looks + 1);
        Self(poller.0.clone())
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.under_way.update(|looks| looks - 1);
    }
}
