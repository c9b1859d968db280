//! Ways to sign in besides a password, against the answers of a real Keystone.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "this is how tests fail")]

mod support;

use backup_panel::api::identity::{ChangePassword, CredentialName, Proof};
use backup_panel::model::fault::FaultKind;
use backup_panel::model::identity::Receipt;
use backup_panel::model::ids::UserId;
use backup_panel::state::scope::Origin;
use backup_panel::state::session::Session;
use backup_panel::state::sign_in::{NotTaken, SignInFailure};

use support::cloud::{Cloud, header, json, recorded, scripted};
use support::session::{now, password, ready, store};
use support::task::run;
use support::{BLOCK_STORAGE, IDENTITY, PROJECT};

const TOKENS: &str = "http://127.0.0.1:5000/v3/auth/tokens";

fn keystone_401(message: &str) -> support::cloud::Exchange {
    let body = format!(r#"{{"error":{{"code":401,"title":"Unauthorized","message":"{message}"}}}}"#);
    scripted("POST", TOKENS, 401, &body)
}

/// What Keystone gives for the password of a user who needs a passcode as well.
fn receipt(cloud: &std::rc::Rc<Cloud>, session: backup_panel::state::session::SessionStore) -> Receipt {
    cloud.add([recorded("identity_receipt_401")]);
    match run(session.sign_in(IDENTITY, password())) {
        Err(SignInFailure::SecondStep(receipt)) => receipt,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_receipt_asks_for_the_passcode_which_goes_along_with_it() {
    let cloud = Cloud::with([]);
    let (_owner, session) = store(&cloud, "{}");
    let receipt = receipt(&cloud, session);
    assert!(receipt.wants_passcode());
    assert!(!format!("{receipt:?}").contains(&*receipt.receipt), "it is not written down");
    cloud.add([recorded("identity_totp"), recorded("identity_projects"), recorded("versions")]);
    assert_eq!(
        run(session.sign_in(IDENTITY, Proof::Passcode { receipt, passcode: "123456".into() })),
        Ok(())
    );
    let sent = cloud.sent(1);
    assert_eq!(header(&sent, "Openstack-Auth-Receipt").as_deref(), Some("<receipt>"));
    let identity = &json(&sent)["auth"]["identity"];
    assert_eq!(identity["methods"], serde_json::json!(["totp"]));
    assert_eq!(identity["totp"]["user"]["passcode"], "123456");
    assert_eq!(json(&sent)["auth"]["scope"], "unscoped");
    assert_eq!(ready(session).unscoped.origin, Origin::Password);
}

#[test]
fn a_wrong_passcode_is_told_from_a_receipt_that_has_expired() {
    let cloud = Cloud::with([]);
    let (_owner, session) = store(&cloud, "{}");
    let receipt = receipt(&cloud, session);
    let proof = || Proof::Passcode { receipt: receipt.clone(), passcode: "1".into() };
    cloud.add([keystone_401("The request you have made requires authentication.")]);
    let failed = run(session.sign_in(IDENTITY, proof()));
    assert!(matches!(failed, Err(SignInFailure::NotTaken(NotTaken::Passcode, _))));
    cloud.add([keystone_401("Could not find auth receipt: gone.")]);
    assert_eq!(run(session.sign_in(IDENTITY, proof())), Err(SignInFailure::ReceiptExpired));
}

#[test]
fn other_methods_than_a_passcode_are_named() {
    let other = r#"{"receipt":{"methods":["password"],"user":{"id":"u"}},
        "required_auth_methods":[["password","mapped"],["totp","password","oauth1"]]}"#;
    let cloud = Cloud::with([recorded("identity_receipt_401").with_bytes(other.as_bytes())]);
    let (_owner, session) = store(&cloud, "{}");
    let Err(SignInFailure::SecondStep(receipt)) = run(session.sign_in(IDENTITY, password())) else {
        panic!()
    };
    assert!(!receipt.wants_passcode());
    let missing: Vec<String> = receipt.missing.iter().map(|methods| methods.join("+")).collect();
    assert_eq!(missing, ["mapped", "totp+oauth1"]);
}

#[test]
fn an_application_credential_asks_for_no_scope_and_is_in_its_project() {
    let by_name =
        CredentialName::Name { name: "panel".into(), user: "demo".into(), domain: "Default".into() };
    for (credential, expected) in [
        (CredentialName::Id("c".into()), serde_json::json!({"id": "c", "secret": "s"})),
        (
            by_name,
            serde_json::json!({"name": "panel", "secret": "s", "user": {"name": "demo", "domain": {"name": "Default"}}}),
        ),
    ] {
        let cloud = Cloud::with([recorded("identity_application_credential"), recorded("versions")]);
        let (_owner, session) = store(&cloud, "{}");
        session.forget();
        let proof = Proof::ApplicationCredential { credential, secret: "s".into() };
        assert_eq!(run(session.sign_in(IDENTITY, proof)), Ok(()));
        let auth = json(&cloud.sent(0))["auth"].clone();
        assert_eq!(auth["identity"]["application_credential"], expected);
        assert!(auth.get("scope").is_none(), "Keystone refuses any");
        let scoped = ready(session);
        assert_eq!((scoped.project.id.as_str(), scoped.unscoped.may_switch()), (PROJECT, false));
        assert_eq!(scoped.unscoped.origin, Origin::ApplicationCredential);
        // Its one token ends once.
        cloud.add([recorded("identity_revoke")]);
        run(session.sign_out());
        assert_eq!(cloud.ended(), ["<token>"]);
    }
}

#[test]
fn another_project_is_not_entered_with_an_application_credential() {
    let cloud = Cloud::with([recorded("identity_application_credential"), recorded("versions")]);
    let (_owner, session) = store(&cloud, "{}");
    let proof =
        Proof::ApplicationCredential { credential: CredentialName::Id("c".into()), secret: "s".into() };
    assert_eq!(run(session.sign_in(IDENTITY, proof)), Ok(()));
    cloud.forget();
    let here = ready(session);
    let entered = run(session.enter_beside(&here.project));
    assert_eq!(entered.err(), Some(SignInFailure::OtherProject { expected: "demo".into() }));
    assert_eq!(cloud.count(), 0);
}

#[test]
fn a_wrong_secret_is_no_wrong_password() {
    let cloud = Cloud::with([keystone_401("The request you have made requires authentication.")]);
    let (_owner, session) = store(&cloud, "{}");
    let proof =
        Proof::ApplicationCredential { credential: CredentialName::Id("c".into()), secret: "s".into() };
    let failed = run(session.sign_in(IDENTITY, proof));
    assert!(matches!(failed, Err(SignInFailure::NotTaken(NotTaken::Secret, _))));
}

#[test]
fn an_expired_password_names_the_user_whose_it_is_and_can_be_changed_without_a_token() {
    let cloud = Cloud::with([keystone_401(
        "The password is expired and needs to be changed for user: 44b253273b48.",
    )]);
    let (_owner, session) = store(&cloud, "{}");
    let failed = run(session.sign_in(IDENTITY, password()));
    assert_eq!(failed, Err(SignInFailure::PasswordExpired(UserId::new("44b253273b48"))));
    cloud.add([scripted("POST", &format!("{IDENTITY}/users/44b253273b48/password"), 204, "")]);
    let change = ChangePassword {
        user: UserId::new("44b253273b48"),
        original: "demo".into(),
        password: "fresh".into(),
    };
    assert_eq!(run(session.change_password(IDENTITY, &change)), Ok(()));
    assert_eq!(json(&cloud.sent(1))["user"]["original_password"], "demo");
    assert_eq!(header(&cloud.sent(1), "X-Auth-Token"), None);
    assert!(now(session) == Session::Anonymous);
}

#[test]
fn a_cinder_without_keystone_is_entered_by_its_own_answer_alone_and_nothing_ends() {
    let cloud = Cloud::with([recorded("versions")]);
    let (_owner, session) = store(&cloud, "{}");
    assert_eq!(run(session.enter_without_keystone(BLOCK_STORAGE, "me", PROJECT)), Ok(()));
    let scoped = ready(session);
    assert_eq!(&*scoped.token, format!("me:{PROJECT}"));
    assert!(scoped.is_admin() && !scoped.unscoped.may_switch() && !scoped.unscoped.has_keystone());
    let asked = run(session.ask(&backup_panel::api::identity::ListAllProjects));
    assert_eq!(asked.map(drop).unwrap_err().kind, FaultKind::Refused);
    run(session.sign_out());
    assert_eq!(cloud.asked(), [format!("GET {BLOCK_STORAGE}")]);
}

#[test]
fn what_keystone_says_in_a_header_that_the_page_may_not_read_is_named() {
    for (answer, header) in
        [("identity_unscoped", "X-Subject-Token"), ("identity_receipt_401", "Openstack-Auth-Receipt")]
    {
        let cloud = Cloud::with([recorded(answer).keeping_headers()]);
        let (_owner, session) = store(&cloud, "{}");
        let failed = run(session.sign_in(IDENTITY, password()));
        assert_eq!(failed, Err(SignInFailure::HeaderHidden(header)), "{answer}");
    }
}
