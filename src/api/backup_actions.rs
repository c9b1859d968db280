//! What is done to backups (api-ref: Backups, Backup actions).
//!
//! The answer of a write says little, so little of it is needed: what has come of it is seen by
//! asking for the backup or the volume.

use crate::api::endpoint::{Endpoint, Undecodable, json};
use crate::api::request::{Base, Request, encode};
use crate::api::transport::WireAnswer;
use crate::model::ids::{BackupId, VolumeId};
use crate::model::json::{Fields, FromJson, Value, object};
use crate::model::microversion::Microversion;
use crate::model::record::BackupRecord;
use crate::model::requests::{BackupChange, NewBackup, ResetTo, restore_body};

/// `POST /backups`. Below 3.43 the metadata has to be empty, below 3.51 the zone None.
pub struct CreateBackup(pub NewBackup);

impl Endpoint for CreateBackup {
    type Output = BackupId;
    const BEST: Microversion = Microversion::v3(51);

    fn request(&self) -> Request {
        post("/backups", &self.0.to_json())
    }

    fn decode(&self, answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        backup_id(answer)
    }
}

/// `PUT /backups/{id}`. Below 3.43 the metadata has to be None.
pub struct UpdateBackup(pub BackupId, pub BackupChange);

impl Endpoint for UpdateBackup {
    type Output = ();
    const FLOOR: Microversion = Microversion::v3(9);
    const BEST: Microversion = Microversion::v3(43);

    fn request(&self) -> Request {
        Request::put(Base::Project, path(&self.0, ""), self.1.to_json().to_string())
    }

    fn decode(&self, _answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        Ok(())
    }
}

/// `DELETE /backups/{id}`. The backup is `deleting` then, and not found at last.
pub struct DeleteBackup(pub BackupId);

impl Endpoint for DeleteBackup {
    type Output = ();

    fn request(&self) -> Request {
        Request::delete(Base::Project, path(&self.0, ""))
    }

    fn decode(&self, _answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        Ok(())
    }
}

/// `os-force_delete`: whatever the status; for admins.
pub struct ForceDelete(pub BackupId);

impl Endpoint for ForceDelete {
    type Output = ();

    fn request(&self) -> Request {
        let nothing = object([]);
        post(path(&self.0, "/action"), &object([("os-force_delete", nothing)]))
    }

    fn decode(&self, _answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        Ok(())
    }
}

/// `os-reset_status`; for admins. It is done later, or silently not at all.
pub struct ResetStatus(pub BackupId, pub ResetTo);

impl Endpoint for ResetStatus {
    type Output = ();

    fn request(&self) -> Request {
        post(path(&self.0, "/action"), &self.1.to_json())
    }

    fn decode(&self, _answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        Ok(())
    }
}

/// `POST /backups/{id}/restore` over a volume. Answers the volume.
pub struct RestoreInto(pub BackupId, pub VolumeId);

impl Endpoint for RestoreInto {
    type Output = VolumeId;

    fn request(&self) -> Request {
        post(path(&self.0, "/restore"), &restore_body(Some(&self.1), None))
    }

    fn decode(&self, answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        restored_volume(answer)
    }
}

/// `POST /backups/{id}/restore` into a new volume of this name. Answers only when the volume is
/// there: from 3.47 on `CreateVolume` is better.
pub struct RestoreToNew(pub BackupId, pub Option<String>);

impl Endpoint for RestoreToNew {
    type Output = VolumeId;

    fn request(&self) -> Request {
        post(path(&self.0, "/restore"), &restore_body(None, self.1.as_deref()))
    }

    fn decode(&self, answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        restored_volume(answer)
    }
}

/// `GET /backups/{id}/export_record`; for admins.
pub struct ExportRecord(pub BackupId);

impl Endpoint for ExportRecord {
    type Output = BackupRecord;

    fn request(&self) -> Request {
        Request::get(Base::Project, path(&self.0, "/export_record"))
    }

    fn decode(&self, answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        BackupRecord::from_json(&json(answer)?).ok_or(Undecodable)
    }
}

/// `POST /backups/import_record`; for admins. Answers the id that the record holds.
pub struct ImportRecord(pub BackupRecord);

impl Endpoint for ImportRecord {
    type Output = BackupId;

    fn request(&self) -> Request {
        post("/backups/import_record", &object([("backup-record", self.0.to_json())]))
    }

    fn decode(&self, answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        backup_id(answer)
    }
}

fn path(id: &BackupId, then: &str) -> String {
    format!("/backups/{}{then}", encode(id.as_str()))
}

fn post(path: impl Into<String>, body: &Value) -> Request {
    Request::post(Base::Project, path, body.to_string())
}

fn backup_id(answer: &WireAnswer) -> Result<BackupId, Undecodable> {
    json(answer)?.get("backup").and_then(|backup| backup.id("id")).ok_or(Undecodable)
}

fn restored_volume(answer: &WireAnswer) -> Result<VolumeId, Undecodable> {
    json(answer)?.get("restore").and_then(|restore| restore.id("volume_id")).ok_or(Undecodable)
}
