//! Words about setting a backup's status by hand.

use crate::model::requests::ResetTo;
use crate::model::status::BackupStatus;
use crate::text::listing::status_name;
use crate::text::phrase::phrases;

phrases! {
    title = "Reset status";
    submit_one(name, status) = "Set “{name}” to {status}";
    submit_many(n, status) = "Set {n} {n, one: backup, other: backups} to {status}";
    intro_one(name, status) = "“{name}” is {status}. Only what the cloud says of it changes; its data stays as it is.";
    intro_many(n) = "Only what the cloud says of these {n} backups changes; their data stays as it is.";
    new_status = "New status";

    ends_restore = "A restore from it is broken off: the volume that is being written becomes Error and is of no use, and the backup becomes Available again.";
    ends_create = "Where a service is still making it, it goes on, and the backup becomes Available in the end. Only one that is stuck stays as it is set.";
    garbage = "A backup that is not complete can be restored then, and gives garbage.";
    deletable = "It can be deleted then, and not restored.";
    reason_stays = "Why it failed stays on record: the cloud does not clear it.";
    asynchronous = "The cloud accepts this at once, but may silently do nothing: for a backup that no host has taken, or of another backup store. The operation says so then.";
}

/// What setting the status leads to, for backups in these statuses.
pub fn consequences(to: ResetTo, are: &[BackupStatus]) -> Vec<String> {
    let any = |wanted: &[BackupStatus]| are.iter().any(|is| wanted.contains(is));
    let complete = |is: &BackupStatus| matches!(is, BackupStatus::Available | BackupStatus::Restoring);
    let all = match to {
        ResetTo::Error => [
            any(&[BackupStatus::Restoring]).then(ends_restore),
            any(&[BackupStatus::Creating]).then(ends_create),
            Some(deletable()),
        ],
        ResetTo::Available => [
            any(&[BackupStatus::Creating]).then(ends_create),
            (!are.iter().all(complete)).then(garbage),
            any(&[BackupStatus::Error, BackupStatus::ErrorDeleting]).then(reason_stays),
        ],
    };
    all.into_iter().flatten().chain([asynchronous()]).collect()
}

/// The status to be set, in plain words.
pub fn target(to: ResetTo) -> String {
    status_name(&BackupStatus::parse(to.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_what_follows_from_the_statuses() {
        let told = |to, are: &[BackupStatus]| consequences(to, are);
        assert!(told(ResetTo::Error, &[BackupStatus::Restoring]).contains(&ends_restore()));
        assert!(!told(ResetTo::Error, &[BackupStatus::Creating]).contains(&ends_restore()));
        assert!(
            told(ResetTo::Available, &[BackupStatus::Available, BackupStatus::Error]).contains(&garbage())
        );
        assert!(!told(ResetTo::Available, &[BackupStatus::Restoring]).contains(&garbage()));
        assert!(told(ResetTo::Available, &[BackupStatus::ErrorDeleting]).contains(&reason_stays()));
    }
}
