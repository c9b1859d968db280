//! Work under way that ends when the page that it is for is left: its requests are given up, so that they
//! hold no connection that the next page needs (a browser has six per host).

use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Poll, Waker};

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::state::on_screen::when_behind;

/// Futures that are dropped when their owner ends or its page stands behind another. For reads only: whether a write was carried out
/// must stay knowable.
#[derive(Clone, Copy)]
pub struct Tasks(StoredValue<Rc<Inner>, LocalStorage>);

#[derive(Default)]
struct Inner {
    ended: Cell<bool>,
    /// How often all of them were given up.
    given_up: Cell<u32>,
    next: Cell<u32>,
    waiting: RefCell<Vec<(u32, Waker)>>,
}

impl Tasks {
    /// Tasks of the current owner.
    pub fn start() -> Self {
        let inner = Rc::new(Inner::default());
        let tasks = Self(StoredValue::new_local(inner));
        on_cleanup(move || tasks.give_up(true));
        when_behind(move || tasks.give_up(false));
        tasks
    }

    fn give_up(self, ended: bool) {
        if let Some(inner) = self.0.try_get_value() {
            inner.ended.set(ended);
            inner.given_up.update(|times| times.wrapping_add(1));
            inner.waiting.take().into_iter().for_each(|(_, waker)| waker.wake());
        }
    }

    /// Works on it until it is done or given up.
    pub fn spawn(self, task: impl Future<Output = ()> + 'static) {
        if let Some(inner) = self.0.try_get_value() {
            spawn_local(until_ended(inner, Box::pin(task)));
        }
    }
}

async fn until_ended(inner: Rc<Inner>, mut task: Pin<Box<dyn Future<Output = ()>>>) {
    let (id, given_up) = (inner.next.get(), inner.given_up.get());
    inner.next.set(id.wrapping_add(1));
    poll_fn(|context| {
        if inner.ended.get() || inner.given_up.get() != given_up {
            return Poll::Ready(());
        }
        let done = task.as_mut().poll(context);
        let mut waiting = inner.waiting.borrow_mut();
        waiting.retain(|(other, _)| *other != id);
        if done.is_pending() {
            waiting.push((id, context.waker().clone()));
        }
        done
    })
    .await;
}
