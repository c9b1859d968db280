//! Looks at a cloud from this page, one request after the other. What it means is for
//! `rules/diagnosis.rs`.
//!
//! The session's token goes to the addresses of the session and nowhere else; what is asked at any
//! other address carries a token that is none.

use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use crate::api::catalog::{TYPES, root_of};
use crate::api::endpoint::Endpoint;
use crate::api::identity::{Authenticate, Proof, Scope};
use crate::api::request::{Method, encode};
use crate::api::transport::{NoAnswer, Transport, Wants, WireAnswer, WireRequest};
use crate::model::fault::Service;
use crate::model::identity::TokenBody;
use crate::model::ids::ProjectId;
use crate::model::json::{Fields, parse_bytes};
use crate::rules::diagnosis::{is_usable, ruled_out};
use crate::rules::probe::{Asked, Body, Clocks, Examination, Listed, Outcome, Probe, Reading, Subject};
use crate::state::identity_address::identity_address;
use crate::state::scope::Scoped;

/// No token, but a header of that name: what a service refuses with 401 was let through by CORS.
const NO_TOKEN: &str = "connection-check";

const AUTH: &str = "X-Auth-Token";
const SUBJECT: &str = "X-Subject-Token";
const VERSION: &str = "OpenStack-API-Version";
const CONTENT: &str = "Content-Type";

/// What the page around can tell.
pub trait Surroundings {
    /// Milliseconds since 1970 UTC.
    fn now(&self) -> f64;
    /// Whether the page's policy has kept a request to this address from leaving.
    fn forbids(&self, url: &str) -> Pin<Box<dyn Future<Output = bool>>>;
}

/// What to look at.
#[derive(Clone)]
pub struct Place {
    /// The origin of this page.
    pub origin: String,
    /// Keystone's address, as it was typed.
    pub identity: String,
    /// Cinder's, as it was typed; may be empty.
    pub block_storage: String,
    /// The session, if there is one.
    pub session: Option<Arc<Scoped>>,
}

/// Looks at clouds.
pub struct Examiner {
    /// How requests leave.
    pub transport: Rc<dyn Transport>,
    /// The page around.
    pub around: Rc<dyn Surroundings>,
    /// Told after every step.
    pub tell: Rc<dyn Fn(&Examination)>,
}

/// The address of Cinder's root in what people type: an endpoint of the catalog, or less.
fn block_storage_address(typed: &str, project: &ProjectId) -> Option<String> {
    let typed = typed.trim();
    let with_scheme = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
    root_of(&with_scheme, project).filter(|root| !root.contains(['?', '#', '@', '\\']))
}

impl Examiner {
    /// Looks at all that there is.
    pub async fn examine(&self, place: Place) -> Examination {
        let base = identity_address(&place.identity).ok();
        let session = place.session.filter(|session| base.as_deref() == Some(&*session.unscoped.identity));
        let project = session.as_ref().map(|session| session.project.id.clone()).unwrap_or_default();
        let (typed, root) = match (&session, place.block_storage.trim()) {
            (Some(session), "") => (session.region.root.to_string(), Some(session.region.root.to_string())),
            (_, typed) => (typed.to_owned(), block_storage_address(typed, &project)),
        };
        let mut seen = Examination {
            origin: place.origin,
            has_session: session.is_some(),
            identity: Subject::new(Service::Identity, &place.identity, base),
            clocks: None,
            catalog: None,
            block_storage: Subject::new(Service::BlockStorage, &typed, root),
            is_over: false,
        };
        seen.identity.worked_before = session.is_some();
        self.identity(&mut seen, session.as_deref()).await;
        let at_root =
            session.filter(|session| seen.block_storage.base.as_deref() == Some(&*session.region.root));
        seen.block_storage.worked_before = at_root.is_some();
        self.block_storage(&mut seen, at_root.as_deref()).await;
        seen.is_over = true;
        (self.tell)(&seen);
        seen
    }

    async fn identity(&self, seen: &mut Examination, session: Option<&Scoped>) {
        (self.tell)(seen);
        let Some(base) = seen.identity.base.clone() else { return };
        if ruled_out(&seen.identity, &seen.origin).is_some() {
            return;
        }
        seen.identity.plain = Some(self.look(&base).await);
        (self.tell)(seen);
        if !is_usable(&seen.identity) {
            return;
        }
        let url = format!("{base}/auth/tokens");
        let token = session.map_or(NO_TOKEN, |session| &session.token);
        let headers = [(AUTH, token), (SUBJECT, token)];
        let (probe, answer) = self.ask(Method::Get, &url, &headers, None).await;
        if let Some(answer) = answer.filter(|answer| answer.status == 200) {
            seen.catalog = parse_bytes(&answer.body).and_then(|json| json.one("token")).as_ref().map(listed);
        }
        self.single(&mut seen.identity, probe, &headers).await;
        (self.tell)(seen);
        if !matches!(seen.identity.headers, Some(Probe { outcome: Outcome::Read(_), .. })) {
            return;
        }
        let body = session.map_or_else(|| "{}".to_owned(), exchange_body);
        let before = self.around.now();
        let (probe, answer) =
            self.ask(Method::Post, &url, &[(CONTENT, "application/json")], Some(body)).await;
        let here = (before + self.around.now()) / 2.0;
        seen.identity.methods.push(probe);
        let token = answer.as_ref().and_then(|answer| {
            let issued = parse_bytes(&answer.body)?.get("token")?.time("issued_at")?.millis()?;
            seen.clocks = Some(Clocks { cloud: issued, here: here as i64 });
            answer.subject_token.clone()
        });
        // The token that was just made ends here; without one, none does.
        let token = token.as_deref().unwrap_or(NO_TOKEN);
        let (probe, _) = self.ask(Method::Delete, &url, &[(AUTH, token), (SUBJECT, token)], None).await;
        seen.identity.methods.push(probe);
        (self.tell)(seen);
    }

    async fn block_storage(&self, seen: &mut Examination, session: Option<&Scoped>) {
        let Some(root) = seen.block_storage.base.clone() else { return };
        if ruled_out(&seen.block_storage, &seen.origin).is_some() {
            return;
        }
        seen.block_storage.plain = Some(self.look(&root).await);
        (self.tell)(seen);
        if !is_usable(&seen.block_storage) {
            return;
        }
        let (url, token) = match session {
            Some(session) => {
                let project = encode(session.project.id.as_str());
                (format!("{root}v3/{project}/backups?limit=1"), &*session.token)
            }
            None => (format!("{root}v3/"), NO_TOKEN),
        };
        let headers = [(AUTH, token), (VERSION, "volume 3.0")];
        let (probe, _) = self.ask(Method::Get, &url, &headers, None).await;
        self.single(&mut seen.block_storage, probe, &headers).await;
        (self.tell)(seen);
        if !matches!(seen.block_storage.headers, Some(Probe { outcome: Outcome::Read(_), .. })) {
            return;
        }
        let url = format!("{root}v3/");
        for method in [Method::Post, Method::Put, Method::Delete] {
            let has_body = method != Method::Delete;
            let headers = [(AUTH, NO_TOKEN), (VERSION, "volume 3.0"), (CONTENT, "application/json")];
            let headers = if has_body { &headers[..] } else { &headers[..2] };
            let (probe, _) = self.ask(method, &url, headers, has_body.then(|| "{}".to_owned())).await;
            seen.block_storage.methods.push(probe);
        }
        (self.tell)(seen);
    }

    /// A plain GET, and when it fails a second look that wants nothing of the answer.
    async fn look(&self, url: &str) -> Probe {
        let (mut probe, _) = self.ask(Method::Get, url, &[], None).await;
        if probe.outcome == Outcome::Refused {
            let mut wire = wire(Method::Get, url, &[], None);
            wire.wants = Wants::Arrival;
            probe.outcome = match self.transport.send(wire).await {
                Ok(_) => Outcome::Opaque,
                Err(NoAnswer::TimedOut) => Outcome::TimedOut,
                Err(NoAnswer::Unreachable | NoAnswer::Redirected) => Outcome::Nothing,
            };
        }
        probe
    }

    /// Notes what came of all headers together; when that failed, tries each by itself.
    async fn single(&self, subject: &mut Subject, probe: Probe, headers: &[(&'static str, &str)]) {
        if probe.outcome == Outcome::Refused {
            for (name, value) in headers {
                // A token by itself need not go along, only the name of its header.
                let value = if *name == VERSION { *value } else { NO_TOKEN };
                subject.single.push(self.ask(Method::Get, &probe.asked.url, &[(*name, value)], None).await.0);
            }
        }
        subject.headers = Some(probe);
    }

    async fn ask(
        &self,
        method: Method,
        url: &str,
        headers: &[(&'static str, &str)],
        body: Option<String>,
    ) -> (Probe, Option<WireAnswer>) {
        let asked = Asked {
            method: method.as_str(),
            url: url.to_owned(),
            headers: headers.iter().map(|(name, _)| *name).collect(),
        };
        let before = self.around.now();
        let answer = self.transport.send(wire(method, url, headers, body)).await;
        let took_ms = (self.around.now() - before).max(0.0) as u32;
        let outcome = match &answer {
            Ok(answer) => Outcome::Read(Reading {
                status: answer.status,
                body: Body::of(&answer.body),
                request_id: answer.request_id.is_some(),
                subject_token: answer.subject_token.is_some(),
                api_version: answer.api_version.is_some(),
            }),
            Err(NoAnswer::TimedOut) => Outcome::TimedOut,
            Err(NoAnswer::Unreachable) if self.around.forbids(url).await => Outcome::Forbidden,
            // The panel does not go where a redirect leads, which is one of the candidates.
            Err(NoAnswer::Unreachable | NoAnswer::Redirected) => Outcome::Refused,
        };
        (Probe { asked, outcome, took_ms }, answer.ok())
    }
}

fn wire(method: Method, url: &str, headers: &[(&'static str, &str)], body: Option<String>) -> WireRequest {
    let headers = headers.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    WireRequest { method, url: url.to_owned(), headers, body, wants: Wants::Answer }
}

/// Asks for another token like the session's own: what the panel does when one changes the project.
fn exchange_body(session: &Scoped) -> String {
    let proof = Proof::Token(session.unscoped.token.to_string());
    let scope = Scope::Project(session.project.id.clone());
    Authenticate { proof, scope }.request().body.unwrap_or_default()
}

/// Everything in the catalog that goes by a name of Block Storage.
fn listed(token: &TokenBody) -> Vec<Listed> {
    let services = token.catalog.iter().filter(|service| TYPES.contains(&&*service.kind));
    services
        .flat_map(|service| {
            service.endpoints.iter().map(|endpoint| Listed {
                kind: service.kind.to_string(),
                region: endpoint.region_id.as_deref().unwrap_or_default().to_owned(),
                interface: endpoint.interface.to_string(),
                url: endpoint.url.to_string(),
            })
        })
        .collect()
}
