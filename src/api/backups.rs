//! The backups resource of Block Storage (api-ref: Backups).

use serde::Deserialize;
use serde_json::Value;

use crate::api::endpoint::{Endpoint, Undecodable, json};
use crate::api::listing::{decode_page, lenient, list_request};
use crate::api::request::{Base, Request, encode};
use crate::api::transport::WireAnswer;
use crate::model::backup::Backup;
use crate::model::ids::BackupId;
use crate::model::listing::{ListParams, Page};
use crate::model::microversion::Microversion;

/// The newest microversion that adds a field to a backup (`encryption_key_id`).
const BEST: Microversion = Microversion::v3(64);

/// `GET /backups/detail`.
pub struct ListBackups(pub ListParams);

impl Endpoint for ListBackups {
    type Output = Page<Backup>;
    const BEST: Microversion = BEST;

    fn request(&self) -> Request {
        list_request("/backups/detail", &self.0)
    }

    fn decode(&self, answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        decode_page(answer)
    }
}

/// `GET /backups/{id}`. Answers the typed backup and the JSON as it came.
pub struct ShowBackup(pub BackupId);

/// A backup and what the server wrote.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownBackup {
    /// What the panel understands of it.
    pub backup: Backup,
    /// All of it.
    pub json: Value,
}

#[derive(Deserialize)]
struct Shown {
    backup: Value,
}

impl Endpoint for ShowBackup {
    type Output = ShownBackup;
    const BEST: Microversion = BEST;

    fn request(&self) -> Request {
        Request::get(Base::Project, format!("/backups/{}", encode(self.0.as_str())))
    }

    fn decode(&self, answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        let json = json::<Shown>(answer)?.backup;
        let backup = lenient(json.clone()).ok_or(Undecodable)?;
        Ok(ShownBackup { backup, json })
    }
}
