//! What Keystone says of a token: who, where and what there is.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::ids::{ProjectId, UserId};
use crate::model::units::Timestamp;

/// The body of a token (`POST /v3/auth/tokens`). The token itself is in a header.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
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
}

/// A Keystone user.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct User {
    /// The user's id.
    pub id: UserId,
    /// The name they sign in with.
    pub name: Arc<str>,
    /// The domain the name lives in.
    pub domain: Domain,
}

/// A Keystone domain.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Domain {
    /// The domain's id.
    pub id: Arc<str>,
    /// Absent where only the id is readable.
    pub name: Option<Arc<str>>,
}

/// A Keystone project.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
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
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Role {
    /// Such as `admin`, `member`, `reader`.
    pub name: Arc<str>,
}

/// A service of the catalog.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct CatalogService {
    /// Such as `block-storage` or `volumev3`.
    #[serde(rename = "type")]
    pub kind: Arc<str>,
    /// Where it answers.
    pub endpoints: Vec<CatalogEndpoint>,
}

/// An endpoint of a service.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct CatalogEndpoint {
    /// `public`, `internal` or `admin`.
    pub interface: Arc<str>,
    /// The region's id.
    pub region_id: Option<Arc<str>>,
    /// The address, often with the project's id in it.
    pub url: Arc<str>,
}
