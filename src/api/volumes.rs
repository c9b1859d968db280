//! Volumes and snapshots of Block Storage, as far as a panel for backups needs them.

use crate::api::endpoint::{Endpoint, Undecodable};
use crate::api::listing::{decode_page, list_request};
use crate::api::request::Request;
use crate::api::transport::WireAnswer;
use crate::model::listing::{ListParams, Page};
use crate::model::microversion::Microversion;
use crate::model::volume::{Snapshot, Volume, VolumeSummary};

/// Counts came to volumes, snapshots and backups with the same change.
const BEST: Microversion = Microversion::v3(45);

/// `GET /volumes`: ids and names.
pub struct ListVolumeNames(pub ListParams);

impl Endpoint for ListVolumeNames {
    type Output = Page<VolumeSummary>;
    const BEST: Microversion = BEST;

    fn request(&self) -> Request {
        list_request("/volumes", &self.0)
    }

    fn decode(&self, answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        decode_page(answer, "volumes")
    }
}

/// `GET /volumes/detail`.
pub struct ListVolumes(pub ListParams);

impl Endpoint for ListVolumes {
    type Output = Page<Volume>;
    const BEST: Microversion = BEST;

    fn request(&self) -> Request {
        list_request("/volumes/detail", &self.0)
    }

    fn decode(&self, answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        decode_page(answer, "volumes")
    }
}

/// `GET /snapshots/detail`.
pub struct ListSnapshots(pub ListParams);

impl Endpoint for ListSnapshots {
    type Output = Page<Snapshot>;
    const BEST: Microversion = BEST;

    fn request(&self) -> Request {
        list_request("/snapshots/detail", &self.0)
    }

    fn decode(&self, answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        decode_page(answer, "snapshots")
    }
}
