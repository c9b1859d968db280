//! Every failure there is becomes one error: its kind, readable words, and the request's id.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "this is how tests fail")]

mod support;

use backup_panel::api::backups::{ListBackups, ShowBackup};
use backup_panel::api::endpoint::{Endpoint, Undecodable};
use backup_panel::api::identity::{Authenticate, ListOwnProjects, Proof, Scope};
use backup_panel::api::listing::Later;
use backup_panel::api::request::{Auth, Base, Method, Request};
use backup_panel::api::transport::{NoAnswer, WireAnswer};
use backup_panel::api::versions::ReadVersions;
use backup_panel::model::fault::{ApiError, FaultKind, Service};
use backup_panel::model::ids::BackupId;
use backup_panel::model::listing::ListParams;

use support::cloud::{Cloud, Exchange, recorded, scripted};
use support::recording::{Recording, names};
use support::task::run;
use support::{BLOCK_STORAGE, IDENTITY, PROJECT, TOKEN, client};

/// The longest message shown, in characters, with the ellipsis.
const LONGEST: usize = 401;

/// A recorded request, sent again whatever it was.
struct Again(Recording);

impl Endpoint for Again {
    type Output = ();

    fn request(&self) -> Request {
        let recording = &self.0;
        let (base, root) = match recording.service {
            Service::Identity => (Base::Identity, "/v3".to_owned()),
            // The recorded project stands in the path in place of the session's.
            Service::BlockStorage => (Base::BlockStorageRoot, "/".to_owned()),
        };
        Request {
            method: match recording.method.as_str() {
                "GET" => Method::Get,
                "PUT" => Method::Put,
                "DELETE" => Method::Delete,
                _ => Method::Post,
            },
            base,
            path: recording.path[root.len()..].to_owned(),
            query: recording.query.clone(),
            body: (!recording.body.is_null()).then(|| recording.body.to_string()),
            auth: Auth::Session,
        }
    }

    fn decode(&self, _answer: &WireAnswer) -> Result<(), Undecodable> {
        Ok(())
    }
}

/// Sends a recorded request and gives the failure that it is answered with.
fn failure(name: &str) -> ApiError {
    let cloud = Cloud::with([recorded(name)]);
    run(client(&cloud, 71).send(&Again(Recording::read(name)))).expect_err(name)
}

/// What the list of backups fails with, whether its rows are read at once or later.
fn list_failure(exchange: Exchange) -> ApiError {
    let params = ListParams { limit: 1, ..ListParams::default() };
    let at_once = list_failure_of(&exchange, &ListBackups(params.clone()));
    assert_eq!(list_failure_of(&exchange, &Later(ListBackups(params))), at_once);
    at_once
}

fn list_failure_of<E: Endpoint>(exchange: &Exchange, list: &E) -> ApiError {
    let url = format!("{BLOCK_STORAGE}v3/{PROJECT}/backups/detail");
    let cloud = Cloud::with([exchange.clone().at(&url)]);
    let error = run(client(&cloud, 71).send(list)).err().expect("it fails");
    assert_eq!(cloud.count(), 1, "nothing is sent again by itself");
    error
}

fn answer(status: u16, body: &str) -> Exchange {
    scripted("GET", "", status, body)
}

#[test]
fn every_recorded_error_has_its_kind_and_words() {
    use FaultKind::{
        Forbidden, NotFound, QuotaExceeded, Refused, ServerError, Unauthorized, VersionUnsupported,
    };
    let expected = [
        (
            "error_400_dependent_backups",
            Refused,
            "Invalid backup: Incremental backups exist for this backup.",
        ),
        ("error_400_emoji_in_description", Refused, "Invalid input for field/attribute description. Value: "),
        ("error_400_filter", Refused, "Invalid filters size are found in query options."),
        ("error_400_import_exists", Refused, "Invalid backup: Backup already exists in database."),
        ("error_400_in_use", Refused, "Invalid volume: Backing up an in-use volume must use the force flag."),
        ("error_400_incremental_without_full", Refused, "Invalid backup: No backups available to do an"),
        ("error_400_limit", Refused, "limit param must be positive"),
        ("error_400_restore_too_small", Refused, "Invalid volume: volume size 1 is too small to restore"),
        ("error_400_sort_key", Refused, "Invalid input received: Invalid sort key"),
        ("error_401_token", Unauthorized, "The request you have made requires authentication."),
        ("error_403_create", Forbidden, "Policy doesn't allow backup:create to be performed."),
        ("error_403_export", Forbidden, "Policy doesn't allow backup:export-import to be performed."),
        ("error_404_backup", NotFound, "Backup 5a9c8f4e-0b1a-5a12-9624-540b7a771dc0 could not be found."),
        ("error_404_deleted_marker", NotFound, "Backup 709e0283-324e-5f94-98da-f0fd55b0e1e0 could not be"),
        ("error_404_route_html", NotFound, "404 Not Found 404 Not Found The resource could not be found."),
        ("error_404_route_json", NotFound, "The resource could not be found."),
        ("error_404_volume", NotFound, "Volume 5a9c8f4e-0b1a-5a12-9624-540b7a771dc0 could not be found."),
        ("error_406_version", VersionUnsupported, "Version 3.99 is not supported by the API. Minimum is"),
        ("error_413_backup_gigabytes", QuotaExceeded, "VolumeBackupSizeExceedsAvailableQuota: Requested"),
        ("error_413_backups", QuotaExceeded, "BackupLimitExceeded: Maximum number of backups allowed (1)"),
        ("error_500", ServerError, "The server has either erred or is incapable of performing the requested"),
        ("identity_malformed_400", Refused, "'identity' is a required property Failed validating 'required'"),
        ("identity_no_such_project_401", Unauthorized, "The request you have made requires authentication."),
        ("identity_password_401", Unauthorized, "The request you have made requires authentication."),
        ("identity_receipt_401", Unauthorized, ""),
        ("identity_token_401", Unauthorized, "The request you have made requires authentication."),
    ];
    for (name, kind, words) in &expected {
        let (error, recording) = (failure(name), Recording::read(name));
        assert_eq!(error.kind, *kind, "{name}");
        assert!(error.message.starts_with(words), "{name}: {}", error.message);
        assert!(error.message.chars().count() <= LONGEST, "{name}: {}", error.message);
        assert!(!error.message.contains(['<', '\n']), "{name}: {}", error.message);
        assert_eq!(error.service, recording.service, "{name}");
        assert_eq!(error.status, Some(recording.answer.status), "{name}");
        assert!(error.request_id.as_deref().is_some_and(|id| id.starts_with("req-")), "{name}");
        assert_eq!(error.request_id.as_deref(), recording.answer.request_id.as_deref(), "{name}");
        assert!(!error.asked.contains('?'), "{name}: {}", error.asked);
    }
    // A new recording of a failure belongs in the list above.
    let is_failure = |name: &String| Recording::read(name).answer.status >= 400;
    let failures: Vec<String> = names().into_iter().filter(is_failure).collect();
    assert_eq!(failures, expected.map(|(name, ..)| name.to_owned()));
}

#[test]
fn a_quota_says_when_to_try_again_but_a_missing_backup_does_not() {
    assert_eq!(failure("error_413_backups").retry_after, Some(0));
    assert_eq!(failure("error_404_backup").retry_after, None);
}

#[test]
fn a_schema_that_nobody_reads_to_the_end_is_cut() {
    for name in ["error_400_emoji_in_description", "identity_malformed_400"] {
        let message = failure(name).message;
        assert_eq!(message.chars().count(), LONGEST, "{name}");
        assert!(message.ends_with('…'), "{name}");
    }
}

#[test]
fn pages_of_proxies_are_told_from_the_services() {
    let nginx = |title: &str| {
        format!(
            "<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n\
             <hr><center>nginx/1.24.0</center>\r\n</body>\r\n</html>\r\n"
        )
    };
    for (status, title) in [
        (502, "502 Bad Gateway"),
        (503, "503 Service Temporarily Unavailable"),
        (504, "504 Gateway Time-out"),
    ] {
        let error = list_failure(answer(status, &nginx(title)));
        assert_eq!(error.kind, FaultKind::Unavailable);
        assert_eq!(&*error.message, format!("{title} {title} nginx/1.24.0"));
        assert_eq!((error.status, error.request_id), (Some(status), None));
        assert_eq!(list_failure(answer(status, "")).kind, FaultKind::Unavailable);
    }
    let haproxy = "<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this \
                   request.\n</body></html>\n";
    assert_eq!(
        &*list_failure(answer(503, haproxy)).message,
        "503 Service Unavailable No server is available to handle this request."
    );
    let too_large = list_failure(answer(413, &nginx("413 Request Entity Too Large")));
    assert_eq!(too_large.kind, FaultKind::Refused);
}

#[test]
fn the_status_alone_is_enough() {
    for (status, kind) in [
        (400, FaultKind::Refused),
        (401, FaultKind::Unauthorized),
        (403, FaultKind::Forbidden),
        (404, FaultKind::NotFound),
        (406, FaultKind::VersionUnsupported),
        (409, FaultKind::Refused),
        (429, FaultKind::RateLimited),
        (500, FaultKind::ServerError),
        (501, FaultKind::ServerError),
        (502, FaultKind::Unavailable),
        (503, FaultKind::Unavailable),
        (504, FaultKind::Unavailable),
        (300, FaultKind::Unexpected),
        (304, FaultKind::Unexpected),
        (418, FaultKind::Unexpected),
    ] {
        for body in ["", "null", "[]", "{}", "7", r#"{"badRequest":"no"}"#, r#"{"error":{"message":5}}"#] {
            let error = list_failure(answer(status, body));
            assert_eq!((error.kind, error.status), (kind.clone(), Some(status)), "{body}");
        }
        assert_eq!(&*list_failure(answer(status, "")).message, "");
    }
}

#[test]
fn a_cloud_without_a_backup_service_is_not_a_missing_backup() {
    let body = r#"{"itemNotFound":{"code":404,"message":"Service cinder-backup could not be found."}}"#;
    assert_eq!(list_failure(answer(404, body)).kind, FaultKind::ServiceMissing);
}

#[test]
fn what_cinder_refuses_of_writes_has_its_kind() {
    use FaultKind::{Forbidden, NotFound, QuotaExceeded, Refused, ServerError, ServiceMissing, Unavailable};
    for (status, name, message, kind) in [
        (400, "badRequest", "Invalid backup: Backup status must be available or error", Refused),
        (400, "badRequest", "Invalid volume: Error while creating volume X for restoring backup Y.", Refused),
        (
            400,
            "badRequest",
            "Backup status: creating is invalid, valid statuses are: ['available', 'error'].",
            Refused,
        ),
        (400, "badRequest", "Invalid input received: Can't parse backup record.", Refused),
        (400, "badRequest", "Availability zone 'nope' is invalid.", Refused),
        (
            403,
            "forbidden",
            "Policy doesn't allow volume_extension:backup_admin_actions:force_delete",
            Forbidden,
        ),
        (404, "itemNotFound", "Snapshot X could not be found.", NotFound),
        (404, "itemNotFound", "Volume type with name nope could not be found.", NotFound),
        (404, "itemNotFound", "Service cinder-backup could not be found.", ServiceMissing),
        (405, "badMethod", "Operation not supported: force delete.", Refused),
        (409, "conflictingRequest", "Conflict", Refused),
        (413, "overLimit", "Requested volume or snapshot exceeds allowed gigabytes quota.", QuotaExceeded),
        (413, "overLimit", "VolumeSizeExceedsLimit: Requested volume size 5 is larger than", QuotaExceeded),
        (415, "badMediaType", "Unsupported Content-Type", Refused),
        (500, "computeFault", "The server has either erred or is incapable of", ServerError),
        (
            503,
            "serviceUnavailable",
            "Service cinder.backup.drivers.swift could not be found.",
            ServiceMissing,
        ),
        (503, "serviceUnavailable", "Service  could not be found.", ServiceMissing),
        (503, "serviceUnavailable", "The Keystone service is temporarily unavailable.", Unavailable),
    ] {
        let mut fault = serde_json::json!({"code": status, "message": message});
        if status == 413 {
            fault["retryAfter"] = "0".into();
        }
        let error = list_failure(answer(status, &serde_json::json!({ name: fault }).to_string()));
        // White space is folded.
        assert_eq!((error.kind, &*error.message), (kind, &*message.replace("  ", " ")), "{status}");
    }
}

#[test]
fn a_message_of_many_kilobytes_is_cut_wherever_its_letters_end() {
    for regex in ["[\u{20}-\u{D7FF}]", "ü💾", "x ", "<br>", "\n\t"] {
        let message =
            format!("Invalid input for field/attribute description. Value: {}", regex.repeat(20_000));
        let body = serde_json::json!({"badRequest": {"code": 400, "message": message}}).to_string();
        for body in [body, message] {
            let error = list_failure(answer(400, &body));
            assert!(error.message.starts_with("Invalid input for field/attribute description."));
            assert!(error.message.chars().count() <= LONGEST, "{}", error.message);
        }
    }
}

#[test]
fn an_answer_that_is_no_list_is_unreadable() {
    let whole = Recording::read("backups_detail").json.to_string();
    let cut = &whole[..whole.len() / 2];
    let portal = "<!doctype html><title>Sign in to the WiFi</title>";
    for body in [cut, portal, "", "null", "[]", "{}", r#"{"backups":null}"#, r#"{"backups":{}}"#] {
        let error = list_failure(answer(200, body));
        assert_eq!((error.kind, error.status), (FaultKind::Unreadable, Some(200)), "{body}");
        assert!(error.message.chars().count() <= LONGEST);
    }
    let cut_in_a_letter = answer(200, "").with_bytes(b"{\"backups\":[{\"name\":\"\xC3");
    assert_eq!(list_failure(cut_in_a_letter).kind, FaultKind::Unreadable);
}

#[test]
fn other_endpoints_find_a_wrong_shape_too() {
    let project = format!("{BLOCK_STORAGE}v3/{PROJECT}");
    let cloud = Cloud::with([
        scripted("GET", &format!("{project}/backups/b"), 200, r#"{"backup":[]}"#),
        scripted("GET", BLOCK_STORAGE, 300, "<html></html>"),
        scripted("GET", &format!("{IDENTITY}/auth/projects"), 200, r#"{"projects":7}"#),
        recorded("identity_unscoped"),
        scripted("POST", &format!("{IDENTITY}/auth/tokens"), 201, r#"{"tokens":[]}"#),
    ]);
    let client = client(&cloud, 71);
    let kinds = [
        run(client.send(&ShowBackup(BackupId::new("b")))).unwrap_err().kind,
        run(client.send(&ReadVersions)).unwrap_err().kind,
        run(client.send(&ListOwnProjects { token: "t".into() })).unwrap_err().kind,
    ];
    assert_eq!(kinds, [FaultKind::Unreadable, FaultKind::Unreadable, FaultKind::Unreadable]);
    let authenticate = || Authenticate { proof: Proof::Token("t".into()), scope: Scope::Unscoped };
    assert!(run(client.send(&authenticate())).is_ok());
    let strange = run(client.send(&authenticate())).map(drop).unwrap_err();
    assert_eq!((strange.kind, strange.service), (FaultKind::Unreadable, Service::Identity));
}

#[test]
fn no_answer_says_so_and_is_not_asked_for_again() {
    for (why, kind) in [
        (NoAnswer::Unreachable, FaultKind::Unreachable),
        (NoAnswer::TimedOut, FaultKind::TimedOut),
        (NoAnswer::Redirected, FaultKind::Redirected),
    ] {
        let error = list_failure(answer(200, "").unanswered(why));
        let expected = ApiError::without_answer(kind, Service::BlockStorage, "GET /backups/detail");
        assert_eq!(error, expected);
    }
}

#[test]
fn an_error_holds_no_secret() {
    let cloud = Cloud::with([recorded("identity_password_401"), recorded("identity_token_401")]);
    let proof = Proof::Password { user: "u".into(), domain: "d".into(), password: "s3cret".into() };
    let client = client(&cloud, 71);
    let password = run(client.send(&Authenticate { proof, scope: Scope::Unscoped })).map(drop).unwrap_err();
    let token = run(client.send(&ListOwnProjects { token: TOKEN.into() })).unwrap_err();
    for error in [password, token] {
        let text = format!("{error:?}");
        assert!(!text.contains("s3cret") && !text.contains(TOKEN), "{text}");
    }
}
