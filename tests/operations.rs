//! What the user starts: sent once, and looked for when no answer came.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "this is how tests fail")]

mod support;

use std::rc::Rc;
use std::sync::Arc;

use backup_panel::api::transport::NoAnswer;
use backup_panel::model::fault::FaultKind;
use backup_panel::model::ids::{BackupId, VolumeId};
use backup_panel::model::requests::{NewBackup, ResetTo};
use backup_panel::rules::deed::Deed;
use backup_panel::rules::follow::Seen;
use backup_panel::rules::trace::Before;
use backup_panel::state::operation::{Failure, Item, Phase, Planned};
use backup_panel::state::runner::{Prepared, Site, is_uncertain};
use leptos::prelude::{GetUntracked, Owner, Update};

use support::cloud::{Cloud, Exchange, recorded, scripted};
use support::session::{enter_project, ready, signed_in};
use support::task::{Task, run};
use support::{BLOCK_STORAGE, PROJECT};

const VOLUME: &str = "4d3eb6d6-de3e-559a-8dac-43866ea4b991";
const BACKUP: &str = "fcc7925f-359e-5709-8c8c-1be64374a95d";

/// The cloud as seen from the project that a session has entered.
fn site(cloud: &Rc<Cloud>) -> (Owner, Site) {
    let (owner, session) = signed_in(cloud);
    let place = Arc::new(ready(session));
    (owner, Site { session, place })
}

fn url(path: &str) -> String {
    format!("{BLOCK_STORAGE}v3/{PROJECT}/{path}")
}

fn create() -> Deed {
    let name = Some("nightly".to_owned());
    Deed::Create(NewBackup { volume_id: VolumeId::new(VOLUME), name, ..NewBackup::default() })
}

/// The volume has backups with these ids, all of the name that `create` gives.
fn backups(ids: &[&str]) -> Exchange {
    let row = |id: &&str| format!(r#"{{"id":"{id}","name":"nightly","volume_id":"{VOLUME}"}}"#);
    let rows: Vec<_> = ids.iter().map(row).collect();
    scripted("GET", &url("backups/detail"), 200, &format!(r#"{{"backups":[{}]}}"#, rows.join(",")))
}

fn prepare(site: &Site, deed: &Deed, before: &Before, lost: bool) -> Prepared {
    run(site.prepare(deed, before, lost)).expect("it can be looked up")
}

fn ready_to_send(prepared: Prepared) -> (Deed, Before) {
    match prepared {
        Prepared::Ready(ready) => *ready,
        Prepared::Found(outcome) => panic!("it was found: {outcome:?}"),
    }
}

#[test]
fn what_others_make_before_it_is_sent_is_not_taken_for_it() {
    let cloud = Cloud::with([backups(&["theirs", "old"])]);
    let (_owner, site) = site(&cloud);
    // What the form knew is old by the time that the item has its turn.
    let known = Before { known: Some(vec![Arc::from("old")]), backup: None };
    let (deed, before) = ready_to_send(prepare(&site, &create(), &known, false));
    cloud.add([backups(&["theirs", "old"]), backups(&["ours", "theirs", "old"])]);
    assert_eq!(run(site.look_for(&deed, &before)), Ok(None));
    let found = run(site.look_for(&deed, &before)).unwrap().expect("it is there");
    assert_eq!(found.backup, Some(BackupId::new("ours")));
}

#[test]
fn what_got_no_answer_is_looked_for_before_it_is_sent_again() {
    let cloud = Cloud::with([backups(&["old"])]);
    let (_owner, site) = site(&cloud);
    let (deed, before) = ready_to_send(prepare(&site, &create(), &Before::default(), false));
    let lost = recorded("backup_create").unanswered(NoAnswer::Unreachable);
    cloud.add([lost]);
    let error = run(site.send(&deed)).unwrap_err();
    assert!(is_uncertain(&error));
    // It reaches the cloud long after it was given up.
    cloud.add([backups(&["late", "old"])]);
    match prepare(&site, &deed, &before, true) {
        Prepared::Found(outcome) => assert_eq!(outcome.backup, Some(BackupId::new("late"))),
        Prepared::Ready(..) => panic!("it would be sent twice"),
    }
    // It never did.
    cloud.add([backups(&["old"]), backups(&["old"])]);
    assert_eq!(ready_to_send(prepare(&site, &deed, &before, true)).0, deed);
    let writes = cloud.asked().into_iter().filter(|asked| !asked.starts_with("GET")).count();
    assert_eq!(writes, 1);
}

#[test]
fn only_an_item_without_answer_and_trace_is_looked_for_when_it_is_run_again() {
    let error = || {
        backup_panel::model::fault::ApiError::without_answer(
            FaultKind::Unreachable,
            backup_panel::model::fault::Service::BlockStorage,
            "",
        )
    };
    let lost_after = |phase: Phase| {
        let item = Item::new(Planned::new("a", create()));
        item.progress.update(|progress| progress.phase = phase);
        item.start_over();
        (item.phase() == Phase::Waiting, item.watch(|watch| watch.lost))
    };
    assert_eq!(lost_after(Phase::Failed(Failure::NoTrace(error()))), (true, true));
    assert_eq!(lost_after(Phase::Failed(Failure::Refused(error()))), (true, false));
    assert_eq!(lost_after(Phase::Looking(error())), (false, false));
    assert_eq!(lost_after(Phase::Sending), (false, false));
}

#[test]
fn a_restore_compares_with_what_its_target_was_like_when_it_was_sent() {
    let target = "3b0ff9df-0912-51b9-93c2-1e364cf4e964";
    let cloud = Cloud::with([recorded("volume_show"), recorded("backup_show_full")]);
    let (_owner, site) = site(&cloud);
    let stale =
        Deed::RestoreInto { backup: BackupId::new(BACKUP), volume: VolumeId::new(target), before: None };
    // The form was opened before both were changed.
    let (deed, before) = ready_to_send(prepare(&site, &stale, &Before::default(), false));
    cloud.add([recorded("volume_show"), recorded("backup_show_full")]);
    assert_eq!(run(site.look_for(&deed, &before)), Ok(None), "nothing has happened since");
}

#[test]
fn only_the_word_of_cinder_tells_that_something_is_gone() {
    let gone = recorded("error_404_backup");
    let id = BackupId::new("5a9c8f4e-0b1a-5a12-9624-540b7a771dc0");
    let page = recorded("error_404_route_html").answering(&gone);
    let path =
        scripted("GET", "", 404, &format!("<p>The requested URL /v3/x/backups/{id} was not found</p>"));
    let cloud = Cloud::with([gone.clone(), page, path.answering(&gone)]);
    let (_owner, site) = site(&cloud);
    assert_eq!(run(site.backup(&id)), Ok(Seen::Gone));
    for _ in 0..2 {
        assert_eq!(run(site.backup(&id)).unwrap_err().kind, FaultKind::NotFound, "a look that tells nothing");
    }
}

#[test]
fn a_cloud_that_does_not_filter_by_volume_can_be_looked_at_all_the_same() {
    let refused = recorded("error_400_filter");
    let other = r#"{"backups":[{"id":"other","volume_id":"another"}]}"#;
    let other = scripted("GET", &url("backups/detail"), 200, other);
    let cloud = Cloud::with([refused, other]);
    let (_owner, site) = site(&cloud);
    let (_, before) = ready_to_send(prepare(&site, &create(), &Before::default(), false));
    assert_eq!(before.known, Some(vec![]));
}

#[test]
fn a_write_that_waits_for_the_user_is_never_sent_in_the_name_of_another_place() {
    let unauthorized = recorded("error_401_token").answering(&recorded("backup_create"));
    let cloud = Cloud::with([]);
    let (_owner, site) = site(&cloud);
    cloud.add([unauthorized.clone()]);
    let deed = create();
    let waiting = Task::waiting(site.send(&deed));
    let elsewhere = [recorded("identity_two_regions").giving("elsewhere"), recorded("versions")];
    enter_project(&cloud, site.session, 1, &elsewhere);
    assert_eq!(waiting.end().unwrap_err().kind, FaultKind::Unauthorized);
    assert_eq!(cloud.tokens(), ["first", "", ""], "sent once, and then the other project is entered");
}

/// The session has left the place of the site, whose token has ended since.
fn left(cloud: &Rc<Cloud>, site: &Site, request: &Exchange) {
    let elsewhere = [recorded("identity_two_regions").giving("elsewhere"), recorded("versions")];
    enter_project(cloud, site.session, 1, &elsewhere);
    cloud.forget();
    cloud.add([recorded("error_401_token").answering(request)]);
}

#[test]
fn a_place_that_was_left_is_entered_anew_when_its_token_has_ended() {
    let (create_it, show) = (recorded("backup_create"), recorded("backup_show_full"));
    let cloud = Cloud::with([]);
    let (_owner, site) = site(&cloud);
    left(&cloud, &site, &create_it);
    let again = [recorded("identity_rescoped").giving("again"), recorded("versions")];
    cloud.add(again.into_iter().chain([create_it, show]));
    assert!(run(site.send(&create())).is_ok());
    assert_eq!(cloud.tokens(), ["first", "", "", "again"], "what was not carried out is sent once more");
    assert!(run(site.backup(&BackupId::new(BACKUP))).is_ok());
    assert_eq!(cloud.tokens()[4..], ["again"], "and the new token is kept");
    assert!(ready(site.session).token.as_ref() == "elsewhere", "the page stays where it is");
}

#[test]
fn a_place_that_cannot_be_entered_any_more_says_so() {
    let cloud = Cloud::with([]);
    let (_owner, site) = site(&cloud);
    left(&cloud, &site, &recorded("backup_create"));
    cloud.add([recorded("identity_token_401").answering(&recorded("identity_rescoped"))]);
    assert_eq!(run(site.send(&create())).unwrap_err().kind, FaultKind::Unauthorized);
    assert_eq!(cloud.tokens(), ["first", ""], "it is sent once");
    assert!(!site.session.expired().get_untracked(), "another sign-in would not help");
}

#[test]
fn another_user_does_not_enter_the_place_of_the_one_before() {
    let cloud = Cloud::with([]);
    let (_owner, site) = site(&cloud);
    cloud.add([recorded("identity_revoke"), recorded("identity_revoke")]);
    run(site.session.sign_out());
    cloud.forget();
    cloud.add([recorded("error_401_token").answering(&recorded("backup_create"))]);
    assert_eq!(run(site.send(&create())).unwrap_err().kind, FaultKind::Unauthorized);
    assert_eq!(cloud.tokens(), ["first"]);
}

#[test]
fn a_status_that_was_asked_for_is_not_taken_for_a_restore_that_was_broken_off() {
    let begun = |deed: Deed| {
        let item = Item::new(Planned::new("a", deed));
        item.answered();
        item.watch(|watch| watch.begun)
    };
    let id = BackupId::new(BACKUP);
    assert!(!begun(Deed::Reset(id.clone(), ResetTo::Error)));
    assert!(begun(Deed::RestoreBlocking { backup: id, name: String::new() }));
}

#[test]
fn what_outlives_the_panel_asks_nothing() {
    let cloud = Cloud::with([]);
    let (owner, site) = site(&cloud);
    cloud.hold();
    cloud.add([recorded("error_401_token").answering(&recorded("backup_create"))]);
    let deed = create();
    let waiting = Task::waiting(site.send(&deed));
    owner.cleanup();
    drop(owner);
    cloud.release();
    assert_eq!(waiting.end().unwrap_err().kind, FaultKind::Unauthorized);
    assert!(run(site.backup(&BackupId::new(BACKUP))).is_err());
    assert_eq!(cloud.count(), 1);
}
