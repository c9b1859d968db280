//! Words about deleting backups.

use crate::rules::delete_plan::Obstacle;
use crate::rules::verdict::{Action, Reason, statuses};
use crate::text::phrase::phrases;
use crate::text::verdicts;

phrases! {
    title = "Delete backup";
    title_many = "Delete backups";
    force_title = "Force delete backup";
    force_title_many = "Force delete backups";
    submit_one(name) = "Delete “{name}”";
    submit_many(n) = "Delete {n} {n, one: backup, other: backups}";
    force_one(name) = "Force delete “{name}”";
    force_many(n) = "Force delete {n} {n, one: backup, other: backups}";

    lost_one(name) = "“{name}” and the data in it will be gone for good.";
    lost_many(n) = "{n} {n, one: backup, other: backups} and the data in {n, one: it, other: them} will be gone for good.";
    lost_none = "None of these backups can be deleted.";
    last_of_volume = "It is the last available backup of its volume: afterwards nothing of that volume can be restored.";
    last_with_dependents = "No available backup of its volume would be left: afterwards nothing of that volume can be restored.";
    deleted = "To be deleted";
    and_more(n) = "and {n} more";

    dependents(n) = "{n} incremental {n, one: backup builds, other: backups build} on it. Delete {n, one: that one, other: those} as well, or keep this one.";
    unknown_dependents = "Incremental backups build on it; the panel does not know which.";
    other_project(project) = "It is of the project {project}. The cloud does not look there for incremental backups that build on it: they could never be restored again. Sign in to that project to delete it safely.";
    other_projects(n) = "{n} of them {n, one: is, other: are} of other projects. The cloud does not look there for incremental backups that build on a backup: they could never be restored again. Sign in to those projects to delete safely.";
    no_dependent_found = "The cloud says that incremental backups build on it, but there seem to be none. It may refuse.";
    blocked(name, why) = "“{name}”: {why}";

    dependents_title(n) = "{n} {n, one: backup builds, other: backups build} on it";
    dependents_title_many(n) = "{n} more {n, one: backup builds, other: backups build} on these";
    include(n) = "Delete it and the {n} {n, one: backup that depends, other: backups that depend} on it";
    include_many(n) = "Delete {n, one: that, other: those} {n} as well";
    include_order = "The newest goes first, and each is waited for. At the first failure it stops, and can be resumed.";
    include_order_many = "What builds on a backup is deleted before it.";
    inferred = "Which backups build on which is inferred from their times: the cloud does not tell.";
    left_out(n) = "{n} {n, one: backup, other: backups} cannot be deleted and {n, one: is, other: are} left out";

    looking = "Looking for backups that build on it.";
    blind = "What builds on it could not be read, so it is not known what deleting it would break.";
    changed_meanwhile = "Something has changed meanwhile. Look again before you delete.";
    type_number(n) = "Type {n} to confirm";
    number_missing(n) = "Type {n} in the field above first.";

    force_cancels = "Whatever the cloud is doing with it is broken off: a backup in the making is cancelled.";
    force_leaves = "Parts of its data may stay in the backup store, where nothing of it is listed any more.";
    force_drivers = "Not every backup store can do it: Ceph answers that it is not supported.";
    force_waits = "The backup's host has to answer. If it is down, the cloud fails after about a minute.";
    force_dependents = "A backup that others build on is refused all the same.";
}

/// What is in the way of a deletion.
pub fn obstacle(obstacle: &Obstacle) -> String {
    match obstacle {
        Obstacle::Status(is) => {
            let one_of = statuses(Action::Delete).unwrap_or_default();
            verdicts::reason(Action::Delete, &Reason::NeedsStatus { is: is.clone(), one_of })
        }
        Obstacle::Dependents(ids) => dependents(ids.len()),
        Obstacle::UnknownDependents => unknown_dependents(),
    }
}

/// What a forced deletion leads to.
pub fn force_consequences() -> Vec<String> {
    vec![force_cancels(), force_leaves(), force_drivers(), force_waits(), force_dependents()]
}
