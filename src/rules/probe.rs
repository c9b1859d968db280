//! What was seen of a cloud from a page: the facts that a diagnosis is made from.

use crate::model::fault::Service;
use crate::model::json::{Value, parse_bytes};

/// A request that was sent to see what happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Such as `GET`.
    pub method: &'static str,
    /// The whole address.
    pub url: String,
    /// The headers for which a browser asks beforehand (a preflight), by name.
    pub headers: Vec<&'static str>,
}

impl Asked {
    /// A request that every browser sends without asking beforehand.
    pub fn plain(url: &str) -> Self {
        Self { method: "GET", url: url.to_owned(), headers: Vec::new() }
    }

    /// Whether a browser asks beforehand.
    pub fn is_preflighted(&self) -> bool {
        !self.headers.is_empty() || !matches!(self.method, "GET" | "POST")
    }
}

/// A request with what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Probe {
    /// The request.
    pub asked: Asked,
    /// What came of it.
    pub outcome: Outcome,
    /// How long that took, in milliseconds.
    pub took_ms: u32,
}

/// What came of a request.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The page could read the answer.
    Read(Reading),
    /// The page could not read an answer, and the same request without wanting to read it was answered.
    Opaque,
    /// Neither was answered.
    Nothing,
    /// The page could not read an answer to a preflighted request, which cannot be looked at any closer.
    Refused,
    /// No answer within the time limit.
    TimedOut,
    /// The policy of this page does not let it ask there (`connect-src`).
    Forbidden,
}

/// An answer that could be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: Body,
    /// Whether `X-OpenStack-Request-ID` could be read.
    pub request_id: bool,
    /// Whether `X-Subject-Token` could be read.
    pub subject_token: bool,
    /// Whether `OpenStack-API-Version` could be read.
    pub api_version: bool,
}

/// A body, as far as it matters.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// JSON.
    Json(Value<'static>),
    /// A web page.
    Page,
    /// Anything else.
    Other,
}

impl Body {
    /// Looks at the bytes.
    pub fn of(bytes: &[u8]) -> Self {
        if let Some(json) = parse_bytes(bytes) {
            return Self::Json(json.into_owned());
        }
        let text = String::from_utf8_lossy(bytes);
        if text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']).starts_with('<') {
            Self::Page
        } else {
            Self::Other
        }
    }
}

/// What was seen of one service. What has not been looked at is empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Subject {
    /// Which service.
    pub service: Service,
    /// Its address, as it was typed or listed.
    pub typed: String,
    /// The address to ask: Keystone's v3 address or Cinder's root; None when `typed` gives none.
    pub base: Option<String>,
    /// Whether this page has read its answers before, in this session.
    pub worked_before: bool,
    /// A plain GET.
    pub plain: Option<Probe>,
    /// A GET with all headers that the panel sends.
    pub headers: Option<Probe>,
    /// The same with one of them each, if it failed with all of them.
    pub single: Vec<Probe>,
    /// The methods that are asked for beforehand, with what the panel sends along.
    pub methods: Vec<Probe>,
}

impl Subject {
    /// A service that has not been looked at yet.
    pub fn new(service: Service, typed: &str, base: Option<String>) -> Self {
        Self {
            service,
            typed: typed.trim().to_owned(),
            base,
            worked_before: false,
            plain: None,
            headers: None,
            single: Vec::new(),
            methods: Vec::new(),
        }
    }
}

/// The clock of the cloud beside that of this computer, both in milliseconds since 1970 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clocks {
    /// What the cloud says.
    pub cloud: i64,
    /// What this computer said meanwhile.
    pub here: i64,
}

/// A Block Storage endpoint of the catalog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Such as `block-storage`.
    pub kind: String,
    /// The region's id.
    pub region: String,
    /// `public`, `internal` or `admin`.
    pub interface: String,
    /// The address.
    pub url: String,
}

/// All that was seen of a cloud.
#[derive(Clone, Debug, PartialEq)]
pub struct Examination {
    /// The origin of this page.
    pub origin: String,
    /// Whether there is a session in this cloud, so that its token was used.
    pub has_session: bool,
    /// Keystone.
    pub identity: Subject,
    /// The clocks, when the cloud's could be read.
    pub clocks: Option<Clocks>,
    /// What the catalog lists, when it could be read.
    pub catalog: Option<Vec<Listed>>,
    /// Cinder.
    pub block_storage: Subject,
    /// Whether there is more to come.
    pub is_over: bool,
}
