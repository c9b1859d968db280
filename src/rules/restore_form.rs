//! Where a backup can be restored to, and what would be lost there.
//!
//! Sources: `restore` in `cinder/backup/api.py`, `_restore_vol_encryption_meta` in
//! `cinder/backup/driver.py`.

use std::sync::Arc;

use crate::model::backup::Backup;
use crate::model::ids::VolumeId;
use crate::model::requests::NewVolume;
use crate::model::status::BackupStatus;
use crate::model::units::Gib;
use crate::model::volume::Volume;
use crate::rules::backup_fields::{FieldProblem, check_description, check_name};
use crate::rules::quota::{Excess, Quotas};

/// Why a volume cannot take the backup.
#[derive(Clone, Debug, PartialEq)]
pub enum TargetProblem {
    /// It is not available.
    Status(Arc<str>),
    /// It is smaller than the backup.
    TooSmall {
        /// The size of the backup.
        needs: Gib,
        /// The size of the volume.
        has: Gib,
    },
    /// The backup is encrypted and needs a volume of its source's type. Cinder starts such a
    /// restore and fails.
    OtherType {
        /// The type of the source.
        needs: Arc<str>,
        /// The type of the volume; None is the cloud's default.
        has: Option<Arc<str>>,
    },
}

/// Why a new volume cannot be made.
#[derive(Clone, Debug, PartialEq)]
pub enum NewVolumeProblem {
    /// It could not take the backup.
    Target(TargetProblem),
    /// The name.
    Name(FieldProblem),
    /// The description.
    Description(FieldProblem),
    /// It does not fit into the quota.
    Quota(Excess),
}

/// Whether an existing volume can take the backup. `source` is the volume that was backed up,
/// where it is known; only its type counts.
pub fn can_take(volume: &Volume, backup: &Backup, source: Option<&Volume>) -> Result<(), TargetProblem> {
    if let Some(status) = volume.status.as_ref().filter(|status| &***status != "available") {
        return Err(TargetProblem::Status(status.clone()));
    }
    if let (Some(needs), Some(has)) = (backup.size, volume.size)
        && has < needs
    {
        return Err(TargetProblem::TooSmall { needs, has });
    }
    // A volume without a type is given that of the source.
    match (needed_type(backup, source), &volume.volume_type) {
        (Some(needs), Some(has)) if needs != *has => {
            Err(TargetProblem::OtherType { needs, has: Some(has.clone()) })
        }
        _ => Ok(()),
    }
}

/// The type that a volume needs to take the backup; None where any will do or it is not known.
pub fn needed_type(backup: &Backup, source: Option<&Volume>) -> Option<Arc<str>> {
    backup.encryption_key_id.as_ref()?;
    source?.volume_type.clone()
}

/// What would be refused of a new volume, or fail later. The type is meant by its name.
pub fn check_new(
    wanted: &NewVolume,
    backup: &Backup,
    source: Option<&Volume>,
    quotas: &Quotas,
) -> Vec<NewVolumeProblem> {
    use NewVolumeProblem::{Description, Name, Quota, Target};
    let mut problems = Vec::new();
    let size = wanted.size.or(backup.size).unwrap_or_default();
    if let Some(needs) = backup.size.filter(|needs| size < *needs) {
        problems.push(Target(TargetProblem::TooSmall { needs, has: size }));
    }
    let needed = needed_type(backup, source);
    if let Some(needs) = needed.filter(|needs| wanted.volume_type.as_deref() != Some(&**needs)) {
        let has = wanted.volume_type.as_deref().map(Arc::from);
        problems.push(Target(TargetProblem::OtherType { needs, has }));
    }
    problems.extend(wanted.name.as_deref().and_then(check_name).map(Name));
    problems.extend(wanted.description.as_deref().and_then(check_description).map(Description));
    problems.extend(quotas.excess(1, size.0).into_iter().map(Quota));
    problems
}

/// What has to be typed before a volume is overwritten: its name, or its id where it has none.
pub fn to_type(volume: &Volume) -> &str {
    let named = volume.name.as_deref().filter(|name| !name.trim().is_empty());
    named.unwrap_or(volume.id.as_str())
}

/// Whether what was typed names the volume. Its id will do as well, since a name may hold what
/// cannot be typed; white space counts as it is shown.
pub fn confirms(volume: &Volume, typed: &str) -> bool {
    let same =
        |wanted: &str| !wanted.trim().is_empty() && typed.split_whitespace().eq(wanted.split_whitespace());
    same(to_type(volume)) || same(volume.id.as_str())
}

/// What a restore into a volume destroys.
#[derive(Clone, Debug, PartialEq)]
pub struct Overwritten<'a> {
    /// Whether the volume is the one that was backed up.
    pub is_source: bool,
    /// How much larger the volume is than the backup.
    pub larger_by: Gib,
    /// How many metadata the backup's own would replace.
    pub metadata: usize,
    /// The newest backup of what is overwritten; None where there is none among those at hand.
    pub last_backup: Option<&'a Backup>,
}

/// Says what a restore into the volume destroys, with the backups of that volume at hand.
pub fn overwritten<'a>(volume: &Volume, backup: &Backup, backups: &'a [Backup]) -> Overwritten<'a> {
    let beyond = volume.size.unwrap_or_default().0.saturating_sub(backup.size.unwrap_or_default().0);
    Overwritten {
        is_source: backup.volume_id.as_ref() == Some(&volume.id),
        larger_by: Gib(beyond),
        metadata: volume.metadata.as_ref().map_or(0, |metadata| metadata.len()),
        last_backup: last_backup(&volume.id, backups),
    }
}

/// The backup with the newest data of a volume among those at hand that can be restored.
pub fn last_backup<'a>(volume: &VolumeId, backups: &'a [Backup]) -> Option<&'a Backup> {
    let whole = |backup: &&Backup| {
        backup.volume_id.as_ref() == Some(volume)
            && matches!(backup.status, BackupStatus::Available | BackupStatus::Restoring)
    };
    let time = |backup: &Backup| backup.data_timestamp.clone().or_else(|| backup.created_at.clone());
    backups.iter().filter(whole).max_by_key(|backup| time(backup))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::quota::BackupLimits;
    use crate::rules::parents::fixtures;

    fn volume(status: &str, size: u64, kind: Option<&str>) -> Volume {
        Volume {
            id: VolumeId::new("v"),
            status: Some(Arc::from(status)),
            size: Some(Gib(size)),
            volume_type: kind.map(Arc::from),
            ..Volume::default()
        }
    }

    fn backup(size: u64, encrypted: bool) -> Backup {
        let encryption_key_id = encrypted.then(|| Arc::from("key"));
        Backup { size: Some(Gib(size)), encryption_key_id, ..fixtures::backup("b", 10, false) }
    }

    fn no_limits() -> Quotas {
        Quotas::of_volumes(&BackupLimits::default())
    }

    #[test]
    fn a_target_is_available_large_enough_and_of_the_right_type() {
        let other = TargetProblem::OtherType { needs: Arc::from("luks"), has: Some(Arc::from("ssd")) };
        let small = TargetProblem::TooSmall { needs: Gib(5), has: Gib(4) };
        let cases = [
            (volume("available", 5, Some("ssd")), false, Some("luks"), Ok(())),
            (volume("available", 9, None), true, Some("luks"), Ok(())),
            (volume("available", 5, Some("luks")), true, Some("luks"), Ok(())),
            (volume("available", 5, Some("ssd")), true, None, Ok(())),
            (volume("available", 5, Some("ssd")), true, Some("luks"), Err(other)),
            (volume("available", 4, None), false, None, Err(small)),
            (volume("in-use", 5, None), false, None, Err(TargetProblem::Status(Arc::from("in-use")))),
            (volume("x", 5, None), false, None, Err(TargetProblem::Status(Arc::from("x")))),
            (Volume::default(), true, None, Ok(())),
        ];
        for (target, encrypted, source, expected) in cases {
            let source = source.map(|kind| volume("available", 5, Some(kind)));
            assert_eq!(can_take(&target, &backup(5, encrypted), source.as_ref()), expected, "{target:?}");
        }
    }

    #[test]
    fn a_new_volume_needs_size_type_and_quota() {
        let source = volume("in-use", 5, Some("luks"));
        let check = |wanted: &NewVolume, encrypted, quotas: &Quotas| {
            check_new(wanted, &backup(5, encrypted), Some(&source), quotas)
        };
        let fine = NewVolume { size: Some(Gib(5)), ..NewVolume::default() };
        assert!(check(&fine, false, &no_limits()).is_empty());
        assert!(check(&NewVolume::default(), false, &no_limits()).is_empty());
        let typed = NewVolume { volume_type: Some("luks".to_owned()), ..NewVolume::default() };
        assert!(check(&typed, true, &no_limits()).is_empty());
        let bad = NewVolume {
            size: Some(Gib(4)),
            name: Some("n".repeat(256)),
            description: Some("a\nb".to_owned()),
            ..NewVolume::default()
        };
        let limits = BackupLimits { max_volumes: Some(2), used_volumes: Some(2), ..BackupLimits::default() };
        let problems = check(&bad, true, &Quotas::of_volumes(&limits));
        let target = NewVolumeProblem::Target;
        assert_eq!(
            problems[..4],
            [
                target(TargetProblem::TooSmall { needs: Gib(5), has: Gib(4) }),
                target(TargetProblem::OtherType { needs: Arc::from("luks"), has: None }),
                NewVolumeProblem::Name(FieldProblem::TooLong(256)),
                NewVolumeProblem::Description(FieldProblem::SeveralLines),
            ]
        );
        assert!(matches!(problems[4..], [NewVolumeProblem::Quota(_)]));
    }

    #[test]
    fn typing_the_name_or_the_id_confirms() {
        let mut target = volume("available", 5, None);
        for (name, typed, is_confirmed) in [
            (Some("db"), "db", true),
            (Some("db"), " db ", true),
            (Some("db"), "v", true),
            (Some("db"), "DB", false),
            (Some("db"), "", false),
            (Some("my  db"), "my db", true),
            (Some(" "), " ", false),
            (Some(""), "", false),
            (None, "v", true),
            (None, "", false),
        ] {
            target.name = name.map(Arc::from);
            assert_eq!(confirms(&target, typed), is_confirmed, "{name:?} {typed:?}");
        }
        assert_eq!(to_type(&target), "v");
        assert!(!confirms(&Volume::default(), ""));
    }

    #[test]
    fn what_is_overwritten_is_told_with_the_last_backup() {
        let mut backups = [
            fixtures::backup("old", 10, false),
            fixtures::backup("new", 30, true),
            fixtures::backup("bad", 40, true),
        ];
        backups[2].status = BackupStatus::Error;
        let mut target = volume("available", 8, None);
        target.metadata = Some([("a".to_owned(), "1".to_owned())].into());
        let found = overwritten(&target, &backup(5, false), &backups);
        assert_eq!((found.is_source, found.larger_by, found.metadata), (true, Gib(3), 1));
        assert_eq!(found.last_backup.map(|backup| backup.id.as_str()), Some("new"));
        target.id = VolumeId::new("other");
        let found = overwritten(&target, &backup(9, false), &backups);
        assert_eq!((found.is_source, found.larger_by, found.last_backup), (false, Gib(0), None));
    }
}
