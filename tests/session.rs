//! The session of a page: how it begins, moves, is kept over a reload, and ends.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "this is how tests fail")]

mod support;

use std::sync::Arc;

use backup_panel::model::fault::FaultKind;
use backup_panel::state::session::{Session, SessionStore};
use backup_panel::state::sign_in::SignInFailure;

use support::cloud::{Cloud, Exchange, recorded, scripted};
use support::session::{enter, enter_project, let_in, now, password, ready, sign_in, signed_in, store};
use support::task::{Task, run};
use support::{BLOCK_STORAGE, IDENTITY};

fn region(session: SessionStore) -> String {
    ready(session).region.name.to_string()
}

/// Keystone gives a token for a project with two regions.
fn two_regions(token: &str) -> Exchange {
    recorded("identity_two_regions").giving(token)
}

/// Lists one project only.
fn one_project() -> [Exchange; 2] {
    let one = r#"{"projects":[{"id":"7eac4d72075f52a19d7cc7f82ce2c36b","name":"demo","enabled":true}]}"#;
    let projects = scripted("GET", &format!("{IDENTITY}/auth/projects"), 200, one);
    [recorded("identity_unscoped").giving("unscoped"), projects]
}

#[test]
fn several_projects_are_a_choice() {
    let cloud = Cloud::with([]);
    let (_owner, session) = store(&cloud, "{}");
    assert!(now(session) == Session::Anonymous);
    sign_in(&cloud, session);
    assert!(matches!(now(session), Session::ChoosingProject(unscoped) if unscoped.projects.len() == 2));
    enter_project(&cloud, session, 0, &enter("first"));
    assert_eq!((&*ready(session).token, region(session)), ("first", "RegionOne".to_owned()));
    assert_eq!(cloud.count(), 4);
}

#[test]
fn the_only_project_and_region_are_entered_at_once() {
    let cloud = Cloud::with(one_project());
    let (_owner, session) = store(&cloud, "{}");
    cloud.add(enter("first"));
    assert_eq!(run(session.sign_in(IDENTITY, password())), Ok(()));
    assert_eq!(&*ready(session).token, "first");
}

#[test]
fn several_regions_are_a_choice() {
    let cloud = Cloud::with([]);
    let (_owner, session) = store(&cloud, "{}");
    sign_in(&cloud, session);
    enter_project(&cloud, session, 0, &[two_regions("first")]);
    let Session::ChoosingRegion(within) = now(session) else { panic!("regions to choose from") };
    cloud.add([recorded("versions")]);
    assert_eq!(run(session.enter_region(&within, &within.regions[1])), Ok(()));
    assert_eq!(region(session), "RegionTwo");
    // Switching asks for no other token.
    cloud.add([recorded("versions")]);
    cloud.forget();
    let within = ready(session).in_project();
    assert_eq!(run(session.enter_region(&within, &within.regions[0])), Ok(()));
    assert_eq!((region(session), &*ready(session).token), ("RegionOne".to_owned(), "first"));
    assert_eq!(cloud.asked(), [format!("GET {BLOCK_STORAGE}")]);
}

#[test]
fn the_operator_may_prefer_a_region_and_an_interface() {
    let config = r#"{"clouds":[{"name":"c","identity_url":"http://127.0.0.1:5000/v3","region":"RegionTwo",
        "interface":"internal"}]}"#;
    let cloud = Cloud::with([]);
    let (_owner, session) = store(&cloud, config);
    sign_in(&cloud, session);
    enter_project(&cloud, session, 0, &[two_regions("first"), recorded("versions")]);
    assert_eq!(region(session), "RegionTwo");
    let nowhere = config.replace("RegionTwo", "RegionNine").replace("internal", "admin");
    let (_owner, session) = store(&cloud, &nowhere);
    session.forget();
    sign_in(&cloud, session);
    let Session::ChoosingProject(unscoped) = now(session) else { panic!("projects to choose from") };
    let without = r#"{"token":{"project":{"id":"p","name":"demo"},"catalog":[{"type":"volumev3","endpoints":[
        {"interface":"internal","region_id":"RegionTwo","url":"http://127.0.0.1:8776/v3"}]}]}}"#;
    cloud.add([two_regions("of no use").with_bytes(without.as_bytes()), recorded("identity_revoke")]);
    let failed = run(session.enter_project(&unscoped, &unscoped.projects[0]));
    assert_eq!(failed, Err(SignInFailure::NoBlockStorage { project: "demo".into() }));
}

#[test]
fn the_operator_may_spell_keystone_s_address_in_any_way() {
    let config = r#"{"clouds":[{"name":"c","identity_url":"http://127.0.0.1:5000/","region":"RegionTwo"}]}"#;
    let cloud = Cloud::with([]);
    let (_owner, session) = store(&cloud, config);
    sign_in(&cloud, session);
    enter_project(&cloud, session, 0, &[two_regions("first"), recorded("versions")]);
    assert_eq!(region(session), "RegionTwo");
}

#[test]
fn another_project_keeps_the_region_and_the_token_that_is_left_ends_with_the_session() {
    let cloud = Cloud::with([]);
    let (_owner, session) = signed_in(&cloud);
    let answers = [two_regions("second"), recorded("versions")];
    enter_project(&cloud, session, 1, &answers);
    assert_eq!((region(session), &*ready(session).token), ("RegionOne".to_owned(), "second"));
    assert_eq!(cloud.ended(), [""; 0], "another tab may still be there with it");
    cloud.add([recorded("identity_revoke"), recorded("identity_revoke"), recorded("identity_revoke")]);
    run(session.sign_out());
    assert_eq!(cloud.ended(), ["second", "first", "unscoped"]);
}

#[test]
fn a_project_that_cannot_be_entered_leaves_the_session_as_it_was() {
    let cloud = Cloud::with([]);
    let (_owner, session) = signed_in(&cloud);
    let before = ready(session);
    let other = before.unscoped.projects[1].clone();
    cloud.add([recorded("identity_no_volume_endpoint").giving("of no use"), recorded("identity_revoke")]);
    assert!(run(session.enter_project(&before.unscoped, &other)).is_err());
    assert!(ready(session) == before);
    cloud.add([two_regions("of no use either"), recorded("versions").with_status(503)]);
    cloud.add([recorded("identity_revoke")]);
    let failed = run(session.enter_project(&before.unscoped, &other));
    assert!(matches!(failed, Err(SignInFailure::Api(error)) if error.kind == FaultKind::Unavailable));
    assert!(ready(session) == before);
    assert_eq!(cloud.ended(), ["of no use", "of no use either"]);
}

#[test]
fn a_reload_takes_the_session_up_without_asking() {
    let cloud = Cloud::with([]);
    let (owner, session) = signed_in(&cloud);
    let before = ready(session);
    owner.cleanup();
    let (_owner, reloaded) = store(&cloud, "{}");
    assert!(ready(reloaded) == before);
    assert_eq!(cloud.count(), 0);
    reloaded.forget();
    let (_owner, after_sign_out) = store(&cloud, "{}");
    assert!(now(after_sign_out) == Session::Anonymous);
}

#[test]
fn a_session_in_memory_ends_with_the_page() {
    let cloud = Cloud::with(one_project());
    let (_owner, session) = store(&cloud, r#"{"session_storage":"memory"}"#);
    cloud.add(enter("first"));
    assert_eq!(run(session.sign_in(IDENTITY, password())), Ok(()));
    let (_owner, reloaded) = store(&cloud, "{}");
    assert!(now(reloaded) == Session::Anonymous);
}

#[test]
fn a_tab_forgets_what_it_kept_once_the_operator_wants_sessions_in_memory() {
    let cloud = Cloud::with([]);
    let (_owner, _session) = signed_in(&cloud);
    let (_owner, reloaded) = store(&cloud, r#"{"session_storage":"memory"}"#);
    assert!(now(reloaded) == Session::Anonymous);
    let (_owner, reloaded) = store(&cloud, "{}");
    assert!(now(reloaded) == Session::Anonymous);
}

#[test]
fn signing_out_is_done_here_before_keystone_answers() {
    let cloud = Cloud::with([]);
    let (_owner, session) = signed_in(&cloud);
    cloud.hold();
    cloud.add([recorded("identity_revoke"), recorded("identity_revoke")]);
    let mut leaving = Task::waiting(session.sign_out());
    assert!(now(session) == Session::Anonymous);
    cloud.answer_at_once();
    cloud.release();
    assert!(leaving.go_on().is_some());
    assert_eq!(cloud.ended(), ["first", "unscoped"]);
    assert_eq!(cloud.count(), 2);
}

#[test]
fn signing_out_ends_whatever_tokens_there_are() {
    let cloud = Cloud::with([]);
    let (_owner, session) = store(&cloud, "{}");
    run(session.sign_out());
    assert_eq!(cloud.count(), 0);
    sign_in(&cloud, session);
    cloud.add([recorded("identity_revoke")]);
    run(session.sign_out());
    assert_eq!(cloud.ended(), ["unscoped"]);
    sign_in(&cloud, session);
    enter_project(&cloud, session, 0, &[two_regions("between regions")]);
    cloud.forget();
    // That Keystone fails to end them makes no difference here.
    cloud.add([recorded("identity_revoke").with_status(500), recorded("identity_revoke").with_status(500)]);
    run(session.sign_out());
    assert_eq!(cloud.ended(), ["between regions", "unscoped"]);
    assert!(now(session) == Session::Anonymous);
}

#[test]
fn a_step_that_arrives_after_the_sign_out_leads_nowhere_and_its_tokens_end() {
    let cloud = Cloud::with([]);
    let (_owner, session) = signed_in(&cloud);
    let before = ready(session);
    let other = before.unscoped.projects[1].clone();
    let revoked = || recorded("identity_revoke");
    cloud.hold();
    cloud.add(let_in("again"));
    cloud.add([two_regions("second"), recorded("versions")]);
    cloud.add(enter("renewed"));
    cloud.add([revoked(), revoked(), revoked(), revoked(), revoked()]);
    let mut renewing = Task::waiting(session.renew(password()));
    let mut moving = Task::waiting(session.enter_project(&before.unscoped, &other));
    session.forget();
    cloud.answer_at_once();
    cloud.release();
    cloud.release();
    assert!(renewing.go_on().is_some() && moving.go_on().is_some());
    assert!(now(session) == Session::Anonymous);
    assert_eq!(cloud.ended(), ["renewed", "again", "second", "first", "unscoped"]);
    let (_owner, reloaded) = store(&cloud, "{}");
    assert!(now(reloaded) == Session::Anonymous);
}

#[test]
fn a_session_of_another_tab_is_taken_only_by_those_without_one() {
    let cloud = Cloud::with([]);
    let (_owner, session) = signed_in(&cloud);
    let mut others = ready(session);
    others.token = Arc::from("of another tab");
    session.adopt(others.clone());
    assert_eq!(&*ready(session).token, "first");
    session.forget();
    session.adopt(others);
    assert_eq!(&*ready(session).token, "of another tab");
    assert_eq!(cloud.count(), 0);
}

#[test]
fn a_user_who_is_refused_stays_outside() {
    let cloud = Cloud::with([recorded("identity_password_401")]);
    let (_owner, session) = store(&cloud, "{}");
    assert!(run(session.sign_in(IDENTITY, password())).is_err());
    assert!(now(session) == Session::Anonymous);
    cloud.add(let_in("unscoped"));
    assert_eq!(run(session.sign_in(IDENTITY, password())), Ok(()));
}

#[test]
fn of_two_switches_at_once_the_later_one_counts_and_the_token_of_the_other_ends() {
    for later_answer_first in [true, false] {
        let cloud = Cloud::with([]);
        let (_owner, session) = signed_in(&cloud);
        let before = ready(session);
        let projects = before.unscoped.projects.clone();
        cloud.hold();
        cloud.add([two_regions("loser"), recorded("versions")]);
        let mut earlier = Task::waiting(session.enter_project(&before.unscoped, &projects[1]));
        cloud.add([recorded("identity_rescoped").giving("winner"), recorded("versions")]);
        let mut later = Task::waiting(session.enter_project(&before.unscoped, &projects[0]));
        cloud.answer_at_once();
        cloud.add([recorded("identity_revoke")]);
        if later_answer_first {
            cloud.release_last();
            assert!(later.go_on().is_some());
            cloud.release();
            assert!(earlier.go_on().is_some());
        } else {
            cloud.release();
            assert!(earlier.go_on().is_some());
            assert!(ready(session) == before);
            cloud.release();
            assert!(later.go_on().is_some());
        }
        assert_eq!(&*ready(session).token, "winner");
        assert_eq!(cloud.ended(), ["loser"]);
    }
}
