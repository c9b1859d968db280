//! Why an action is not possible.

use crate::rules::verdict::{Action, Reason};
use crate::text::listing::status_name;
use crate::text::phrase::phrases;

phrases! {
    needs_admin = "Only administrators can do this.";
    needs_microversion(needs, offers) = "Needs microversion {needs}; this cloud offers {offers}.";
    refused_by_policy(rule) = "The cloud's policy {rule} does not allow it.";
    has_dependents = "Incremental backups build on this one.";
    restore_needs_status(wanted, is) = "Only backups that are {wanted} can be restored; this one is {is}.";
    delete_needs_status(wanted, is) = "Only backups that are {wanted} can be deleted; this one is {is}.";
    export_needs_status(wanted, is) = "Only backups that are {wanted} can be exported; this one is {is}.";
    needs_status(wanted, is) = "Needs a backup that is {wanted}; this one is {is}.";
    none_can(name, why) = "Not possible for any of them. {name}: {why}";
    or(first, second) = "{first} or {second}";
}

/// Why an action is not possible, as a sentence.
pub fn reason(action: Action, reason: &Reason) -> String {
    match reason {
        Reason::NeedsAdmin => needs_admin(),
        Reason::NeedsMicroversion { needs, offers } => {
            needs_microversion(needs.to_string(), offers.to_string())
        }
        Reason::RefusedByPolicy(rule) => refused_by_policy(&**rule),
        Reason::HasDependents => has_dependents(),
        Reason::NeedsStatus { is, one_of } => {
            let wanted = one_of.iter().map(status_name).reduce(or).unwrap_or_default();
            let is = status_name(is);
            match action {
                Action::Restore => restore_needs_status(wanted, is),
                Action::Delete => delete_needs_status(wanted, is),
                Action::Export => export_needs_status(wanted, is),
                _ => needs_status(wanted, is),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::microversion::Microversion;
    use crate::model::status::BackupStatus;

    #[test]
    fn reasons_name_what_is_needed_and_what_there_is() {
        let busy = |one_of| Reason::NeedsStatus { is: BackupStatus::Creating, one_of };
        let available: &[BackupStatus] = &[BackupStatus::Available];
        let finished: &[BackupStatus] = &[BackupStatus::Available, BackupStatus::Error];
        let old = Reason::NeedsMicroversion { needs: Microversion::v3(9), offers: Microversion::v3(8) };
        let cases = [
            (
                Action::Restore,
                busy(available),
                "Only backups that are Available can be restored; this one is Creating.",
            ),
            (
                Action::Delete,
                busy(finished),
                "Only backups that are Available or Error can be deleted; this one is Creating.",
            ),
            (Action::Edit, old, "Needs microversion 3.9; this cloud offers 3.8."),
            (
                Action::Delete,
                Reason::RefusedByPolicy("backup:delete".into()),
                "The cloud's policy backup:delete does not allow it.",
            ),
        ];
        for (action, why, words) in cases {
            assert_eq!(reason(action, &why), words);
        }
    }
}
