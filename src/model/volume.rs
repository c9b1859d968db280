//! Volumes and snapshots, as far as a panel for backups needs them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::ids::{ProjectId, SnapshotId, VolumeId};
use crate::model::json::{Fields, FromJson, Value};
use crate::model::units::{Gib, Timestamp};

/// A volume in the summary list (`GET /volumes`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VolumeSummary {
    /// The volume's id.
    pub id: VolumeId,
    /// May be null or empty.
    pub name: Option<Arc<str>>,
}

/// A volume in detail (`GET /volumes/detail`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Volume {
    /// The volume's id.
    pub id: VolumeId,
    /// May be null or empty.
    pub name: Option<Arc<str>>,
    /// May be null.
    pub description: Option<Arc<str>>,
    /// Cinder's spelling; there are many and they differ by release.
    pub status: Option<Arc<str>>,
    /// GiB.
    pub size: Option<Gib>,
    /// The volume type's name; null when it has none.
    pub volume_type: Option<Arc<str>>,
    /// The zone the volume lives in.
    pub availability_zone: Option<Arc<str>>,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// Null until the first change.
    pub updated_at: Option<Timestamp>,
    /// Cinder writes the strings "true" and "false".
    pub bootable: Option<Arc<str>>,
    /// Whether its data is encrypted.
    pub encrypted: Option<bool>,
    /// Since 3.64, and only for encrypted volumes.
    pub encryption_key_id: Option<Arc<str>>,
    /// Whether it may be attached more than once.
    pub multiattach: Option<bool>,
    /// The servers it is attached to.
    pub attachments: Vec<Attachment>,
    /// The snapshot it was made from.
    pub snapshot_id: Option<SnapshotId>,
    /// Volumes restored from a backup carry `src_backup_id`.
    pub metadata: Option<BTreeMap<String, String>>,
    /// The project it belongs to.
    pub project_id: Option<ProjectId>,
}

/// Where a volume is attached.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attachment {
    /// The server's id; null for an attachment to a host.
    pub server_id: Option<Arc<str>>,
    /// The device on the server, such as `/dev/vdb`.
    pub device: Option<Arc<str>>,
}

/// A volume type (`GET /types`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VolumeType {
    /// The type's id.
    pub id: Arc<str>,
    /// The name that volumes show.
    pub name: Arc<str>,
    /// May be null or empty.
    pub description: Option<Arc<str>>,
    /// Whether every project may use it.
    pub is_public: Option<bool>,
}

/// A snapshot (`GET /snapshots/detail`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snapshot {
    /// The snapshot's id.
    pub id: SnapshotId,
    /// May be null or empty.
    pub name: Option<Arc<str>>,
    /// May be null.
    pub description: Option<Arc<str>>,
    /// Cinder's spelling.
    pub status: Option<Arc<str>>,
    /// GiB, of the volume when the snapshot was taken.
    pub size: Option<Gib>,
    /// The volume it was taken of.
    pub volume_id: Option<VolumeId>,
    /// When it was taken.
    pub created_at: Option<Timestamp>,
    /// Null until the first change.
    pub updated_at: Option<Timestamp>,
    /// Key-value pairs.
    pub metadata: Option<BTreeMap<String, String>>,
    /// The project it belongs to.
    pub project_id: Option<ProjectId>,
}

impl FromJson for VolumeSummary {
    fn from_json(json: &Value) -> Option<Self> {
        json.as_object()?;
        Some(Self { id: json.id("id").unwrap_or_default(), name: json.shared("name") })
    }
}

impl FromJson for Volume {
    fn from_json(json: &Value) -> Option<Self> {
        json.as_object()?;
        Some(Self {
            id: json.id("id").unwrap_or_default(),
            name: json.shared("name"),
            description: json.shared("description"),
            status: json.shared("status"),
            size: json.u64("size").map(Gib),
            volume_type: json.shared("volume_type"),
            availability_zone: json.shared("availability_zone"),
            created_at: json.time("created_at"),
            updated_at: json.time("updated_at"),
            bootable: json.shared("bootable"),
            encrypted: json.bool("encrypted"),
            encryption_key_id: json.shared("encryption_key_id"),
            multiattach: json.bool("multiattach"),
            attachments: json.all("attachments").unwrap_or_default(),
            snapshot_id: json.id("snapshot_id"),
            metadata: json.texts("metadata"),
            project_id: json.id("os-vol-tenant-attr:tenant_id"),
        })
    }
}

impl FromJson for VolumeType {
    fn from_json(json: &Value) -> Option<Self> {
        json.as_object()?;
        Some(Self {
            id: json.id("id").unwrap_or_default(),
            name: json.id("name").unwrap_or_default(),
            description: json.shared("description"),
            is_public: json.bool("is_public"),
        })
    }
}

impl FromJson for Attachment {
    fn from_json(json: &Value) -> Option<Self> {
        json.as_object()?;
        Some(Self { server_id: json.shared("server_id"), device: json.shared("device") })
    }
}

impl FromJson for Snapshot {
    fn from_json(json: &Value) -> Option<Self> {
        json.as_object()?;
        Some(Self {
            id: json.id("id").unwrap_or_default(),
            name: json.shared("name"),
            description: json.shared("description"),
            status: json.shared("status"),
            size: json.u64("size").map(Gib),
            volume_id: json.id("volume_id"),
            created_at: json.time("created_at"),
            updated_at: json.time("updated_at"),
            metadata: json.texts("metadata"),
            project_id: json.id("os-extended-snapshot-attributes:project_id"),
        })
    }
}
