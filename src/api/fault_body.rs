//! Reads every shape in which the services, their middleware and proxies report a failure.

use std::sync::Arc;

use crate::api::transport::WireAnswer;
use crate::model::fault::{ApiError, FaultKind, Service};
use crate::model::json::{Fields, Value, parse as parse_text};

/// Longer messages are regexes and schema dumps that nobody reads to the end.
const MESSAGE_LIMIT: usize = 400;

/// The error that an answer stands for.
pub fn error_of(answer: &WireAnswer, service: Service, asked: &str) -> ApiError {
    let body = String::from_utf8_lossy(&answer.body);
    let fault = parse(&body);
    ApiError {
        kind: kind_of(answer.status, &fault),
        service,
        status: Some(answer.status),
        message: Arc::from(fault.readable()),
        request_id: answer.request_id.as_deref().map(Arc::from),
        retry_after: fault.retry_after,
        asked: Arc::from(asked),
    }
}

/// What a fault's body says.
#[derive(Default)]
struct Fault {
    /// The key around the fault, such as `itemNotFound` or `overLimit`.
    name: String,
    message: String,
    /// The message is a page or a part of one.
    is_markup: bool,
    retry_after: Option<u32>,
}

impl Fault {
    fn readable(&self) -> String {
        if self.is_markup { shortened(&plain(&self.message)) } else { shortened(&self.message) }
    }
}

fn parse(body: &str) -> Fault {
    match parse_text(body) {
        Some(json) => parse_json(&json),
        None => Fault { message: body.to_owned(), is_markup: true, ..Fault::default() },
    }
}

/// Cinder wraps the fault in its name, Keystone in `error`; webob puts the fields at the top.
fn parse_json(json: &Value) -> Fault {
    let message = |fields: &Value| Some(fields.str("message")?.to_owned());
    if let Some(message) = message(json) {
        return Fault { message, is_markup: true, ..Fault::default() };
    }
    let wrapped = json
        .as_object()
        .and_then(|object| object.iter().find_map(|(name, fields)| Some((name, fields, message(fields)?))));
    let Some((name, fields, message)) = wrapped else {
        return Fault::default();
    };
    // A string in Cinder ("0"); a number would be as good.
    let retry_after = fields
        .get("retryAfter")
        .and_then(|wait| wait.as_str().map_or_else(|| wait.as_u64(), |text| text.parse().ok()));
    let retry_after = retry_after.and_then(|seconds| u32::try_from(seconds).ok());
    Fault { name: name.to_string(), message, is_markup: false, retry_after }
}

fn kind_of(status: u16, fault: &Fault) -> FaultKind {
    match status {
        401 => FaultKind::Unauthorized,
        403 => FaultKind::Forbidden,
        // Cinder answers 404 when no cinder-backup runs; the words tell it from a missing backup.
        // An import says the same with 503, in the words of the record.
        404 | 503 if is_missing_service(&fault.message) => FaultKind::ServiceMissing,
        404 | 410 => FaultKind::NotFound,
        406 => FaultKind::VersionUnsupported,
        413 if fault.name == "overLimit" => FaultKind::QuotaExceeded,
        413 if fault.name == "overLimitFault" => FaultKind::RateLimited,
        429 => FaultKind::RateLimited,
        400 | 405 | 409 | 411..=417 | 422 => FaultKind::Refused,
        502..=504 => FaultKind::Unavailable,
        500.. => FaultKind::ServerError,
        _ => FaultKind::Unexpected,
    }
}

fn is_missing_service(message: &str) -> bool {
    // Faults that only the outermost layer of Cinder catches begin with the class.
    let message = message.strip_prefix("ServiceNotFound: ").unwrap_or(message);
    message.starts_with("Service ") && message.contains("could not be found")
}

/// The text of a page: markup taken out, entities read.
fn plain(message: &str) -> String {
    let mut plain = String::new();
    let mut rest = message;
    while let Some(start) = rest.find('<') {
        plain.push_str(&rest[..start]);
        let tag = &rest[start..];
        // As in "size < 3": only a letter, a slash or a mark makes it a tag.
        if !tag[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!') {
            plain.push('<');
            rest = &tag[1..];
            continue;
        }
        plain.push(' ');
        // What a browser would not show either.
        let skip_to = ["style", "script"].into_iter().find_map(|name| {
            let is_it = tag.get(1..=name.len()).is_some_and(|t| t.eq_ignore_ascii_case(name));
            is_it.then(|| tag.find(&format!("</{name}"))).flatten()
        });
        let tag = &tag[skip_to.unwrap_or(0)..];
        rest = tag.find('>').map_or("", |end| &tag[end + 1..]);
    }
    plain.push_str(rest);
    for (entity, text) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&amp;", "&")] {
        plain = plain.replace(entity, text);
    }
    plain
}

/// White space folded, cut to a readable length.
fn shortened(message: &str) -> String {
    let folded = message.split_whitespace().collect::<Vec<_>>().join(" ");
    match folded.char_indices().nth(MESSAGE_LIMIT) {
        Some((end, _)) => format!("{}…", &folded[..end]),
        None => folded,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(status: u16, body: &str) -> ApiError {
        let answer = WireAnswer { status, body: body.into(), ..WireAnswer::default() };
        error_of(&answer, Service::BlockStorage, "GET /")
    }

    #[test]
    fn reads_cinder_faults_by_any_name() {
        let fault = error(400, r#"{"badRequest":{"code":400,"message":"Invalid sort key"}}"#);
        assert_eq!((fault.kind, &*fault.message), (FaultKind::Refused, "Invalid sort key"));
        let fault = error(500, r#"{"computeFault":{"code":500,"message":"erred"}}"#);
        assert_eq!(fault.kind, FaultKind::ServerError);
    }

    #[test]
    fn tells_a_missing_service_from_a_missing_backup() {
        let gone = r#"{"itemNotFound":{"code":404,"message":"Backup x could not be found."}}"#;
        assert_eq!(error(404, gone).kind, FaultKind::NotFound);
        let down = r#"{"itemNotFound":{"code":404,"message":"Service cinder-backup could not be found."}}"#;
        assert_eq!(error(404, down).kind, FaultKind::ServiceMissing);
        let no_importer =
            r#"{"serviceUnavailable":{"code":503,"message":"Service a.b could not be found."}}"#;
        assert_eq!(error(503, no_importer).kind, FaultKind::ServiceMissing);
        let prefixed = r#"{"itemNotFound":{"message":"ServiceNotFound: Service x could not be found."}}"#;
        assert_eq!(error(404, prefixed).kind, FaultKind::ServiceMissing);
    }

    #[test]
    fn tells_a_quota_from_a_rate_limit_and_a_body_too_large() {
        let quota = r#"{"overLimit":{"code":413,"message":"BackupLimitExceeded: x","retryAfter":"0"}}"#;
        let fault = error(413, quota);
        assert_eq!((fault.kind, fault.retry_after), (FaultKind::QuotaExceeded, Some(0)));
        let rate = r#"{"overLimitFault":{"code":413,"message":"This request was rate-limited."}}"#;
        assert_eq!(error(413, rate).kind, FaultKind::RateLimited);
        assert_eq!(error(413, "<html><title>413</title></html>").kind, FaultKind::Refused);
    }

    #[test]
    fn reads_keystone_and_webob() {
        let keystone =
            r#"{"error":{"code":401,"title":"Unauthorized","message":"The request you have made"}}"#;
        assert_eq!(&*error(401, keystone).message, "The request you have made");
        let webob =
            r#"{"message":"The resource could not be found.<br /><br />\n\n\n","code":"404 Not Found"}"#;
        assert_eq!(&*error(404, webob).message, "The resource could not be found.");
    }

    #[test]
    fn reads_pages_of_proxies_and_empty_bodies() {
        let nginx = "<html>\r\n<head><title>502 Bad Gateway</title><style>a{}</style></head>\r\n<body>\
                     <center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>";
        let fault = error(502, nginx);
        assert_eq!(
            (fault.kind, &*fault.message),
            (FaultKind::Unavailable, "502 Bad Gateway 502 Bad Gateway nginx")
        );
        assert_eq!(&*error(503, "").message, "");
        assert_eq!(&*error(503, "[1,2]").message, "");
        assert_eq!(&*error(500, "a < b <br>c").message, "a < b c");
    }

    #[test]
    fn cuts_what_nobody_reads_to_the_end() {
        let long = format!(r#"{{"badRequest":{{"message":"{}"}}}}"#, "ü".repeat(5000));
        assert_eq!(error(400, &long).message.chars().count(), MESSAGE_LIMIT + 1);
    }
}
