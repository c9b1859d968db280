//! Backups as the Block Storage API describes them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::ids::{BackupId, ProjectId, SnapshotId, UserId, VolumeId};
use crate::model::json::{Fields, FromJson, Value};
use crate::model::status::BackupStatus;
use crate::model::units::{Gib, Timestamp};

/// A backup in detail (`GET /backups/detail`, `GET /backups/{id}`).
///
/// Every field but the id may be missing: releases and policies differ.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Backup {
    /// UUID; any string for imported records.
    pub id: BackupId,
    /// Trimmed by Cinder; may be null or empty.
    pub name: Option<Arc<str>>,
    /// A single line of text.
    pub description: Option<Arc<str>>,
    /// See [`BackupStatus`].
    pub status: BackupStatus,
    /// The source volume's size in GiB, for incrementals too; 0 while a record is imported.
    pub size: Option<Gib>,
    /// Objects written to the backup store; set at the end, so it tells nothing of progress.
    pub object_count: Option<u64>,
    /// Null until the backup is scheduled.
    pub availability_zone: Option<Arc<str>>,
    /// Null means the driver's default.
    pub container: Option<Arc<str>>,
    /// Imported records keep their original time.
    pub created_at: Option<Timestamp>,
    /// Null until the first change.
    pub updated_at: Option<Timestamp>,
    /// When the data was frozen: the creation of the backup, or of its source snapshot.
    pub data_timestamp: Option<Timestamp>,
    /// Why it failed; not cleared when an admin resets the status.
    pub fail_reason: Option<Arc<str>>,
    /// The source volume, which may no longer exist.
    pub volume_id: Option<VolumeId>,
    /// The source snapshot, when there was one.
    pub snapshot_id: Option<SnapshotId>,
    /// Whether it holds only what changed since its parent.
    pub is_incremental: Option<bool>,
    /// Whether other backups depend on this one. Counts only children that became available.
    pub has_dependent_backups: Option<bool>,
    /// Since 3.43.
    pub metadata: Option<BTreeMap<String, String>>,
    /// Since 3.18, admin only.
    pub project_id: Option<ProjectId>,
    /// Since 3.56, admin only.
    pub user_id: Option<UserId>,
    /// Since 3.64, and only for encrypted backups.
    pub encryption_key_id: Option<Arc<str>>,
}

impl Backup {
    /// The name, unless it is null or empty.
    pub fn given_name(&self) -> Option<&str> {
        self.name.as_deref().filter(|name| !name.is_empty())
    }

    /// The failure's reason, unless it is null or empty.
    pub fn failure(&self) -> Option<&str> {
        self.fail_reason.as_deref().filter(|reason| !reason.trim().is_empty())
    }
}

impl FromJson for Backup {
    fn from_json(json: &Value) -> Option<Self> {
        json.as_object()?;
        Some(Self {
            id: json.id("id").unwrap_or_default(),
            name: json.shared("name"),
            description: json.shared("description"),
            // The column is nullable in Cinder's database.
            status: BackupStatus::parse(json.str("status").unwrap_or_default()),
            size: json.u64("size").map(Gib),
            object_count: json.u64("object_count"),
            availability_zone: json.shared("availability_zone"),
            container: json.shared("container"),
            created_at: json.time("created_at"),
            updated_at: json.time("updated_at"),
            data_timestamp: json.time("data_timestamp"),
            fail_reason: json.shared("fail_reason"),
            volume_id: json.id("volume_id"),
            snapshot_id: json.id("snapshot_id"),
            is_incremental: json.bool("is_incremental"),
            has_dependent_backups: json.bool("has_dependent_backups"),
            metadata: json.texts("metadata"),
            project_id: json.id("os-backup-project-attr:project_id"),
            user_id: json.id("user_id"),
            encryption_key_id: json.shared("encryption_key_id"),
        })
    }
}

/// A backup in the summary list (`GET /backups`): only what names it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BackupSummary {
    /// The backup's id.
    pub id: BackupId,
    /// May be null.
    pub name: Option<Arc<str>>,
}
