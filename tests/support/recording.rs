//! Exchanges with a real Keystone and Cinder, as `e2e/cloud/record.py` writes them down.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use backup_panel::api::request::decode;
use backup_panel::api::transport::{WireAnswer, WireRequest};
use backup_panel::model::fault::Service;
use serde_json::Value;

/// One request and its answer.
#[derive(Clone)]
pub struct Recording {
    /// The file's name without its ending.
    pub name: String,
    /// Who answered.
    pub service: Service,
    /// On the wire.
    pub method: String,
    /// Without the query.
    pub path: String,
    /// Decoded, in the order of the keys.
    pub query: Vec<(String, String)>,
    /// Names in lower case.
    pub headers: BTreeMap<String, String>,
    /// JSON, or null.
    pub body: Value,
    /// What came back.
    pub answer: WireAnswer,
    /// The body that came back, as JSON.
    pub json: Value,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("e2e/cloud/recordings")
}

/// The names of all recordings.
pub fn names() -> Vec<String> {
    let files = fs::read_dir(folder()).expect("the recordings are there");
    let names = files.map(|file| file.expect("a file").path());
    let mut names: Vec<String> = names
        .filter_map(|path| Some(path.file_name()?.to_str()?.strip_suffix(".json")?.to_owned()))
        .collect();
    names.sort();
    names
}

impl Recording {
    /// Reads one.
    pub fn read(name: &str) -> Self {
        let text = fs::read_to_string(folder().join(format!("{name}.json"))).expect(name);
        let exchange: Value = serde_json::from_str(&text).expect(name);
        let (request, response) = (&exchange["request"], &exchange["response"]);
        let (path, query) = split(text_of(&request["path"]));
        let json = response["body"].clone();
        let status = response["status"].as_u64().and_then(|status| u16::try_from(status).ok());
        Self {
            name: name.to_owned(),
            service: match text_of(&request["service"]) {
                "identity" => Service::Identity,
                "volume" => Service::BlockStorage,
                other => panic!("{name}: {other} is no service"),
            },
            method: text_of(&request["method"]).to_owned(),
            path: path.to_owned(),
            query: pairs(query),
            headers: headers(&request["headers"]),
            body: request["body"].clone(),
            answer: WireAnswer {
                status: status.expect("a status"),
                request_id: exposed(&response["headers"], "x-openstack-request-id"),
                subject_token: exposed(&response["headers"], "x-subject-token"),
                api_version: exposed(&response["headers"], "openstack-api-version"),
                receipt: exposed(&response["headers"], "openstack-auth-receipt"),
                body: match &json {
                    Value::Null => Vec::new(),
                    Value::String(text) => text.clone().into_bytes(),
                    json => json.to_string().into_bytes(),
                },
            },
            json,
        }
    }

    /// The address that was asked, without the query.
    pub fn url(&self) -> String {
        let port = if self.service == Service::Identity { 5000 } else { 8776 };
        format!("http://127.0.0.1:{port}{}", self.path)
    }

    /// Checks that a request is this one, but for its query, its microversion and its tokens.
    ///
    /// `Accept` is the browser transport's.
    pub fn assert_same_call(&self, sent: &WireRequest) {
        let name = &self.name;
        assert_eq!(sent.method.as_str(), self.method, "{name}");
        assert_eq!(split(&sent.url).0, self.url(), "{name}");
        let sent_headers: BTreeMap<String, String> =
            sent.headers.iter().map(|(name, value)| (name.to_ascii_lowercase(), value.clone())).collect();
        assert_eq!(sent_headers.len(), sent.headers.len(), "{name}: a header is sent twice");
        let recorded: Vec<&String> = self.headers.keys().filter(|name| *name != "accept").collect();
        assert_eq!(sent_headers.keys().collect::<Vec<_>>(), recorded, "{name}");
        assert_eq!(sent_headers.get("content-type"), self.headers.get("content-type"), "{name}");
        assert_eq!(sent.body.is_some(), !self.body.is_null(), "{name}");
    }

    /// Checks that the query is this one, apart from the parameters that the panel always adds.
    pub fn assert_same_query(&self, sent: &WireRequest, always: &[(&str, &str)]) {
        let mut expected = self.query.clone();
        expected.extend(always.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())));
        expected.sort();
        assert_eq!(pairs(split(&sent.url).1), expected, "{}", self.name);
    }
}

/// The address and the query.
pub fn split(url: &str) -> (&str, &str) {
    url.split_once('?').unwrap_or((url, ""))
}

/// Cinder reads any spelling of a boolean; the panel writes `True`, the recorder `true`.
fn pairs(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let mut pairs: Vec<_> =
        pairs.map(|(key, value)| (decode(key), decode(value).replace("True", "true"))).collect();
    pairs.sort();
    pairs
}

fn text_of(value: &Value) -> &str {
    value.as_str().expect("text")
}

fn headers(value: &Value) -> BTreeMap<String, String> {
    let headers = value.as_object().expect("headers");
    headers.iter().map(|(name, value)| (name.clone(), text_of(value).to_owned())).collect()
}

/// A header that a page may read: a browser hides what `Access-Control-Expose-Headers` leaves out.
fn exposed(response: &Value, name: &str) -> Option<String> {
    let headers = headers(response);
    let list = headers.get("access-control-expose-headers")?;
    list.split(',')
        .any(|entry| entry.trim().eq_ignore_ascii_case(name))
        .then(|| headers.get(name).cloned())?
}
