//! What is asked of the cloud: the bodies of writes.
//!
//! Only what is set is sent: older clouds refuse fields that they do not know.

use std::collections::BTreeMap;

use crate::model::ids::{BackupId, SnapshotId, VolumeId};
use crate::model::json::{Value, object, object_of, text, text_or_null};
use crate::model::units::Gib;

/// A backup to be made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewBackup {
    /// The volume, also when it is a snapshot that is backed up.
    pub volume_id: VolumeId,
    /// The snapshot of that volume to back up instead.
    pub snapshot_id: Option<SnapshotId>,
    /// At most 255 characters.
    pub name: Option<String>,
    /// A single line of at most 255 characters of the basic plane.
    pub description: Option<String>,
    /// None leaves it to the driver; never empty.
    pub container: Option<String>,
    /// Only what changed since the newest backup.
    pub incremental: bool,
    /// Although the volume is in use.
    pub force: bool,
    /// Since 3.43; below it must be empty.
    pub metadata: BTreeMap<String, String>,
    /// Since 3.51; below it must be None.
    pub availability_zone: Option<String>,
}

/// What changes of a backup. The outer None leaves a field as it is, the inner one clears it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BackupChange {
    /// The name.
    pub name: Option<Option<String>>,
    /// The description.
    pub description: Option<Option<String>>,
    /// All of the metadata: what is missing here is removed. Since 3.43.
    pub metadata: Option<BTreeMap<String, String>>,
}

/// The statuses that an admin may set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ResetTo {
    /// As if it were whole.
    Available,
    /// As if it had failed; ends a restore.
    Error,
}

/// A volume to be made from a backup (3.47).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewVolume {
    /// The backup.
    pub backup_id: BackupId,
    /// At most 255 characters.
    pub name: Option<String>,
    /// At most 255 characters.
    pub description: Option<String>,
    /// None makes it as large as the backup.
    pub size: Option<Gib>,
    /// A type's name or id; None is the cloud's default.
    pub volume_type: Option<String>,
    /// None is the cloud's default.
    pub availability_zone: Option<String>,
}

impl NewBackup {
    /// The body of the request.
    pub fn to_json(&self) -> Value<'_> {
        wrapped(
            "backup",
            [
                ("volume_id", Some(text(self.volume_id.as_str()))),
                ("snapshot_id", self.snapshot_id.as_ref().map(|id| text(id.as_str()))),
                ("name", self.name.as_deref().map(text)),
                ("description", self.description.as_deref().map(text)),
                ("container", self.container.as_deref().map(text)),
                ("incremental", self.incremental.then_some(Value::Bool(true))),
                ("force", self.force.then_some(Value::Bool(true))),
                ("metadata", (!self.metadata.is_empty()).then(|| texts(&self.metadata))),
                ("availability_zone", self.availability_zone.as_deref().map(text)),
            ],
        )
    }
}

impl BackupChange {
    /// The body of the request.
    pub fn to_json(&self) -> Value<'_> {
        fn changed(field: &Option<Option<String>>) -> Option<Value<'_>> {
            field.as_ref().map(|to| text_or_null(to.as_deref()))
        }
        wrapped(
            "backup",
            [
                ("name", changed(&self.name)),
                ("description", changed(&self.description)),
                ("metadata", self.metadata.as_ref().map(texts)),
            ],
        )
    }
}

impl ResetTo {
    /// In Cinder's spelling.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::Error => "error",
        }
    }

    /// The body of the request.
    pub fn to_json(self) -> Value<'static> {
        wrapped("os-reset_status", [("status", Some(text(self.as_str())))])
    }
}

impl NewVolume {
    /// The body of the request.
    pub fn to_json(&self) -> Value<'_> {
        wrapped(
            "volume",
            [
                ("backup_id", Some(text(self.backup_id.as_str()))),
                ("name", self.name.as_deref().map(text)),
                ("description", self.description.as_deref().map(text)),
                ("size", self.size.map(|Gib(size)| Value::from(size))),
                ("volume_type", self.volume_type.as_deref().map(text)),
                ("availability_zone", self.availability_zone.as_deref().map(text)),
            ],
        )
    }
}

/// The body that restores a backup: into a volume, or into a new one with a name. Both are
/// optional, but the object is not: Cinder answers null with 500.
pub fn restore_body<'a>(volume: Option<&'a VolumeId>, name: Option<&'a str>) -> Value<'a> {
    wrapped("restore", [("volume_id", volume.map(|id| text(id.as_str()))), ("name", name.map(text))])
}

/// An object in an object, without the fields that are None.
fn wrapped<'a, const N: usize>(name: &'a str, fields: [(&'a str, Option<Value<'a>>); N]) -> Value<'a> {
    object([(name, object_of(&mut fields.into_iter().filter_map(|(key, value)| Some((key, value?)))))])
}

fn texts(map: &BTreeMap<String, String>) -> Value<'_> {
    object_of(&mut map.iter().map(|(key, value)| (&**key, text(value))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn sends_only_what_is_set() {
        let least = NewBackup { volume_id: VolumeId::new("v"), ..NewBackup::default() };
        assert_eq!(least.to_json().to_string(), r#"{"backup":{"volume_id":"v"}}"#);
        let most = NewBackup {
            snapshot_id: Some(SnapshotId::new("s")),
            name: Some("n".into()),
            description: Some(String::new()),
            container: Some("c".into()),
            incremental: true,
            force: true,
            metadata: map(&[("k", "v")]),
            availability_zone: Some("z".into()),
            ..least
        };
        assert_eq!(
            most.to_json().to_string(),
            serde_json::json!({"backup": {
                "volume_id": "v", "snapshot_id": "s", "name": "n", "description": "", "container": "c",
                "incremental": true, "force": true, "metadata": {"k": "v"}, "availability_zone": "z",
            }})
            .to_string()
        );
        let volume = NewVolume { backup_id: BackupId::new("b"), ..NewVolume::default() };
        assert_eq!(volume.to_json().to_string(), r#"{"volume":{"backup_id":"b"}}"#);
        assert_eq!(restore_body(None, None).to_string(), r#"{"restore":{}}"#);
    }

    #[test]
    fn a_change_tells_leaving_from_clearing() {
        assert_eq!(BackupChange::default().to_json().to_string(), r#"{"backup":{}}"#);
        let change = BackupChange { name: Some(None), description: None, metadata: Some(map(&[])) };
        assert_eq!(
            change.to_json().to_string(),
            serde_json::json!({"backup": {"name": null, "metadata": {}}}).to_string()
        );
    }
}
