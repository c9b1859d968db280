//! The backups resource of Block Storage (api-ref: Backups).

use std::sync::Arc;

use crate::api::endpoint::{Endpoint, Undecodable, json};
use crate::api::listing::{ListEndpoint, decode_page, list_request};
use crate::api::request::{Base, Request, encode};
use crate::api::transport::WireAnswer;
use crate::model::backup::Backup;
use crate::model::ids::BackupId;
use crate::model::json::{Fields, FromJson, Value};
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
        decode_page(answer, Self::KEY)
    }
}

impl ListEndpoint for ListBackups {
    type Row = Backup;
    const KEY: &'static str = "backups";
}

/// `GET /backups`: the ids alone, for which Cinder reads far less.
pub struct ListBackupIds(pub ListParams);

impl Endpoint for ListBackupIds {
    type Output = Page<BackupId>;
    const BEST: Microversion = BEST;

    fn request(&self) -> Request {
        list_request("/backups", &self.0)
    }

    fn decode(&self, answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        let page: Page<OnlyId> = decode_page(answer, "backups")?;
        Ok(Page { items: page.items.into_iter().map(|row| row.0).collect(), count: page.count })
    }
}

struct OnlyId(BackupId);

impl FromJson for OnlyId {
    fn from_json(json: &Value) -> Option<Self> {
        Some(Self(json.id("id")?))
    }
}

/// `GET /backups/{id}`. Answers the typed backup and the JSON to look at.
pub struct ShowBackup(pub BackupId);

/// A backup and what the server wrote.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownBackup {
    /// What the panel understands of it.
    pub backup: Backup,
    /// All of it, indented, the fields in alphabetical order.
    pub json: Arc<str>,
}

impl Endpoint for ShowBackup {
    type Output = ShownBackup;
    const BEST: Microversion = BEST;

    fn request(&self) -> Request {
        Request::get(Base::Project, format!("/backups/{}", encode(self.0.as_str())))
    }

    fn decode(&self, answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        let body = json(answer)?;
        let json = body.get("backup").ok_or(Undecodable)?;
        let backup = Backup::from_json(json).ok_or(Undecodable)?;
        Ok(ShownBackup { backup, json: json.pretty().into() })
    }
}
