//! Words about creating backups.

use crate::rules::create_form::{NoParent, Problem, Warning, WhyFull};
use crate::rules::name_template::{PLACEHOLDERS, TemplateProblem};
use crate::rules::quota::{Excess, Resource};
use crate::text::phrase::phrases;

phrases! {
    volume_status(status) = "A volume must be available or in-use to be backed up; this one is {status}.";
    snapshot_status(status) = "A snapshot must be available to be backed up; this one is {status}.";
    snapshot_of_another = "This snapshot is of another volume.";
    none_available = "There is no available backup of this volume that an incremental one could build on.";
    none_older = "Every available backup holds newer data than this snapshot, so an incremental one would come out wrong.";
    grown(from, to) = "The volume has grown from {from} to {to} GiB since its last backup, so only the changes cannot be backed up.";

    in_use = "The volume is in use. It is backed up as it is at one moment, as after a power failure: pause what writes to it, or flush it, for data that is whole.";
    parent_not_checked = "The panel could not see whether there is a backup to build on. If there is none, the cloud refuses.";
    made_full(why) = "Everything is backed up this time. {why}";
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

/// What is worth knowing before a backup is created.
pub fn warning(warning: &Warning) -> String {
    match warning {
        Warning::InUse => in_use(),
        Warning::ParentNotChecked => parent_not_checked(),
        Warning::MadeFull(WhyFull::NoParent(why)) => made_full(no_parent(why)),
        Warning::MadeFull(WhyFull::ChainLong(incrementals)) => made_full(chain_long(*incrementals)),
        Warning::MadeFull(WhyFull::NotChecked) => made_full(not_checked()),
    }
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
        TemplateProblem::Unknown(slot) => {
            let known = PLACEHOLDERS.map(|name| format!("{{{name}}}")).join(" ");
            unknown_placeholder(format!("{{{slot}}}"), known)
        }
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
            warning(&Warning::MadeFull(why)),
            "Everything is backed up this time. The volume has grown from 5 to 10 GiB since its last backup, so only the changes cannot be backed up."
        );
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
