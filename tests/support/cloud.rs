//! A transport that answers from recordings and scripts, once each, and remembers what it was sent.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use backup_panel::api::request::Method;
use backup_panel::api::transport::{Answering, NoAnswer, Transport, WireAnswer, WireRequest};
use serde_json::Value;

use super::recording::{Recording, split};

/// An answer that is given once, to the first request that fits.
#[derive(Clone)]
pub struct Exchange {
    method: String,
    url: String,
    answer: Result<WireAnswer, NoAnswer>,
}

/// A recorded exchange.
pub fn recorded(name: &str) -> Exchange {
    let recording = Recording::read(name);
    Exchange { method: recording.method.clone(), url: recording.url(), answer: Ok(recording.answer) }
}

/// An answer to a request that was not recorded. The query is of no account.
pub fn scripted(method: &str, url: &str, status: u16, body: &str) -> Exchange {
    let answer = WireAnswer { status, body: body.into(), ..WireAnswer::default() };
    Exchange { method: method.to_owned(), url: url.to_owned(), answer: Ok(answer) }
}

impl Exchange {
    /// The same answer to another address.
    pub fn at(self, url: &str) -> Self {
        Self { url: url.to_owned(), ..self }
    }

    /// This answer to another's request.
    pub fn answering(self, other: &Self) -> Self {
        Self { answer: self.answer, ..other.clone() }
    }

    /// The same answer with another status.
    pub fn with_status(mut self, status: u16) -> Self {
        if let Ok(answer) = &mut self.answer {
            answer.status = status;
        }
        self
    }

    /// The same answer with these bytes.
    pub fn with_bytes(mut self, bytes: &[u8]) -> Self {
        if let Ok(answer) = &mut self.answer {
            answer.body = bytes.to_vec();
        }
        self
    }

    /// The same answer with this token, to tell tokens apart: all are `<token>` in recordings.
    pub fn giving(mut self, token: &str) -> Self {
        if let Ok(answer) = &mut self.answer {
            answer.subject_token = Some(token.to_owned());
        }
        self
    }

    /// The same answer with the headers of signing in kept from the page.
    pub fn keeping_headers(mut self) -> Self {
        if let Ok(answer) = &mut self.answer {
            (answer.subject_token, answer.receipt) = (None, None);
        }
        self
    }

    /// No answer at all.
    pub fn unanswered(self, why: NoAnswer) -> Self {
        Self { answer: Err(why), ..self }
    }
}

/// The cloud.
#[derive(Default)]
pub struct Cloud {
    script: RefCell<Vec<Exchange>>,
    sent: RefCell<Vec<WireRequest>>,
    holding: Cell<bool>,
    held: RefCell<VecDeque<Rc<Gate>>>,
}

/// What a pending answer waits behind.
#[derive(Default)]
struct Gate {
    open: Cell<bool>,
    waiting: RefCell<Option<Waker>>,
}

impl Cloud {
    /// A cloud that gives these answers.
    pub fn with(exchanges: impl IntoIterator<Item = Exchange>) -> Rc<Self> {
        let cloud = Self::default();
        cloud.add(exchanges);
        Rc::new(cloud)
    }

    /// Gives these answers as well.
    pub fn add(&self, exchanges: impl IntoIterator<Item = Exchange>) {
        self.script.borrow_mut().extend(exchanges);
    }

    /// The transport to hand over.
    pub fn transport(self: &Rc<Self>) -> Rc<dyn Transport> {
        self.clone()
    }

    /// From now on answers wait until they are released.
    pub fn hold(&self) {
        self.holding.set(true);
    }

    /// Lets the answer go to the request that has waited longest.
    pub fn release(&self) {
        let gate = self.held.borrow_mut().pop_front();
        Self::open(&gate.expect("a request waits"));
    }

    /// Lets the answer go to the request that came last.
    pub fn release_last(&self) {
        let gate = self.held.borrow_mut().pop_back();
        Self::open(&gate.expect("a request waits"));
    }

    fn open(gate: &Gate) {
        gate.open.set(true);
        if let Some(waiting) = gate.waiting.take() {
            waiting.wake();
        }
    }

    /// From now on answers come at once again; what waits goes on waiting.
    pub fn answer_at_once(&self) {
        self.holding.set(false);
    }

    /// Forgets what has come so far.
    pub fn forget(&self) {
        self.sent.borrow_mut().clear();
    }

    /// How many requests have come.
    pub fn count(&self) -> usize {
        self.sent.borrow().len()
    }

    /// What came, as `GET http://…?…`.
    pub fn asked(&self) -> Vec<String> {
        self.sent.borrow().iter().map(|sent| format!("{} {}", sent.method.as_str(), sent.url)).collect()
    }

    /// A request that came.
    pub fn sent(&self, index: usize) -> WireRequest {
        self.sent.borrow().get(index).cloned().expect("that many requests came")
    }

    /// The one request that came.
    pub fn only(&self) -> WireRequest {
        assert_eq!(self.count(), 1, "{:?}", self.asked());
        self.sent(0)
    }

    /// The tokens that were ended, in order.
    pub fn ended(&self) -> Vec<String> {
        let sent = self.sent.borrow();
        let ends = sent.iter().filter(|sent| sent.method == Method::Delete);
        ends.filter_map(|sent| header(sent, "X-Subject-Token")).collect()
    }

    /// The tokens that the requests carried, in order; empty for those without.
    pub fn tokens(&self) -> Vec<String> {
        let sent = self.sent.borrow();
        sent.iter().map(|sent| header(sent, "X-Auth-Token").unwrap_or_default()).collect()
    }
}

/// A header of a request.
pub fn header(sent: &WireRequest, name: &str) -> Option<String> {
    sent.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.clone())
}

/// The body of a request.
pub fn json(sent: &WireRequest) -> Value {
    let body = sent.body.as_deref().expect("a body");
    serde_json::from_str(body).expect("JSON")
}

impl Transport for Cloud {
    fn send(&self, request: WireRequest) -> Answering {
        let (method, url) = (request.method.as_str(), split(&request.url).0);
        let mut script = self.script.borrow_mut();
        let fitting = script.iter().position(|exchange| exchange.method == method && exchange.url == url);
        let Some(index) = fitting else {
            panic!("there is no answer to {method} {} after {:?}", request.url, self.asked());
        };
        let answer = script.remove(index).answer;
        self.sent.borrow_mut().push(request);
        let gate = Rc::new(Gate { open: Cell::new(!self.holding.get()), ..Gate::default() });
        if self.holding.get() {
            self.held.borrow_mut().push_back(gate.clone());
        }
        Box::pin(async move {
            poll_fn(|context| {
                if gate.open.get() {
                    return Poll::Ready(());
                }
                gate.waiting.replace(Some(context.waker().clone()));
                Poll::Pending
            })
            .await;
            answer
        })
    }
}
