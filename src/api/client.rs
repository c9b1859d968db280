//! Turns an endpoint into a request on the wire and the answer into its value or an error.

use std::rc::Rc;
use std::sync::Arc;

use crate::api::endpoint::{Endpoint, negotiate};
use crate::api::fault_body::error_of;
use crate::api::request::{Auth, Base, Request, encode};
use crate::api::transport::{NoAnswer, Transport, WireAnswer, WireRequest};
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
        let request = endpoint.request();
        let (service, asked) = (request.base.service(), asked(&request));
        let answer = self.exchange(request, E::FLOOR, E::BEST, &asked).await?;
        if !endpoint.accepts(answer.status) {
            return Err(error_of(&answer, service, &asked));
        }
        endpoint.decode(&answer).map_err(|_| unreadable(&answer, service, &asked))
    }

    /// The part of sending that is the same for every endpoint, compiled once.
    async fn exchange(
        &self,
        request: Request,
        floor: Microversion,
        best: Microversion,
        asked: &str,
    ) -> Result<WireAnswer, ApiError> {
        let service = request.base.service();
        let wire = self.wire(request, floor, best, asked)?;
        self.transport.send(wire).await.map_err(|no_answer| {
            let kind = match no_answer {
                NoAnswer::Unreachable => FaultKind::Unreachable,
                NoAnswer::TimedOut => FaultKind::TimedOut,
            };
            ApiError::without_answer(kind, service, asked)
        })
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
        Ok(WireRequest { method: request.method, url, headers, body: request.body })
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

fn unreadable(answer: &WireAnswer, service: Service, asked: &str) -> ApiError {
    // What cannot be read is not worth quoting.
    let message = Arc::from("");
    ApiError { kind: FaultKind::Unreadable, message, ..error_of(answer, service, asked) }
}
