//! Words about restoring backups.

use crate::rules::restore_form::{NewVolumeProblem, TargetProblem};
use crate::text::phrase::phrases;
use crate::text::{create, edit};

phrases! {
    target_status(status) = "A volume must be available to be restored to; this one is {status}.";
    too_small(needs, has) = "The backup needs {needs} GiB; the volume has {has} GiB.";
    other_type(needs, has) = "The backup is encrypted and can only be restored to a volume of the type {needs}; this one is of {has}.";
    needs_type(needs) = "The backup is encrypted and can only be restored to a volume of the type {needs}: choose that type.";

    title(name) = "Restore “{name}”";
    target = "Restore to";
    to_new = "A new volume";
    to_new_hint = "Nothing is overwritten.";
    to_existing = "An existing volume";
    to_existing_hint = "Everything on it is overwritten.";
    from_to(backup, volume) = "{backup} → {volume}";

    reads = "What is read";
    reads_alone = "Reads this backup alone: it is a full one.";
    reads_chain(n) = "Reads {n} backups, from the full one to this";
    reads_parents = "Reads this backup and those that it builds on";
    reads_unknown = "Which ones they are is not known.";
    reads_inferred = "As inferred by Cinder's own rule: the API does not tell the parents.";
    reads_middle(n) = "{n} more";
    chain_broken = "What this incremental backup builds on is not among the backups of its volume. Restoring it will most likely fail.";
    chain_damaged(name, status) = "It builds on “{name}”, which is {status}: restoring it may fail.";

    suggested_name(name) = "{name}-restored";
    name = "Name of the new volume";
    size = "Size in GiB";
    size_hint(n) = "At least {n} GiB, the size of the backup.";
    not_a_size = "A whole number of GiB.";
    volume_type = "Volume type";
    zone = "Availability zone";
    cloud_default = "Default of the cloud";
    cloud_default_is(name) = "Default of the cloud ({name})";
    type_of_source(name) = "{name} (as the source volume)";
    old_cloud = "This cloud makes the volume with its own size, type and zone, and answers only when the volume is there: that may take a while.";
    encrypted_unknown = "The backup is encrypted and its source volume is not in sight, so the panel cannot tell which type the new volume needs. With another type than the source's the restore fails.";
    quota_volumes = "Volumes";
    quota_gib = "GiB in volumes and snapshots";
    submit_new = "Restore to a new volume";

    pick = "Volume to overwrite";
    source = "source";
    choose_first = "Choose the volume to overwrite.";
    overwrites(name) = "All data on “{name}” will be overwritten";
    volume_id = "Volume ID";
    attachments = "Attachments";
    no_attachments = "None";
    attached_as(server, device) = "{server} as {device}";
    metadata = "Metadata";
    metadata_replaced(n) = "{n} {n, one: entry is, other: entries are} replaced by those in the backup";
    metadata_added = "Replaced by those in the backup";
    larger(n) = "{n} GiB beyond the backup are not written to.";
    last_backup = "Last backup";
    no_backup = "This volume has no backup: what is on it now will be lost for good.";
    last_backup_unknown = "Could not be looked up.";
    back_up_first = "Back it up first…";
    type_to_confirm(name) = "Type “{name}” to confirm";
    confirm_first(name) = "Type “{name}” to confirm that it is to be overwritten.";
    overwrite = "Overwrite";
    submit_overwrite(name) = "Overwrite “{name}”";
    volume_changed = "The volume has changed since you chose it. Nothing was sent. Look at it again and confirm anew.";
    volume_gone = "The volume is gone. Nothing was sent.";
    backup_changed(status) = "The backup is {status} by now. Nothing was sent.";
    results = "Restores in this session";
    sending = "Being asked for";
    looking = "Outcome not known yet";
    running = "Restoring";
    done = "Restored";
    failed = "Failed";
    not_run = "Not started";
    was_now(what, was, now) = "{what}: was {was}, is {now}";
}

/// Why a volume cannot take a backup.
pub fn target_problem(problem: &TargetProblem) -> String {
    match problem {
        TargetProblem::Status(status) => target_status(&**status),
        TargetProblem::TooSmall { needs, has } => too_small(needs.0, has.0),
        TargetProblem::OtherType { needs, has: Some(has) } => other_type(&**needs, &**has),
        TargetProblem::OtherType { needs, has: None } => needs_type(&**needs),
    }
}

/// Why a new volume cannot be made.
pub fn new_volume_problem(problem: &NewVolumeProblem) -> String {
    match problem {
        NewVolumeProblem::Target(problem) => target_problem(problem),
        NewVolumeProblem::Name(problem) | NewVolumeProblem::Description(problem) => {
            edit::field_problem(problem)
        }
        NewVolumeProblem::Quota(excess) => create::quota(excess),
    }
}
