//! Limits and use of a project's backups.

use serde::{Deserialize, Deserializer};

/// The part of `GET /limits` that concerns backups. `None` of a maximum means unlimited; `None`
/// of a use means that the policy `limits_extension:used_limits` does not show it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct BackupLimits {
    /// How many backups the project may hold.
    #[serde(rename = "maxTotalBackups", deserialize_with = "limit")]
    pub max_backups: Option<u64>,
    /// How many GiB they may hold together.
    #[serde(rename = "maxTotalBackupGigabytes", deserialize_with = "limit")]
    pub max_gib: Option<u64>,
    /// How many backups there are.
    #[serde(rename = "totalBackupsUsed", deserialize_with = "limit")]
    pub used_backups: Option<u64>,
    /// How many GiB they hold together.
    #[serde(rename = "totalBackupGigabytesUsed", deserialize_with = "limit")]
    pub used_gib: Option<u64>,
}

/// Cinder writes -1 for unlimited, and its count of what is in use can run below zero.
fn limit<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u64>, D::Error> {
    Ok(Option::<i64>::deserialize(from)?.and_then(|limit| u64::try_from(limit).ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minus_one_is_unlimited() {
        let limits: BackupLimits = serde_json::from_str(
            r#"{"maxTotalBackups":-1,"maxTotalBackupGigabytes":1000,"totalBackupsUsed":3}"#,
        )
        .unwrap();
        assert_eq!(limits.max_backups, None);
        assert_eq!(limits.max_gib, Some(1000));
        assert_eq!(limits.used_backups, Some(3));
        assert_eq!(limits.used_gib, None);
    }
}
