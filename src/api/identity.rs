//! Keystone v3: signing in, choosing a project, signing out.

use crate::api::endpoint::{Endpoint, Undecodable, json, json_list};
use crate::api::request::{Auth, Base, Request};
use crate::api::transport::WireAnswer;
use crate::model::identity::{Project, TokenBody};
use crate::model::ids::ProjectId;
use crate::model::json::{Fields, Value, object, text};

/// How someone proves who they are.
#[derive(Clone)]
pub enum Proof {
    /// A password, with the user's name and domain's name.
    Password {
        /// The user's name.
        user: String,
        /// The domain's name; Keystone compares it without regard to case.
        domain: String,
        /// The password, which is kept nowhere.
        password: String,
    },
    /// A token that is still good.
    Token(String),
}

/// What the new token is for.
#[derive(Clone)]
pub enum Scope {
    /// Nothing yet: it can only list projects and be exchanged. Said in so many words, since a
    /// user with a default project would get a scoped token otherwise.
    Unscoped,
    /// One project.
    Project(ProjectId),
}

/// `POST /auth/tokens`.
pub struct Authenticate {
    /// Who.
    pub proof: Proof,
    /// What for.
    pub scope: Scope,
}

/// A token and what Keystone says of it. No Debug: it holds the token.
#[derive(Clone)]
pub struct IssuedToken {
    /// The token: a secret.
    pub token: String,
    /// Its body.
    pub body: TokenBody,
}

impl Endpoint for Authenticate {
    type Output = IssuedToken;

    fn request(&self) -> Request {
        let identity = match &self.proof {
            Proof::Password { user, domain, password } => {
                let user = object([
                    ("name", text(user)),
                    ("domain", object([("name", text(domain))])),
                    ("password", text(password)),
                ]);
                by("password", object([("user", user)]))
            }
            Proof::Token(token) => by("token", object([("id", text(token))])),
        };
        let scope = match &self.scope {
            Scope::Unscoped => text("unscoped"),
            Scope::Project(id) => object([("project", object([("id", text(id.as_str()))]))]),
        };
        let body = object([("auth", object([("identity", identity), ("scope", scope)]))]);
        Request::post(Base::Identity, "/auth/tokens", body.to_string()).auth(Auth::None)
    }

    fn decode(&self, answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        let body = json(answer)?.one("token").ok_or(Undecodable)?;
        let token = answer.subject_token.clone().ok_or(Undecodable)?;
        Ok(IssuedToken { token, body })
    }
}

/// One method of proving it.
fn by(method: &str, proof: Value) -> Value {
    object([("methods", Value::Array(vec![text(method)])), (method, proof)])
}

/// `GET /auth/tokens`: what a token is for, asked with the token itself.
pub struct ReadToken {
    /// The token.
    pub token: String,
}

impl Endpoint for ReadToken {
    type Output = TokenBody;

    fn request(&self) -> Request {
        Request::get(Base::Identity, "/auth/tokens").auth(Auth::Subject(self.token.clone()))
    }

    fn decode(&self, answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        json(answer)?.one("token").ok_or(Undecodable)
    }
}

/// `GET /auth/projects`: the projects that the user may choose.
pub struct ListOwnProjects {
    /// The unscoped token.
    pub token: String,
}

impl Endpoint for ListOwnProjects {
    type Output = Vec<Project>;

    fn request(&self) -> Request {
        Request::get(Base::Identity, "/auth/projects").auth(Auth::Token(self.token.clone()))
    }

    fn decode(&self, answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        json_list(answer, "projects")
    }
}

/// `GET /projects`: every project of the cloud, by name; for admins.
pub struct ListAllProjects;

impl Endpoint for ListAllProjects {
    type Output = Vec<Project>;

    fn request(&self) -> Request {
        Request::get(Base::Identity, "/projects")
    }

    fn decode(&self, answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        json_list(answer, "projects")
    }
}

/// `DELETE /auth/tokens`: the token ends now.
pub struct RevokeToken {
    /// The token to end.
    pub token: String,
}

impl Endpoint for RevokeToken {
    type Output = ();

    fn request(&self) -> Request {
        Request::delete(Base::Identity, "/auth/tokens").auth(Auth::Subject(self.token.clone()))
    }

    fn decode(&self, _answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        Ok(())
    }
}
