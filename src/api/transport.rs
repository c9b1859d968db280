//! How requests leave: an object-safe trait, so that native tests can answer from recordings.

use std::future::Future;
use std::pin::Pin;

use crate::api::request::Method;

/// A request ready for the wire. Has no Debug: its headers hold the token.
#[derive(Clone)]
pub struct WireRequest {
    /// The method.
    pub method: Method,
    /// The whole address.
    pub url: String,
    /// Headers besides `Accept`.
    pub headers: Vec<(&'static str, String)>,
    /// JSON.
    pub body: Option<String>,
    /// What is wanted of the answer.
    pub wants: Wants,
}

/// What is wanted of an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wants {
    /// To read it: the service has to allow this page to.
    #[default]
    Answer,
    /// That it comes: nothing of it can be read, and its status is 0. Any server's will do. Only for
    /// a GET without headers of its own.
    Arrival,
}

/// An answer, whatever its status.
#[derive(Clone, Default)]
pub struct WireAnswer {
    /// The HTTP status.
    pub status: u16,
    /// `X-OpenStack-Request-ID`.
    pub request_id: Option<String>,
    /// `X-Subject-Token`: the token that signing in gives.
    pub subject_token: Option<String>,
    /// `OpenStack-API-Version`.
    pub api_version: Option<String>,
    /// `Openstack-Auth-Receipt`: the first step of signing in is done, and Keystone wants more.
    pub receipt: Option<String>,
    /// The body's bytes.
    pub body: Vec<u8>,
}

/// No answer came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// The browser tells no more than "failed to fetch".
    Unreachable,
    /// The time limit of a GET ran out.
    TimedOut,
    /// A redirect, whose target the browser keeps to itself.
    Redirected,
}

/// The future of an answer.
pub type Answering = Pin<Box<dyn Future<Output = Result<WireAnswer, NoAnswer>>>>;

/// Sends requests. Implementations never repeat one.
pub trait Transport {
    /// Sends one request. Dropping the future abandons a GET; a write goes on.
    fn send(&self, request: WireRequest) -> Answering;
}
