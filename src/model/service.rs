//! The services that make backups.

use std::sync::Arc;

use crate::model::json::{Fields, FromJson, Value};
use crate::model::units::Timestamp;

/// A cinder-backup, as admins see it (`GET /os-services`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BackupService {
    /// Where it runs.
    pub host: Arc<str>,
    /// Its availability zone.
    pub zone: Arc<str>,
    /// Whether it is given new work.
    pub enabled: bool,
    /// Whether it has been heard of lately.
    pub up: bool,
    /// When it was last heard of.
    pub updated_at: Option<Timestamp>,
    /// Why an operator disabled it.
    pub disabled_reason: Option<Arc<str>>,
}

impl FromJson for BackupService {
    /// None for services of other kinds.
    fn from_json(json: &Value) -> Option<Self> {
        json.as_object()?;
        if json.str("binary").is_some_and(|binary| binary != "cinder-backup") {
            return None;
        }
        Some(Self {
            host: json.id("host").unwrap_or_default(),
            zone: json.id("zone").unwrap_or_default(),
            enabled: json.str("status") == Some("enabled"),
            up: json.str("state") == Some("up"),
            updated_at: json.time("updated_at"),
            disabled_reason: json.shared("disabled_reason"),
        })
    }
}
