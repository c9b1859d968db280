//! What Keystone says of a token: who, where and what there is.

use std::sync::Arc;

use crate::model::ids::{ProjectId, UserId};
use crate::model::json::{Fields, FromJson, Value, object, text, text_or_null};
use crate::model::units::Timestamp;

/// The body of a token (`POST /v3/auth/tokens`). The token itself is in a header.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TokenBody {
    /// Who signed in.
    pub user: User,
    /// The project that the token is scoped to, if it is.
    pub project: Option<Project>,
    /// Roles on that project, the implied ones among them.
    pub roles: Vec<Role>,
    /// Services and their endpoints; empty in an unscoped token.
    pub catalog: Vec<CatalogService>,
    /// When the token ends, UTC.
    pub expires_at: Option<Timestamp>,
    /// The id of the application credential that it was made for.
    pub application_credential: Option<Arc<str>>,
}

/// What Keystone gives for the first step when it wants a second one. Lives for minutes.
#[derive(Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Goes along with the second step; not to be shown.
    pub receipt: Arc<str>,
    /// Who has taken the first step.
    pub user: UserId,
    /// What is still missing: one of these sets of methods.
    pub missing: Vec<Vec<Arc<str>>>,
}

impl Receipt {
    /// Whether a passcode is all that is missing.
    pub fn wants_passcode(&self) -> bool {
        self.missing.iter().any(|methods| methods.iter().map(|method| &**method).eq(["totp"]))
    }
}

impl std::fmt::Debug for Receipt {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Receipt of {}", self.user)
    }
}

/// A Keystone user.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct User {
    /// The user's id.
    pub id: UserId,
    /// The name they sign in with.
    pub name: Arc<str>,
    /// The domain the name lives in.
    pub domain: Domain,
}

/// A Keystone domain.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Domain {
    /// The domain's id.
    pub id: Arc<str>,
    /// Absent where only the id is readable.
    pub name: Option<Arc<str>>,
}

/// A Keystone project.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Project {
    /// The project's id.
    pub id: ProjectId,
    /// The project's name.
    pub name: Arc<str>,
    /// In lists of projects; a member may read a domain's id but not its name.
    pub domain_id: Option<Arc<str>>,
    /// In tokens.
    pub domain: Option<Domain>,
    /// Disabled projects cannot be signed in to.
    pub enabled: Option<bool>,
}

/// A role on a project.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Role {
    /// Such as `admin`, `member`, `reader`.
    pub name: Arc<str>,
}

/// A service of the catalog.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CatalogService {
    /// Such as `block-storage` or `volumev3`.
    pub kind: Arc<str>,
    /// Where it answers.
    pub endpoints: Vec<CatalogEndpoint>,
}

/// An endpoint of a service.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CatalogEndpoint {
    /// `public`, `internal` or `admin`.
    pub interface: Arc<str>,
    /// The region's id.
    pub region_id: Option<Arc<str>>,
    /// The address, often with the project's id in it.
    pub url: Arc<str>,
}

impl FromJson for TokenBody {
    fn from_json(json: &Value) -> Option<Self> {
        json.as_object()?;
        Some(Self {
            user: json.one("user").unwrap_or_default(),
            project: json.one("project"),
            roles: json.all("roles").unwrap_or_default(),
            catalog: json.all("catalog").unwrap_or_default(),
            expires_at: json.time("expires_at"),
            application_credential: json.get("application_credential").and_then(|made| made.shared("id")),
        })
    }
}

impl FromJson for User {
    fn from_json(json: &Value) -> Option<Self> {
        json.as_object()?;
        Some(Self {
            id: json.id("id").unwrap_or_default(),
            name: json.id("name").unwrap_or_default(),
            domain: json.one("domain").unwrap_or_default(),
        })
    }
}

impl FromJson for Domain {
    fn from_json(json: &Value) -> Option<Self> {
        json.as_object()?;
        Some(Self { id: json.id("id").unwrap_or_default(), name: json.shared("name") })
    }
}

impl FromJson for Project {
    fn from_json(json: &Value) -> Option<Self> {
        json.as_object()?;
        Some(Self {
            id: json.id("id").unwrap_or_default(),
            name: json.id("name").unwrap_or_default(),
            domain_id: json.shared("domain_id"),
            domain: json.one("domain"),
            enabled: json.bool("enabled"),
        })
    }
}

impl FromJson for Role {
    fn from_json(json: &Value) -> Option<Self> {
        json.as_object()?;
        Some(Self { name: json.id("name").unwrap_or_default() })
    }
}

impl FromJson for CatalogService {
    fn from_json(json: &Value) -> Option<Self> {
        json.as_object()?;
        Some(Self {
            kind: json.id("type").unwrap_or_default(),
            endpoints: json.all("endpoints").unwrap_or_default(),
        })
    }
}

impl FromJson for CatalogEndpoint {
    fn from_json(json: &Value) -> Option<Self> {
        json.as_object()?;
        Some(Self {
            interface: json.id("interface").unwrap_or_default(),
            region_id: json.shared("region_id"),
            url: json.id("url").unwrap_or_default(),
        })
    }
}

impl User {
    /// As [`FromJson`] reads it.
    pub fn to_json(&self) -> Value<'_> {
        object([
            ("id", text(self.id.as_str())),
            ("name", text(&self.name)),
            ("domain", self.domain.to_json()),
        ])
    }
}

impl Domain {
    /// As [`FromJson`] reads it.
    pub fn to_json(&self) -> Value<'_> {
        object([("id", text(&self.id)), ("name", text_or_null(self.name.as_deref()))])
    }
}

impl Project {
    /// As [`FromJson`] reads it.
    pub fn to_json(&self) -> Value<'_> {
        object([
            ("id", text(self.id.as_str())),
            ("name", text(&self.name)),
            ("domain_id", text_or_null(self.domain_id.as_deref())),
            ("domain", self.domain.as_ref().map_or(Value::Null, Domain::to_json)),
            ("enabled", self.enabled.map_or(Value::Null, Value::Bool)),
        ])
    }
}

impl Role {
    /// As [`FromJson`] reads it.
    pub fn to_json(&self) -> Value<'_> {
        object([("name", text(&self.name))])
    }
}
