//! What the connection check asks, and what goes along.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "this is how tests fail")]

mod support;

use std::cell::{Cell, RefCell};
use std::future::ready as at_once;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use backup_panel::api::transport::{NoAnswer, Wants};
use backup_panel::rules::diagnosis::judge;
use backup_panel::rules::finding::{Fault, Grade};
use backup_panel::rules::probe::{Examination, Outcome};
use backup_panel::state::doctor_probes::{Examiner, Place, Surroundings};
use backup_panel::state::scope::Scoped;

use support::cloud::{Cloud, Exchange, header, json, recorded, scripted};
use support::session::{ready, signed_in};
use support::task::run;
use support::{BLOCK_STORAGE, IDENTITY, PROJECT};

/// A page whose policy forbids one address at most.
#[derive(Default)]
struct Page {
    time: Cell<f64>,
    forbidden: &'static str,
}

impl Surroundings for Page {
    fn now(&self) -> f64 {
        self.time.set(self.time.get() + 5.0);
        self.time.get()
    }

    fn forbids(&self, url: &str) -> Pin<Box<dyn Future<Output = bool>>> {
        Box::pin(at_once(url == self.forbidden))
    }
}

fn place(session: Option<Scoped>, identity: &str, block_storage: &str) -> Place {
    Place {
        origin: "http://localhost:8080".into(),
        identity: identity.into(),
        block_storage: block_storage.into(),
        session: session.map(Arc::new),
    }
}

fn examine_on(page: Page, cloud: &Rc<Cloud>, place: Place) -> Examination {
    let told = Rc::new(RefCell::new(0));
    let tell = {
        let told = told.clone();
        move |_: &Examination| *told.borrow_mut() += 1
    };
    let examiner = Examiner { transport: cloud.transport(), around: Rc::new(page), tell: Rc::new(tell) };
    let seen = run(examiner.examine(place));
    assert!(seen.is_over && *told.borrow() > 1, "every step is told");
    seen
}

fn examine(cloud: &Rc<Cloud>, place: Place) -> Examination {
    examine_on(Page::default(), cloud, place)
}

/// Refusals in words, as the services answer a token that is none.
fn refusals() -> Vec<Exchange> {
    let (tokens, v3) = (format!("{IDENTITY}/auth/tokens"), format!("{BLOCK_STORAGE}v3/"));
    let mut all = vec![scripted("GET", &tokens, 401, "{}"), scripted("POST", &tokens, 400, "{}")];
    all.extend([scripted("DELETE", &tokens, 401, "{}"), scripted("GET", &v3, 401, "{}")]);
    all.extend(["POST", "PUT", "DELETE"].map(|method| scripted(method, &v3, 401, "{}")));
    all
}

#[test]
fn without_a_session_nothing_secret_is_sent() {
    let cloud = Cloud::with([recorded("identity_version"), recorded("versions")]);
    cloud.add(refusals());
    let seen = examine(&cloud, place(None, "http://127.0.0.1:5000", "http://127.0.0.1:8776/v3/"));
    assert_eq!(cloud.count(), 9, "{:?}", cloud.asked());
    assert!(cloud.tokens().iter().all(|token| token.is_empty() || token == "connection-check"));
    assert_eq!(json(&cloud.sent(2)), serde_json::json!({}));
    assert_eq!((seen.clocks, &seen.catalog), (None, &None));
    // What is scripted hides the ids of the requests, and nothing else.
    let faults = judge(&seen).diagnoses.into_iter().flat_map(|diagnosis| diagnosis.faults);
    let hidden = Fault::NotExposed(vec!["X-OpenStack-Request-ID"]);
    assert_eq!(faults.collect::<Vec<_>>(), [hidden.clone(), hidden]);
}

#[test]
fn the_sessions_token_goes_to_the_sessions_cloud_and_the_one_made_from_it_ends() {
    let cloud = Cloud::with([]);
    let (_owner, session) = signed_in(&cloud);
    let tokens = format!("{IDENTITY}/auth/tokens");
    let rescoped = recorded("identity_rescoped");
    let backups = format!("{BLOCK_STORAGE}v3/{PROJECT}/backups");
    let mut all = vec![recorded("identity_version"), recorded("versions")];
    all.push(rescoped.clone().answering(&scripted("GET", &tokens, 200, "")).with_status(200));
    all.push(rescoped.giving("made-to-look"));
    all.push(scripted("DELETE", &tokens, 204, ""));
    all.push(scripted("GET", &backups, 200, "{}"));
    let v3 = format!("{BLOCK_STORAGE}v3/");
    all.extend(["POST", "PUT", "DELETE"].map(|method| scripted(method, &v3, 401, "{}")));
    cloud.add(all);
    let seen = examine(&cloud, place(Some(ready(session)), IDENTITY, ""));
    let (none, bogus) = (String::new(), "connection-check".to_owned());
    let expected = [
        none.clone(),
        "first".to_owned(),
        none.clone(),
        "made-to-look".to_owned(),
        none,
        "first".to_owned(),
        bogus.clone(),
        bogus.clone(),
        bogus,
    ];
    assert_eq!(cloud.tokens(), expected, "{:?}", cloud.asked());
    assert_eq!(header(&cloud.sent(3), "X-Subject-Token").as_deref(), Some("made-to-look"));
    assert!(seen.clocks.is_some());
    assert!(seen.catalog.is_some_and(|listed| !listed.is_empty()));
}

#[test]
fn another_cloud_gets_no_token_of_the_session() {
    let cloud = Cloud::with([]);
    let (_owner, session) = signed_in(&cloud);
    let scoped = ready(session);
    let other = "https://other.example/v3";
    let auth = format!("{other}/auth/tokens");
    cloud.add([recorded("identity_version").at(other)]);
    cloud.add(["GET", "POST", "DELETE"].map(|method| scripted(method, &auth, 401, "{}")));
    examine(&cloud, place(Some(scoped.clone()), other, ""));
    assert!(cloud.tokens().iter().all(|token| token.is_empty() || token == "connection-check"));

    // Nor does another Block Storage of the same cloud.
    cloud.forget();
    let down = recorded("identity_version").unanswered(NoAnswer::TimedOut);
    let root = "https://other.example/";
    cloud.add([down, scripted("GET", root, 404, "{}")]);
    examine(&cloud, place(Some(scoped), IDENTITY, root));
    assert!(cloud.tokens().iter().all(String::is_empty), "{:?}", cloud.asked());
}

#[test]
fn a_second_look_tells_an_unreadable_answer_from_none() {
    let unreadable = || recorded("identity_version").unanswered(NoAnswer::Unreachable);
    let cloud = Cloud::with([unreadable(), recorded("identity_version")]);
    let seen = examine(&cloud, place(None, IDENTITY, ""));
    assert_eq!(seen.identity.plain.unwrap().outcome, Outcome::Opaque);
    assert_eq!((cloud.sent(0).wants, cloud.sent(1).wants), (Wants::Answer, Wants::Arrival));
    assert!(cloud.sent(1).headers.is_empty());

    let cloud = Cloud::with([unreadable(), unreadable()]);
    let seen = examine(&cloud, place(None, IDENTITY, ""));
    assert_eq!(seen.identity.plain.unwrap().outcome, Outcome::Nothing);

    let cloud = Cloud::with([unreadable()]);
    let page = Page { forbidden: IDENTITY, ..Page::default() };
    let seen = examine_on(page, &cloud, place(None, IDENTITY, ""));
    assert_eq!(seen.identity.plain.unwrap().outcome, Outcome::Forbidden);
}

#[test]
fn a_refused_header_is_tried_alone_without_the_token() {
    let cloud = Cloud::with([]);
    let (_owner, session) = signed_in(&cloud);
    let tokens = format!("{IDENTITY}/auth/tokens");
    let refused = || scripted("GET", &tokens, 0, "").unanswered(NoAnswer::Unreachable);
    cloud.add([recorded("identity_version"), refused(), scripted("GET", &tokens, 401, "{}"), refused()]);
    cloud.add([recorded("versions").unanswered(NoAnswer::TimedOut)]);
    let seen = examine(&cloud, place(Some(ready(session)), IDENTITY, ""));
    let faults: Vec<_> = judge(&seen).diagnoses[0].faults.clone();
    assert_eq!(faults, [Fault::HeadersNotAllowed(vec!["X-Subject-Token"])]);
    assert_eq!(header(&cloud.sent(2), "X-Auth-Token").as_deref(), Some("connection-check"));
    assert_eq!(header(&cloud.sent(3), "X-Subject-Token").as_deref(), Some("connection-check"));
}

#[test]
fn nothing_is_sent_where_the_address_rules_it_out() {
    for (origin, identity) in [
        ("https://panel.example", "http://cloud.example:5000/v3"),
        ("http://localhost:8080", "https://user:secret@cloud.example/v3"),
        ("http://localhost:8080", "ftp://cloud.example"),
    ] {
        let cloud = Cloud::with([]);
        let seen = examine(&cloud, Place { origin: origin.into(), ..place(None, identity, "http://x y") });
        assert_eq!(cloud.count(), 0, "{identity}");
        assert!(judge(&seen).checks.iter().any(|check| check.grade == Grade::Failed), "{identity}");
    }
}
