//! A backup record: what an export answers and an import takes.

use std::sync::Arc;

use crate::model::json::{Fields, FromJson, Value, object, text};

/// What Cinder needs to know a backup again. Holds ids, host names and paths, but no data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BackupRecord {
    /// The driver's class path, such as `cinder.backup.drivers.swift.SwiftBackupDriver`.
    pub backup_service: Arc<str>,
    /// Base64 of a JSON object.
    pub backup_url: Arc<str>,
}

impl FromJson for BackupRecord {
    /// Bare, or in the `backup-record` that the API puts around it.
    fn from_json(json: &Value) -> Option<Self> {
        let fields = json.get("backup-record").unwrap_or(json);
        Some(Self {
            backup_service: fields.shared("backup_service")?,
            backup_url: fields.shared("backup_url")?,
        })
    }
}

impl BackupRecord {
    /// Bare.
    pub fn to_json(&self) -> Value<'_> {
        object([("backup_service", text(&self.backup_service)), ("backup_url", text(&self.backup_url))])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::json::read;

    #[test]
    fn reads_both_forms_and_nothing_less() {
        let bare = r#"{"backup_service":"s","backup_url":"u"}"#;
        let record: BackupRecord = read(bare).unwrap();
        assert_eq!(record.to_json().to_string(), bare);
        assert_eq!(read(&format!(r#"{{"backup-record":{bare}}}"#)), Some(record));
        for odd in ["[]", "{}", r#"{"backup_url":"u"}"#, r#"{"backup_service":"s","backup_url":null}"#] {
            assert_eq!(read::<BackupRecord>(odd), None, "{odd}");
        }
    }
}
