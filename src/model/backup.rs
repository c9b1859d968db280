//! Backups as the Block Storage API describes them.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::ids::{BackupId, ProjectId, SnapshotId, UserId, VolumeId};
use crate::model::status::BackupStatus;
use crate::model::units::{Gib, Timestamp};

/// A backup in detail (`GET /backups/detail`, `GET /backups/{id}`).
///
/// Every field but the id may be missing: releases and policies differ.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
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
    #[serde(rename = "os-backup-project-attr:project_id")]
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

/// A backup in the summary list (`GET /backups`): only what names it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct BackupSummary {
    /// The backup's id.
    pub id: BackupId,
    /// May be null.
    pub name: Option<Arc<str>>,
}
