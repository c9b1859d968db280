//! The file that backup records are kept in. docs/record-file.md and docs/record-file.schema.json
//! describe the format.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::ids::{BackupId, ProjectId};
use crate::model::json::{Fields, Value, object, text, text_or_null};
use crate::model::record::BackupRecord;
use crate::model::units::Timestamp;
use crate::rules::checksum::checksum;
use crate::rules::decoded_record::{DecodeError, DecodedRecord, parents_among, parents_first};

/// What the field `format` says.
pub const FORMAT: &str = "openstack-backup-records";
/// The version that is written, and the newest that is read.
pub const VERSION: u64 = 1;
/// A longer text is not read: a record takes about 2 kB, and a tab's memory is not endless.
pub const MAX_BYTES: usize = 64 << 20;

/// The field of a record that names its driver, as the API calls it.
pub(crate) const SERVICE: &str = "backup_service";
/// The field of a record that holds its content.
pub(crate) const URL: &str = "backup_url";

/// Where records come from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// The address of the identity service.
    pub identity: Option<Arc<str>>,
    /// The region, if the cloud has several.
    pub region: Option<Arc<str>>,
}

/// A record that can be used, with what is in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// As an import takes it.
    pub record: BackupRecord,
    /// What is in it.
    pub decoded: DecodedRecord,
    /// What the project is called, for people; the record itself knows only its id.
    pub project_name: Option<Arc<str>>,
}

impl Entry {
    /// Decodes a record.
    pub fn of(record: BackupRecord, project_name: Option<Arc<str>>) -> Result<Self, DecodeError> {
        let decoded = DecodedRecord::of(&record)?;
        Ok(Self { record, decoded, project_name })
    }
}

/// What was read: from a file, or from a text that holds records in another way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReadFile {
    /// Where the records come from; None when the text does not say.
    pub source: Option<Source>,
    /// When they were exported; None when the text does not say.
    pub exported_at: Option<Timestamp>,
    /// At least one, in the order of the text, the damaged ones among them.
    pub records: Vec<ReadRecord>,
}

/// A record of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadRecord {
    /// Its place in the text, from 1.
    pub place: usize,
    /// Its id: the decoded one, else what the file says beside it.
    pub id: Option<BackupId>,
    /// Its name: the decoded one, else what the file says beside it.
    pub name: Option<Arc<str>>,
    /// Its project: the decoded one, else what the file says beside it.
    pub project: Option<ProjectId>,
    /// The record, or why it cannot be used.
    pub content: Result<Entry, RecordProblem>,
}

impl ReadRecord {
    /// The record, if it can be used.
    pub fn entry(&self) -> Option<&Entry> {
        self.content.as_ref().ok()
    }
}

/// Why a text cannot be used at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileError {
    /// It is longer than [`MAX_BYTES`].
    TooLarge {
        /// How long it is.
        bytes: usize,
    },
    /// It is no JSON: cut off, or changed by hand.
    NotJson {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// It is JSON, but neither this format nor a record.
    OtherFormat,
    /// A newer version of the panel has written it.
    NewerVersion {
        /// The file's version.
        is: u64,
        /// The newest that this panel reads.
        known: u64,
    },
    /// It holds no record, or nothing at all.
    Empty,
    /// No record was found in a text that is not JSON.
    NoRecord,
}

/// Why one record cannot be used. The others can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordProblem {
    /// It is no object.
    NotAnObject,
    /// This field is missing, or no text.
    MissingField(&'static str),
    /// It has been changed since it was written.
    CorruptChecksum,
    /// Its content cannot be read.
    Undecodable(DecodeError),
    /// The id beside it is another one than the id in it.
    OtherId(BackupId),
    /// The same record stands at this place already.
    Repeated(usize),
    /// Another record of the same backup stands at this place already; that one is used.
    Contradicted(usize),
}

/// Writes a file: a record per line, the oldest first, but each after its parent.
pub fn write(entries: &[Entry], source: &Source, exported_at: &Timestamp) -> String {
    let mut entries: Vec<&Entry> = entries.iter().collect();
    entries.sort_by(|a, b| age(a).cmp(&age(b)));
    let decoded: Vec<_> = entries.iter().map(|entry| Some(&entry.decoded)).collect();
    let order = parents_first(&parents_among(&decoded));
    let lines: Vec<String> = order.into_iter().map(|at| line(entries[at])).collect();
    let source = object([
        ("identity", text_or_null(source.identity.as_deref())),
        ("region", text_or_null(source.region.as_deref())),
    ]);
    format!(
        "{{\"format\":\"{FORMAT}\",\"version\":{VERSION},\"exported_at\":{},\"source\":{source},\"records\":[\n{}\n]}}\n",
        text(&exported_at.machine()),
        lines.join(",\n")
    )
}

fn age(entry: &Entry) -> (Option<&Timestamp>, &BackupId) {
    (entry.decoded.created_at.as_ref(), &entry.decoded.id)
}

/// A record as a line. By hand, because a map would not keep the order, and a person looks for the
/// name first.
fn line(Entry { record, decoded, project_name }: &Entry) -> String {
    let mut fields = vec![
        ("id", text(decoded.id.as_str())),
        ("name", text_or_null(decoded.name.as_deref())),
        ("project_id", text_or_null(decoded.project_id.as_ref().map(ProjectId::as_str))),
        ("volume_id", text_or_null(decoded.volume_id.as_ref().map(|id| id.as_str()))),
        ("parent_id", text_or_null(decoded.parent_id.as_ref().map(BackupId::as_str))),
        ("created_at", decoded.created_at.as_ref().map_or(Value::Null, |time| time.machine().into())),
        ("size", Value::from(decoded.size.0)),
        ("crc32", checksum(record).into()),
        (SERVICE, text(&record.backup_service)),
        (URL, text(&record.backup_url)),
    ];
    if let Some(name) = project_name {
        fields.insert(3, ("project_name", text(name)));
    }
    let fields: Vec<String> = fields.into_iter().map(|(key, value)| format!("\"{key}\":{value}")).collect();
    format!("{{{}}}", fields.join(","))
}

/// Reads a file. [`crate::rules::record_text::read`] also takes what people paste.
pub fn read(text: &str) -> Result<ReadFile, FileError> {
    from_json(&parse(text)?)
}

/// Reads JSON, with the place of its first mistake.
fn parse(text: &str) -> Result<Value<'_>, FileError> {
    let text = bounded(text)?;
    serde_json::from_str(text).map_err(|error| not_json(&error))
}

/// The text itself, if there is something in it and not too much. Windows puts a mark before it.
pub(crate) fn bounded(text: &str) -> Result<&str, FileError> {
    if text.len() > MAX_BYTES {
        return Err(FileError::TooLarge { bytes: text.len() });
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() { Err(FileError::Empty) } else { Ok(text) }
}

/// Where the mistake is.
pub(crate) fn not_json(error: &serde_json::Error) -> FileError {
    FileError::NotJson { line: error.line(), column: error.column() }
}

/// Reads a file's JSON.
pub(crate) fn from_json(json: &Value) -> Result<ReadFile, FileError> {
    if json.str("format") != Some(FORMAT) {
        return Err(FileError::OtherFormat);
    }
    match json.u64("version") {
        Some(is) if is > VERSION => return Err(FileError::NewerVersion { is, known: VERSION }),
        Some(VERSION) => {}
        _ => return Err(FileError::OtherFormat),
    }
    let records = json.get("records").and_then(Value::as_array).ok_or(FileError::OtherFormat)?;
    if records.is_empty() {
        return Err(FileError::Empty);
    }
    let source = json
        .get("source")
        .map(|source| Source { identity: source.shared("identity"), region: source.shared("region") });
    let records = records.iter().map(|json| (Beside::of(json), checked(json))).collect();
    Ok(ReadFile { source, exported_at: json.time("exported_at"), records: gather(records) })
}

/// What a file says beside a record, to name it by when it is damaged.
#[derive(Default)]
pub(crate) struct Beside {
    id: Option<BackupId>,
    name: Option<Arc<str>>,
    project: Option<ProjectId>,
    project_name: Option<Arc<str>>,
}

impl Beside {
    fn of(json: &Value) -> Self {
        Self {
            id: json.id("id"),
            name: json.shared("name"),
            project: json.id("project_id"),
            project_name: json.shared("project_name"),
        }
    }
}

/// The record of an object of a file, if it is as it was written.
fn checked(json: &Value) -> Result<BackupRecord, RecordProblem> {
    json.as_object().ok_or(RecordProblem::NotAnObject)?;
    let field = |key| json.str(key).ok_or(RecordProblem::MissingField(key));
    let record = BackupRecord { backup_service: field(SERVICE)?.into(), backup_url: field(URL)?.into() };
    let sum = field("crc32")?;
    let sound = sum.eq_ignore_ascii_case(&checksum(&record));
    if sound { Ok(record) } else { Err(RecordProblem::CorruptChecksum) }
}

/// Decodes what was found, and tells repetitions.
pub(crate) fn gather(found: Vec<(Beside, Result<BackupRecord, RecordProblem>)>) -> Vec<ReadRecord> {
    let mut records: Vec<ReadRecord> = Vec::with_capacity(found.len());
    let mut places: HashMap<BackupId, usize> = HashMap::with_capacity(found.len());
    for (at, (beside, record)) in found.into_iter().enumerate() {
        let entry = record
            .and_then(|record| Entry::of(record, beside.project_name).map_err(RecordProblem::Undecodable));
        let (mut id, mut name, mut project) = (beside.id, beside.name, beside.project);
        let content = entry.and_then(|entry| {
            let decoded = &entry.decoded;
            let said = id.replace(decoded.id.clone());
            name = decoded.name.clone();
            project = decoded.project_id.clone().or(project.take());
            if let Some(said) = said.filter(|said| *said != decoded.id) {
                return Err(RecordProblem::OtherId(said));
            }
            let Some(&first) = places.get(&decoded.id) else {
                places.insert(decoded.id.clone(), at);
                return Ok(entry);
            };
            let same = records[first].entry().is_some_and(|other| other.record == entry.record);
            Err(if same { RecordProblem::Repeated } else { RecordProblem::Contradicted }(first + 1))
        });
        records.push(ReadRecord { place: at + 1, id, name, project, content });
    }
    records
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::decoded_record::fixtures::{fields, record, record_of, set};

    fn entry(id: &str, parent: Option<&str>) -> Entry {
        Entry::of(record(id, parent, "p"), Some("Project".into())).unwrap()
    }

    fn file(entries: &[Entry]) -> String {
        let source = Source { identity: Some("https://id/v3".into()), region: None };
        write(entries, &source, &Timestamp::new("2026-11-23T09:00:00"))
    }

    fn problem(text: &str) -> RecordProblem {
        read(text).unwrap().records.last().unwrap().content.clone().unwrap_err()
    }

    #[test]
    fn comes_back_with_parents_first() {
        let text = file(&[entry("c", Some("b")), entry("a", Some("c")), entry("b", None)]);
        let read = read(&text).unwrap();
        let ids: Vec<&str> = read.records.iter().map(|record| record.id.as_ref().unwrap().as_str()).collect();
        assert_eq!(ids, ["b", "c", "a"]);
        assert_eq!(read.records[1].entry(), Some(&entry("c", Some("b"))));
        assert_eq!(read.source.unwrap().identity.as_deref(), Some("https://id/v3"));
        assert_eq!(read.exported_at.unwrap().raw(), "2026-11-23T09:00:00Z");
    }

    #[test]
    fn the_order_given_does_not_matter() {
        let mut entries = Vec::new();
        for (id, time) in [("x", "2026-11-23T09:00:02Z"), ("y", "2026-11-23T09:00:01Z"), ("z", "soon")] {
            let mut json = fields(id, None, "p");
            set(&mut json, "created_at", text(time));
            entries.push(Entry::of(record_of(&json), None).unwrap());
        }
        let forth = file(&entries);
        entries.reverse();
        assert_eq!(file(&entries), forth);
    }

    #[test]
    fn what_is_no_such_file_is_told_apart() {
        assert_eq!(read(" \n"), Err(FileError::Empty));
        assert_eq!(read("{\n  \"format\": ,"), Err(FileError::NotJson { line: 2, column: 13 }));
        for other in ["[]", "7", "{}", r#"{"format":"x"}"#, r#"{"format":"openstack-backup-records"}"#] {
            assert_eq!(read(other), Err(FileError::OtherFormat), "{other}");
        }
        let with = |rest: &str| read(&format!(r#"{{"format":"{FORMAT}",{rest}}}"#));
        assert_eq!(with(r#""version":0,"records":[]"#), Err(FileError::OtherFormat));
        assert_eq!(with(r#""version":1,"records":{}"#), Err(FileError::OtherFormat));
        assert_eq!(with(r#""version":2"#), Err(FileError::NewerVersion { is: 2, known: 1 }));
        assert_eq!(with(r#""version":1,"records":[]"#), Err(FileError::Empty));
        let long = " ".repeat(MAX_BYTES + 1);
        assert_eq!(read(&long), Err(FileError::TooLarge { bytes: MAX_BYTES + 1 }));
    }

    #[test]
    fn a_damaged_record_is_named_and_the_others_stay() {
        let text = file(&[entry("a", None), entry("b", Some("a"))]);
        let read = read(&text.replacen("\"crc32\":\"", "\"crc32\":\"0", 1)).unwrap();
        assert_eq!(read.records[0].content, Err(RecordProblem::CorruptChecksum));
        assert_eq!(read.records[0].id, Some(BackupId::new("a")));
        assert_eq!(read.records[0].name.as_deref(), Some("db"));
        assert!(read.records[1].entry().is_some());

        let one = file(&[entry("a", None)]);
        assert_eq!(problem(&one.replace("crc32", "crc")), RecordProblem::MissingField("crc32"));
        assert_eq!(problem(&one.replace("backup_url", "url")), RecordProblem::MissingField("backup_url"));
        assert_eq!(
            problem(&one.replace("\"id\":\"a\"", "\"id\":\"z\"")),
            RecordProblem::OtherId(BackupId::new("z"))
        );
        assert_eq!(
            problem(&one.replace("[\n", "[\n7,null,").replace(",{", ",7,{").replace("}\n]", "},7\n]")),
            RecordProblem::NotAnObject
        );
    }

    #[test]
    fn repetitions_are_told_from_contradictions() {
        let mut other = entry("a", None);
        other.record.backup_service = "another".into();
        let text = file(&[entry("a", None), entry("a", None), other]);
        let problems: Vec<_> =
            read(&text).unwrap().records.into_iter().map(|record| record.content.err()).collect();
        assert_eq!(problems, [None, Some(RecordProblem::Repeated(1)), Some(RecordProblem::Contradicted(1))]);
    }
}
