//! User messages: what Cinder tells a tenant about an operation that failed later.

use std::sync::Arc;

use crate::model::json::{Fields, FromJson, Value};
use crate::model::units::Timestamp;

/// A user message (`GET /messages`, 3.3; kept for 30 days).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UserMessage {
    /// The message's id.
    pub id: Arc<str>,
    /// Such as `VOLUME_VOLUME_BACKUP_013_020`.
    pub event_id: Option<Arc<str>>,
    /// `<action>:<detail>` in English.
    pub user_message: Option<Arc<str>>,
    /// Always `ERROR` so far.
    pub message_level: Option<Arc<str>>,
    /// When it was written.
    pub created_at: Option<Timestamp>,
    /// The request that led to it.
    pub request_id: Option<Arc<str>>,
}

impl FromJson for UserMessage {
    fn from_json(json: &Value) -> Option<Self> {
        json.as_object()?;
        Some(Self {
            id: json.id("id").unwrap_or_default(),
            event_id: json.shared("event_id"),
            user_message: json.shared("user_message"),
            message_level: json.shared("message_level"),
            created_at: json.time("created_at"),
            request_id: json.shared("request_id"),
        })
    }
}
