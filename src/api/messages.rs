//! User messages of Block Storage (api-ref: Messages).

use crate::api::endpoint::{Endpoint, Undecodable, json_list};
use crate::api::request::{Base, Request};
use crate::api::transport::WireAnswer;
use crate::model::ids::BackupId;
use crate::model::message::UserMessage;
use crate::model::microversion::Microversion;

/// `GET /messages?resource_uuid=…`, newest first. Filters need 3.5.
pub struct BackupMessages(pub BackupId);

impl Endpoint for BackupMessages {
    type Output = Vec<UserMessage>;
    const FLOOR: Microversion = Microversion::v3(5);
    const BEST: Microversion = Microversion::v3(5);

    fn request(&self) -> Request {
        let query = [("resource_uuid", self.0.as_str()), ("sort", "created_at:desc"), ("limit", "50")];
        Request::get(Base::Project, "/messages")
            .query(query.map(|(key, value)| (key.to_owned(), value.to_owned())).into())
    }

    fn decode(&self, answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        json_list(answer, "messages")
    }
}
