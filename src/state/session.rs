//! The session of the page: who is signed in where, and the one way to ask the cloud.
//!
//! A 401 means that the request was not carried out. Whatever was asked then waits until the user
//! has signed in again over the page, and is sent exactly once more:
//!
//! ```text
//! ask ── 401 ── dialog … signed in again ── the same request, once ── answer
//!                    └── gave up ───────── the 401 goes to whoever asked
//! ```

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Poll, Waker};

use leptos::prelude::*;

use crate::api::client::{Answered, Call, Client};
use crate::api::endpoint::Endpoint;
use crate::api::identity::Proof;
use crate::api::transport::Transport;
use crate::model::fault::{ApiError, FaultKind, Service};
use crate::model::identity::Project;
use crate::model::json;
use crate::state::beside::{self, Beside};
use crate::state::config::{PanelConfig, SessionStorage};
use crate::state::scope::{InProject, Region, Scoped, Unscoped};
use crate::state::sign_in::{self, SignInFailure, Step};
use crate::state::storage::Shelf;

const KEY: &str = "session";

/// How far signing in has come.
#[derive(Clone, PartialEq)]
pub enum Session {
    /// Nobody is signed in.
    Anonymous,
    /// A project is to be chosen.
    ChoosingProject(Arc<Unscoped>),
    /// A region is to be chosen.
    ChoosingRegion(Arc<InProject>),
    /// Ready.
    Ready(Arc<Scoped>),
}

/// The session and what it needs. Copied freely; one per panel.
#[derive(Clone, Copy)]
pub struct SessionStore {
    session: RwSignal<Session>,
    expired: RwSignal<bool>,
    config: StoredValue<PanelConfig>,
    inner: StoredValue<Inner, LocalStorage>,
}

struct Inner {
    transport: Rc<dyn Transport>,
    waiting: RefCell<Vec<Waker>>,
    /// Sessions in other projects, entered beside the one on screen; they end with it.
    beside: Beside,
    /// How many sessions have ended here: a step that was under way then must lead nowhere.
    ended: Cell<u32>,
}

impl SessionStore {
    /// Takes up the session that the tab has kept, if there is one.
    pub fn start(transport: Rc<dyn Transport>, config: PanelConfig) -> Self {
        if config.session_storage == SessionStorage::Memory {
            // What was kept before the operator decided so.
            Shelf::Session.remove(KEY);
        }
        let kept = Shelf::Session.get(KEY).and_then(|json| json::read::<Scoped>(&json));
        let session = kept.map_or(Session::Anonymous, |scoped| Session::Ready(Arc::new(scoped)));
        Self {
            session: RwSignal::new(session),
            expired: RwSignal::new(false),
            config: StoredValue::new(config),
            inner: StoredValue::new_local(Inner {
                transport,
                waiting: RefCell::default(),
                beside: Beside::default(),
                ended: Cell::default(),
            }),
        }
    }

    /// How far signing in has come, tracked.
    pub fn get(self) -> Session {
        self.session.get()
    }

    /// The session when it is ready, tracked.
    pub fn ready(self) -> Option<Arc<Scoped>> {
        self.session.with(as_ready)
    }

    /// The session when it is ready, not tracked; None after the panel has gone.
    pub fn ready_untracked(self) -> Option<Arc<Scoped>> {
        self.session.try_with_untracked(as_ready).flatten()
    }

    /// Whether the cloud no longer takes the token.
    pub fn expired(self) -> Signal<bool> {
        self.expired.into()
    }

    /// The operator's configuration.
    pub fn config(self) -> PanelConfig {
        self.config.get_value()
    }

    fn transport(self) -> Rc<dyn Transport> {
        self.inner.with_value(|inner| inner.transport.clone())
    }

    fn interface(self, identity: &str) -> String {
        let configured =
            self.config.with_value(|c| c.cloud(identity).and_then(|cloud| cloud.interface.clone()));
        configured.unwrap_or_else(|| "public".to_owned())
    }

    /// Signs in; goes straight on where there is only one project or one region.
    ///
    /// # Errors
    /// See [`sign_in::SignInFailure`]; the session stays as it was.
    pub async fn sign_in(self, identity: &str, proof: Proof) -> Step<()> {
        let era = self.era();
        let unscoped = sign_in::sign_in(&self.transport(), identity, proof).await?;
        match unscoped.projects.as_slice() {
            [only] => {
                let entered = self.enter_project(&unscoped, only).await;
                if entered.is_err() {
                    // There is nothing left to choose, so the token is of no use.
                    sign_in::revoke(&self.transport(), &unscoped.identity, &unscoped.token).await;
                }
                entered
            }
            _ => {
                self.arrive(era, Session::ChoosingProject(Arc::new(unscoped))).await;
                Ok(())
            }
        }
    }

    /// Enters a project, from the choice or from another project.
    ///
    /// # Errors
    /// See [`sign_in::SignInFailure`]; the session stays as it was.
    pub async fn enter_project(self, unscoped: &Unscoped, project: &Project) -> Step<()> {
        let (era, transport) = (self.era(), self.transport());
        let old = self.ready_untracked();
        let interface = self.interface(&unscoped.identity);
        let mut unscoped = unscoped.clone();
        // Another tab may be in the old project with the same token, so it ends with the session.
        unscoped.left.extend(old.as_ref().map(|old| old.token.clone()));
        let within = sign_in::enter_project(&transport, unscoped.clone(), project, &interface).await;
        if let (Err(SignInFailure::Api(error)), Some(_)) = (&within, &old)
            && error.kind == FaultKind::Unauthorized
        {
            // Not a wrong password: the session has ended meanwhile.
            self.expired.set(true);
        }
        let within = within?;
        let preferred = match &old {
            Some(old) => Some(old.region.name.to_string()),
            None => {
                self.config.with_value(|c| c.cloud(&unscoped.identity).and_then(|cloud| cloud.region.clone()))
            }
        };
        let region = match within.regions.as_slice() {
            [only] => Some(only.clone()),
            several => several.iter().find(|region| Some(&*region.name) == preferred.as_deref()).cloned(),
        };
        match region {
            Some(region) => {
                if let Err(failure) = self.reach(era, &within, &region).await {
                    sign_in::revoke(&transport, &unscoped.identity, &within.token).await;
                    return Err(failure);
                }
            }
            None => self.arrive(era, Session::ChoosingRegion(Arc::new(within))).await,
        }
        Ok(())
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

    async fn beside(
        self,
        here: &Scoped,
        project: &Project,
        region: &Region,
        dead: Option<&str>,
    ) -> Step<Arc<Scoped>> {
        if let Some(found) = self.inner.with_value(|inner| inner.beside.find(here, project, region, dead)) {
            return Ok(found);
        }
        let (era, transport) = (self.era(), self.transport());
        let interface = self.interface(&here.unscoped.identity);
        let scoped = Arc::new(beside::enter(&transport, here, project, region, &interface).await?);
        if self.era() == era {
            self.inner.with_value(|inner| inner.beside.keep(&scoped));
            self.ready_untracked().iter().for_each(|here| self.shelve(here));
            return Ok(scoped);
        }
        sign_in::revoke(&transport, &scoped.unscoped.identity, &scoped.token).await;
        Err(ApiError::without_answer(FaultKind::Unauthorized, Service::Identity, "").into())
    }

    /// Enters a region, from the choice or from another region.
    ///
    /// # Errors
    /// See [`sign_in::SignInFailure`]; the session stays as it was.
    pub async fn enter_region(self, within: &InProject, region: &Region) -> Step<()> {
        self.reach(self.era(), within, region).await
    }

    async fn reach(self, era: u32, within: &InProject, region: &Region) -> Step<()> {
        let scoped = sign_in::enter_region(&self.transport(), within.clone(), region).await?;
        self.arrive(era, Session::Ready(Arc::new(scoped))).await;
        Ok(())
    }

    /// Signs in again over the page and lets what waited go on.
    ///
    /// # Errors
    /// See [`sign_in::SignInFailure`]; what waits goes on waiting.
    pub async fn renew(self, password: String) -> Step<()> {
        let Some(old) = self.ready_untracked() else {
            return Ok(());
        };
        let user = &old.unscoped.user;
        let proof = Proof::Password {
            user: user.name.to_string(),
            domain: user.domain.name.as_deref().unwrap_or_default().to_owned(),
            password,
        };
        let era = self.era();
        let interface = self.interface(&old.unscoped.identity);
        let renewed = sign_in::renew(&self.transport(), &old, proof, &interface).await?;
        self.arrive(era, Session::Ready(Arc::new(renewed))).await;
        Ok(())
    }

    /// Takes over a session of another tab.
    pub fn adopt(self, scoped: Scoped) {
        if self.session.with_untracked(|session| *session == Session::Anonymous) {
            self.change(Session::Ready(Arc::new(scoped)));
        }
    }

    /// Signs out here at once, then ends the tokens in Keystone.
    pub async fn sign_out(self) {
        let session = self.session.get_untracked();
        self.forget();
        self.end_tokens(&session).await;
    }

    async fn end_tokens(self, session: &Session) {
        let tokens = match session {
            Session::Anonymous => vec![],
            Session::ChoosingProject(unscoped) => vec![(unscoped.identity.clone(), unscoped.token.clone())],
            Session::ChoosingRegion(within) => sign_in::tokens(&within.unscoped, &within.token),
            Session::Ready(scoped) => sign_in::tokens(&scoped.unscoped, &scoped.token),
        };
        let transport = self.transport();
        for (identity, token) in tokens {
            sign_in::revoke(&transport, &identity, &token).await;
        }
    }

    /// Signs out in this tab only; another tab has ended the tokens that it knows of.
    pub fn forget(self) {
        Shelf::Session.remove(KEY);
        self.inner.with_value(|inner| inner.beside.end(&inner.transport));
        self.inner.with_value(|inner| inner.ended.update(|ended| ended.wrapping_add(1)));
        self.change(Session::Anonymous);
    }

    fn era(self) -> u32 {
        self.inner.with_value(|inner| inner.ended.get())
    }

    /// Takes a step, unless the user has signed out since `era`: then its tokens end as well.
    async fn arrive(self, era: u32, session: Session) {
        if self.era() == era {
            self.change(session);
        } else {
            self.end_tokens(&session).await;
        }
    }

    fn change(self, session: Session) {
        if let Session::Ready(scoped) = &session {
            self.shelve(scoped);
        }
        self.expired.set(false);
        self.session.set(session);
        let waiting = self.inner.with_value(|inner| inner.waiting.take());
        waiting.into_iter().for_each(Waker::wake);
    }

    /// Keeps the session for a reload, with every token that has to end with it.
    fn shelve(self, scoped: &Scoped) {
        if self.config.with_value(|config| config.session_storage != SessionStorage::Memory) {
            let mut kept = scoped.clone();
            kept.unscoped.left.extend(self.inner.with_value(|inner| inner.beside.tokens()));
            Shelf::Session.set(KEY, &kept.to_json().to_string());
        }
    }

    /// Asks the cloud. See the module's drawing for what a 401 leads to.
    ///
    /// # Errors
    /// Every failure there is, as an [`ApiError`].
    pub async fn ask<E: Endpoint>(self, endpoint: &E) -> Result<E::Output, ApiError> {
        self.exchange(Call::of(endpoint)).await?.read(endpoint)
    }

    /// What is the same for every endpoint.
    async fn exchange(self, call: Call) -> Result<Answered, ApiError> {
        let Some(scoped) = self.ready_untracked() else {
            return Err(ApiError::without_answer(FaultKind::Unauthorized, Service::Identity, ""));
        };
        self.exchange_at(&scoped, call).await
    }

    /// Asks in a place that the session may have left meanwhile, or not yet entered. A 401 is
    /// waited out only where the session is; elsewhere the place is entered anew beside it, as long
    /// as it is the same user's, and the request is sent once more.
    ///
    /// # Errors
    /// As [`Self::ask`].
    pub async fn exchange_at(self, place: &Arc<Scoped>, call: Call) -> Result<Answered, ApiError> {
        let session = self.ready_untracked().filter(|session| session.is_same_user(place));
        let beside = session.as_ref().and_then(|session| {
            self.inner.with_value(|inner| inner.beside.find(session, &place.project, &place.region, None))
        });
        let here = session.filter(|session| session.is_same_place(place));
        let scoped = here.as_ref().or(beside.as_ref()).unwrap_or(place);
        // What outlives the panel asks no more.
        let Some(transport) = self.inner.try_with_value(|inner| inner.transport.clone()) else {
            return Err(ApiError::without_answer(FaultKind::Unauthorized, Service::BlockStorage, ""));
        };
        let client =
            |scoped: &Scoped| Client::new(transport.clone(), scoped.target(), scoped.token.to_string());
        match client(scoped).exchange(call.clone()).await {
            Err(error) if error.kind == FaultKind::Unauthorized => {
                let renewed = match here {
                    Some(_) => self.renewed(scoped).await,
                    None => self.entered_anew(scoped).await,
                };
                client(&*renewed.ok_or(error)?).exchange(call).await
            }
            other => other,
        }
    }

    /// A place that was left, with another token than the one that has ended there.
    async fn entered_anew(self, place: &Scoped) -> Option<Arc<Scoped>> {
        let here = self.ready_untracked().filter(|session| session.is_same_user(place))?;
        self.beside(&here, &place.project, &place.region, Some(&place.token)).await.ok()
    }

    /// Waits until the session has another token for the same place; None if it ended or moved.
    async fn renewed(self, used: &Arc<Scoped>) -> Option<Arc<Scoped>> {
        let has_token = |session: &Arc<Scoped>| session.token == used.token;
        if self.ready_untracked().is_some_and(|session| has_token(&session)) {
            self.expired.set(true);
        }
        let session = poll_fn(|context| match self.ready_untracked() {
            Some(session) if has_token(&session) && session.is_same_place(used) => {
                self.inner.with_value(|inner| inner.waiting.borrow_mut().push(context.waker().clone()));
                Poll::Pending
            }
            other => Poll::Ready(other),
        });
        session.await.filter(|session| session.is_same_place(used))
    }
}

fn as_ready(session: &Session) -> Option<Arc<Scoped>> {
    match session {
        Session::Ready(scoped) => Some(scoped.clone()),
        _ => None,
    }
}
