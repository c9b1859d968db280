//! Words about restoring backups.

use crate::rules::restore_form::{NewVolumeProblem, TargetProblem};
use crate::text::phrase::phrases;
use crate::text::{create, edit};

phrases! {
    target_status(status) = "A volume must be available to be restored to; this one is {status}.";
    too_small(needs, has) = "The backup needs {needs} GiB; the volume has {has} GiB.";
    other_type(needs, has) = "The backup is encrypted and can only be restored to a volume of the type {needs}; this one is of {has}.";
    needs_type(needs) = "The backup is encrypted and can only be restored to a volume of the type {needs}: choose that type.";
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
