//! What a backup's failure means, read from its reason and its user messages.
//!
//! Sources: the `fail_reason` texts in Cinder's `backup/manager.py`, `backup/chunkeddriver.py` and
//! `scheduler/manager.py`; the ids in `message/message_field.py`. Reasons may be in the language of
//! the server, and drivers bring their own, so what is not known here is left to the messages.

use crate::model::backup::Backup;
use crate::model::message::UserMessage;
use crate::model::status::BackupStatus;
use crate::model::units::Timestamp;
use crate::provided::lower;

/// What went wrong, as far as it decides what to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Advice {
    /// No backup service took the new backup.
    NoBackupService,
    /// The backup service does not work, or lost its driver.
    BackupServiceDown,
    /// The volume has grown since the parent was made, so an incremental is not possible.
    VolumeGrew,
    /// The driver now cuts the data into other pieces than in the parent.
    ChunkSizeChanged,
    /// The backup driver could not write the backup.
    DriverFailed,
    /// The volume service did not hand out the volume's data.
    DeviceFailed,
    /// The volume could not be attached to the backup service.
    AttachFailed,
    /// The volume could not be detached from the backup service.
    DetachFailed,
    /// A temporary volume or snapshot is left over.
    CleanupFailed,
    /// Somebody changed a status meanwhile, so Cinder gave up.
    StatusChanged,
    /// The backup service was restarted while it wrote the backup.
    Interrupted,
    /// Made as a full backup although an incremental was asked for. No failure.
    MadeFull,
    /// The record could not be imported.
    ImportFailed,
    /// No backup service has the driver that the record asks for.
    ImportServiceMissing,
    /// The backup was made with another driver than the service has now.
    OtherDriver,
    /// Deleting failed; the data may be good still.
    DeleteFailed,
    /// Deleting failed in a way that only an admin can resolve.
    DeleteStuck,
    /// A restore failed, which the backup itself never shows.
    RestoreFailed,
    /// A restore did not start because the target could not be attached.
    RestoreAttachFailed,
    /// A restore did not start because a status had changed meanwhile.
    RestoreStatusChanged,
    /// Something else: the reason and the messages have to speak for themselves.
    Unknown,
}

/// A failure of a backup.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What went wrong.
    pub advice: Advice,
    /// When Cinder told of it, if a message did.
    pub told_at: Option<Timestamp>,
    /// Whether the backup has left the failed state since: an admin has reset it, or it is being
    /// deleted again. The reason stays with it all the same.
    pub is_over: bool,
}

/// What is known to have failed, what concerns the backup itself first.
///
/// Messages may come in any order. Cinder keeps them for 30 days and offers them since 3.3; a
/// restore that failed can be seen in nothing else.
pub fn findings(backup: &Backup, messages: &[UserMessage]) -> Vec<Finding> {
    let newest = |wanted: fn(Action) -> bool| {
        let told = messages.iter().filter_map(|message| Some((event(message)?, message)));
        told.filter(|((action, _), _)| wanted(*action)).max_by_key(|(_, message)| message.created_at.clone())
    };
    let told = newest(|action| action != Action::Restore);
    let mut found = Vec::new();
    if backup.status.is_failed() || backup.failure().is_some() || told.is_some() {
        use BackupStatus::{Available, Deleting, Restoring};
        found.push(Finding {
            advice: of_the_backup(backup, told.map(|(event, _)| event)),
            told_at: told.and_then(|(_, message)| message.created_at.clone()),
            is_over: matches!(backup.status, Available | Restoring | Deleting),
        });
    }
    if let Some(((_, detail), message)) = newest(|action| action == Action::Restore) {
        found.push(Finding {
            advice: of_a_restore(detail),
            told_at: message.created_at.clone(),
            is_over: false,
        });
    }
    found
}

/// What a message is about; `action` in Cinder's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    Create,
    Delete,
    Restore,
}

/// Reads `VOLUME_VOLUME_BACKUP_013_020`: the action and the detail.
fn event(message: &UserMessage) -> Option<(Action, u16)> {
    let (rest, detail) = message.event_id.as_deref()?.rsplit_once('_')?;
    let (_, action) = rest.rsplit_once('_')?;
    let action = match action {
        "013" => Action::Create,
        "014" => Action::Delete,
        "015" => Action::Restore,
        _ => return None,
    };
    Some((action, detail.parse().unwrap_or(0)))
}

fn of_the_backup(backup: &Backup, told: Option<(Action, u16)>) -> Advice {
    if backup.status == BackupStatus::ErrorDeleting {
        return Advice::DeleteStuck;
    }
    // The reason is of the newest failure, and says more than the message wherever it is known.
    if let Some(advice) = backup.failure().and_then(of_a_reason) {
        return advice;
    }
    match told {
        Some((Action::Create, detail)) => of_a_creation(detail),
        Some(_) => Advice::DeleteFailed,
        None if is_empty_import(backup) => Advice::ImportFailed,
        None if was_complete(backup) => Advice::DeleteFailed,
        None => Advice::Unknown,
    }
}

/// Reasons in Cinder's own words; the first that is found in the text counts.
const REASONS: [(&str, Advice); 15] = [
    ("service not found for creating backup", Advice::NoBackupService),
    ("volume size increased since the last backup", Advice::VolumeGrew),
    ("hash block size has changed since the last backup", Advice::ChunkSizeChanged),
    ("incomplete backup reset on manager restart", Advice::Interrupted),
    ("import record failed, cannot find backup service", Advice::ImportServiceMissing),
    ("decoded imported backup data", Advice::ImportFailed),
    ("trying to import backup metadata", Advice::ImportFailed),
    ("decode backup record", Advice::ImportFailed),
    ("parse backup record", Advice::ImportFailed),
    ("is not the backup service that was used", Advice::OtherDriver),
    ("delete_backup aborted", Advice::DeleteFailed),
    ("delete backup is aborted", Advice::DeleteFailed),
    ("due to backup service is down", Advice::BackupServiceDown),
    ("aborted, expected", Advice::StatusChanged),
    ("aborted: expected", Advice::StatusChanged),
];

fn of_a_reason(reason: &str) -> Option<Advice> {
    let reason = lower(reason);
    REASONS.iter().find(|(words, _)| reason.contains(words)).map(|&(_, advice)| advice)
}

fn of_a_creation(detail: u16) -> Advice {
    match detail {
        2 | 18 => Advice::BackupServiceDown,
        17 => Advice::StatusChanged,
        19 => Advice::DeviceFailed,
        20 => Advice::DriverFailed,
        21 => Advice::AttachFailed,
        22 => Advice::DetachFailed,
        23 => Advice::CleanupFailed,
        24 => Advice::NoBackupService,
        30 => Advice::MadeFull,
        _ => Advice::Unknown,
    }
}

fn of_a_restore(detail: u16) -> Advice {
    match detail {
        17 | 27 => Advice::RestoreStatusChanged,
        21 => Advice::RestoreAttachFailed,
        _ => Advice::RestoreFailed,
    }
}

/// Whether all of the data was once there: drivers count the objects at the end, and others depend
/// only on what was available.
fn was_complete(backup: &Backup) -> bool {
    backup.object_count.is_some_and(|count| count > 0) || backup.has_dependent_backups == Some(true)
}

/// Whether it is a record that never got its content: such a row has no volume yet.
fn is_empty_import(backup: &Backup) -> bool {
    const NO_VOLUME: &str = "00000000-0000-0000-0000-000000000000";
    backup.volume_id.as_ref().is_some_and(|volume| volume.as_str() == NO_VOLUME)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::ids::VolumeId;

    fn backup(status: BackupStatus, reason: &str) -> Backup {
        Backup { status, fail_reason: Some(Arc::from(reason)), ..Backup::default() }
    }

    fn message(event: &str, minute: u8) -> UserMessage {
        UserMessage {
            event_id: Some(Arc::from(event)),
            created_at: Some(Timestamp::new(&format!("2026-11-23T17:{minute:02}:00.000000"))),
            ..UserMessage::default()
        }
    }

    fn advice(backup: &Backup, messages: &[UserMessage]) -> Vec<Advice> {
        findings(backup, messages).into_iter().map(|finding| finding.advice).collect()
    }

    #[test]
    fn nothing_failed_means_no_findings() {
        assert!(findings(&backup(BackupStatus::Available, " "), &[]).is_empty());
        assert!(
            findings(&backup(BackupStatus::Creating, ""), &[message("VOLUME_VOLUME_001_003", 1)]).is_empty()
        );
    }

    #[test]
    fn reasons_are_read_in_cinders_words() {
        let cases = [
            ("Service not found for creating backup.", Advice::NoBackupService),
            (
                "Invalid backup: Volume size increased since the last backup. Do a full backup.",
                Advice::VolumeGrew,
            ),
            (
                "Hash block size has changed since the last backup. New hash block size: 1. Do a full backup.",
                Advice::ChunkSizeChanged,
            ),
            ("incomplete backup reset on manager restart", Advice::Interrupted),
            ("Create backup aborted due to backup service is down.", Advice::BackupServiceDown),
            (
                "Create backup aborted, expected volume status backing-up but got error.",
                Advice::StatusChanged,
            ),
            (
                "Restore backup aborted: expected backup status restoring but got error.",
                Advice::StatusChanged,
            ),
            ("Delete_backup aborted, expected backup status deleting but got error.", Advice::DeleteFailed),
            (
                "Delete backup aborted, the backup service currently configured [nfs] is not the backup service that was used to create this backup [swift].",
                Advice::OtherDriver,
            ),
            (
                "Import record failed, cannot find backup service to perform the import. Request service nfs.",
                Advice::ImportServiceMissing,
            ),
            ("Invalid input received: Can't decode backup record.", Advice::ImportFailed),
            (
                "Driver successfully decoded imported backup data, but there are missing fields (size).",
                Advice::ImportFailed,
            ),
            ("[Errno 28] No space left on device", Advice::Unknown),
        ];
        for (reason, expected) in cases {
            assert_eq!(advice(&backup(BackupStatus::Error, reason), &[]), [expected], "{reason}");
        }
    }

    #[test]
    fn a_message_explains_the_reason_of_a_driver() {
        let failed = backup(BackupStatus::Error, "[Errno 28] No space left on device");
        let found = findings(&failed, &[message("VOLUME_VOLUME_BACKUP_013_020", 5)]);
        assert_eq!(found[0].advice, Advice::DriverFailed);
        assert_eq!(found[0].told_at, message("", 5).created_at);
        assert_eq!(advice(&failed, &[message("VOLUME_VOLUME_BACKUP_013_021", 5)]), [Advice::AttachFailed]);
        let grown = backup(BackupStatus::Error, "Volume size increased since the last backup.");
        assert_eq!(advice(&grown, &[message("VOLUME_VOLUME_BACKUP_013_020", 5)]), [Advice::VolumeGrew]);
    }

    #[test]
    fn an_error_may_be_a_failed_deletion() {
        let told = [message("VOLUME_VOLUME_BACKUP_014_025", 9), message("VOLUME_VOLUME_BACKUP_013_020", 2)];
        let mut failed = backup(BackupStatus::Error, "container is read-only");
        assert_eq!(advice(&failed, &told), [Advice::DeleteFailed]);
        // Without messages, what was written tells.
        assert_eq!(advice(&failed, &[]), [Advice::Unknown]);
        failed.object_count = Some(3);
        assert_eq!(advice(&failed, &[]), [Advice::DeleteFailed]);
        failed.status = BackupStatus::ErrorDeleting;
        assert_eq!(advice(&failed, &[]), [Advice::DeleteStuck]);
    }

    #[test]
    fn a_failed_restore_is_found_though_the_backup_is_available() {
        let fine = backup(BackupStatus::Available, "");
        let told = |event: &str| advice(&fine, &[message(event, 1)]);
        assert_eq!(told("VOLUME_VOLUME_BACKUP_015_026"), [Advice::RestoreFailed]);
        assert_eq!(told("VOLUME_VOLUME_BACKUP_015_021"), [Advice::RestoreAttachFailed]);
        assert_eq!(told("VOLUME_VOLUME_BACKUP_015_027"), [Advice::RestoreStatusChanged]);
        assert_eq!(told("VOLUME_VOLUME_BACKUP_015_new"), [Advice::RestoreFailed]);
    }

    #[test]
    fn a_reset_does_not_hide_the_failure() {
        let reset = backup(BackupStatus::Available, "incomplete backup reset on manager restart");
        let restore = message("VOLUME_VOLUME_BACKUP_015_026", 3);
        let found = findings(&reset, &[restore]);
        assert_eq!((found[0].advice, found[0].is_over), (Advice::Interrupted, true));
        assert_eq!((found[1].advice, found[1].is_over), (Advice::RestoreFailed, false));
        assert!(!findings(&backup(BackupStatus::Error, "x"), &[])[0].is_over);
    }

    #[test]
    fn an_import_without_content_is_known_by_its_volume() {
        let mut record = backup(BackupStatus::Error, "name 'x' is not defined");
        record.volume_id = Some(VolumeId::new("00000000-0000-0000-0000-000000000000"));
        assert_eq!(advice(&record, &[]), [Advice::ImportFailed]);
    }
}
