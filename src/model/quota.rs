//! Limits and use of a project's backups, and of the volumes that they are restored to.

use crate::model::json::{Fields, FromJson, Value};

/// The part of `GET /limits` that concerns backups and volumes. `None` of a maximum means unlimited; `None`
/// of a use means that the policy `limits_extension:used_limits` does not show it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BackupLimits {
    /// How many backups the project may hold.
    pub max_backups: Option<u64>,
    /// How many GiB they may hold together.
    pub max_gib: Option<u64>,
    /// How many backups there are.
    pub used_backups: Option<u64>,
    /// How many GiB they hold together.
    pub used_gib: Option<u64>,
    /// How many volumes the project may hold.
    pub max_volumes: Option<u64>,
    /// How many GiB volumes and snapshots may hold together.
    pub max_volume_gib: Option<u64>,
    /// How many volumes there are.
    pub used_volumes: Option<u64>,
    /// How many GiB volumes and snapshots hold together.
    pub used_volume_gib: Option<u64>,
}

impl FromJson for BackupLimits {
    /// Cinder writes -1 for unlimited, and its count of what is in use can run below zero.
    fn from_json(json: &Value) -> Option<Self> {
        json.as_object()?;
        Some(Self {
            max_backups: json.u64("maxTotalBackups"),
            max_gib: json.u64("maxTotalBackupGigabytes"),
            used_backups: json.u64("totalBackupsUsed"),
            used_gib: json.u64("totalBackupGigabytesUsed"),
            max_volumes: json.u64("maxTotalVolumes"),
            max_volume_gib: json.u64("maxTotalVolumeGigabytes"),
            used_volumes: json.u64("totalVolumesUsed"),
            used_volume_gib: json.u64("totalGigabytesUsed"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::json::read;

    #[test]
    fn minus_one_is_unlimited() {
        let limits: BackupLimits =
            read(r#"{"maxTotalBackups":-1,"maxTotalBackupGigabytes":1000,"totalBackupsUsed":3}"#).unwrap();
        assert_eq!(limits.max_backups, None);
        assert_eq!(limits.max_gib, Some(1000));
        assert_eq!(limits.used_backups, Some(3));
        assert_eq!(limits.used_gib, None);
    }
}
