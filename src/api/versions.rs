//! The version document of Block Storage.

use serde::Deserialize;

use crate::api::endpoint::{Endpoint, Undecodable, json};
use crate::api::request::{Auth, Base, Request};
use crate::api::transport::WireAnswer;
use crate::model::microversion::Microversion;

/// `GET {root}/`: needs no token, answers 300 with the document.
pub struct ReadVersions;

#[derive(Deserialize)]
struct Document {
    versions: Vec<Version>,
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Version {
    id: String,
    version: Option<String>,
}

impl Endpoint for ReadVersions {
    /// The highest microversion of the v3 API; None if the server has no v3.
    type Output = Option<Microversion>;

    fn request(&self) -> Request {
        Request::get(Base::BlockStorageRoot, "").auth(Auth::None)
    }

    fn accepts(&self, status: u16) -> bool {
        status == 200 || status == 300
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
    let document: Document = json(answer)?;
    let v3 = document.versions.into_iter().find(|version| version.id.starts_with("v3"));
    Ok(v3.map(|v3| v3.version.and_then(|max| Microversion::parse(&max)).unwrap_or(Microversion::BASE)))
}
