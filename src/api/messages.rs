//! User messages of Block Storage (api-ref: Messages).

use crate::api::endpoint::{Endpoint, Undecodable, json_list};
use crate::api::request::{Base, Request};
use crate::api::transport::WireAnswer;
use crate::model::ids::{BackupId, VolumeId};
use crate::model::message::UserMessage;
use crate::model::microversion::Microversion;

/// `GET /messages?resource_uuid=…`, newest first. Filters need 3.5.
pub struct BackupMessages(pub BackupId);

impl Endpoint for BackupMessages {
    type Output = Vec<UserMessage>;
    const FLOOR: Microversion = Microversion::v3(5);
    const BEST: Microversion = Microversion::v3(5);

    fn request(&self) -> Request {
        messages_of(self.0.as_str())
    }

    fn decode(&self, answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        json_list(answer, "messages")
    }
}

/// The same of a volume: some failures of backups are told there.
pub struct VolumeMessages(pub VolumeId);

impl Endpoint for VolumeMessages {
    type Output = Vec<UserMessage>;
    const FLOOR: Microversion = BackupMessages::FLOOR;
    const BEST: Microversion = BackupMessages::BEST;

    fn request(&self) -> Request {
        messages_of(self.0.as_str())
    }

    fn decode(&self, answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        json_list(answer, "messages")
    }
}

fn messages_of(id: &str) -> Request {
    let query = [("resource_uuid", id), ("sort", "created_at:desc"), ("limit", "50")];
    Request::get(Base::Project, "/messages")
        .query(query.map(|(key, value)| (key.to_owned(), value.to_owned())).into())
}
