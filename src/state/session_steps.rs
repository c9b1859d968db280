//! The steps of a session: signing in, entering a project or a region, signing in again.
//!
//! Of two steps at once the later one counts; what the other one was given ends.

use std::sync::Arc;

use leptos::prelude::*;

use crate::api::identity::{ChangePassword, Proof};
use crate::model::fault::{ApiError, FaultKind, Service};
use crate::model::identity::Project;
use crate::state::beside;
use crate::state::revocation;
use crate::state::scope::{InProject, Origin, Region, Scoped, Unscoped};
use crate::state::session::{Inner, Session, SessionStore, Turn};
use crate::state::sign_in::{self, Begun, SignInFailure, Step};

impl SessionStore {
    /// Signs in; goes straight on where there is only one project or one region.
    ///
    /// # Errors
    /// See [`sign_in::SignInFailure`]; the session stays as it was.
    pub async fn sign_in(self, identity: &str, proof: Proof) -> Step<()> {
        let turn = self.begin();
        self.try_at(identity, "");
        let pick = self.pick(identity);
        let begun = sign_in::sign_in(&self.transport(), identity, proof, &pick).await?;
        self.go_in(turn, begun).await
    }

    /// Goes on with a token that there is already: into its project, or to the choice of projects.
    ///
    /// # Errors
    /// See [`sign_in::SignInFailure`]; the session stays as it was.
    pub async fn take_token(self, identity: &str, token: &str, origin: Origin) -> Step<()> {
        let turn = self.begin();
        self.try_at(identity, "");
        let pick = self.pick(identity);
        let begun = sign_in::take_token(&self.transport(), identity, token, origin, &pick).await?;
        self.go_in(turn, begun).await
    }

    /// Goes to a Cinder without Keystone.
    ///
    /// # Errors
    /// See [`sign_in::SignInFailure`]; the session stays as it was.
    pub async fn enter_without_keystone(self, root: &str, user: &str, project: &str) -> Step<()> {
        let within = sign_in::without_keystone(root, user, project)?;
        self.choose_region(self.begin(), within, None).await
    }

    /// Gives a user another password, for which no session is needed.
    ///
    /// # Errors
    /// See [`sign_in::SignInFailure`].
    pub async fn change_password(self, identity: &str, change: &ChangePassword) -> Step<()> {
        sign_in::change_password(&self.transport(), identity, change).await
    }

    async fn go_in(self, turn: Turn, begun: Begun) -> Step<()> {
        let transport = self.transport();
        let wanted = self.configured(|config| config.project.clone());
        let is_wanted = |project: &Project| {
            wanted.as_deref().is_none_or(|wanted| wanted == project.id.as_str() || *wanted == *project.name)
        };
        let unscoped = match begun {
            Begun::Inside(within) if is_wanted(&within.project) => {
                let unscoped = within.unscoped.clone();
                let preferred = self.preferred_region(&unscoped.identity);
                let entered = self.choose_region(turn, within, preferred).await;
                if entered.is_err() {
                    revocation::end(&transport, &unscoped, None).await;
                }
                return entered;
            }
            Begun::Inside(InProject { unscoped, .. }) | Begun::Choice(unscoped) => unscoped,
        };
        let within_reach: Vec<Project> =
            unscoped.projects.iter().filter(|each| is_wanted(each)).cloned().collect();
        if let (Some(wanted), true) = (&wanted, within_reach.is_empty() || !unscoped.may_switch()) {
            revocation::end(&transport, &unscoped, None).await;
            return Err(SignInFailure::NotInProject { wanted: wanted.clone() });
        }
        match within_reach.as_slice() {
            [only] => {
                let entered = self.enter(turn, &unscoped, only).await;
                if entered.is_err() {
                    // There is nothing left to choose, so the token is of no use.
                    revocation::end(&transport, &unscoped, None).await;
                }
                entered
            }
            _ => {
                self.arrive(turn, Session::ChoosingProject(Arc::new(unscoped))).await;
                Ok(())
            }
        }
    }

    /// Enters a project, from the choice or from another project.
    ///
    /// # Errors
    /// See [`sign_in::SignInFailure`]; the session stays as it was.
    pub async fn enter_project(self, unscoped: &Unscoped, project: &Project) -> Step<()> {
        self.enter(self.begin(), unscoped, project).await
    }

    async fn enter(self, turn: Turn, unscoped: &Unscoped, project: &Project) -> Step<()> {
        let old = self.ready_untracked();
        let pick = self.pick(&unscoped.identity);
        let mut unscoped = unscoped.clone();
        // Another tab may be in the old project with the same token, so it ends with the session.
        unscoped.left.extend(old.as_ref().map(|old| old.token.clone()));
        let within = sign_in::enter_project(&self.transport(), unscoped, project, &pick).await;
        if let (Err(SignInFailure::Api(error)), Some(_)) = (&within, &old)
            && error.kind == FaultKind::Unauthorized
            && self.is_current(turn)
        {
            // Not a wrong password: the session has ended meanwhile.
            self.expired.set(true);
        }
        let within = within?;
        let preferred = match &old {
            Some(old) => Some(old.region.name.to_string()),
            None => self.preferred_region(&within.unscoped.identity),
        };
        self.choose_region(turn, within, preferred).await
    }

    pub(super) fn preferred_region(self, identity: &str) -> Option<String> {
        self.configured(|config| config.cloud(identity)?.region.clone())
    }

    /// Enters the preferred region, or the only one; else there is a choice.
    async fn choose_region(self, turn: Turn, within: InProject, preferred: Option<String>) -> Step<()> {
        let region = match within.regions.as_slice() {
            [only] => Some(only.clone()),
            several => several.iter().find(|region| Some(&*region.name) == preferred.as_deref()).cloned(),
        };
        let Some(region) = region else {
            self.arrive(turn, Session::ChoosingRegion(Arc::new(within))).await;
            return Ok(());
        };
        let reached = self.reach(turn, &within, &region).await;
        if reached.is_err() {
            revocation::leave(&self.transport(), &within.unscoped, &within.token).await;
        }
        reached
    }

    /// A session in another of the user's projects, in the same region, while the one on screen
    /// stays where it is. Its token ends with this session.
    ///
    /// # Errors
    /// See [`sign_in::SignInFailure`].
    pub async fn enter_beside(self, project: &Project) -> Step<Arc<Scoped>> {
        let Some(here) = self.ready_untracked() else {
            return Err(ApiError::without_answer(FaultKind::Unauthorized, Service::Identity, "").into());
        };
        self.beside(&here, project, &here.region, None).await
    }

    /// The session beside the one on screen that is in a place; it is entered unless there is one, with
    /// another token than the one that is known to be dead.
    pub(super) async fn beside(
        self,
        here: &Scoped,
        project: &Project,
        region: &Region,
        dead: Option<&str>,
    ) -> Step<Arc<Scoped>> {
        let find = |inner: &Inner| inner.beside.find(here, project, region, dead);
        if let Some(found) = self.inner.try_with_value(find).flatten() {
            return Ok(found);
        }
        if !here.unscoped.may_switch() {
            return Err(SignInFailure::OtherProject { expected: here.project.name.to_string() });
        }
        let (era, transport) = (self.era(), self.transport());
        let pick = self.pick(&here.unscoped.identity);
        let scoped = Arc::new(beside::enter(&transport, here, project, region, &pick).await?);
        if self.era() == era && self.inner.try_with_value(|inner| inner.beside.keep(&scoped)).is_some() {
            self.ready_untracked().iter().for_each(|here| self.shelve(here));
            return Ok(scoped);
        }
        revocation::revoke(&transport, &scoped.unscoped.identity, &scoped.token).await;
        Err(ApiError::without_answer(FaultKind::Unauthorized, Service::Identity, "").into())
    }

    /// Enters a region, from the choice or from another region.
    ///
    /// # Errors
    /// See [`sign_in::SignInFailure`]; the session stays as it was.
    pub async fn enter_region(self, within: &InProject, region: &Region) -> Step<()> {
        self.reach(self.begin(), within, region).await
    }

    async fn reach(self, turn: Turn, within: &InProject, region: &Region) -> Step<()> {
        self.try_at(&within.unscoped.identity, &region.root);
        let scoped = sign_in::enter_region(&self.transport(), within.clone(), region).await?;
        self.arrive(turn, Session::Ready(Arc::new(scoped))).await;
        Ok(())
    }

    /// Goes on, in the place where the session is, with another proof of who the user is, and lets
    /// what waited for it be sent.
    ///
    /// # Errors
    /// See [`sign_in::SignInFailure`]; what waits goes on waiting.
    pub async fn renew(self, proof: Proof) -> Step<()> {
        let Some(old) = self.ready_untracked() else {
            return Ok(());
        };
        let turn = self.begin();
        let pick = self.pick(&old.unscoped.identity);
        let renewed = sign_in::renew(&self.transport(), &old, proof, &pick).await?;
        self.arrive(turn, Session::Ready(Arc::new(renewed))).await;
        Ok(())
    }

    /// Takes over a session of another tab.
    pub fn adopt(self, scoped: Scoped) {
        if self.session.with_untracked(|session| *session == Session::Anonymous) {
            self.change(Session::Ready(Arc::new(scoped)));
        }
    }
}
