//! Keystone v3: signing in, choosing a project, signing out.

use std::sync::Arc;

use crate::api::endpoint::{Endpoint, Undecodable, json, json_list};
use crate::api::request::{Auth, Base, Request, encode};
use crate::api::transport::WireAnswer;
use crate::model::identity::{Project, Receipt, TokenBody};
use crate::model::ids::{ProjectId, UserId};
use crate::model::json::{Fields, FromJson, Value, object, text};

/// The header that a token comes in.
const SUBJECT_TOKEN: &str = "X-Subject-Token";
/// The header that leads from the first step of signing in to the second.
const RECEIPT: &str = "Openstack-Auth-Receipt";

/// How someone proves who they are. No Debug: it holds secrets.
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
    /// The second step: a time-based one-time password, after a password.
    Passcode {
        /// What the first step gave.
        receipt: Receipt,
        /// Six digits.
        passcode: String,
    },
    /// An application credential. It is for one project, and no scope may be asked for.
    ApplicationCredential {
        /// Which one.
        credential: CredentialName,
        /// Its secret, which is kept nowhere.
        secret: String,
    },
    /// A token that is still good.
    Token(String),
}

/// Which application credential.
#[derive(Clone)]
pub enum CredentialName {
    /// By its id.
    Id(String),
    /// By its name, which is unique for its user.
    Name {
        /// The credential's name.
        name: String,
        /// The user's name.
        user: String,
        /// The name of the user's domain.
        domain: String,
    },
}

/// What the new token is for.
#[derive(Clone)]
pub enum Scope {
    /// What the proof is for by itself: nothing may be said of it.
    Own,
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

/// What Keystone answers to a proof.
pub enum Authenticated {
    /// A token.
    Issued(Box<IssuedToken>),
    /// It wants a second step.
    Receipt(Receipt),
    /// It has answered in a header of this name, which CORS keeps from the page.
    Hidden(&'static str),
}

impl Endpoint for Authenticate {
    type Output = Authenticated;

    fn request(&self) -> Request {
        fn named(name: &str) -> Value<'_> {
            object([("name", text(name))])
        }
        let identity = match &self.proof {
            Proof::Password { user, domain, password } => {
                let user =
                    object([("name", text(user)), ("domain", named(domain)), ("password", text(password))]);
                by("password", object([("user", user)]))
            }
            Proof::Passcode { receipt, passcode } => {
                let user = object([("id", text(receipt.user.as_str())), ("passcode", text(passcode))]);
                by("totp", object([("user", user)]))
            }
            Proof::ApplicationCredential { credential: CredentialName::Id(id), secret } => {
                by("application_credential", object([("id", text(id)), ("secret", text(secret))]))
            }
            Proof::ApplicationCredential {
                credential: CredentialName::Name { name, user, domain },
                secret,
            } => {
                let user = object([("name", text(user)), ("domain", named(domain))]);
                let proof = object([("name", text(name)), ("user", user), ("secret", text(secret))]);
                by("application_credential", proof)
            }
            Proof::Token(token) => by("token", object([("id", text(token))])),
        };
        let auth = match &self.scope {
            Scope::Own => object([("identity", identity)]),
            Scope::Unscoped => object([("identity", identity), ("scope", text("unscoped"))]),
            Scope::Project(id) => {
                let scope = object([("project", object([("id", text(id.as_str()))]))]);
                object([("identity", identity), ("scope", scope)])
            }
        };
        let auth_header = match &self.proof {
            Proof::Passcode { receipt, .. } => Auth::Receipt(receipt.receipt.to_string()),
            _ => Auth::None,
        };
        let body = object([("auth", auth)]);
        Request::post(Base::Identity, "/auth/tokens", body.to_string()).auth(auth_header)
    }

    /// Keystone asks for the second step with a 401, whose body tells it from a refusal.
    fn accepts(answer: &WireAnswer) -> bool {
        (200..300).contains(&answer.status)
            || (answer.status == 401 && json(answer).is_ok_and(|body| body.get("receipt").is_some()))
    }

    fn decode(&self, answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        let body = json(answer)?;
        match (answer.status, &answer.receipt, &answer.subject_token) {
            (401, None, _) => Ok(Authenticated::Hidden(RECEIPT)),
            (401, Some(receipt), _) => {
                read_receipt(receipt, &body).map(Authenticated::Receipt).ok_or(Undecodable)
            }
            (_, _, token) => {
                let body = body.one("token").ok_or(Undecodable)?;
                Ok(match token.clone() {
                    Some(token) => Authenticated::Issued(Box::new(IssuedToken { token, body })),
                    None => Authenticated::Hidden(SUBJECT_TOKEN),
                })
            }
        }
    }
}

/// `required_auth_methods` holds alternatives, each with the methods that are done already among the others.
fn read_receipt(receipt: &str, body: &Value) -> Option<Receipt> {
    let about = body.get("receipt")?;
    let done: Vec<Arc<str>> = about.all("methods")?;
    let rules = body.get("required_auth_methods")?.as_array()?;
    let missing = rules.iter().filter_map(|rule| {
        let methods = rule.as_array()?.iter().filter_map(Arc::<str>::from_json);
        Some(methods.filter(|method| !done.contains(method)).collect())
    });
    let user = about.get("user")?.id("id")?;
    Some(Receipt { receipt: receipt.into(), user, missing: missing.collect() })
}

/// One method of proving it.
fn by<'a>(method: &'a str, proof: Value<'a>) -> Value<'a> {
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

/// `POST /users/{id}/password`: a new password for the old one. Needs no token, so it works when the old
/// one has expired.
pub struct ChangePassword {
    /// Whose.
    pub user: UserId,
    /// The one that was.
    pub original: String,
    /// The one that is to be.
    pub password: String,
}

impl Endpoint for ChangePassword {
    type Output = ();

    fn request(&self) -> Request {
        let path = format!("/users/{}/password", encode(self.user.as_str()));
        let user = object([("original_password", text(&self.original)), ("password", text(&self.password))]);
        Request::post(Base::Identity, path, object([("user", user)]).to_string()).auth(Auth::None)
    }

    fn decode(&self, _answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        Ok(())
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
