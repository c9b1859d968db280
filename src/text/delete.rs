//! Words about deleting backups.

use crate::rules::delete_plan::{Obstacle, Warning};
use crate::rules::verdict::{Action, Reason, statuses};
use crate::text::phrase::phrases;
use crate::text::verdicts;

phrases! {
    dependents(n) = "{n} incremental {n, one: backup builds, other: backups build} on it. Delete {n, one: that one, other: those} as well, or keep this one.";
    unknown_dependents = "Incremental backups build on it; the panel does not know which.";
    other_project(project) = "It is of the project {project}. The cloud does not look there for incremental backups that build on it: they could never be restored again. Sign in to that project to delete it safely.";
    no_dependent_found = "The cloud says that incremental backups build on it, but there seem to be none. It may refuse.";
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

/// What is worth knowing before a deletion.
pub fn warning(warning: &Warning) -> String {
    match warning {
        Warning::OtherProject { project, .. } => other_project(project.as_str()),
        Warning::NoDependentFound(_) => no_dependent_found(),
    }
}
