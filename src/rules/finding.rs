//! What a connection check can find: the checks, what was seen, and what may be wrong.

use crate::model::fault::Service;
use crate::rules::probe::{Asked, Listed};

/// What may be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// What was typed is no web address.
    NotAnAddress,
    /// A user name or password stands in the address.
    Credentials,
    /// A page that came over https may not ask over http.
    MixedContent,
    /// The page's own policy does not let it ask there.
    PagePolicy,
    /// Nothing listens there.
    Down,
    /// The host's name is unknown here.
    NameUnknown,
    /// The certificate is not trusted here.
    Certificate,
    /// Something on the way holds the request up.
    Firewall,
    /// The browser keeps pages out of private networks.
    PrivateNetwork,
    /// `allowed_origin` is not set, as it is by default.
    CorsOff,
    /// `allowed_origin` names other pages only.
    OtherOrigin,
    /// Something in front of the service answers in its place, with an error.
    ProxyError,
    /// The address answers with a redirection, which does not name the page.
    Redirect,
    /// Something else than the service answers there, such as a dashboard.
    OtherService,
    /// A web page comes from there.
    WebPage,
    /// The address leads nowhere on this server: 404.
    NotFound,
    /// The service is there, in a version that is too old.
    TooOld,
    /// Something in front of the service says that it does not answer, or it failed inside.
    Unavailable(u16),
    /// A status that nothing explains.
    OddStatus(u16),
    /// Headers that the panel sends are not allowed.
    HeadersNotAllowed(Vec<&'static str>),
    /// Something in front of the service does not let the browser ask beforehand.
    OptionsRefused,
    /// Methods that the panel sends are not allowed.
    MethodsNotAllowed(Vec<&'static str>),
    /// Headers that the panel reads are kept from it.
    NotExposed(Vec<&'static str>),
    /// The session's token is no longer taken.
    TokenRefused,
    /// The clocks are so many seconds apart; the cloud's is ahead when above zero.
    Clock(i64),
    /// The catalog lists no Block Storage.
    NotListed,
}

/// What is looked at, of each service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// The address itself.
    Address,
    /// Whether anything answers.
    Answers,
    /// Whether this page may read the answer.
    Readable,
    /// Whether it is the service, in a version that the panel can use.
    Version,
    /// Whether the panel may send its headers.
    Headers,
    /// Whether it may write.
    Methods,
    /// Whether it may read the headers it needs.
    Exposed,
    /// Whether the clocks agree.
    Clock,
    /// What the catalog lists.
    Catalog,
}

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// As it should be.
    Fine,
    /// Not as it should be.
    Failed,
    /// A page cannot tell.
    Unclear,
    /// Not looked at.
    Skipped,
}

/// What was seen, for the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// An origin that may be asked from here.
    Origin(String),
    /// An answer with a status.
    Status(u16),
    /// An answer that the page may not read.
    Unreadable,
    /// Nothing at all.
    Silence,
    /// No answer within the time limit.
    NoAnswerInTime,
    /// The answer names the page.
    NamesPage,
    /// Keystone's version.
    IdentityVersion(String),
    /// Cinder's lowest and highest microversion.
    Microversions(String, String),
    /// These headers or methods are allowed.
    Names(Vec<&'static str>),
    /// These headers can be read; nothing is known of the others.
    OnlyNames(Vec<&'static str>, Vec<&'static str>),
    /// The clocks are so many seconds apart.
    Apart(i64),
    /// The endpoints.
    Listed(Vec<Listed>),
    /// This is wrong.
    Wrong(Fault),
    /// Not yet.
    Pending,
    /// Nothing to be learned after what failed before.
    Pointless,
    /// It takes a session.
    NeedsSession,
    /// It takes a token that Keystone exchanges for another.
    NotExchanged,
    /// Its address is not known.
    NoAddress,
}

/// A check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Of which service.
    pub service: Service,
    /// What was looked at.
    pub item: Item,
    /// How it ended.
    pub grade: Grade,
    /// What was seen.
    pub seen: Seen,
    /// How long it took, in milliseconds, where something was asked.
    pub took_ms: Option<u32>,
}

/// What is wrong with a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// Which service.
    pub service: Service,
    /// What it may be, the likeliest first; a single one is certain.
    pub faults: Vec<Fault>,
    /// The request that showed it, as far as one did.
    pub asked: Option<Asked>,
}

/// What all was seen means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The checks, in order.
    pub checks: Vec<Check>,
    /// What is wrong, in the order in which it would be met.
    pub diagnoses: Vec<Diagnosis>,
}
