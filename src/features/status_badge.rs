//! A status as icon, word and colour.

use leptos::prelude::*;

use crate::components::badge::badge_view;
use crate::components::icon::Icon;
use crate::components::tone::Tone;
use crate::model::status::{BackupStatus, is_busy_volume_status};
use crate::text::listing;

/// The tone and icon of a backup's status.
fn look(status: &BackupStatus) -> (Tone, Icon) {
    match status {
        BackupStatus::Available => (Tone::Good, Icon::Check),
        BackupStatus::Creating | BackupStatus::Restoring | BackupStatus::Deleting => {
            (Tone::Busy, Icon::Spinner)
        }
        BackupStatus::Error | BackupStatus::ErrorDeleting => (Tone::Bad, Icon::XCircle),
        BackupStatus::Other(_) => (Tone::Neutral, Icon::Info),
    }
}

/// A backup's status.
pub fn backup_status_badge(status: &BackupStatus) -> AnyView {
    let (tone, icon) = look(status);
    badge_view(tone, icon, listing::status_name(status))
}

/// The status of a volume or snapshot, in the cloud's own words.
pub fn volume_status_badge(status: &str) -> AnyView {
    let (tone, icon) = match status {
        "available" | "in-use" => (Tone::Good, Icon::Check),
        text if text.starts_with("error") => (Tone::Bad, Icon::XCircle),
        text if is_busy_volume_status(text) => (Tone::Busy, Icon::Spinner),
        _ => (Tone::Neutral, Icon::Info),
    };
    let mut words = status.replace(['-', '_'], " ");
    if let Some(first) = words.get(..1).map(str::to_ascii_uppercase) {
        words.replace_range(..1, &first);
    }
    badge_view(tone, icon, words)
}
