//! The one error type of the panel.

use std::sync::Arc;

use crate::model::microversion::Microversion;

/// The service that a request went to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Service {
    /// Keystone.
    Identity,
    /// Cinder.
    BlockStorage,
}

/// What kind of failure it was, which decides the words and the way on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The browser gave no reason: host down, name unknown, CORS not configured for this origin,
    /// or an answer of a proxy without CORS headers. A page cannot tell these apart.
    Unreachable,
    /// No answer within the time limit.
    TimedOut,
    /// The answer leads to another address. The browser would take the token there, so it is not followed.
    Redirected,
    /// 400, 405, 409, 415: the server does not accept the request as it is. Without a status it was
    /// not sent: an id cannot be written into an address.
    Refused,
    /// 401: the token is missing, expired or revoked; or the password is wrong.
    Unauthorized,
    /// 403: the policy does not allow it.
    Forbidden,
    /// 404: the thing is not there, or not in this project.
    NotFound,
    /// 404 or 503 in words of a service that does not run (`Service cinder-backup could not be found.`).
    ServiceMissing,
    /// 406: this microversion is outside what the cloud offers.
    VersionUnsupported,
    /// 413 `overLimit`: the quota does not allow it.
    QuotaExceeded,
    /// 413 `overLimitFault` or 429: too many requests.
    RateLimited,
    /// 502, 503, 504: a proxy or the service says that nobody answers behind it.
    Unavailable,
    /// Any other status of 500 and above.
    ServerError,
    /// The answer came but is not what the API promises: cut JSON, HTML, another shape.
    Unreadable,
    /// Not sent, because the cloud's microversion is below what the request needs.
    NeedsMicroversion {
        /// What the request needs.
        needs: Microversion,
        /// What the cloud offers.
        offers: Microversion,
    },
    /// A status the panel has no words for.
    Unexpected,
}

/// A failed request: what happened, in the server's words where it has any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiError {
    /// The kind of failure.
    pub kind: FaultKind,
    /// Which service was asked.
    pub service: Service,
    /// The HTTP status, if an answer came.
    pub status: Option<u16>,
    /// The server's message, without markup and cut to a readable length; may be empty.
    pub message: Arc<str>,
    /// `X-OpenStack-Request-ID`, by which an operator finds the request in the logs.
    pub request_id: Option<Arc<str>>,
    /// Seconds to wait, if the body says so. 0 on a quota does not mean "retry".
    pub retry_after: Option<u32>,
    /// Method and address without the query, for reports. Holds no secret.
    pub asked: Arc<str>,
}

impl ApiError {
    /// A failure without an answer.
    pub fn without_answer(kind: FaultKind, service: Service, asked: &str) -> Self {
        Self {
            kind,
            service,
            status: None,
            message: Arc::from(""),
            request_id: None,
            retry_after: None,
            asked: Arc::from(asked),
        }
    }

    /// A list of backups that does not go on after a marker, or never ends: no answer of it can be quoted.
    pub fn endless_list() -> Self {
        Self::without_answer(FaultKind::Unreadable, Service::BlockStorage, "GET /backups/detail")
    }
}
