//! The steps of signing in, each from one state of a session to the next.

use std::rc::Rc;
use std::sync::Arc;

use crate::api::catalog::{block_storage, root_of, strange_address};
use crate::api::client::Target;
use crate::api::identity::{
    Authenticate, Authenticated, ChangePassword, IssuedToken, ListOwnProjects, Proof, ReadToken, Scope,
};
use crate::api::transport::Transport;
use crate::api::versions::{ReadVersions, ReadVersionsSignedIn};
use crate::model::fault::FaultKind;
use crate::model::identity::{Project, Role, TokenBody, User};
use crate::model::ids::{ProjectId, UserId};
use crate::model::microversion::Microversion;
use crate::provided::lower;
use crate::state::identity_address::identity_address;
use crate::state::revocation::{end, leave, revoke};
use crate::state::scope::{InProject, Origin, Region, Scoped, Unscoped};
use crate::state::sessionless::{ask, at_identity};
use crate::state::sign_in_failure::refused;
pub use crate::state::sign_in_failure::{NotTaken, SignInFailure, Step};

/// Which Block Storage of the catalog, or which one in its place.
#[derive(Default)]
pub struct Pick {
    /// `public` unless an operator says otherwise.
    pub interface: String,
    /// The region to prefer.
    pub region: Option<String>,
    /// The root of Block Storage whatever the catalog says; from the host.
    pub block_storage: Option<String>,
}

/// Where a proof leads.
#[derive(Clone, PartialEq)]
pub enum Begun {
    /// Projects to choose from.
    Choice(Unscoped),
    /// Straight into the project that the token has.
    Inside(InProject),
}

impl Begun {
    fn unscoped(&self) -> &Unscoped {
        match self {
            Self::Choice(unscoped) => unscoped,
            Self::Inside(within) => &within.unscoped,
        }
    }
}

/// Signs in.
///
/// # Errors
/// See [`SignInFailure`].
pub async fn sign_in(
    transport: &Rc<dyn Transport>,
    identity: &str,
    proof: Proof,
    pick: &Pick,
) -> Step<Begun> {
    if let Proof::Token(token) = proof {
        return take_token(transport, identity, &token, Origin::Given, pick).await;
    }
    let identity = identity_address(identity)?;
    let (origin, scope, kind) = match &proof {
        Proof::ApplicationCredential { .. } => {
            (Origin::ApplicationCredential, Scope::Own, Some(NotTaken::Secret))
        }
        Proof::Passcode { .. } => (Origin::Password, Scope::Unscoped, Some(NotTaken::Passcode)),
        _ => (Origin::Password, Scope::Unscoped, None),
    };
    let issued = issue(transport, &identity, proof, scope).await.map_err(|failure| refused(failure, kind))?;
    begin(transport, identity, issued, origin, pick).await
}

/// Goes on with a token that there is already. It is only read; what is made from it is ours.
///
/// # Errors
/// See [`SignInFailure`].
pub async fn take_token(
    transport: &Rc<dyn Transport>,
    identity: &str,
    token: &str,
    origin: Origin,
    pick: &Pick,
) -> Step<Begun> {
    let identity = identity_address(identity)?;
    let token = token.to_owned();
    let read = ask(transport, at_identity(&identity), "", &ReadToken { token: token.clone() }).await;
    let body = read.map_err(|error| refused(error.into(), Some(NotTaken::Token)))?;
    begin(transport, identity, IssuedToken { token, body }, origin, pick).await
}

async fn issue(
    transport: &Rc<dyn Transport>,
    identity: &str,
    proof: Proof,
    scope: Scope,
) -> Step<IssuedToken> {
    match ask(transport, at_identity(identity), "", &Authenticate { proof, scope }).await? {
        Authenticated::Issued(issued) => Ok(*issued),
        Authenticated::Receipt(receipt) => Err(SignInFailure::SecondStep(receipt)),
        Authenticated::Hidden(header) => Err(SignInFailure::HeaderHidden(header)),
    }
}

/// Gives a user another password.
///
/// # Errors
/// See [`SignInFailure`].
pub async fn change_password(
    transport: &Rc<dyn Transport>,
    identity: &str,
    change: &ChangePassword,
) -> Step<()> {
    let identity = identity_address(identity)?;
    Ok(ask(transport, at_identity(&identity), "", change).await?)
}

/// A Cinder without Keystone: the way to its regions, on which nothing is asked.
///
/// # Errors
/// [`SignInFailure::NotAnAddress`].
pub fn without_keystone(root: &str, user: &str, project: &str) -> Step<InProject> {
    let project = Project { id: ProjectId::new(project), name: project.into(), ..Project::default() };
    let root = root_of(root, &project.id).ok_or_else(|| SignInFailure::NotAnAddress(root.to_owned()))?;
    let token: Arc<str> = format!("{user}:{}", project.id.as_str()).into();
    Ok(InProject {
        unscoped: Unscoped {
            identity: "".into(),
            token: token.clone(),
            origin: Origin::NoKeystone,
            credential: None,
            user: User { id: UserId::new(user), name: user.into(), ..User::default() },
            projects: vec![project.clone()],
            left: Vec::new(),
        },
        token,
        project,
        // Cinder makes everybody an administrator then.
        roles: vec![Role { name: "admin".into() }],
        expires_at: None,
        regions: vec![Region { name: "".into(), root: root.into() }],
    })
}

/// From a token to its project, or to the projects that it can be exchanged for.
async fn begin(
    transport: &Rc<dyn Transport>,
    identity: String,
    issued: IssuedToken,
    origin: Origin,
    pick: &Pick,
) -> Step<Begun> {
    let IssuedToken { token, body } = issued;
    let mut unscoped = Unscoped {
        identity: identity.into(),
        token: token.as_str().into(),
        origin,
        credential: body.application_credential.clone(),
        user: body.user.clone(),
        projects: body.project.iter().cloned().collect(),
        left: Vec::new(),
    };
    let within = body.project.clone().map(|project| in_project(unscoped.clone(), token, project, body, pick));
    if unscoped.may_switch() {
        let list = ListOwnProjects { token: unscoped.token.to_string() };
        match (ask(transport, at_identity(&unscoped.identity), "", &list).await, &within) {
            (Ok(mut projects), _) => {
                projects.retain(|project| project.enabled != Some(false));
                unscoped.projects = by_name(projects);
            }
            // The token's own project will do.
            (Err(_), Some(_)) => {}
            (Err(error), None) => return Err(error.into()),
        }
    }
    let failure = match within {
        Some(Ok(within)) => return Ok(Begun::Inside(InProject { unscoped, ..within })),
        Some(Err(failure)) => failure,
        None if unscoped.projects.is_empty() => SignInFailure::NoProject,
        None => return Ok(Begun::Choice(unscoped)),
    };
    end(transport, &unscoped, None).await;
    Err(failure)
}

/// In the order of their names, whatever the case. One by one: the library's sort is 3 kB of code that nothing else
/// on the way in needs.
fn by_name(projects: Vec<Project>) -> Vec<Project> {
    let mut sorted: Vec<(String, Project)> = Vec::with_capacity(projects.len());
    for project in projects {
        let name = lower(&project.name);
        let at = sorted.partition_point(|(other, _)| *other <= name);
        sorted.insert(at, (name, project));
    }
    sorted.into_iter().map(|(_, project)| project).collect()
}

/// The project that a token is for, and where Block Storage is there.
fn in_project(
    unscoped: Unscoped,
    token: String,
    project: Project,
    body: TokenBody,
    pick: &Pick,
) -> Step<InProject> {
    let mut regions: Vec<Region> =
        block_storage(&body, &pick.interface).into_iter().map(Region::from).collect();
    if let Some(root) = &pick.block_storage {
        let wanted = regions.iter().find(|region| Some(&*region.name) == pick.region.as_deref());
        let name = wanted.or(regions.first()).map(|region| region.name.clone()).unwrap_or_default();
        regions = vec![Region { name, root: root.as_str().into() }];
    }
    if regions.is_empty() {
        return Err(match strange_address(&body, &pick.interface) {
            Some(address) => SignInFailure::StrangeAddress { address },
            None => SignInFailure::NoBlockStorage { project: project.name.to_string() },
        });
    }
    Ok(InProject {
        unscoped,
        token: token.into(),
        // Keystone's word on the project counts.
        project: body.project.unwrap_or(project),
        roles: body.roles,
        expires_at: body.expires_at,
        regions,
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
    pick: &Pick,
) -> Step<InProject> {
    let (proof, scope) = (Proof::Token(unscoped.token.to_string()), Scope::Project(project.id.clone()));
    let issued = issue(transport, &unscoped.identity, proof, scope).await?;
    let IssuedToken { token, body } = issued;
    let identity = unscoped.identity.clone();
    let within = in_project(unscoped, token.clone(), project.clone(), body, pick);
    if within.is_err() {
        revoke(transport, &identity, &token).await;
    }
    within
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
pub async fn renew(transport: &Rc<dyn Transport>, old: &Scoped, proof: Proof, pick: &Pick) -> Step<Scoped> {
    let begun = sign_in(transport, &old.unscoped.identity, proof, pick).await?;
    let unscoped = begun.unscoped().clone();
    let renewed = go_back(transport, old, begun, pick).await;
    if renewed.is_err() {
        end(transport, &unscoped, None).await;
    }
    renewed
}

/// From a fresh token to where the session was.
async fn go_back(transport: &Rc<dyn Transport>, old: &Scoped, begun: Begun, pick: &Pick) -> Step<Scoped> {
    let (expected, found) = (&old.unscoped.user, &begun.unscoped().user);
    if expected.id != found.id {
        let (expected, found) = (expected.name.to_string(), found.name.to_string());
        return Err(SignInFailure::OtherUser { expected, found });
    }
    let within = match begun {
        Begun::Inside(within) if within.project.id == old.project.id => within,
        other if other.unscoped().may_switch() => {
            enter_project(transport, other.unscoped().clone(), &old.project, pick).await?
        }
        _ => return Err(SignInFailure::OtherProject { expected: old.project.name.to_string() }),
    };
    let (unscoped, token) = (within.unscoped.clone(), within.token.clone());
    // The region as it was: what waits is sent there, and the host may have said where that is.
    let entered = match within.regions.iter().any(|region| region.name == old.region.name) {
        true => enter_region(transport, within, &old.region).await,
        false => Err(SignInFailure::NoBlockStorage { project: old.project.name.to_string() }),
    };
    if entered.is_err() {
        leave(transport, &unscoped, &token).await;
    }
    entered
}
