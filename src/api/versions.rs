//! The version document of Block Storage.

use crate::api::endpoint::{Endpoint, Undecodable, json};
use crate::api::request::{Auth, Base, Request};
use crate::api::transport::WireAnswer;
use crate::model::json::{Fields, Value};
use crate::model::microversion::Microversion;

/// `GET {root}/`: needs no token, answers 300 with the document.
pub struct ReadVersions;

impl Endpoint for ReadVersions {
    /// The highest microversion of the v3 API; None if the server has no v3.
    type Output = Option<Microversion>;

    fn request(&self) -> Request {
        Request::get(Base::BlockStorageRoot, "").auth(Auth::None)
    }

    fn accepts(answer: &WireAnswer) -> bool {
        answer.status == 200 || answer.status == 300
    }

    fn decode(&self, answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        newest(answer)
    }
}

/// `GET {root}/v3/`: the same document, but only for those signed in.
pub struct ReadVersionsSignedIn;

impl Endpoint for ReadVersionsSignedIn {
    type Output = Option<Microversion>;

    fn request(&self) -> Request {
        Request::get(Base::BlockStorageRoot, "v3/")
    }

    fn decode(&self, answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        newest(answer)
    }
}

fn newest(answer: &WireAnswer) -> Result<Option<Microversion>, Undecodable> {
    let body = json(answer)?;
    let versions = body.get("versions").and_then(Value::as_array).ok_or(Undecodable)?;
    let v3 = versions.iter().find(|version| version.str("id").is_some_and(|id| id.starts_with("v3")));
    Ok(v3.map(|v3| v3.str("version").and_then(Microversion::parse).unwrap_or(Microversion::BASE)))
}
