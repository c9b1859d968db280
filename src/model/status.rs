//! Statuses of backups, volumes and snapshots.
//!
//! Source: `cinder/objects/fields.py`. A value this panel does not know is kept as it came.

use std::fmt;
use std::sync::Arc;

/// The status of a backup (`BackupStatus` in Cinder).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum BackupStatus {
    /// Complete and restorable.
    Available,
    /// Being written, or its record is being imported.
    Creating,
    /// Being read into a volume.
    Restoring,
    /// Being removed.
    Deleting,
    /// Creating, importing or deleting failed.
    Error,
    /// Deleting failed because the driver was not initialised; only an admin can help.
    ErrorDeleting,
    /// A status this panel does not know, as the cloud wrote it.
    Other(Arc<str>),
}

impl BackupStatus {
    /// Every status a backup can show, in the order in which they are counted.
    pub const KNOWN: [Self; 6] =
        [Self::Available, Self::Error, Self::Creating, Self::Restoring, Self::Deleting, Self::ErrorDeleting];

    /// The status in Cinder's own spelling.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Available => "available",
            Self::Creating => "creating",
            Self::Restoring => "restoring",
            Self::Deleting => "deleting",
            Self::Error => "error",
            Self::ErrorDeleting => "error_deleting",
            Self::Other(text) => text,
        }
    }

    /// Reads Cinder's spelling; never fails.
    pub fn parse(text: &str) -> Self {
        Self::KNOWN
            .into_iter()
            .find(|known| known.as_str() == text)
            .unwrap_or_else(|| Self::Other(Arc::from(text)))
    }

    /// Whether Cinder is at work on the backup, so that its status will change by itself.
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Creating | Self::Restoring | Self::Deleting)
    }

    /// Whether the backup is in a failed state.
    pub fn is_failed(&self) -> bool {
        matches!(self, Self::Error | Self::ErrorDeleting)
    }
}

impl Default for BackupStatus {
    fn default() -> Self {
        Self::Other(Arc::from(""))
    }
}

impl fmt::Display for BackupStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The statuses of volumes and snapshots through which Cinder passes by itself.
///
/// They are many and differ by release, so volumes and snapshots keep the text.
pub fn is_busy_volume_status(status: &str) -> bool {
    matches!(
        status,
        "creating"
            | "deleting"
            | "attaching"
            | "detaching"
            | "backing-up"
            | "restoring-backup"
            | "downloading"
            | "uploading"
            | "retyping"
            | "extending"
            | "updating"
            | "restoring"
            | "unmanaging"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_it_does_not_know() {
        let status = BackupStatus::parse("frozen");
        assert_eq!(status.as_str(), "frozen");
        assert!(!status.is_busy());
        assert_eq!(BackupStatus::default().as_str(), "");
    }

    #[test]
    fn every_known_status_reads_back() {
        for status in BackupStatus::KNOWN {
            assert_eq!(BackupStatus::parse(status.as_str()), status);
        }
    }
}
