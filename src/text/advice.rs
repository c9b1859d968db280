//! What a backup's failure means, in plain words, and what to do about it.

use crate::rules::advice::Advice;
use crate::text::phrase::phrases;

phrases! {
    is_over = "This was before the backup's status was changed. Cinder keeps the reason.";

    no_backup_service = "No backup service was there to take this backup.";
    no_backup_service_next =
        "The cloud's operator has to start one. Then delete this backup and create it again.";
    backup_service_down = "The backup service was not working.";
    backup_service_down_next =
        "Create the backup again later. If it fails again, the cloud's operator has to look at the backup service.";
    volume_grew = "The volume has grown since the last backup, so only the changes cannot be backed up.";
    volume_grew_next = "Create a full backup. Later incremental backups will build on it.";
    chunk_size_changed =
        "The backup service now cuts data into pieces of another size, so only the changes cannot be backed up.";
    chunk_size_changed_next = "Create a full backup. Later incremental backups will build on it.";
    driver_failed = "The backup store did not take the data.";
    driver_failed_next =
        "Delete this backup and create it again. If it fails again, give the request ID to the cloud's operator: the store may be full or out of reach.";
    device_failed = "The volume service did not hand out the volume's data.";
    device_failed_next =
        "Create the backup again. If it fails again, back up a snapshot of the volume instead, or ask the cloud's operator.";
    attach_failed = "The volume could not be attached to the backup service.";
    attach_failed_next =
        "Create the backup again. If it fails again, give the request ID to the cloud's operator.";
    detach_failed = "The volume could not be detached from the backup service after the data had been read.";
    detach_failed_next =
        "Check that the volume works, then create the backup again. The cloud's operator can detach what is left over.";
    cleanup_failed = "A temporary volume or snapshot of this backup could not be removed.";
    cleanup_failed_next =
        "It may count against the project's quota. Delete it among the volumes or snapshots, or ask the cloud's operator.";
    status_changed = "The status of the backup or of its volume was changed while the work went on.";
    status_changed_next =
        "See that nobody else works on the volume, then start again. The data of a finished backup is not harmed by it.";
    interrupted = "The backup service was restarted while it wrote this backup.";
    interrupted_next = "What is there is incomplete. Delete this backup and create it again.";
    made_full = "A full backup was made although an incremental one was asked for: there was nothing to build on.";
    made_full_next = "Nothing needs to be done. It takes more space than an incremental one.";
    import_failed = "The record could not be imported: it is damaged, incomplete or of another backup.";
    import_failed_next =
        "Delete this entry, then import the record again exactly as it was exported.";
    import_service_missing = "No backup service of this cloud has the driver that the record asks for.";
    import_service_missing_next =
        "The cloud's operator has to set up that driver. Delete this entry, then import the record again.";
    other_driver = "The backup was made with another backup driver than the cloud uses now.";
    other_driver_next =
        "The cloud's operator has to bring that driver back before this backup can be restored or deleted.";
    delete_failed = "The backup could not be deleted. Its data may be complete still.";
    delete_failed_next =
        "Delete it again. To keep it instead, an administrator can set its status back to available.";
    delete_stuck = "The backup could not be deleted and is stuck.";
    delete_stuck_next =
        "Only an administrator can help, by setting its status to error or by forcing the deletion.";
    restore_failed = "A restore of this backup failed. The backup itself is not harmed by it.";
    restore_failed_next =
        "The volume that it was restored to holds incomplete data: see its status, and do not use it. Restore again, best to a new volume.";
    restore_attach_failed =
        "A restore of this backup did not start: the target volume could not be attached to the backup service.";
    restore_attach_failed_next =
        "Restore again, best to a new volume. If it fails again, give the request ID to the cloud's operator.";
    restore_status_changed =
        "A restore of this backup did not start: the status of the backup or of the target volume had changed meanwhile.";
    restore_status_changed_next = "See that nobody else works on the target volume, then restore again.";
    unknown_failure = "The panel does not know this failure.";
    unknown_failure_next =
        "The reason and the messages say what the cloud knows. Its operator finds more by the request ID.";
}

/// What went wrong.
pub fn what_happened(advice: Advice) -> String {
    match advice {
        Advice::NoBackupService => no_backup_service(),
        Advice::BackupServiceDown => backup_service_down(),
        Advice::VolumeGrew => volume_grew(),
        Advice::ChunkSizeChanged => chunk_size_changed(),
        Advice::DriverFailed => driver_failed(),
        Advice::DeviceFailed => device_failed(),
        Advice::AttachFailed => attach_failed(),
        Advice::DetachFailed => detach_failed(),
        Advice::CleanupFailed => cleanup_failed(),
        Advice::StatusChanged => status_changed(),
        Advice::Interrupted => interrupted(),
        Advice::MadeFull => made_full(),
        Advice::ImportFailed => import_failed(),
        Advice::ImportServiceMissing => import_service_missing(),
        Advice::OtherDriver => other_driver(),
        Advice::DeleteFailed => delete_failed(),
        Advice::DeleteStuck => delete_stuck(),
        Advice::RestoreFailed => restore_failed(),
        Advice::RestoreAttachFailed => restore_attach_failed(),
        Advice::RestoreStatusChanged => restore_status_changed(),
        Advice::Unknown => unknown_failure(),
    }
}

/// What to do next.
pub fn next_step(advice: Advice) -> String {
    match advice {
        Advice::NoBackupService => no_backup_service_next(),
        Advice::BackupServiceDown => backup_service_down_next(),
        Advice::VolumeGrew => volume_grew_next(),
        Advice::ChunkSizeChanged => chunk_size_changed_next(),
        Advice::DriverFailed => driver_failed_next(),
        Advice::DeviceFailed => device_failed_next(),
        Advice::AttachFailed => attach_failed_next(),
        Advice::DetachFailed => detach_failed_next(),
        Advice::CleanupFailed => cleanup_failed_next(),
        Advice::StatusChanged => status_changed_next(),
        Advice::Interrupted => interrupted_next(),
        Advice::MadeFull => made_full_next(),
        Advice::ImportFailed => import_failed_next(),
        Advice::ImportServiceMissing => import_service_missing_next(),
        Advice::OtherDriver => other_driver_next(),
        Advice::DeleteFailed => delete_failed_next(),
        Advice::DeleteStuck => delete_stuck_next(),
        Advice::RestoreFailed => restore_failed_next(),
        Advice::RestoreAttachFailed => restore_attach_failed_next(),
        Advice::RestoreStatusChanged => restore_status_changed_next(),
        Advice::Unknown => unknown_failure_next(),
    }
}
