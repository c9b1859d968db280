//! The steps of signing in, each from one state of a session to the next.

use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use crate::api::catalog::block_storage;
use crate::api::client::{Answered, Call, Client, Target};
use crate::api::endpoint::Endpoint;
use crate::api::identity::{Authenticate, ListOwnProjects, Proof, RevokeToken, Scope};
use crate::api::transport::Transport;
use crate::api::versions::{ReadVersions, ReadVersionsSignedIn};
use crate::model::fault::{ApiError, FaultKind};
use crate::model::identity::Project;
use crate::model::microversion::Microversion;
use crate::state::scope::{InProject, Region, Scoped, Unscoped};

/// Why signing in did not get to the end.
#[derive(Clone, Debug, PartialEq)]
pub enum SignInFailure {
    /// What was typed is not an http or https address.
    NotAnAddress(String),
    /// A request failed.
    Api(ApiError),
    /// The user has no project.
    NoProject,
    /// The catalog of the project has no Block Storage.
    NoBlockStorage {
        /// The project's name.
        project: String,
    },
    /// Block Storage is there but has no v3 API.
    NoV3 {
        /// Its root.
        root: String,
    },
}

impl From<ApiError> for SignInFailure {
    fn from(error: ApiError) -> Self {
        Self::Api(error)
    }
}

/// Result of a step.
pub type Step<T> = Result<T, SignInFailure>;

/// Keystone's v3 address from what people type: `host:5000`, with or without `/v3`.
///
/// # Errors
/// [`SignInFailure::NotAnAddress`].
pub fn identity_address(typed: &str) -> Step<String> {
    let typed = typed.trim();
    let scheme = typed.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    let with_scheme = match scheme.as_deref() {
        Some("http" | "https") => typed.to_owned(),
        None if !typed.is_empty() => format!("https://{typed}"),
        _ => return Err(SignInFailure::NotAnAddress(typed.to_owned())),
    };
    let is_odd = |c: char| c.is_whitespace() || matches!(c, '?' | '#' | '@' | '\\');
    let trimmed = with_scheme.trim_end_matches('/');
    let host = trimmed.split_once("://").map_or("", |(_, rest)| rest);
    if host.is_empty() || host.starts_with('/') || host.contains(is_odd) {
        return Err(SignInFailure::NotAnAddress(typed.to_owned()));
    }
    let root = trimmed.strip_suffix("/v3").or_else(|| trimmed.strip_suffix("/v2.0")).unwrap_or(trimmed);
    Ok(format!("{}/v3", root.trim_end_matches('/')))
}

/// Boxed, so that the steps do not each hold a copy of the whole way to the answer.
type Exchange = Pin<Box<dyn Future<Output = Result<Answered, ApiError>>>>;

/// Asks before there is a session.
async fn ask<E: Endpoint>(
    transport: &Rc<dyn Transport>,
    target: Target,
    token: &str,
    endpoint: &E,
) -> Result<E::Output, ApiError> {
    exchange(transport, target, token, Call::of(endpoint)).await?.read(endpoint)
}

fn exchange(transport: &Rc<dyn Transport>, target: Target, token: &str, call: Call) -> Exchange {
    let client = Client::new(transport.clone(), target, token.to_owned());
    Box::pin(async move { client.exchange(call).await })
}

fn at_identity(identity: &str) -> Target {
    Target { identity: identity.to_owned(), ..Target::default() }
}

/// Signs in without a project and lists the projects there are.
///
/// # Errors
/// See [`SignInFailure`].
pub async fn sign_in(transport: &Rc<dyn Transport>, identity: &str, proof: Proof) -> Step<Unscoped> {
    let identity = identity_address(identity)?;
    let authenticate = Authenticate { proof, scope: Scope::Unscoped };
    let issued = ask(transport, at_identity(&identity), "", &authenticate).await?;
    let list = ListOwnProjects { token: issued.token.clone() };
    let mut projects = ask(transport, at_identity(&identity), "", &list).await?;
    projects.retain(|project| project.enabled != Some(false));
    projects.sort_by_key(|project| project.name.to_lowercase());
    if projects.is_empty() {
        revoke(transport, &identity, &issued.token).await;
        return Err(SignInFailure::NoProject);
    }
    Ok(Unscoped {
        identity: identity.into(),
        token: issued.token.into(),
        user: issued.body.user,
        projects,
        left: Vec::new(),
    })
}

/// Enters a project.
///
/// # Errors
/// See [`SignInFailure`].
pub async fn enter_project(
    transport: &Rc<dyn Transport>,
    unscoped: Unscoped,
    project: &Project,
    interface: &str,
) -> Step<InProject> {
    let authenticate = Authenticate {
        proof: Proof::Token(unscoped.token.to_string()),
        scope: Scope::Project(project.id.clone()),
    };
    let issued = ask(transport, at_identity(&unscoped.identity), "", &authenticate).await?;
    let regions: Vec<Region> = block_storage(&issued.body, interface).into_iter().map(Region::from).collect();
    if regions.is_empty() {
        revoke(transport, &unscoped.identity, &issued.token).await;
        return Err(SignInFailure::NoBlockStorage { project: project.name.to_string() });
    }
    Ok(InProject {
        unscoped,
        token: issued.token.into(),
        project: issued.body.project.unwrap_or_else(|| project.clone()),
        roles: issued.body.roles,
        expires_at: issued.body.expires_at,
        regions,
    })
}

/// Enters a region: learns which microversions Block Storage has there.
///
/// # Errors
/// See [`SignInFailure`].
pub async fn enter_region(transport: &Rc<dyn Transport>, within: InProject, region: &Region) -> Step<Scoped> {
    let target = Target { block_storage: region.root.to_string(), ..at_identity(&within.unscoped.identity) };
    let offers = match ask(transport, target.clone(), "", &ReadVersions).await {
        // Some proxies do not pass on the root; the same document is at `v3/`, for those signed in.
        Err(error)
            if matches!(error.kind, FaultKind::NotFound | FaultKind::Forbidden | FaultKind::Unreadable) =>
        {
            ask(transport, target, &within.token, &ReadVersionsSignedIn).await?
        }
        other => other?,
    };
    let offers: Microversion = offers.ok_or_else(|| SignInFailure::NoV3 { root: region.root.to_string() })?;
    Ok(Scoped {
        unscoped: within.unscoped,
        token: within.token,
        project: within.project,
        roles: within.roles,
        expires_at: within.expires_at,
        regions: within.regions,
        region: region.clone(),
        offers_minor: offers.minor,
    })
}

/// Signs in again where the session was, with a fresh proof.
///
/// # Errors
/// See [`SignInFailure`].
pub async fn renew(
    transport: &Rc<dyn Transport>,
    old: &Scoped,
    proof: Proof,
    interface: &str,
) -> Step<Scoped> {
    let unscoped = sign_in(transport, &old.unscoped.identity, proof).await?;
    let within = enter_project(transport, unscoped, &old.project, interface).await?;
    let region = within.regions.iter().find(|region| region.name == old.region.name).cloned();
    let Some(region) = region else {
        return Err(SignInFailure::NoBlockStorage { project: old.project.name.to_string() });
    };
    enter_region(transport, within, &region).await
}

/// Ends a token. Whether that worked makes no difference to the user, who is signed out here
/// either way.
pub async fn revoke(transport: &Rc<dyn Transport>, identity: &str, token: &str) {
    let _ = ask(transport, at_identity(identity), token, &RevokeToken { token: token.to_owned() }).await;
}

/// All tokens of a session, the project's first: ending the other one first would take it along on some releases.
pub fn tokens(unscoped: &Unscoped, token: &Arc<str>) -> Vec<(Arc<str>, Arc<str>)> {
    let identity = &unscoped.identity;
    let all = std::iter::once(token).chain(&unscoped.left).chain(std::iter::once(&unscoped.token));
    all.map(|token| (identity.clone(), token.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_an_identity_address_in_any_spelling() {
        for typed in
            ["https://k:5000/v3", "https://k:5000", " https://k:5000/v3/ ", "k:5000", "https://k:5000/v2.0"]
        {
            assert_eq!(identity_address(typed), Ok("https://k:5000/v3".to_owned()), "{typed}");
        }
        assert_eq!(identity_address("http://k/identity/v3"), Ok("http://k/identity/v3".to_owned()));
        for typed in [
            "",
            "javascript://x",
            "ftp://k",
            "https://",
            "https:///v3",
            "https://u:p@k",
            "https://k/?x",
            "a b",
        ] {
            assert!(matches!(identity_address(typed), Err(SignInFailure::NotAnAddress(_))), "{typed}");
        }
    }
}
