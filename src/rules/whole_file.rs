//! Backups as rows of a file: CSV for spreadsheets, JSON for programs.
//!
//! The CSV is that of RFC 4180: commas, CRLF, quotes where they are needed, UTF-8, a header. A cell that
//! begins with `=`, `+`, `-` or `@` (full-width ones too), or with a tab or the end of a line, gets an apostrophe in front of it:
//! a spreadsheet would take it for a formula. docs/whole-set.md says so to whoever reads such a file.

use crate::model::backup::Backup;
use crate::model::json::{Value, object, object_of, text, text_or_null};
use crate::model::units::Timestamp;

/// How the file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Comma-separated values.
    Csv,
    /// A list of objects.
    Json,
}

/// The columns of the CSV, by the names that Cinder gives the fields; `volume_name` is ours, and `project_id` is
/// `os-backup-project-attr:project_id` there.
pub const HEADER: [&str; 21] = [
    "id",
    "name",
    "status",
    "is_incremental",
    "size",
    "volume_id",
    "volume_name",
    "created_at",
    "updated_at",
    "data_timestamp",
    "description",
    "fail_reason",
    "has_dependent_backups",
    "object_count",
    "snapshot_id",
    "availability_zone",
    "container",
    "project_id",
    "user_id",
    "encryption_key_id",
    "metadata",
];

impl FileKind {
    /// The end of the file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }

    /// What the file is, for the browser.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Json => "application/json",
        }
    }

    /// What stands before the first row.
    pub fn begin(self) -> String {
        match self {
            Self::Csv => line(&HEADER.map(str::to_owned)),
            Self::Json => "[\n".to_owned(),
        }
    }

    /// What stands behind the last row.
    pub fn end(self) -> &'static str {
        match self {
            Self::Csv => "",
            Self::Json => "\n]\n",
        }
    }

    /// Adds a row.
    pub fn add(self, out: &mut String, backup: &Backup, volume: Option<&str>, is_first: bool) {
        match self {
            Self::Csv => out.push_str(&csv_row(backup, volume)),
            Self::Json => {
                if !is_first {
                    out.push_str(",\n");
                }
                out.push_str(&json_row(backup, volume).to_string());
            }
        }
    }
}

fn csv_row(backup: &Backup, volume: Option<&str>) -> String {
    let of = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let yes = |yes: Option<bool>| yes.map(|yes| yes.to_string()).unwrap_or_default();
    let number = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
    let time = |time: &Option<crate::model::units::Timestamp>| of(time.as_ref().map(|time| time.raw()));
    let metadata =
        backup.metadata.as_ref().filter(|all| !all.is_empty()).map(|_| metadata(backup).to_string());
    line(&[
        of(Some(backup.id.as_str())),
        of(backup.name.as_deref()),
        of(Some(backup.status.as_str())),
        yes(backup.is_incremental),
        number(backup.size.map(|size| size.0)),
        of(backup.volume_id.as_ref().map(|id| id.as_str())),
        of(volume),
        time(&backup.created_at),
        time(&backup.updated_at),
        time(&backup.data_timestamp),
        of(backup.description.as_deref()),
        of(backup.fail_reason.as_deref()),
        yes(backup.has_dependent_backups),
        number(backup.object_count),
        of(backup.snapshot_id.as_ref().map(|id| id.as_str())),
        of(backup.availability_zone.as_deref()),
        of(backup.container.as_deref()),
        of(backup.project_id.as_ref().map(|id| id.as_str())),
        of(backup.user_id.as_ref().map(|id| id.as_str())),
        of(backup.encryption_key_id.as_deref()),
        metadata.unwrap_or_default(),
    ])
}

fn json_row<'a>(backup: &'a Backup, volume: Option<&'a str>) -> Value<'a> {
    let number = |number: Option<u64>| number.map_or(Value::Null, Value::from);
    let yes = |yes: Option<bool>| yes.map_or(Value::Null, Value::Bool);
    fn time(time: &Option<Timestamp>) -> Value<'_> {
        text_or_null(time.as_ref().map(Timestamp::raw))
    }
    object([
        ("id", text(backup.id.as_str())),
        ("name", text_or_null(backup.name.as_deref())),
        ("status", text(backup.status.as_str())),
        ("is_incremental", yes(backup.is_incremental)),
        ("size", number(backup.size.map(|size| size.0))),
        ("volume_id", text_or_null(backup.volume_id.as_ref().map(|id| id.as_str()))),
        ("volume_name", text_or_null(volume)),
        ("created_at", time(&backup.created_at)),
        ("updated_at", time(&backup.updated_at)),
        ("data_timestamp", time(&backup.data_timestamp)),
        ("description", text_or_null(backup.description.as_deref())),
        ("fail_reason", text_or_null(backup.fail_reason.as_deref())),
        ("has_dependent_backups", yes(backup.has_dependent_backups)),
        ("object_count", number(backup.object_count)),
        ("snapshot_id", text_or_null(backup.snapshot_id.as_ref().map(|id| id.as_str()))),
        ("availability_zone", text_or_null(backup.availability_zone.as_deref())),
        ("container", text_or_null(backup.container.as_deref())),
        ("project_id", text_or_null(backup.project_id.as_ref().map(|id| id.as_str()))),
        ("user_id", text_or_null(backup.user_id.as_ref().map(|id| id.as_str()))),
        ("encryption_key_id", text_or_null(backup.encryption_key_id.as_deref())),
        ("metadata", backup.metadata.as_ref().map_or(Value::Null, |_| metadata(backup))),
    ])
}

fn metadata(backup: &Backup) -> Value<'_> {
    object_of(&mut backup.metadata.iter().flatten().map(|(key, value)| (key.as_str(), text(value))))
}

/// A line of cells.
fn line(cells: &[String]) -> String {
    let mut out = String::new();
    for (at, text) in cells.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        cell(&mut out, text);
    }
    out.push_str("\r\n");
    out
}

/// What a spreadsheet takes for the beginning of a formula, or skips before one.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

fn cell(out: &mut String, text: &str) {
    let guard = if text.starts_with(FORMULA) { "'" } else { "" };
    if text.contains([',', '"', '\r', '\n']) {
        out.push('"');
        out.push_str(guard);
        out.push_str(&text.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(guard);
        out.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::json::{Fields, parse, read};

    fn one(text: &str) -> String {
        let mut out = String::new();
        cell(&mut out, text);
        out
    }

    #[test]
    fn quotes_what_rfc_4180_wants_quoted() {
        assert_eq!(one("plain text"), "plain text");
        assert_eq!(one("a,b"), "\"a,b\"");
        assert_eq!(one("say \"a\"\n"), "\"say \"\"a\"\"\n\"");
        assert_eq!(line(&["a".into(), String::new()]), "a,\r\n");
    }

    #[test]
    fn no_cell_is_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "＝1+1", "＋1", "－1", "＠x"] {
            assert_eq!(one(text), format!("'{text}"));
        }
        assert_eq!(one("=HYPERLINK(\"http://x\",\"y\")"), "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
        assert_eq!(one("\n=1"), "\"'\n=1\"");
        assert_eq!(one("a=b"), "a=b");
    }

    #[test]
    fn both_files_hold_what_the_backup_holds() {
        let source = r#"{"id":"a","name":"=n","status":"frozen","size":4,"is_incremental":false,"metadata":{"k":"v"}}"#;
        let backup: Backup = read(source).unwrap();
        let mut csv = FileKind::Csv.begin();
        FileKind::Csv.add(&mut csv, &backup, Some("vol"), true);
        assert!(csv.starts_with("id,name,status,is_incremental,size,volume_id,volume_name,"));
        assert!(csv.contains("\r\na,'=n,frozen,false,4,,vol,,"));
        assert!(csv.ends_with(",\"{\"\"k\"\":\"\"v\"\"}\"\r\n"));
        let mut json = FileKind::Json.begin();
        for is_first in [true, false] {
            FileKind::Json.add(&mut json, &backup, None, is_first);
        }
        json.push_str(FileKind::Json.end());
        let rows = parse(&json).unwrap();
        let rows = rows.as_array().unwrap();
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[1].str("name"), Some("=n"));
        assert_eq!(rows[1].get("metadata").unwrap().str("k"), Some("v"));
        assert_eq!(rows[1].get("volume_name"), Some(&Value::Null));
        let keys = rows[0].as_object().unwrap().iter().filter(|(key, _)| HEADER.contains(&&**key)).count();
        assert_eq!(keys, HEADER.len());
    }
}
