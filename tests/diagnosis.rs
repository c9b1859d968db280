//! What the connection check makes of what was seen: a table of clouds with something wrong.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "this is how tests fail")]

use backup_panel::model::fault::Service;
use backup_panel::rules::diagnosis::judge;
use backup_panel::rules::finding::{Diagnosis, Fault, Grade, Item, Report, Seen};
use backup_panel::rules::probe::{
    Asked, Body, Clocks, Examination, Listed, Outcome, Probe, Reading, Subject,
};
use backup_panel::text::doctor_report::report_text;
use serde_json::json;

const KEYSTONE: &str = "https://cloud.example:5000/v3";
const CINDER: &str = "https://cloud.example:8776/";

fn read(status: u16, body: &[u8]) -> Outcome {
    Outcome::Read(Reading {
        status,
        body: Body::of(body),
        request_id: true,
        subject_token: status == 200,
        api_version: true,
    })
}

fn keystone_v3() -> Outcome {
    read(200, json!({"version": {"id": "v3.14"}}).to_string().as_bytes())
}

fn cinder_v3() -> Outcome {
    let v3 = json!({"id": "v3.0", "version": "3.71", "min_version": "3.0"});
    read(300, json!({"versions": [{"id": "v2.0", "version": ""}, v3]}).to_string().as_bytes())
}

fn probe(method: &'static str, url: &str, headers: &[&'static str], outcome: Outcome) -> Probe {
    Probe { asked: Asked { method, url: url.to_owned(), headers: headers.to_vec() }, outcome, took_ms: 7 }
}

/// A service with which all is well.
fn well(service: Service, session: bool) -> Subject {
    let (base, headers, methods, plain): (_, &[_], &[_], _) = match service {
        Service::Identity => {
            (KEYSTONE, &["X-Auth-Token", "X-Subject-Token"], &["POST", "DELETE"], keystone_v3())
        }
        Service::BlockStorage => {
            (CINDER, &["X-Auth-Token", "OpenStack-API-Version"], &["POST", "PUT", "DELETE"], cinder_v3())
        }
    };
    let status = if session { 200 } else { 401 };
    let mut subject = Subject::new(service, base, Some(base.to_owned()));
    subject.worked_before = session;
    subject.plain = Some(probe("GET", base, &[], plain));
    subject.headers = Some(probe("GET", base, headers, read(status, b"{}")));
    subject.methods = methods.iter().map(|method| probe(method, base, headers, read(401, b"{}"))).collect();
    subject
}

fn healthy(session: bool) -> Examination {
    let listed = Listed {
        kind: "block-storage".into(),
        region: "One".into(),
        interface: "public".into(),
        url: CINDER.into(),
    };
    Examination {
        origin: "https://panel.example".into(),
        has_session: session,
        identity: well(Service::Identity, session),
        clocks: session.then_some(Clocks { cloud: 1_000_000, here: 1_000_400 }),
        catalog: session.then(|| vec![listed]),
        block_storage: well(Service::BlockStorage, session),
        is_over: true,
    }
}

/// Nothing but the plain GET, with this outcome.
fn only_plain(subject: &mut Subject, outcome: Outcome) {
    let base = subject.base.clone().unwrap();
    *subject = Subject { plain: Some(probe("GET", &base, &[], outcome)), headers: None, ..subject.clone() };
    subject.methods.clear();
}

/// The typed address, as the panel would read it.
fn at(subject: &mut Subject, typed: &str, base: Option<&str>) {
    subject.typed = typed.to_owned();
    subject.base = base.map(str::to_owned);
}

fn grade(report: &Report, service: Service, item: Item) -> Grade {
    let found = report.checks.iter().find(|check| check.service == service && check.item == item);
    found.expect("the check is made").grade
}

fn faults(report: &Report, service: Service) -> Vec<Fault> {
    let of = report.diagnoses.iter().filter(|diagnosis| diagnosis.service == service);
    of.flat_map(|diagnosis: &Diagnosis| diagnosis.faults.clone()).collect()
}

#[test]
fn with_a_healthy_cloud_all_is_well_with_and_without_a_session() {
    let report = judge(&healthy(true));
    assert_eq!(report.diagnoses, []);
    assert!(report.checks.iter().all(|check| check.grade == Grade::Fine), "{:#?}", report.checks);
    assert_eq!(report.checks.len(), 16);

    let report = judge(&healthy(false));
    assert_eq!(report.diagnoses, []);
    let others: Vec<_> = report.checks.iter().filter(|check| check.grade != Grade::Fine).collect();
    let items: Vec<_> = others.iter().map(|check| (check.service, check.item, check.grade)).collect();
    assert_eq!(
        items,
        [
            (Service::Identity, Item::Exposed, Grade::Unclear),
            (Service::Identity, Item::Clock, Grade::Skipped),
            (Service::Identity, Item::Catalog, Grade::Skipped),
            (Service::BlockStorage, Item::Exposed, Grade::Unclear),
        ]
    );
}

/// A cloud that is made ill, and what is to be said of Keystone then.
type Case = (&'static str, fn(&mut Examination), Vec<Fault>);

#[test]
fn each_fault_is_named_or_its_candidates_in_order() {
    let cases: Vec<Case> = vec![
        ("no address", |seen| at(&mut seen.identity, "ftp://cloud", None), vec![Fault::NotAnAddress]),
        ("a query", |seen| at(&mut seen.identity, "https://cloud/?x", None), vec![Fault::NotAnAddress]),
        ("a password", |seen| at(&mut seen.identity, "https://u:p@cloud", None), vec![Fault::Credentials]),
        (
            "http from https",
            |seen| at(&mut seen.identity, "http://cloud:5000", Some("http://cloud:5000/v3")),
            vec![Fault::MixedContent],
        ),
        (
            "nobody there",
            |seen| only_plain(&mut seen.identity, Outcome::Nothing),
            vec![Fault::Down, Fault::Certificate, Fault::NameUnknown, Fault::Firewall],
        ),
        (
            "too late",
            |seen| only_plain(&mut seen.identity, Outcome::TimedOut),
            vec![Fault::Firewall, Fault::Down],
        ),
        (
            "the page's policy",
            |seen| only_plain(&mut seen.identity, Outcome::Forbidden),
            vec![Fault::PagePolicy],
        ),
        (
            "an answer that cannot be read",
            |seen| {
                only_plain(&mut seen.identity, Outcome::Opaque);
                seen.identity.worked_before = false;
            },
            vec![Fault::CorsOff, Fault::OtherOrigin, Fault::ProxyError, Fault::OtherService],
        ),
        (
            "the same where it has worked before",
            |seen| only_plain(&mut seen.identity, Outcome::Opaque),
            vec![Fault::ProxyError, Fault::CorsOff, Fault::OtherOrigin, Fault::OtherService],
        ),
        (
            "the address of a dashboard",
            |seen| {
                at(&mut seen.identity, "https://cloud/dashboard", Some("https://cloud/dashboard/v3"));
                only_plain(&mut seen.identity, Outcome::Opaque);
                seen.identity.worked_before = false;
            },
            vec![Fault::OtherService, Fault::CorsOff, Fault::OtherOrigin, Fault::ProxyError],
        ),
        (
            "a web page that can be read",
            |seen| only_plain(&mut seen.identity, read(200, b" \n<!DOCTYPE html><title>Horizon</title>")),
            vec![Fault::WebPage],
        ),
        ("404", |seen| only_plain(&mut seen.identity, read(404, b"{}")), vec![Fault::NotFound]),
        ("404 of a server", |seen| only_plain(&mut seen.identity, read(404, b"<p>")), vec![Fault::NotFound]),
        ("503", |seen| only_plain(&mut seen.identity, read(503, b"<p>")), vec![Fault::Unavailable(503)]),
        ("401", |seen| only_plain(&mut seen.identity, read(401, b"")), vec![Fault::OddStatus(401)]),
        ("other JSON", |seen| only_plain(&mut seen.identity, read(200, b"{}")), vec![Fault::OtherService]),
        (
            "v2 only",
            |seen| only_plain(&mut seen.identity, read(200, br#"{"version": {"id": "v2.0"}}"#)),
            vec![Fault::TooOld],
        ),
        (
            "a clock ahead",
            |seen| seen.clocks = Some(Clocks { cloud: 600_000, here: 0 }),
            vec![Fault::Clock(600)],
        ),
        (
            "a clock behind",
            |seen| seen.clocks = Some(Clocks { cloud: 0, here: 61_500 }),
            vec![Fault::Clock(-61)],
        ),
        ("an empty catalog", |seen| seen.catalog = Some(Vec::new()), vec![Fault::NotListed]),
        (
            "an ended session",
            |seen| seen.identity.headers.as_mut().unwrap().outcome = read(401, b"{}"),
            vec![Fault::TokenRefused],
        ),
        (
            "the token kept from the page",
            |seen| {
                let Some(Probe { outcome: Outcome::Read(reading), .. }) = &mut seen.identity.headers else {
                    panic!("it was read")
                };
                reading.subject_token = false;
            },
            vec![Fault::NotExposed(vec!["X-Subject-Token"])],
        ),
        (
            "a method that is not allowed",
            |seen| seen.identity.methods[1].outcome = Outcome::Refused,
            vec![Fault::MethodsNotAllowed(vec!["DELETE"]), Fault::ProxyError],
        ),
    ];
    for (name, ill, expected) in cases {
        let mut seen = healthy(true);
        ill(&mut seen);
        let report = judge(&seen);
        assert_eq!(faults(&report, Service::Identity), expected, "{name}");
        assert_eq!(faults(&report, Service::BlockStorage), [], "{name}");
        assert!(report.checks.iter().any(|check| check.grade == Grade::Failed), "{name}");
        assert!(
            !report.checks.iter().any(|check| check.seen == Seen::Pending),
            "{name}: nothing is left open"
        );
    }
}

#[test]
fn a_refused_header_is_found_by_name() {
    let mut seen = healthy(false);
    let subject = &mut seen.block_storage;
    let alone = |name, outcome| probe("GET", CINDER, &[name], outcome);
    subject.headers.as_mut().unwrap().outcome = Outcome::Refused;
    subject.single =
        vec![alone("X-Auth-Token", read(401, b"{}")), alone("OpenStack-API-Version", Outcome::Refused)];
    let expected = [Fault::HeadersNotAllowed(vec!["OpenStack-API-Version"])];
    assert_eq!(faults(&judge(&seen), Service::BlockStorage), expected);

    seen.block_storage.single[0].outcome = Outcome::Refused;
    let all = vec!["X-Auth-Token", "OpenStack-API-Version"];
    let report = judge(&seen);
    let expected = [Fault::OptionsRefused, Fault::HeadersNotAllowed(all)];
    assert_eq!(faults(&report, Service::BlockStorage), expected);
    assert_eq!(grade(&report, Service::BlockStorage, Item::Methods), Grade::Skipped);
}

#[test]
fn mixed_content_spares_this_computer_and_pages_over_http() {
    let mut seen = healthy(true);
    at(&mut seen.block_storage, "http://127.0.0.1:8776/", Some("http://127.0.0.1:8776/"));
    assert_eq!(faults(&judge(&seen), Service::BlockStorage), []);
    at(&mut seen.block_storage, "http://cinder.example/", Some("http://cinder.example/"));
    assert_eq!(faults(&judge(&seen), Service::BlockStorage), [Fault::MixedContent]);
    seen.origin = "http://panel.example".into();
    assert_eq!(faults(&judge(&seen), Service::BlockStorage), []);
}

#[test]
fn what_is_silent_depends_on_the_address() {
    for (typed, origin, expected) in [
        ("http://127.0.0.1:1", "http://127.0.0.1:8080", vec![Fault::Down]),
        ("http://cloud:1", "http://panel", vec![Fault::Down, Fault::NameUnknown, Fault::Firewall]),
        (
            "https://10.0.0.1",
            "https://panel.example",
            vec![Fault::Down, Fault::Certificate, Fault::Firewall, Fault::PrivateNetwork],
        ),
        ("https://10.0.0.1", "https://10.0.0.2", vec![Fault::Down, Fault::Certificate, Fault::Firewall]),
    ] {
        let mut seen = healthy(true);
        seen.origin = origin.to_owned();
        at(&mut seen.block_storage, typed, Some(typed));
        only_plain(&mut seen.block_storage, Outcome::Nothing);
        assert_eq!(faults(&judge(&seen), Service::BlockStorage), expected, "{typed} from {origin}");
    }
}

#[test]
fn without_a_session_a_hidden_request_id_is_a_hint() {
    let mut seen = healthy(false);
    let Some(Probe { outcome: Outcome::Read(reading), .. }) = &mut seen.identity.headers else {
        panic!("it was read")
    };
    reading.request_id = false;
    let expected = [Fault::NotExposed(vec!["X-OpenStack-Request-ID"])];
    assert_eq!(faults(&judge(&seen), Service::Identity), expected);
}

#[test]
fn an_unknown_address_of_block_storage_is_no_fault() {
    let mut seen = healthy(false);
    seen.block_storage = Subject::new(Service::BlockStorage, "", None);
    let report = judge(&seen);
    assert_eq!(report.diagnoses, []);
    assert_eq!(grade(&report, Service::BlockStorage, Item::Address), Grade::Skipped);
}

#[test]
fn what_is_still_to_come_is_said() {
    let mut seen = healthy(true);
    only_plain(&mut seen.identity, keystone_v3());
    (seen.clocks, seen.catalog, seen.is_over) = (None, None, false);
    let report = judge(&seen);
    let pending = report.checks.iter().filter(|check| check.seen == Seen::Pending).count();
    assert_eq!(pending, 5, "{:#?}", report.checks);
}

#[test]
fn the_report_says_what_was_seen_and_no_secret() {
    let mut seen = healthy(false);
    only_plain(&mut seen.block_storage, Outcome::Opaque);
    at(&mut seen.identity, "https://user:secret@cloud.example/v3?token=secret", None);
    let text = report_text(&seen, &judge(&seen));
    assert!(!text.contains("secret"), "{text}");
    for part in [
        "https://panel.example",
        "Identity https://cloud.example/v3",
        "- Answers: OK (7 ms). An answer came, and this page may not read it.",
        "allowed_origin = https://panel.example",
        "curl -i -H 'Origin: https://panel.example'",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}
