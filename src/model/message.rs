//! User messages: what Cinder tells a tenant about an operation that failed later.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::units::Timestamp;

/// A user message (`GET /messages`, 3.3; kept for 30 days).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
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
