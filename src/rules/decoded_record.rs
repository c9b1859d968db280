//! What is written in a backup record: a JSON object in base64, as Cinder's `encode_record` makes it.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::model::ids::{BackupId, ProjectId, SnapshotId, UserId, VolumeId};
use crate::model::json::{Fields, Value, parse};
use crate::model::record::BackupRecord;
use crate::model::status::BackupStatus;
use crate::model::units::{Gib, Timestamp};
use crate::rules::base64;

/// Cinder imports a record only if it has all of these, though they may be null. If one is missing,
/// the import is accepted and ends in `error` later.
pub const NEEDED: [&str; 7] =
    ["container", "display_description", "display_name", "id", "object_count", "service_metadata", "size"];

/// The longest name of a service that Cinder accepts, in characters.
const MAX_SERVICE: usize = 255;

/// A record, decoded. Every field but the id and the size may be missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DecodedRecord {
    /// The backup's id, which the imported one gets again. Any text.
    pub id: BackupId,
    /// GiB; the import reserves quota for it.
    pub size: Gib,
    /// The project that it was exported from. The import puts it into the project that imports.
    pub project_id: Option<ProjectId>,
    /// Who made the backup.
    pub user_id: Option<UserId>,
    /// The volume that was backed up.
    pub volume_id: Option<VolumeId>,
    /// The snapshot that was backed up.
    pub snapshot_id: Option<SnapshotId>,
    /// The backup that an incremental one builds on. Cinder does not check that it is there.
    pub parent_id: Option<BackupId>,
    /// When it was exported; only available backups can be.
    pub status: Option<BackupStatus>,
    /// The backup's name, not empty.
    pub name: Option<Arc<str>>,
    /// The backup's description, not empty.
    pub description: Option<Arc<str>>,
    /// When the backup was made; an import keeps it.
    pub created_at: Option<Timestamp>,
    /// When the data was frozen.
    pub data_timestamp: Option<Timestamp>,
    /// Where the data is in the backup store.
    pub container: Option<Arc<str>>,
    /// The driver that wrote the data.
    pub service: Option<Arc<str>>,
    /// The host that wrote the data.
    pub host: Option<Arc<str>>,
    /// The zone of that host.
    pub availability_zone: Option<Arc<str>>,
    /// Objects in the backup store.
    pub object_count: Option<u64>,
    /// The backup's metadata.
    pub metadata: Option<BTreeMap<String, String>>,
    /// The id of the key, for an encrypted backup. The key itself is in the cloud's key manager.
    pub encryption_key_id: Option<Arc<str>>,
    /// How many backups built on it when it was exported.
    pub num_dependent_backups: Option<u64>,
    /// Those of [`NEEDED`] that are not there: with any, the import ends in `error`.
    pub missing: Vec<&'static str>,
}

/// Why a record cannot be decoded. Cinder would refuse it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// The service's name is longer than Cinder accepts.
    LongService,
    /// There is nothing to decode.
    Nothing,
    /// It is not standard base64 with its padding: cut off, changed, or of the URL-safe kind.
    NotBase64,
    /// It is base64, but not of JSON in UTF-8.
    NotJson,
    /// It is JSON, but no object.
    NotAnObject,
    /// It has no id, or one that no address can hold.
    NoId,
    /// It has no size, or one that is not a whole number.
    NoSize,
}

impl DecodedRecord {
    /// Decodes a record.
    pub fn of(record: &BackupRecord) -> Result<Self, DecodeError> {
        if record.backup_service.chars().count() > MAX_SERVICE {
            return Err(DecodeError::LongService);
        }
        let text = text_of(&record.backup_url)?;
        let json = json_of(&text)?;
        json.as_object().ok_or(DecodeError::NotAnObject)?;
        let id = json.str("id").filter(|id| !matches!(*id, "" | "." | "..")).ok_or(DecodeError::NoId)?;
        let size = json.u64("size").ok_or(DecodeError::NoSize)?;
        let given = |key| json.str(key).filter(|text| !text.is_empty()).map(Arc::<str>::from);
        Ok(Self {
            id: BackupId::new(id),
            size: Gib(size),
            project_id: given("project_id").map(Into::into),
            user_id: given("user_id").map(Into::into),
            volume_id: given("volume_id").map(Into::into),
            snapshot_id: given("snapshot_id").map(Into::into),
            parent_id: given("parent_id").map(Into::into),
            status: json.str("status").map(BackupStatus::parse),
            name: given("display_name"),
            description: given("display_description"),
            created_at: json.time("created_at"),
            data_timestamp: json.time("data_timestamp"),
            container: given("container"),
            service: given("service"),
            host: given("host"),
            availability_zone: given("availability_zone"),
            object_count: json.u64("object_count"),
            metadata: json.texts("metadata"),
            encryption_key_id: given("encryption_key_id"),
            num_dependent_backups: json.u64("num_dependent_backups"),
            missing: NEEDED.into_iter().filter(|key| json.get(key).is_none()).collect(),
        })
    }
}

/// All that a record holds, as indented JSON to look at; None if it does not decode. Made when it
/// is asked for: ten thousand of them would fill the memory.
pub fn pretty(record: &BackupRecord) -> Option<String> {
    Some(json_of(&text_of(&record.backup_url).ok()?).ok()?.pretty())
}

fn text_of(backup_url: &str) -> Result<String, DecodeError> {
    let bytes = base64::decode(backup_url).ok_or(DecodeError::NotBase64)?;
    let text = String::from_utf8(bytes).map_err(|_| DecodeError::NotJson)?;
    if text.trim().is_empty() { Err(DecodeError::Nothing) } else { Ok(text) }
}

fn json_of(text: &str) -> Result<Value<'_>, DecodeError> {
    parse(text).ok_or(DecodeError::NotJson)
}

/// For each record the place of its parent, if that is among them; None stands for one that cannot
/// be read. Of records with the same id the first counts.
pub fn parents_among(records: &[Option<&DecodedRecord>]) -> Vec<Option<usize>> {
    let mut places = HashMap::with_capacity(records.len());
    for (place, record) in records.iter().enumerate() {
        if let Some(record) = record {
            places.entry(record.id.as_str()).or_insert(place);
        }
    }
    let parent = |record: &DecodedRecord| places.get(record.parent_id.as_ref()?.as_str()).copied();
    records.iter().map(|record| record.and_then(parent)).collect()
}

/// The places ordered so that each stands after its parent, and otherwise as they were. A circle
/// is cut somewhere. A chain may be as long as the list, so this does not recurse.
pub fn parents_first(parents: &[Option<usize>]) -> Vec<usize> {
    let mut taken = vec![false; parents.len()];
    let mut order = Vec::with_capacity(parents.len());
    let mut waiting = Vec::new();
    for place in 0..parents.len() {
        let mut next = Some(place);
        while let Some(at) = next.filter(|&at| !taken[at]) {
            taken[at] = true;
            waiting.push(at);
            next = parents[at];
        }
        order.extend(waiting.drain(..).rev());
    }
    order
}

#[cfg(test)]
pub(crate) mod fixtures {
    //! Records as Cinder writes them.

    use super::*;
    use crate::model::json::{object, text, text_or_null};

    /// A record of these fields.
    pub fn record_of(json: &Value) -> BackupRecord {
        BackupRecord {
            backup_service: "cinder.backup.drivers.posix.PosixBackupDriver".into(),
            backup_url: base64::encode(json.to_string().as_bytes()).into(),
        }
    }

    /// Another value for a field.
    pub fn set<'a>(json: &mut Value<'a>, key: &'a str, value: Value<'a>) {
        unset(json, key);
        let Value::Object(fields) = json else { panic!("no object") };
        fields.push((key.into(), value));
    }

    /// Takes a field out.
    pub fn unset(json: &mut Value, key: &str) {
        let Value::Object(fields) = json else { panic!("no object") };
        fields.retain(|(name, _)| name != key);
    }

    /// The fields of a backup of a project.
    pub fn fields<'a>(id: &'a str, parent: Option<&'a str>, project: &'a str) -> Value<'a> {
        object([
            ("id", text(id)),
            ("parent_id", text_or_null(parent)),
            ("project_id", text(project)),
            ("size", Value::from(2)),
            ("display_name", text("db")),
            ("display_description", Value::Null),
            ("container", text("bucket")),
            ("service_metadata", Value::Null),
            ("object_count", Value::from(3)),
            ("encryption_key_id", Value::Null),
        ])
    }

    /// A record of a backup of a project.
    pub fn record(id: &str, parent: Option<&str>, project: &str) -> BackupRecord {
        record_of(&fields(id, parent, project))
    }
}

#[cfg(test)]
mod tests {
    use super::fixtures::{fields, record, record_of, set};
    use super::*;
    use crate::model::json::text;

    fn coded(text: &str) -> BackupRecord {
        BackupRecord { backup_service: "s".into(), backup_url: base64::encode(text.as_bytes()).into() }
    }

    fn error(text: &str) -> DecodeError {
        DecodedRecord::of(&coded(text)).unwrap_err()
    }

    #[test]
    fn fields_are_taken_as_they_are() {
        let decoded = DecodedRecord::of(&record("b", Some("a"), "p")).unwrap();
        assert_eq!((decoded.id.as_str(), decoded.size), ("b", Gib(2)));
        assert_eq!(decoded.parent_id, Some(BackupId::new("a")));
        assert_eq!(decoded.name.as_deref(), Some("db"));
        assert_eq!((decoded.description, decoded.encryption_key_id), (None, None));
        assert!(decoded.missing.is_empty());
    }

    #[test]
    fn what_cinder_refuses_is_refused() {
        let raw = |url: &str| {
            DecodedRecord::of(&BackupRecord { backup_service: "s".into(), backup_url: url.into() })
        };
        assert_eq!(raw("YQ"), Err(DecodeError::NotBase64));
        assert_eq!(raw(""), Err(DecodeError::Nothing));
        assert_eq!(raw("/////w=="), Err(DecodeError::NotJson));
        assert_eq!(error("{"), DecodeError::NotJson);
        assert_eq!(error("[1]"), DecodeError::NotAnObject);
        assert_eq!(error("null"), DecodeError::NotAnObject);
        for id in ["{}", r#"{"id":null}"#, r#"{"id":7}"#, r#"{"id":""}"#, r#"{"id":".."}"#] {
            assert_eq!(error(id), DecodeError::NoId, "{id}");
        }
        for size in ["null", "-1", "1.5", "\"2\"", "[]", "1e99"] {
            assert_eq!(error(&format!(r#"{{"id":"b","size":{size}}}"#)), DecodeError::NoSize, "{size}");
        }
        assert_eq!(error(&"[".repeat(100_000)), DecodeError::NotJson);
        let long = BackupRecord { backup_service: "s".repeat(256).into(), ..record("b", None, "p") };
        assert_eq!(DecodedRecord::of(&long), Err(DecodeError::LongService));
    }

    #[test]
    fn missing_fields_are_named_and_odd_ones_are_like_missing() {
        let decoded = DecodedRecord::of(&coded(r#"{"id":"b","size":1,"container":null,"metadata":{"a":1}}"#));
        let decoded = decoded.unwrap();
        assert_eq!(
            decoded.missing,
            ["display_description", "display_name", "object_count", "service_metadata"]
        );
        assert_eq!((decoded.metadata, decoded.container), (None, None));
        let mut odd = fields("b", None, "p");
        if let Value::Object(fields) = &mut odd {
            fields.iter_mut().for_each(|(_, value)| *value = Value::Bool(true));
        }
        set(&mut odd, "id", text("b"));
        set(&mut odd, "size", Value::from(0));
        let decoded = DecodedRecord::of(&record_of(&odd)).unwrap();
        assert_eq!(decoded, DecodedRecord { id: BackupId::new("b"), ..DecodedRecord::default() });
    }

    #[test]
    fn all_of_it_can_be_looked_at() {
        assert_eq!(pretty(&coded(r#"{"x":{"y":1}}"#)).unwrap(), "{\n  \"x\": {\n    \"y\": 1\n  }\n}");
        assert_eq!(pretty(&coded("{")), None);
    }

    #[test]
    fn parents_come_first_and_circles_are_cut() {
        assert_eq!(parents_first(&[Some(2), None, Some(1), None]), [1, 2, 0, 3]);
        assert_eq!(parents_first(&[Some(1), Some(0), Some(2), Some(0)]), [1, 0, 2, 3]);
        assert!(parents_first(&[]).is_empty());
    }
}
