//! The steps from a password to a region, against the answers of a real Keystone and Cinder.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "this is how tests fail")]

mod support;

use std::rc::Rc;

use backup_panel::api::identity::Proof;
use backup_panel::api::transport::{NoAnswer, Transport};
use backup_panel::model::fault::{FaultKind, Service};
use backup_panel::model::ids::UserId;
use backup_panel::model::microversion::Microversion;
use backup_panel::state::scope::{InProject, Scoped, Unscoped};
use backup_panel::state::sign_in::{Begun, Pick, SignInFailure, Step, enter_project, enter_region, renew};

use support::cloud::{Cloud, Exchange, header, json, recorded, scripted};
use support::task::run;
use support::{BLOCK_STORAGE, IDENTITY, PROJECT};

/// What the catalog lists for everybody.
fn public() -> Pick {
    Pick { interface: "public".into(), ..Pick::default() }
}

fn password() -> Proof {
    Proof::Password { user: "demo".into(), domain: "Default".into(), password: "demo".into() }
}

/// Signs in where there are projects to choose from.
async fn sign_in(transport: &Rc<dyn Transport>, identity: &str, proof: Proof) -> Step<Unscoped> {
    match backup_panel::state::sign_in::sign_in(transport, identity, proof, &public()).await? {
        Begun::Choice(unscoped) => Ok(unscoped),
        Begun::Inside(_) => panic!("an unscoped token"),
    }
}

fn calls(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| line.replace("{identity}", IDENTITY).replace("{root}", BLOCK_STORAGE)).collect()
}

/// Keystone lets the user in.
fn let_in() -> [Exchange; 2] {
    [recorded("identity_unscoped").giving("unscoped"), recorded("identity_projects")]
}

/// Signs in and enters the first project, with what the cloud answers to the second step.
fn within(cloud: &Rc<Cloud>, token: Exchange) -> InProject {
    cloud.add(let_in());
    cloud.add([token]);
    let unscoped = run(sign_in(&cloud.transport(), IDENTITY, password())).map_err(|f| format!("{f:?}"));
    let unscoped = unscoped.expect("it signs in");
    let project = unscoped.projects[0].clone();
    let within = run(enter_project(&cloud.transport(), unscoped, &project, &public()));
    within.map_err(|failure| format!("{failure:?}")).expect("it enters")
}

fn failure<T>(step: Result<T, SignInFailure>) -> SignInFailure {
    step.map(drop).unwrap_err()
}

/// The kind and the service of a request's failure.
fn fault<T>(step: Result<T, SignInFailure>) -> (FaultKind, Service) {
    match failure(step) {
        SignInFailure::Api(error) => (error.kind, error.service),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_password_leads_to_projects_a_project_to_regions_and_a_region_to_backups() {
    let cloud = Cloud::with(let_in());
    let transport = cloud.transport();
    let unscoped: Unscoped = run(sign_in(&transport, IDENTITY, password())).map_err(|_| ()).unwrap();
    assert_eq!((&*unscoped.identity, &*unscoped.token), (IDENTITY, "unscoped"));
    assert_eq!(&*unscoped.user.name, "demo");
    let names: Vec<&str> = unscoped.projects.iter().map(|project| &*project.name).collect();
    assert_eq!(names, ["demo", "other"]);

    cloud.add([recorded("identity_rescoped").giving("scoped")]);
    let project = unscoped.projects[0].clone();
    let within = run(enter_project(&transport, unscoped, &project, &public())).map_err(|_| ()).unwrap();
    assert_eq!(json(&cloud.sent(2))["auth"]["identity"]["token"]["id"], "unscoped");
    assert_eq!(json(&cloud.sent(2))["auth"]["scope"]["project"]["id"], PROJECT);
    assert_eq!((&*within.token, within.project.id.as_str()), ("scoped", PROJECT));
    let [region] = within.regions.as_slice() else { panic!("one region") };
    assert_eq!((&*region.name, &*region.root), ("RegionOne", BLOCK_STORAGE));

    cloud.add([recorded("versions")]);
    let region = region.clone();
    let scoped: Scoped = run(enter_region(&transport, within, &region)).map_err(|_| ()).unwrap();
    assert_eq!(scoped.offers(), Microversion::v3(71));
    assert!(!scoped.is_admin());
    assert_eq!(scoped.expires_at.as_ref().map(|time| time.raw()), Some("2026-11-24T09:00:00.000000Z"));
    let target = scoped.target();
    assert_eq!((&*target.identity, &*target.block_storage), (IDENTITY, BLOCK_STORAGE));
    assert_eq!((target.project.as_str(), target.offers), (PROJECT, Some(Microversion::v3(71))));

    let expected = calls(&[
        "POST {identity}/auth/tokens",
        "GET {identity}/auth/projects",
        "POST {identity}/auth/tokens",
        "GET {root}",
    ]);
    assert_eq!(cloud.asked(), expected);
    assert_eq!(cloud.tokens(), ["", "unscoped", "", ""], "no token but to list the projects");
}

#[test]
fn a_wrong_password_ends_at_the_first_request() {
    let cloud = Cloud::with([recorded("identity_password_401")]);
    let failed = run(sign_in(&cloud.transport(), IDENTITY, password()));
    assert_eq!(fault(failed), (FaultKind::Unauthorized, Service::Identity));
    assert_eq!(cloud.count(), 1);
}

#[test]
fn a_keystone_that_cannot_be_reached_is_asked_once() {
    for (why, kind) in [
        (NoAnswer::Unreachable, FaultKind::Unreachable),
        (NoAnswer::TimedOut, FaultKind::TimedOut),
        (NoAnswer::Redirected, FaultKind::Redirected),
    ] {
        let cloud = Cloud::with([recorded("identity_unscoped").unanswered(why)]);
        let failed = run(sign_in(&cloud.transport(), IDENTITY, password()));
        assert_eq!(fault(failed), (kind, Service::Identity));
        assert_eq!(cloud.count(), 1);
    }
}

#[test]
fn what_is_no_address_is_not_asked() {
    let cloud = Cloud::with([]);
    let failed = run(sign_in(&cloud.transport(), "javascript://k", password()));
    assert_eq!(failure(failed), SignInFailure::NotAnAddress("javascript://k".into()));
    assert_eq!(cloud.count(), 0);
}

#[test]
fn without_a_project_the_token_is_ended() {
    let projects = format!("{IDENTITY}/auth/projects");
    for list in [r#"{"projects":[]}"#, r#"{"projects":[{"id":"p","name":"off","enabled":false}]}"#] {
        let cloud = Cloud::with([
            recorded("identity_unscoped").giving("unscoped"),
            scripted("GET", &projects, 200, list),
            recorded("identity_revoke"),
        ]);
        let failed = run(sign_in(&cloud.transport(), IDENTITY, password()));
        assert_eq!(failure(failed), SignInFailure::NoProject);
        assert_eq!(cloud.asked()[2..], calls(&["DELETE {identity}/auth/tokens"]));
        assert_eq!(header(&cloud.sent(2), "X-Subject-Token").as_deref(), Some("unscoped"));
    }
}

#[test]
fn projects_are_listed_by_name_without_those_switched_off() {
    let list = r#"{"projects":[{"id":"3","name":"beta"},{"id":"2","name":"off","enabled":false},
        {"id":"1","name":"Alpha","enabled":true}]}"#;
    let projects = scripted("GET", &format!("{IDENTITY}/auth/projects"), 200, list);
    let cloud = Cloud::with([recorded("identity_unscoped"), projects]);
    let unscoped = run(sign_in(&cloud.transport(), IDENTITY, password())).map_err(|_| ()).unwrap();
    let names: Vec<&str> = unscoped.projects.iter().map(|project| &*project.name).collect();
    assert_eq!(names, ["Alpha", "beta"]);
}

#[test]
fn a_project_without_block_storage_is_left_again() {
    let cloud = Cloud::with(let_in());
    let unscoped = run(sign_in(&cloud.transport(), IDENTITY, password())).map_err(|_| ()).unwrap();
    let project = unscoped.projects[0].clone();
    cloud.add([recorded("identity_no_volume_endpoint").giving("of no use"), recorded("identity_revoke")]);
    let failed = run(enter_project(&cloud.transport(), unscoped, &project, &public()));
    assert_eq!(failure(failed), SignInFailure::NoBlockStorage { project: "demo".into() });
    assert_eq!(header(&cloud.sent(3), "X-Subject-Token").as_deref(), Some("of no use"));
    assert_eq!(cloud.count(), 4, "the token to choose with stays");
}

#[test]
fn both_regions_of_a_project_are_on_offer() {
    let cloud = Cloud::with([]);
    let within = within(&cloud, recorded("identity_two_regions"));
    let regions: Vec<&str> = within.regions.iter().map(|region| &*region.name).collect();
    assert_eq!(regions, ["RegionOne", "RegionTwo"]);
    assert_eq!(&*within.project.name, "two-regions", "Keystone's word on the project counts");
}

#[test]
fn an_admin_is_told_by_the_role() {
    let cloud = Cloud::with([recorded("versions")]);
    let within = within(&cloud, recorded("identity_scoped_admin"));
    let region = within.regions[0].clone();
    assert!(run(enter_region(&cloud.transport(), within, &region)).is_ok_and(|scoped| scoped.is_admin()));
}

#[test]
fn where_a_proxy_keeps_the_root_the_document_is_read_at_v3() {
    let v3 = format!("{BLOCK_STORAGE}v3/");
    for (status, body) in [(404, ""), (403, "<html>403 Forbidden</html>"), (200, "<html>Welcome</html>")] {
        let cloud = Cloud::with([]);
        let within = within(&cloud, recorded("identity_rescoped").giving("scoped"));
        cloud.add([
            scripted("GET", BLOCK_STORAGE, status, body),
            recorded("versions").at(&v3).with_status(200),
        ]);
        let region = within.regions[0].clone();
        let scoped = run(enter_region(&cloud.transport(), within, &region)).map_err(|_| ()).unwrap();
        assert_eq!(scoped.offers(), Microversion::v3(71));
        assert_eq!(cloud.asked()[3..], calls(&["GET {root}", "GET {root}v3/"]));
        assert_eq!(cloud.tokens()[3..], ["", "scoped"]);
    }
}

#[test]
fn other_failures_of_the_document_are_not_asked_about_twice() {
    for (exchange, kind) in [
        (recorded("versions").with_status(503), FaultKind::Unavailable),
        (recorded("versions").unanswered(NoAnswer::TimedOut), FaultKind::TimedOut),
    ] {
        let cloud = Cloud::with([exchange]);
        let within = within(&cloud, recorded("identity_rescoped"));
        let region = within.regions[0].clone();
        let failed = run(enter_region(&cloud.transport(), within, &region));
        assert_eq!(fault(failed), (kind, Service::BlockStorage));
        assert_eq!(cloud.count(), 4);
    }
}

#[test]
fn a_cinder_without_v3_is_named() {
    let old = r#"{"versions":[{"id":"v2.0","status":"DEPRECATED","version":"","min_version":""}]}"#;
    let cloud = Cloud::with([scripted("GET", BLOCK_STORAGE, 300, old)]);
    let within = within(&cloud, recorded("identity_rescoped"));
    let region = within.regions[0].clone();
    let failed = run(enter_region(&cloud.transport(), within, &region));
    assert_eq!(failure(failed), SignInFailure::NoV3 { root: BLOCK_STORAGE.into() });
}

/// A session in the second of two regions.
fn in_region_two(cloud: &Rc<Cloud>) -> Scoped {
    let within = within(cloud, recorded("identity_two_regions").giving("old"));
    cloud.add([recorded("versions")]);
    let region = within.regions[1].clone();
    run(enter_region(&cloud.transport(), within, &region)).map_err(|_| ()).expect("it enters")
}

#[test]
fn signing_in_again_leads_to_the_same_place_with_fresh_tokens() {
    let cloud = Cloud::with([]);
    let old = in_region_two(&cloud);
    cloud.add(let_in());
    cloud.add([recorded("identity_two_regions").giving("fresh"), recorded("versions")]);
    let before = cloud.count();
    let renewed = run(renew(&cloud.transport(), &old, password(), &public())).map_err(|_| ()).unwrap();
    assert!(renewed.is_same_place(&old) && old.is_same_place(&renewed));
    assert_eq!((&*old.token, &*renewed.token), ("old", "fresh"));
    assert_eq!(&*renewed.region.name, "RegionTwo");
    assert_eq!(json(&cloud.sent(before + 2))["auth"]["scope"]["project"]["id"], old.project.id.as_str());
    assert_eq!(cloud.count() - before, 4);
}

#[test]
fn signing_in_again_needs_the_password_and_the_region() {
    let cloud = Cloud::with([]);
    let old = in_region_two(&cloud);
    cloud.add([recorded("identity_password_401")]);
    let failed = run(renew(&cloud.transport(), &old, password(), &public()));
    assert_eq!(fault(failed), (FaultKind::Unauthorized, Service::Identity));
    cloud.add(let_in());
    cloud.add([recorded("identity_rescoped").giving("of no use")]);
    cloud.add([recorded("identity_revoke"), recorded("identity_revoke")]);
    let failed = run(renew(&cloud.transport(), &old, password(), &public()));
    assert_eq!(failure(failed), SignInFailure::NoBlockStorage { project: "two-regions".into() });
    assert_eq!(cloud.ended(), ["of no use", "unscoped"]);
}

#[test]
fn another_user_project_or_region_is_another_place() {
    let cloud = Cloud::with([]);
    let here = in_region_two(&cloud);
    let mut other_user = here.clone();
    other_user.unscoped.user.id = UserId::new("another");
    let mut other_cloud = here.clone();
    other_cloud.unscoped.identity = "https://elsewhere/v3".into();
    let mut other_project = here.clone();
    other_project.project = here.unscoped.projects[1].clone();
    let other_region = Scoped { region: here.regions[0].clone(), ..here.clone() };
    for other in [other_user, other_cloud, other_project, other_region] {
        assert!(!here.is_same_place(&other));
    }
}
