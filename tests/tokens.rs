//! Sessions that begin with a token that is there already: a host's, or one that the user pastes.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "this is how tests fail")]

mod support;

use std::rc::Rc;

use backup_panel::api::identity::Proof;
use backup_panel::state::scope::Origin;
use backup_panel::state::session::{Session, SessionStore};
use backup_panel::state::sign_in::{NotTaken, SignInFailure};
use leptos::prelude::Owner;

use support::cloud::{Cloud, Exchange, header, recorded, scripted};
use support::session::{enter, enter_project, now, ready, signed_in, store};
use support::task::run;
use support::{BLOCK_STORAGE, IDENTITY, PROJECT};

/// What Keystone says of a token when it is asked: the body with which it was made.
fn read(made: &str) -> Exchange {
    let asked = scripted("GET", &format!("{IDENTITY}/auth/tokens"), 200, "");
    recorded(made).with_status(200).answering(&asked)
}

/// A session that goes on with the token `given`, which is for the project `demo`.
fn given(cloud: &Rc<Cloud>) -> (Owner, SessionStore) {
    let (owner, session) = store(cloud, "{}");
    cloud.add([read("identity_rescoped"), recorded("identity_projects"), recorded("versions")]);
    assert_eq!(run(session.take_token(IDENTITY, "given", Origin::Given)), Ok(()));
    (owner, session)
}

#[test]
fn a_token_of_a_project_leads_straight_into_it_and_nothing_is_made_from_it() {
    let cloud = Cloud::with([]);
    let (_owner, session) = given(&cloud);
    assert_eq!(
        cloud.asked(),
        [
            format!("GET {IDENTITY}/auth/tokens"),
            format!("GET {IDENTITY}/auth/projects"),
            format!("GET {BLOCK_STORAGE}")
        ]
    );
    assert_eq!(header(&cloud.sent(0), "X-Subject-Token").as_deref(), Some("given"));
    assert_eq!(cloud.tokens(), ["given", "given", ""]);
    let scoped = ready(session);
    assert_eq!((&*scoped.token, scoped.project.id.as_str()), ("given", PROJECT));
    assert_eq!((&*scoped.region.root, scoped.unscoped.projects.len()), (BLOCK_STORAGE, 2));
}

#[test]
fn it_is_never_ended_but_what_is_made_from_it_is() {
    let cloud = Cloud::with([]);
    let (_owner, session) = given(&cloud);
    enter_project(
        &cloud,
        session,
        1,
        &[recorded("identity_two_regions").giving("made"), recorded("versions")],
    );
    cloud.add([recorded("identity_revoke")]);
    run(session.sign_out());
    assert_eq!(cloud.ended(), ["made"]);
    assert!(now(session) == Session::Anonymous);
}

#[test]
fn it_is_not_ended_after_a_reload_either() {
    let cloud = Cloud::with([]);
    let (owner, _session) = given(&cloud);
    owner.cleanup();
    let (_owner, reloaded) = store(&cloud, "{}");
    run(reloaded.sign_out());
    assert_eq!(cloud.ended(), [""; 0]);
}

#[test]
fn a_token_without_a_project_leads_to_the_choice() {
    let cloud = Cloud::with([read("identity_unscoped"), recorded("identity_projects")]);
    let (_owner, session) = store(&cloud, "{}");
    assert_eq!(run(session.take_token(IDENTITY, "given", Origin::Given)), Ok(()));
    assert!(matches!(now(session), Session::ChoosingProject(unscoped) if unscoped.projects.len() == 2));
    enter_project(&cloud, session, 0, &enter("made"));
    cloud.add([recorded("identity_revoke")]);
    run(session.sign_out());
    assert_eq!(cloud.ended(), ["made"]);
}

#[test]
fn the_token_that_websso_made_for_the_panel_ends_with_the_session() {
    let cloud = Cloud::with([read("identity_unscoped"), recorded("identity_projects")]);
    let (_owner, session) = store(&cloud, "{}");
    assert_eq!(run(session.take_token(IDENTITY, "made for us", Origin::Sso)), Ok(()));
    cloud.add([recorded("identity_revoke")]);
    run(session.sign_out());
    assert_eq!(cloud.ended(), ["made for us"]);
}

#[test]
fn a_token_of_an_application_credential_stays_in_its_project() {
    let cloud = Cloud::with([read("identity_application_credential"), recorded("versions")]);
    let (_owner, session) = store(&cloud, "{}");
    assert_eq!(run(session.take_token(IDENTITY, "given", Origin::Given)), Ok(()));
    let scoped = ready(session);
    assert!(!scoped.unscoped.may_switch());
    assert_eq!(scoped.unscoped.projects.len(), 1);
    assert_eq!(cloud.count(), 2, "no list of projects that cannot be entered");
}

#[test]
fn a_project_that_cannot_list_others_is_entered_all_the_same() {
    let refused = scripted("GET", &format!("{IDENTITY}/auth/projects"), 403, "");
    let cloud = Cloud::with([read("identity_rescoped"), refused, recorded("versions")]);
    let (_owner, session) = store(&cloud, "{}");
    assert_eq!(run(session.take_token(IDENTITY, "given", Origin::Given)), Ok(()));
    assert_eq!(ready(session).unscoped.projects.len(), 1);
}

#[test]
fn a_dead_token_leads_nowhere_and_none_is_ended() {
    let dead = recorded("identity_token_401").at(&format!("{IDENTITY}/auth/tokens"));
    let cloud = Cloud::with([dead]);
    let (_owner, session) = store(&cloud, "{}");
    let failed = run(session.take_token(IDENTITY, "dead", Origin::Given));
    assert!(matches!(failed, Err(SignInFailure::NotTaken(NotTaken::Token, _))));
    assert!(now(session) == Session::Anonymous);
    assert_eq!(cloud.count(), 1);
}

#[test]
fn another_token_renews_the_session_in_its_place() {
    let cloud = Cloud::with([]);
    let (_owner, session) = given(&cloud);
    cloud.add([read("identity_rescoped"), recorded("identity_projects"), recorded("versions")]);
    assert_eq!(run(session.renew(Proof::Token("next".into()))), Ok(()));
    assert_eq!(&*ready(session).token, "next");
    // One without a project, or with another one, is exchanged.
    for made in ["identity_unscoped", "identity_two_regions"] {
        cloud.add([read(made), recorded("identity_projects")]);
        cloud.add(enter("made"));
        assert_eq!(run(session.renew(Proof::Token("third".into()))), Ok(()));
        assert_eq!((&*ready(session).token, ready(session).project.id.as_str()), ("made", PROJECT));
    }
    assert_eq!(cloud.ended(), [""; 0]);
}

#[test]
fn another_user_s_token_does_not_renew_it() {
    let cloud = Cloud::with([]);
    let (_owner, session) = signed_in(&cloud);
    let before = ready(session);
    cloud.add([read("identity_scoped_admin"), recorded("identity_projects")]);
    let failed = run(session.renew(Proof::Token("admin's".into())));
    assert_eq!(failed, Err(SignInFailure::OtherUser { expected: "demo".into(), found: "admin".into() }));
    assert!(ready(session) == before);
    assert_eq!(cloud.ended(), [""; 0]);
}
