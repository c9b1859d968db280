//! A session of the recorded user `demo`.

use std::rc::Rc;

use backup_panel::api::identity::Proof;
use backup_panel::state::config::PanelConfig;
use backup_panel::state::scope::Scoped;
use backup_panel::state::session::{Session, SessionStore};
use leptos::prelude::{Owner, untrack};

use super::IDENTITY;
use super::cloud::{Cloud, Exchange, recorded};
use super::task::run;

/// What the user types.
pub fn password() -> Proof {
    Proof::Password { user: "demo".into(), domain: "Default".into(), password: "demo".into() }
}

/// Keystone lets the user in and lists two projects.
pub fn let_in(token: &str) -> [Exchange; 2] {
    [recorded("identity_unscoped").giving(token), recorded("identity_projects")]
}

/// Keystone gives a token for the project `demo`, and Cinder says what it offers.
pub fn enter(token: &str) -> [Exchange; 2] {
    [recorded("identity_rescoped").giving(token), recorded("versions")]
}

/// A store that lives as long as the owner.
pub fn store(cloud: &Rc<Cloud>, config: &str) -> (Owner, SessionStore) {
    let owner = Owner::new();
    let config = PanelConfig::parse(config).expect("a configuration");
    let session = owner.with(|| SessionStore::start(cloud.transport(), config));
    (owner, session)
}

/// Signs in, with the token `unscoped`.
pub fn sign_in(cloud: &Rc<Cloud>, session: SessionStore) {
    cloud.add(let_in("unscoped"));
    run(session.sign_in(IDENTITY, password())).expect("it signs in");
}

/// Enters the project at this place of the list, with what Keystone answers.
pub fn enter_project(cloud: &Rc<Cloud>, session: SessionStore, index: usize, answers: &[Exchange]) {
    cloud.add(answers.iter().cloned());
    let unscoped = match now(session) {
        Session::ChoosingProject(unscoped) => (*unscoped).clone(),
        _ => ready(session).unscoped,
    };
    let project = unscoped.projects[index].clone();
    run(session.enter_project(&unscoped, &project)).expect("it enters");
}

/// A session that is ready in `demo`, with the tokens `unscoped` and `first`; what led to it is
/// forgotten.
pub fn signed_in(cloud: &Rc<Cloud>) -> (Owner, SessionStore) {
    let (owner, session) = store(cloud, "{}");
    sign_in(cloud, session);
    enter_project(cloud, session, 0, &enter("first"));
    cloud.forget();
    (owner, session)
}

/// How far signing in has come.
pub fn now(session: SessionStore) -> Session {
    untrack(|| session.get())
}

/// The session, which has to be ready.
pub fn ready(session: SessionStore) -> Scoped {
    (*session.ready_untracked().expect("the session is ready")).clone()
}
