//! The services of Block Storage, for admins (api-ref: Services).

use crate::api::endpoint::{Endpoint, Undecodable, json_list};
use crate::api::request::{Base, Request};
use crate::api::transport::WireAnswer;
use crate::model::microversion::Microversion;
use crate::model::service::BackupService;

/// `GET /os-services?binary=cinder-backup`.
pub struct ListBackupServices;

impl Endpoint for ListBackupServices {
    type Output = Vec<BackupService>;
    /// From 3.49 on Cinder asks the scheduler too, and fails when that does not answer.
    const BEST: Microversion = Microversion::v3(48);

    fn request(&self) -> Request {
        Request::get(Base::Project, "/os-services")
            .query(vec![("binary".to_owned(), "cinder-backup".to_owned())])
    }

    fn decode(&self, answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        json_list(answer, "services")
    }
}
