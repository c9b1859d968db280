//! The states of a session: signed in without a project, with a project, with a region.
//!
//! Each is a type of its own, made from the one before, so that no request for backups can be
//! written down before there is a project to ask in.

use std::sync::Arc;

use crate::api::catalog::RegionEndpoint;
use crate::api::client::Target;
use crate::api::identity::Proof;
use crate::model::identity::{Project, Role, User};
use crate::model::json::{Fields, FromJson, Value, object, text, text_or_null};
use crate::model::microversion::Microversion;
use crate::model::units::Timestamp;

/// Where the first token of a session came from: whose it is, and how to get another one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// Made here for a password, and what else Keystone asked for.
    #[default]
    Password,
    /// Made here for the secret of an application credential.
    ApplicationCredential,
    /// Made for this panel by Keystone's WebSSO.
    Sso,
    /// Handed over by a host or by the user: somebody else's, so it is never ended here.
    Given,
    /// There is no Keystone: it says who one claims to be, and proves nothing.
    NoKeystone,
}

impl Origin {
    const ALL: [Self; 5] =
        [Self::Password, Self::ApplicationCredential, Self::Sso, Self::Given, Self::NoKeystone];

    /// The stored spelling.
    fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::ApplicationCredential => "application_credential",
            Self::Sso => "sso",
            Self::Given => "given",
            Self::NoKeystone => "no_keystone",
        }
    }
}

/// Signed in, but in no project yet. No Debug on these types: they hold tokens.
#[derive(Clone, PartialEq)]
pub struct Unscoped {
    /// Keystone's v3 address.
    pub identity: Arc<str>,
    /// The token that was there first, which is exchanged for one with a project. One that was
    /// handed over or made for an application credential may have a project already.
    pub token: Arc<str>,
    /// Where it came from.
    pub origin: Origin,
    /// The id of the application credential that the token was made for. Such a token is for one
    /// project and cannot be exchanged.
    pub credential: Option<Arc<str>>,
    /// Who signed in.
    pub user: User,
    /// The projects to choose from.
    pub projects: Vec<Project>,
    /// Tokens of projects that the session has left; they end when it does.
    pub left: Vec<Arc<str>>,
}

impl Unscoped {
    /// Whether a token of this session ends with it: all do, except for one that was handed over.
    pub fn owns(&self, token: &str) -> bool {
        match self.origin {
            Origin::NoKeystone => false,
            Origin::Given => token != &*self.token,
            _ => true,
        }
    }

    /// Whether another project can be entered.
    pub fn may_switch(&self) -> bool {
        self.credential.is_none() && self.has_keystone()
    }

    /// Whether there is a Keystone to ask.
    pub fn has_keystone(&self) -> bool {
        self.origin != Origin::NoKeystone
    }

    /// Those of its tokens that end with the session, `token` being the project's, which comes
    /// first: ending the other one first would take it along on some releases.
    pub fn own_tokens(&self, token: Option<&Arc<str>>) -> Vec<Arc<str>> {
        let mut own: Vec<Arc<str>> = Vec::new();
        for token in token.into_iter().chain(&self.left).chain([&self.token]) {
            if self.owns(token) && !own.contains(token) {
                own.push(token.clone());
            }
        }
        own
    }
}

/// In a project; the region is still to be chosen.
#[derive(Clone, PartialEq)]
pub struct InProject {
    /// What came before.
    pub unscoped: Unscoped,
    /// The token of the project.
    pub token: Arc<str>,
    /// The project.
    pub project: Project,
    /// The user's roles there.
    pub roles: Vec<Role>,
    /// When the tokens end.
    pub expires_at: Option<Timestamp>,
    /// The regions that have Block Storage; never empty.
    pub regions: Vec<Region>,
}

/// A region that has Block Storage.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// The region's id.
    pub name: Arc<str>,
    /// The root of Block Storage there.
    pub root: Arc<str>,
}

impl From<RegionEndpoint> for Region {
    fn from(endpoint: RegionEndpoint) -> Self {
        Self { name: endpoint.region.into(), root: endpoint.root.into() }
    }
}

/// Ready to ask for backups.
#[derive(Clone, PartialEq)]
pub struct Scoped {
    /// The session before it had a project.
    pub unscoped: Unscoped,
    /// The token of the project.
    pub token: Arc<str>,
    /// The project.
    pub project: Project,
    /// The user's roles there.
    pub roles: Vec<Role>,
    /// When the tokens end.
    pub expires_at: Option<Timestamp>,
    /// The regions to switch between.
    pub regions: Vec<Region>,
    /// The region in use.
    pub region: Region,
    /// The highest microversion of Block Storage there, minor part of 3.x.
    pub offers_minor: u16,
}

impl Scoped {
    /// The highest microversion of Block Storage.
    pub fn offers(&self) -> Microversion {
        Microversion::v3(self.offers_minor)
    }

    /// Whether the token has the role admin, which in Cinder reaches over the whole cloud. A hint:
    /// policies differ.
    pub fn is_admin(&self) -> bool {
        self.roles.iter().any(|role| &*role.name == "admin")
    }

    /// Where requests go.
    pub fn target(&self) -> Target {
        Target {
            identity: self.unscoped.identity.to_string(),
            block_storage: self.region.root.to_string(),
            project: self.project.id.clone(),
            offers: Some(self.offers()),
        }
    }

    /// Whether the other session is of the same user.
    pub fn is_same_user(&self, other: &Self) -> bool {
        self.unscoped.identity == other.unscoped.identity && self.unscoped.user.id == other.unscoped.user.id
    }

    /// Whether the other session is of the same user in the same place, so that a request of the
    /// one may be sent for the other.
    pub fn is_same_place(&self, other: &Self) -> bool {
        self.is_same_user(other) && self.project.id == other.project.id && self.region == other.region
    }

    /// The proof of the same user with this password.
    pub fn by_password(&self, password: String) -> Proof {
        let user = &self.unscoped.user;
        let domain = user.domain.name.as_deref().unwrap_or_default().to_owned();
        Proof::Password { user: user.name.to_string(), domain, password }
    }

    /// As before it had a region.
    pub fn in_project(&self) -> InProject {
        InProject {
            unscoped: self.unscoped.clone(),
            token: self.token.clone(),
            project: self.project.clone(),
            roles: self.roles.clone(),
            expires_at: self.expires_at.clone(),
            regions: self.regions.clone(),
        }
    }
}

impl FromJson for Scoped {
    /// Reads what this or an earlier release has kept; None when a part is missing.
    fn from_json(json: &Value) -> Option<Self> {
        Some(Self {
            unscoped: json.one("unscoped")?,
            token: json.shared("token")?,
            project: json.one("project")?,
            roles: json.all("roles")?,
            expires_at: json.time("expires_at"),
            regions: json.all("regions")?,
            region: json.one("region")?,
            offers_minor: json.u64("offers_minor")?.try_into().ok()?,
        })
    }
}

impl FromJson for Unscoped {
    fn from_json(json: &Value) -> Option<Self> {
        Some(Self {
            identity: json.shared("identity")?,
            token: json.shared("token")?,
            // Releases that kept no origin knew only passwords.
            origin: json.str("origin").map_or(Some(Origin::Password), |kept| {
                Origin::ALL.into_iter().find(|origin| origin.as_str() == kept)
            })?,
            credential: json.shared("credential"),
            user: json.one("user")?,
            projects: json.all("projects")?,
            left: json.all("left").unwrap_or_default(),
        })
    }
}

impl FromJson for Region {
    fn from_json(json: &Value) -> Option<Self> {
        Some(Self { name: json.shared("name")?, root: json.shared("root")? })
    }
}

impl Scoped {
    /// As [`FromJson`] reads it. Holds the tokens.
    pub fn to_json(&self) -> Value<'_> {
        let unscoped = object([
            ("identity", text(&self.unscoped.identity)),
            ("token", text(&self.unscoped.token)),
            ("origin", text(self.unscoped.origin.as_str())),
            ("credential", text_or_null(self.unscoped.credential.as_deref())),
            ("user", self.unscoped.user.to_json()),
            ("projects", Value::Array(self.unscoped.projects.iter().map(Project::to_json).collect())),
            ("left", Value::Array(self.unscoped.left.iter().map(|token| text(token)).collect())),
        ]);
        object([
            ("unscoped", unscoped),
            ("token", text(&self.token)),
            ("project", self.project.to_json()),
            ("roles", Value::Array(self.roles.iter().map(Role::to_json).collect())),
            ("expires_at", text_or_null(self.expires_at.as_ref().map(Timestamp::raw))),
            ("regions", Value::Array(self.regions.iter().map(Region::to_json).collect())),
            ("region", self.region.to_json()),
            ("offers_minor", u64::from(self.offers_minor).into()),
        ])
    }
}

impl Region {
    fn to_json(&self) -> Value<'_> {
        object([("name", text(&self.name)), ("root", text(&self.root))])
    }
}
