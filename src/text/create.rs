//! Words about creating backups.

use crate::rules::create_form::{NoParent, Problem, Warning, WhyFull};
use crate::rules::name_template::{PLACEHOLDERS, TemplateProblem};
use crate::rules::quota::{Excess, Resource};
use crate::text::phrase::phrases;

phrases! {
    volume_status(status) = "A volume must be available or in-use to be backed up; this one is {status}.";
    snapshot_status(status) = "A snapshot must be available to be backed up; this one is {status}.";
    snapshot_of_another = "This snapshot is of another volume.";
    none_available = "There is no available backup of this volume to build on.";
    none_older = "Every available backup holds newer data than this snapshot, so an incremental one would come out wrong.";
    grown(from, to) = "The volume has grown from {from} to {to} GiB since its last backup, so only the changes cannot be backed up.";

    in_use = "The volume is in use.";
    in_use_means = "It is backed up as it is at one moment, as after a power failure: pause what writes to it, or flush it, for data that is whole.";
    parent_not_checked = "The panel could not see whether there is a backup to build on. If there is none, the cloud refuses.";
    chain_long(n) = "The chain holds {n} {n, one: incremental backup, other: incremental backups}, as many as it may.";
    not_checked = "The panel could not see which backups there are to build on.";

    too_many_backups(limit, used, asked) = "The quota of {limit} backups does not suffice: {used} in use, {asked} more wanted.";
    too_many_backup_gib(limit, used, asked) = "The quota of {limit} GiB for backups does not suffice: {used} GiB in use, {asked} GiB more wanted.";
    too_many_volumes(limit, used, asked) = "The quota of {limit} volumes does not suffice: {used} in use, {asked} more wanted.";
    too_many_volume_gib(limit, used, asked) = "The quota of {limit} GiB for volumes and snapshots does not suffice: {used} GiB in use, {asked} GiB more wanted.";
    beyond_limit_backups(limit, asked) = "The quota allows {limit} backups; {asked} are wanted.";
    beyond_limit_backup_gib(limit, asked) = "The quota allows {limit} GiB for backups; {asked} GiB are wanted.";
    beyond_limit_volumes(limit, asked) = "The quota allows {limit} volumes; {asked} are wanted.";
    beyond_limit_volume_gib(limit, asked) = "The quota allows {limit} GiB for volumes and snapshots; {asked} GiB are wanted.";

    unknown_placeholder(slot, known) = "There is no placeholder {slot}. There are {known}.";
    unclosed = "A brace is opened but not closed.";

    title = "Create backup";
    submit_full = "Create full backup";
    submit_incremental = "Create incremental backup";
    volume = "Volume to back up";
    choose_volume = "Choose a volume first.";
    reading = "The volume and its backups are still being looked at.";
    volume_gone = "The volume is not there any more.";
    fields_wrong = "Some fields have to be corrected first.";
    confirm_first = "Confirm first that it may be backed up while in use.";
    check_again = "Check again";
    cannot_now = "This cannot be backed up as it is.";
    foreign_volume = "This volume belongs to another project. The backup will belong to yours, and count in its quota.";

    what = "What to back up";
    as_it_is = "The volume as it is now";
    snapshot_of(name, when, gib) = "Snapshot {name} · {when} · {gib} GiB";
    with_status(what, status) = "{what} · {status}";
    name = "Name";
    optional = "Optional.";
    description = "Description";
    more = "Container, zone, metadata";
    container = "Container";
    container_hint = "Empty leaves it to the backup store, which is right nearly always. A container, bucket or folder of this name is made if there is none; where the store does not allow that, the backup ends in an error.";
    zone = "Availability zone";
    zone_hint = "Empty leaves it to the cloud. Nobody checks the name: in a zone without a backup service the backup ends in an error.";
    zones_known(zones) = "Zones of the volumes here: {zones}";

    mode = "Mode";
    automatic = "Automatic";
    full = "Full";
    incremental = "Incremental";
    mode_hint(n) = "Automatic backs up what changed where there is a backup to build on, and everything again after {n} incrementals.";
    becomes_full(gib) = "Becomes a full backup, {gib} GiB.";
    becomes_incremental(parent, when) = "Becomes an incremental backup of what changed since {parent} ({when}).";
    becomes_some_incremental = "Becomes an incremental backup.";
    chain_then(n) = "Its chain then holds {n} backups, and a restore reads them all.";
    snapshots_only = "snapshots only";
    acknowledge = "Back it up although it is in use";

    quota_backups = "Backups";
    quota_gib = "GiB";
    quota_left(used, limit, asked, left) = "{used} of {limit} used, this takes {asked}: {left} left";
    quota_over(used, limit, asked, by) = "{used} of {limit} used, this takes {asked}: {by} too many";
    quota_unlimited(used, asked) = "{used} used, this takes {asked}, no limit";
    quota_counts_whole = "An incremental backup counts with the full size of its volume.";

    create_many(n) = "Back up {n} {n, one: volume, other: volumes}";
    submit_many(n) = "Create {n} {n, one: backup, other: backups}";
    template = "Names";
    template_hint(known) = "{known} are filled in. Empty makes backups without a name.";
    rows = "Volumes";
    mode_of(name) = "Mode of {name}";
    as_all = "As above";
    leave_out = "Leave out";
    left_out = "Left out.";
    nothing_to_do = "None of these volumes can be backed up.";
    reading_many(came) = "Looking at the backups of the project: {came} so far.";
    reading_many_of(came, of) = "Looking at the backups of the project: {came} of {of}.";
    in_use_many(n) = "{n} {n, one: volume is, other: volumes are} in use.";
    in_use_many_means = "Each is backed up as it is at one moment, as after a power failure: pause what writes to it, or flush it, for data that is whole.";
    acknowledge_many = "Back them up although they are in use";
    row_full = "Full.";
    row_full_because(why) = "Full. {why}";
    row_incremental(parent) = "Incremental, on {parent}.";
    sum_full(n) = "{n} full";
    sum_incremental(n) = "{n} incremental";
    sum_cannot(n) = "{n} cannot be backed up";
    sum_left_out(n) = "{n} left out";
    show_more(n) = "Show {n} more";
    queue_note(n) = "{n} are made at a time. The rest waits in this page, and can be stopped among the operations.";

}

/// Why everything is backed up although the mode is automatic.
pub fn why_full(why: &WhyFull) -> String {
    match why {
        WhyFull::NoParent(why) => no_parent(why),
        WhyFull::ChainLong(incrementals) => chain_long(*incrementals),
        WhyFull::NotChecked => not_checked(),
    }
}

/// A full backup among many, with the reason if there is one.
pub fn full_because(warnings: &[Warning]) -> String {
    let why = warnings.iter().find_map(|warning| match warning {
        Warning::MadeFull(why) => Some(why_full(why)),
        _ => None,
    });
    why.map_or_else(row_full, row_full_because)
}

/// The placeholders of a template, as they are written.
pub fn placeholders() -> String {
    PLACEHOLDERS.map(|name| format!("{{{name}}}")).join(" ")
}

/// Why a backup would not come about.
pub fn problem(problem: &Problem) -> String {
    match problem {
        Problem::VolumeStatus(status) => volume_status(&**status),
        Problem::SnapshotStatus(status) => snapshot_status(&**status),
        Problem::SnapshotOfAnother => snapshot_of_another(),
        Problem::NoParent(why) => no_parent(why),
        Problem::Quota(excess) => quota(excess),
    }
}

/// Why an incremental backup is not possible.
pub fn no_parent(why: &NoParent) -> String {
    match why {
        NoParent::NoneAvailable => none_available(),
        NoParent::NoneOlderThanSnapshot => none_older(),
        NoParent::Grown { from, to } => grown(from.0, to.0),
    }
}

/// What a quota for backups counts.
pub fn quota_words() -> [String; 2] {
    [quota_backups(), quota_gib()]
}

/// What does not fit into a quota.
pub fn quota(excess: &Excess) -> String {
    let Excess { resource, asked, used, limit, .. } = *excess;
    match (resource, used) {
        (Resource::Backups, Some(used)) => too_many_backups(limit, used, asked),
        (Resource::BackupGib, Some(used)) => too_many_backup_gib(limit, used, asked),
        (Resource::Volumes, Some(used)) => too_many_volumes(limit, used, asked),
        (Resource::VolumeGib, Some(used)) => too_many_volume_gib(limit, used, asked),
        (Resource::Backups, None) => beyond_limit_backups(limit, asked),
        (Resource::BackupGib, None) => beyond_limit_backup_gib(limit, asked),
        (Resource::Volumes, None) => beyond_limit_volumes(limit, asked),
        (Resource::VolumeGib, None) => beyond_limit_volume_gib(limit, asked),
    }
}

/// Why a template for names cannot be used.
pub fn template_problem(problem: &TemplateProblem) -> String {
    match problem {
        TemplateProblem::Unknown(slot) => unknown_placeholder(format!("{{{slot}}}"), placeholders()),
        TemplateProblem::Unclosed => unclosed(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::units::Gib;

    #[test]
    fn a_full_backup_says_why() {
        let why = WhyFull::NoParent(NoParent::Grown { from: Gib(5), to: Gib(10) });
        assert_eq!(
            full_because(&[Warning::InUse, Warning::MadeFull(why)]),
            "Full. The volume has grown from 5 to 10 GiB since its last backup, so only the changes cannot be backed up."
        );
        assert_eq!(full_because(&[]), "Full.");
    }

    #[test]
    fn braces_are_shown_as_they_are_written() {
        let told = template_problem(&TemplateProblem::Unknown("vol".to_owned()));
        assert_eq!(told, "There is no placeholder {vol}. There are {volume} {id} {date} {time} {n}.");
    }

    #[test]
    fn a_quota_says_how_much_of_what() {
        let excess = Excess { resource: Resource::BackupGib, asked: 10, used: Some(95), limit: 100, by: 5 };
        assert_eq!(
            quota(&excess),
            "The quota of 100 GiB for backups does not suffice: 95 GiB in use, 10 GiB more wanted."
        );
        let unknown = Excess { used: None, ..excess };
        assert_eq!(quota(&unknown), "The quota allows 100 GiB for backups; 10 GiB are wanted.");
    }
}
