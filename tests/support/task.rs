//! Futures without a runtime. Nothing here waits for time, so a future either gets on or is stuck.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

/// A future that is polled only after it was woken, so that a forgotten wake-up is found.
pub struct Task<'a, T> {
    future: Pin<Box<dyn Future<Output = T> + 'a>>,
    woken: Arc<Flag>,
}

struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl<'a, T> Task<'a, T> {
    /// Starts a future and runs it as far as it gets.
    pub fn start(future: impl Future<Output = T> + 'a) -> (Self, Option<T>) {
        let mut task = Self { future: Box::pin(future), woken: Arc::new(Flag(AtomicBool::new(true))) };
        let output = task.go_on();
        (task, output)
    }

    /// Starts a future that has to wait for something.
    pub fn waiting(future: impl Future<Output = T> + 'a) -> Self {
        let (task, output) = Self::start(future);
        assert!(output.is_none(), "it should wait");
        task
    }

    /// Runs on while it is woken; Some when it ends.
    pub fn go_on(&mut self) -> Option<T> {
        let waker = Waker::from(self.woken.clone());
        while self.woken.0.swap(false, Ordering::Relaxed) {
            if let Poll::Ready(output) = self.future.as_mut().poll(&mut Context::from_waker(&waker)) {
                return Some(output);
            }
        }
        None
    }

    /// Runs on to the end.
    pub fn end(mut self) -> T {
        self.go_on().expect("it waits for something that nobody does")
    }
}

/// Runs a future for which everything is at hand.
pub fn run<T>(future: impl Future<Output = T>) -> T {
    Task::start(future).1.expect("it waits for something that nobody does")
}
