//! A token that is no longer taken: what was asked waits for a new one and is sent once more.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "this is how tests fail")]

mod support;

use std::rc::Rc;

use backup_panel::api::backups::ListBackups;
use backup_panel::model::backup::Backup;
use backup_panel::model::fault::{ApiError, FaultKind};
use backup_panel::model::listing::{ListParams, Page};
use backup_panel::state::session::{Session, SessionStore};
use backup_panel::state::sign_in::SignInFailure;
use leptos::prelude::GetUntracked;

use support::BLOCK_STORAGE;
use support::cloud::{Cloud, Exchange, recorded};
use support::session::{enter, enter_project, let_in, now, password, ready, sign_in, signed_in, store};
use support::task::{Task, run};

type Answer = Result<Page<Backup>, ApiError>;

async fn ask(session: SessionStore) -> Answer {
    session.ask(&ListBackups(ListParams { limit: 5, ..ListParams::default() })).await
}

/// Cinder no longer takes the token, or not yet.
fn unauthorized() -> Exchange {
    recorded("error_401_token")
}

fn list() -> Exchange {
    recorded("backups_detail")
}

/// A session whose token is no longer taken, and a request that waits because of that.
fn expired(cloud: &Rc<Cloud>) -> (leptos::prelude::Owner, SessionStore, Task<'static, Answer>) {
    let (owner, session) = signed_in(cloud);
    cloud.add([unauthorized()]);
    let waiting = Task::waiting(ask(session));
    assert!(session.expired().get_untracked());
    (owner, session, waiting)
}

fn renew(cloud: &Rc<Cloud>, session: SessionStore) {
    cloud.add(let_in("unscoped again"));
    cloud.add(enter("second"));
    assert_eq!(run(session.renew(password())), Ok(()));
}

fn kind(answer: Option<Answer>) -> Option<FaultKind> {
    answer.map(|answer| answer.map(drop).unwrap_err().kind)
}

#[test]
fn a_request_waits_for_the_user_and_is_sent_exactly_once_more() {
    let cloud = Cloud::with([]);
    let (_owner, session, mut waiting) = expired(&cloud);
    assert!(waiting.go_on().is_none());
    assert_eq!(cloud.count(), 1, "nothing more is sent until the user has signed in");
    cloud.add([list()]);
    renew(&cloud, session);
    assert!(!session.expired().get_untracked());
    assert_eq!(waiting.end().map(|page| page.items.len()), Ok(5));
    assert_eq!(cloud.tokens(), ["first", "", "unscoped again", "", "", "second"]);
    assert_eq!(cloud.asked()[0], cloud.asked()[5]);
}

#[test]
fn all_that_waits_goes_on_after_one_sign_in() {
    let cloud = Cloud::with([unauthorized(), unauthorized(), unauthorized()]);
    let (_owner, session) = signed_in(&cloud);
    let waiting: Vec<_> = (0..3).map(|_| Task::waiting(ask(session))).collect();
    cloud.add([list(), list(), list()]);
    renew(&cloud, session);
    for task in waiting {
        assert!(task.end().is_ok());
    }
    assert_eq!(cloud.count(), 3 + 4 + 3);
}

#[test]
fn a_second_401_goes_to_whoever_asked() {
    let cloud = Cloud::with([]);
    let (_owner, session, waiting) = expired(&cloud);
    cloud.add([unauthorized()]);
    renew(&cloud, session);
    assert_eq!(kind(Some(waiting.end())), Some(FaultKind::Unauthorized));
    assert_eq!(cloud.count(), 6, "twice the request and four to sign in");
}

#[test]
fn a_wrong_password_lets_it_wait_on() {
    let cloud = Cloud::with([]);
    let (_owner, session, mut waiting) = expired(&cloud);
    cloud.add([recorded("identity_password_401")]);
    let failed = run(session.renew(ready(session).by_password("wrong".into())));
    assert!(matches!(failed, Err(SignInFailure::Api(error)) if error.kind == FaultKind::Unauthorized));
    assert!(waiting.go_on().is_none() && session.expired().get_untracked());
    assert_eq!(&*ready(session).token, "first", "the page stays where it was");
    cloud.add([list()]);
    renew(&cloud, session);
    assert!(waiting.end().is_ok());
}

#[test]
fn signing_out_gives_it_up() {
    let cloud = Cloud::with([]);
    let (_owner, session, waiting) = expired(&cloud);
    cloud.add([recorded("identity_revoke"), recorded("identity_revoke")]);
    run(session.sign_out());
    assert_eq!(kind(Some(waiting.end())), Some(FaultKind::Unauthorized));
    assert!(!session.expired().get_untracked());
    assert_eq!(cloud.tokens(), ["first", "first", "unscoped"], "the request is not sent again");
}

#[test]
fn another_project_gives_it_up() {
    let cloud = Cloud::with([]);
    let (_owner, session, waiting) = expired(&cloud);
    let other = [recorded("identity_two_regions").giving("elsewhere"), recorded("versions")];
    enter_project(&cloud, session, 1, &[other.as_slice(), &[list()]].concat());
    assert_eq!(kind(Some(waiting.end())), Some(FaultKind::Unauthorized));
    assert!(!session.expired().get_untracked());
    assert_eq!(cloud.count(), 3, "the list of the other project is not asked for in its place");
}

#[test]
fn another_region_gives_it_up_although_the_token_is_the_same() {
    let cloud = Cloud::with([]);
    let (_owner, session) = store(&cloud, "{}");
    sign_in(&cloud, session);
    enter_project(&cloud, session, 0, &[recorded("identity_two_regions")]);
    let Session::ChoosingRegion(within) = now(session) else { panic!("regions to choose from") };
    cloud.add([recorded("versions"), recorded("versions")]);
    assert_eq!(run(session.enter_region(&within, &within.regions[0])), Ok(()));
    let backups = format!("{BLOCK_STORAGE}v3/{}/backups/detail", within.project.id);
    cloud.add([unauthorized().at(&backups)]);
    let waiting = Task::waiting(ask(session));
    assert_eq!(run(session.enter_region(&within, &within.regions[1])), Ok(()));
    assert_eq!(kind(Some(waiting.end())), Some(FaultKind::Unauthorized));
    assert!(!session.expired().get_untracked());
}

#[test]
fn a_401_that_comes_after_the_sign_in_needs_no_other_one() {
    let cloud = Cloud::with([]);
    let (_owner, session, first) = expired(&cloud);
    cloud.hold();
    cloud.add([unauthorized()]);
    let mut late = Task::waiting(ask(session));
    // Only the late one's answer is under way; signing in is answered at once.
    cloud.answer_at_once();
    cloud.add([list(), list()]);
    renew(&cloud, session);
    assert!(first.end().is_ok());
    cloud.release();
    assert!(late.go_on().is_some_and(|answer| answer.is_ok()));
    assert!(!session.expired().get_untracked(), "no dialog opens for a token that is gone");
}

#[test]
fn a_401_that_comes_after_the_sign_out_opens_no_dialog() {
    let cloud = Cloud::with([]);
    let (_owner, session) = signed_in(&cloud);
    cloud.hold();
    cloud.add([unauthorized()]);
    let mut late = Task::waiting(ask(session));
    session.forget();
    cloud.release();
    assert_eq!(kind(late.go_on()), Some(FaultKind::Unauthorized));
    assert!(!session.expired().get_untracked());
    assert_eq!(cloud.count(), 1);
}

#[test]
fn a_request_that_nobody_waits_for_is_not_sent_again() {
    let cloud = Cloud::with([]);
    let (_owner, session, waiting) = expired(&cloud);
    drop(waiting);
    renew(&cloud, session);
    assert_eq!(cloud.count(), 5);
}

#[test]
fn other_failures_do_not_wait() {
    for (name, kind) in [("error_403_create", FaultKind::Forbidden), ("error_500", FaultKind::ServerError)] {
        let cloud = Cloud::with([]);
        let (_owner, session) = signed_in(&cloud);
        cloud.add([recorded(name).answering(&list())]);
        assert_eq!(run(ask(session)).unwrap_err().kind, kind);
        assert!(!session.expired().get_untracked());
        assert_eq!(cloud.count(), 1);
    }
}

#[test]
fn without_a_session_nothing_is_sent() {
    let cloud = Cloud::with([]);
    let (_owner, session) = signed_in(&cloud);
    session.forget();
    assert_eq!(run(ask(session)).unwrap_err().kind, FaultKind::Unauthorized);
    assert!(now(session) == Session::Anonymous && !session.expired().get_untracked());
    assert_eq!(cloud.count(), 0);
}
