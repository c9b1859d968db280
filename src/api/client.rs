//! Turns an endpoint into a request on the wire and the answer into its value or an error.

use std::rc::Rc;
use std::sync::Arc;

use crate::api::endpoint::{Endpoint, negotiate};
use crate::api::fault_body::error_of;
use crate::api::request::{Auth, Base, Request, encode};
use crate::api::transport::{NoAnswer, Transport, Wants, WireAnswer, WireRequest};
use crate::model::fault::{ApiError, FaultKind, Service};
use crate::model::ids::ProjectId;
use crate::model::microversion::Microversion;

/// Where a session's requests go.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Target {
    /// Keystone's v3 address, without a slash at the end.
    pub identity: String,
    /// Cinder's root, with a slash at the end; empty before it is known.
    pub block_storage: String,
    /// The project that the token is scoped to.
    pub project: ProjectId,
    /// The cloud's highest microversion.
    pub offers: Option<Microversion>,
}

/// Sends endpoints to one target with one token.
#[derive(Clone)]
pub struct Client {
    transport: Rc<dyn Transport>,
    target: Target,
    token: String,
}

/// What the client needs of an endpoint, whatever its type.
#[derive(Clone)]
pub struct Call {
    request: Request,
    floor: Microversion,
    best: Microversion,
    accepts: fn(&WireAnswer) -> bool,
}

impl Call {
    /// The call of an endpoint.
    pub fn of<E: Endpoint>(endpoint: &E) -> Self {
        Self { request: endpoint.request(), floor: E::FLOOR, best: E::BEST, accepts: E::accepts }
    }

    /// Whether it continues after a row that was seen.
    pub fn continues(&self) -> bool {
        self.request.query.iter().any(|(key, _)| key == "marker")
    }
}

/// An answer that the endpoint is to read.
pub struct Answered {
    answer: WireAnswer,
    service: Service,
    asked: String,
}

impl Answered {
    /// `X-OpenStack-Request-ID`.
    pub fn request_id(&self) -> Option<Arc<str>> {
        self.answer.request_id.as_deref().map(Arc::from)
    }

    /// Reads it.
    ///
    /// # Errors
    /// [`FaultKind::Unreadable`].
    pub fn read<E: Endpoint>(self, endpoint: &E) -> Result<E::Output, ApiError> {
        endpoint.decode(&self.answer).map_err(|_| self.unreadable())
    }

    fn unreadable(&self) -> ApiError {
        // What cannot be read is not worth quoting.
        let message = Arc::from("");
        let error = error_of(&self.answer, self.service, &self.asked);
        ApiError { kind: FaultKind::Unreadable, message, ..error }
    }
}

impl Client {
    /// A client for a target; the token is empty before signing in.
    pub fn new(transport: Rc<dyn Transport>, target: Target, token: String) -> Self {
        Self { transport, target, token }
    }

    /// Where it sends.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// Sends once; never repeats.
    ///
    /// # Errors
    /// Every failure there is, as an [`ApiError`].
    pub async fn send<E: Endpoint>(&self, endpoint: &E) -> Result<E::Output, ApiError> {
        self.exchange(Call::of(endpoint)).await?.read(endpoint)
    }

    /// Sends a call once: the part that is the same for every endpoint, and so compiled once.
    ///
    /// # Errors
    /// Every failure but that of an answer which cannot be read. [`FaultKind::Refused`] without a
    /// status for an id that has no address, or where there is no Keystone: nothing is sent then.
    pub async fn exchange(&self, call: Call) -> Result<Answered, ApiError> {
        let Call { request, floor, best, accepts } = call;
        let (service, asked) = (request.base.service(), asked(&request));
        let nowhere = service == Service::Identity && self.target.identity.is_empty();
        if nowhere || !request.is_addressable() {
            return Err(ApiError::without_answer(FaultKind::Refused, service, &asked));
        }
        let wire = self.wire(request, floor, best, &asked)?;
        let answer = self.transport.send(wire).await.map_err(|no_answer| {
            let kind = match no_answer {
                NoAnswer::Unreachable => FaultKind::Unreachable,
                NoAnswer::TimedOut => FaultKind::TimedOut,
                NoAnswer::Redirected => FaultKind::Redirected,
            };
            ApiError::without_answer(kind, service, &asked)
        })?;
        if accepts(&answer) {
            Ok(Answered { answer, service, asked })
        } else {
            Err(error_of(&answer, service, &asked))
        }
    }

    /// The address of a call and its `OpenStack-API-Version`; None where it would not be sent.
    pub fn address(&self, call: Call) -> Option<(String, String)> {
        let wire = self.wire(call.request, call.floor, call.best, "").ok()?;
        let version = wire.headers.into_iter().find(|(name, _)| *name == "OpenStack-API-Version")?;
        Some((wire.url, version.1))
    }

    fn wire(
        &self,
        request: Request,
        floor: Microversion,
        best: Microversion,
        asked: &str,
    ) -> Result<WireRequest, ApiError> {
        let mut headers = Vec::with_capacity(4);
        match request.auth {
            Auth::None => {}
            Auth::Session => headers.push(("X-Auth-Token", self.token.clone())),
            Auth::Token(token) => headers.push(("X-Auth-Token", token)),
            Auth::Subject(token) => {
                headers.push(("X-Auth-Token", token.clone()));
                headers.push(("X-Subject-Token", token));
            }
            Auth::Receipt(receipt) => headers.push(("Openstack-Auth-Receipt", receipt)),
        }
        if request.base == Base::Project {
            let offers = self.target.offers.unwrap_or(Microversion::BASE);
            let version = negotiate(floor, best, offers).ok_or_else(|| {
                let kind = FaultKind::NeedsMicroversion { needs: floor, offers };
                ApiError::without_answer(kind, Service::BlockStorage, asked)
            })?;
            headers.push(("OpenStack-API-Version", format!("volume {version}")));
        }
        if request.body.is_some() {
            headers.push(("Content-Type", "application/json".to_owned()));
        }
        let base = match request.base {
            Base::Identity => self.target.identity.clone(),
            Base::BlockStorageRoot => self.target.block_storage.clone(),
            Base::Project => {
                format!("{}v3/{}", self.target.block_storage, encode(self.target.project.as_str()))
            }
        };
        let url = format!("{base}{}{}", request.path, query_string(&request.query));
        Ok(WireRequest { method: request.method, url, headers, body: request.body, wants: Wants::Answer })
    }
}

/// `?a=b&c=d`, or nothing.
pub fn query_string(query: &[(String, String)]) -> String {
    let mut out = String::new();
    for (key, value) in query {
        out.push(if out.is_empty() { '?' } else { '&' });
        out.push_str(&encode(key));
        out.push('=');
        out.push_str(&encode(value));
    }
    out
}

fn asked(request: &Request) -> String {
    format!("{} {}", request.method.as_str(), request.path)
}
