//! Volumes and snapshots of Block Storage, as far as a panel for backups needs them.

use std::sync::Arc;

use crate::api::endpoint::{Endpoint, Undecodable, json, json_list};
use crate::api::listing::{ListEndpoint, decode_page, list_request};
use crate::api::request::{Base, Request, encode};
use crate::api::transport::WireAnswer;
use crate::model::ids::VolumeId;
use crate::model::json::{Fields, Value};
use crate::model::listing::{ListParams, Page};
use crate::model::microversion::Microversion;
use crate::model::requests::NewVolume;
use crate::model::volume::{Snapshot, Volume, VolumeSummary, VolumeType};

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
        decode_page(answer, Self::KEY)
    }
}

impl ListEndpoint for ListVolumes {
    type Row = Volume;
    const KEY: &'static str = "volumes";
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
        decode_page(answer, Self::KEY)
    }
}

impl ListEndpoint for ListSnapshots {
    type Row = Snapshot;
    const KEY: &'static str = "snapshots";
}

/// `GET /volumes/{id}`.
pub struct ShowVolume(pub VolumeId);

impl Endpoint for ShowVolume {
    type Output = Volume;
    /// The newest that adds a field (`encryption_key_id`).
    const BEST: Microversion = Microversion::v3(64);

    fn request(&self) -> Request {
        Request::get(Base::Project, format!("/volumes/{}", encode(self.0.as_str())))
    }

    fn decode(&self, answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        json(answer)?.one("volume").ok_or(Undecodable)
    }
}

/// `POST /volumes` from a backup. Answers at once; the volume is `creating` then.
pub struct CreateVolume(pub NewVolume);

impl Endpoint for CreateVolume {
    type Output = Volume;
    const FLOOR: Microversion = Microversion::v3(47);
    const BEST: Microversion = Microversion::v3(47);

    fn request(&self) -> Request {
        Request::post(Base::Project, "/volumes", self.0.to_json().to_string())
    }

    fn decode(&self, answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        json(answer)?.one("volume").ok_or(Undecodable)
    }
}

/// `GET /types`: the volume types that the project may use.
pub struct ListVolumeTypes;

impl Endpoint for ListVolumeTypes {
    type Output = Vec<VolumeType>;

    fn request(&self) -> Request {
        Request::get(Base::Project, "/types")
    }

    fn decode(&self, answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        json_list(answer, "volume_types")
    }
}

/// `GET /types/default`: the type of a volume for which none is named; None where there is none.
pub struct DefaultVolumeType;

impl Endpoint for DefaultVolumeType {
    type Output = Option<VolumeType>;

    fn request(&self) -> Request {
        Request::get(Base::Project, "/types/default")
    }

    fn accepts(answer: &WireAnswer) -> bool {
        (200..300).contains(&answer.status) || answer.status == 404
    }

    fn decode(&self, answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        if answer.status == 404 { Ok(None) } else { Ok(json(answer)?.one("volume_type")) }
    }
}

/// `GET /os-availability-zone`: the zones for volumes that can be used now.
pub struct ListZones;

impl Endpoint for ListZones {
    type Output = Vec<Arc<str>>;

    fn request(&self) -> Request {
        Request::get(Base::Project, "/os-availability-zone")
    }

    fn decode(&self, answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        let body = json(answer)?;
        let zones = body.get("availabilityZoneInfo").and_then(Value::as_array).ok_or(Undecodable)?;
        let usable =
            |zone: &&Value| zone.get("zoneState").and_then(|state| state.bool("available")) != Some(false);
        Ok(zones.iter().filter(usable).filter_map(|zone| zone.shared("zoneName")).collect())
    }
}
