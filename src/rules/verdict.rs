//! Whether an action is possible, and if not, why.
//!
//! Sources: `cinder/backup/api.py` for the statuses, `cinder/policies/backups.py` and
//! `backup_actions.py` for the rules. A verdict is a hint: an operator may change any rule, so a
//! role other than admin decides nothing here, and the rule that a 403 names is remembered.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::backup::Backup;
use crate::model::fault::{ApiError, FaultKind};
use crate::model::microversion::Microversion;
use crate::model::status::BackupStatus;
use crate::rules::capability::Feature;

/// What can be done with backups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Change the name or the description.
    Edit,
    /// Change the metadata.
    EditMetadata,
    /// Restore to a volume.
    Restore,
    /// Delete.
    Delete,
    /// Delete whatever the status is.
    ForceDelete,
    /// Set the status.
    ResetStatus,
    /// Export the record.
    Export,
    /// Import a record.
    Import,
    /// Create a backup.
    Create,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 9] = [
        Self::Edit,
        Self::EditMetadata,
        Self::Restore,
        Self::Delete,
        Self::ForceDelete,
        Self::ResetStatus,
        Self::Export,
        Self::Import,
        Self::Create,
    ];

    /// Whether only admins can do it in a stock cloud.
    fn is_for_admins(self) -> bool {
        matches!(self, Self::ForceDelete | Self::ResetStatus | Self::Export | Self::Import)
    }

    /// What came to Cinder with a later microversion.
    fn feature(self) -> Option<Feature> {
        match self {
            Self::Edit => Some(Feature::Update),
            Self::EditMetadata => Some(Feature::Metadata),
            _ => None,
        }
    }
}

/// Who acts, and on which cloud.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    /// Whether the token has the role admin.
    pub admin: bool,
    /// The cloud's highest microversion.
    pub offers: Microversion,
    /// The policy rules that a refusal has named.
    pub refused: BTreeSet<Arc<str>>,
}

/// Why an action is not possible.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// The backup's status does not allow it.
    NeedsStatus {
        /// The status it has.
        is: BackupStatus,
        /// The statuses that would allow it.
        one_of: &'static [BackupStatus],
    },
    /// Only admins can do it.
    NeedsAdmin,
    /// The cloud is too old.
    NeedsMicroversion {
        /// What the action needs.
        needs: Microversion,
        /// What the cloud offers.
        offers: Microversion,
    },
    /// The cloud has refused it before, by this rule.
    RefusedByPolicy(Arc<str>),
    /// Incremental backups build on it.
    HasDependents,
}

/// Whether an action is possible.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// As far as is known.
    Allowed,
    /// It would be refused.
    Denied(Reason),
}

impl Verdict {
    /// Whether it is possible as far as is known.
    pub fn is_allowed(&self) -> bool {
        *self == Self::Allowed
    }

    /// Why it is not possible.
    pub fn reason(&self) -> Option<&Reason> {
        match self {
            Self::Allowed => None,
            Self::Denied(reason) => Some(reason),
        }
    }
}

/// Judges an action on a backup; without one, only what holds for every backup counts.
///
/// What the user can least change comes first: who they are, then the cloud, then the backup.
pub fn verdict(action: Action, backup: Option<&Backup>, actor: &Actor) -> Verdict {
    match obstacle(action, backup, actor) {
        Some(reason) => Verdict::Denied(reason),
        None => Verdict::Allowed,
    }
}

fn obstacle(action: Action, backup: Option<&Backup>, actor: &Actor) -> Option<Reason> {
    if action.is_for_admins() && !actor.admin {
        return Some(Reason::NeedsAdmin);
    }
    if let Some(feature) = action.feature().filter(|feature| !feature.is_in(actor.offers)) {
        return Some(Reason::NeedsMicroversion { needs: feature.floor(), offers: actor.offers });
    }
    if let Some(rule) = actor.refused.get(policy_rule(action)) {
        return Some(Reason::RefusedByPolicy(rule.clone()));
    }
    let backup = backup?;
    if let Some(one_of) = statuses(action).filter(|one_of| !one_of.contains(&backup.status)) {
        return Some(Reason::NeedsStatus { is: backup.status.clone(), one_of });
    }
    // Force deletion looks at dependents just the same.
    let deletes = matches!(action, Action::Delete | Action::ForceDelete);
    (deletes && backup.has_dependent_backups == Some(true)).then_some(Reason::HasDependents)
}

/// The statuses that allow an action; None where every status does.
pub fn statuses(action: Action) -> Option<&'static [BackupStatus]> {
    match action {
        Action::Restore | Action::Export => Some(&[BackupStatus::Available]),
        Action::Delete => Some(&[BackupStatus::Available, BackupStatus::Error]),
        _ => None,
    }
}

/// The rule of Cinder's policy that decides on an action.
pub fn policy_rule(action: Action) -> &'static str {
    match action {
        Action::Edit | Action::EditMetadata => "backup:update",
        Action::Restore => "backup:restore",
        Action::Delete => "backup:delete",
        Action::ForceDelete => "volume_extension:backup_admin_actions:force_delete",
        Action::ResetStatus => "volume_extension:backup_admin_actions:reset_status",
        Action::Export => "backup:export-import",
        Action::Import => "backup:backup-import",
        Action::Create => "backup:create",
    }
}

/// The rule that a refusal names: `Policy doesn't allow backup:delete to be performed.`
///
/// The words around it may be in the language of the server, so only the rule is looked for.
pub fn refused_rule(error: &ApiError) -> Option<Arc<str>> {
    if error.kind != FaultKind::Forbidden {
        return None;
    }
    let words = error.message.split_whitespace();
    let mut words = words.map(|word| word.trim_matches(|letter: char| !letter.is_ascii_alphanumeric()));
    words.find(|word| is_rule(word)).map(Arc::from)
}

fn is_rule(word: &str) -> bool {
    let letters = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|letter| letter.is_ascii_alphanumeric() || b"_-".contains(&letter))
    };
    word.contains(':')
        && word.split(':').all(letters)
        && word.starts_with(|first: char| first.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fault::Service;

    fn actor(admin: bool, minor: u16) -> Actor {
        Actor { admin, offers: Microversion::v3(minor), refused: BTreeSet::new() }
    }

    fn backup(status: &str) -> Backup {
        Backup { status: BackupStatus::parse(status), ..Backup::default() }
    }

    const STATUSES: [&str; 8] =
        ["available", "creating", "restoring", "deleting", "error", "error_deleting", "x", ""];

    /// What Cinder's own code says: the statuses, whether admins only, the first 3.x that has it.
    const TABLE: [(Action, &[&str], bool, u16); 9] = [
        (Action::Edit, &STATUSES, false, 9),
        (Action::EditMetadata, &STATUSES, false, 43),
        (Action::Restore, &["available"], false, 0),
        (Action::Delete, &["available", "error"], false, 0),
        (Action::ForceDelete, &STATUSES, true, 0),
        (Action::ResetStatus, &STATUSES, true, 0),
        (Action::Export, &["available"], true, 0),
        (Action::Import, &STATUSES, true, 0),
        (Action::Create, &STATUSES, false, 0),
    ];

    #[test]
    fn every_action_in_every_status_for_everybody_on_every_cloud() {
        assert_eq!(TABLE.map(|row| row.0), Action::ALL);
        for (action, statuses, admins_only, floor) in TABLE {
            for status in STATUSES {
                for admin in [false, true] {
                    for offers in [0, 8, 9, 42, 43, 71] {
                        let found = verdict(action, Some(&backup(status)), &actor(admin, offers));
                        let expected = if admins_only && !admin {
                            Verdict::Denied(Reason::NeedsAdmin)
                        } else if offers < floor {
                            Verdict::Denied(Reason::NeedsMicroversion {
                                needs: Microversion::v3(floor),
                                offers: Microversion::v3(offers),
                            })
                        } else if statuses.contains(&status) {
                            Verdict::Allowed
                        } else {
                            let is = BackupStatus::parse(status);
                            let one_of = super::statuses(action).unwrap();
                            assert_eq!(one_of.iter().map(BackupStatus::as_str).collect::<Vec<_>>(), statuses);
                            Verdict::Denied(Reason::NeedsStatus { is, one_of })
                        };
                        assert_eq!(found, expected, "{action:?} {status} admin={admin} 3.{offers}");
                    }
                }
            }
        }
    }

    #[test]
    fn without_a_backup_only_the_user_and_the_cloud_count() {
        assert!(verdict(Action::Restore, None, &actor(false, 0)).is_allowed());
        assert_eq!(verdict(Action::Import, None, &actor(false, 71)).reason(), Some(&Reason::NeedsAdmin));
    }

    #[test]
    fn a_parent_cannot_be_deleted_even_by_force() {
        let parent = Backup { has_dependent_backups: Some(true), ..backup("available") };
        for action in Action::ALL {
            let found = verdict(action, Some(&parent), &actor(true, 71));
            let deletes = matches!(action, Action::Delete | Action::ForceDelete);
            assert_eq!(found.reason(), deletes.then_some(&Reason::HasDependents), "{action:?}");
        }
    }

    #[test]
    fn a_refusal_is_remembered_for_its_rule_only() {
        for action in Action::ALL {
            let mut actor = actor(true, 71);
            let rule: Arc<str> = Arc::from(policy_rule(action));
            actor.refused.insert(rule.clone());
            for other in Action::ALL {
                let found = verdict(other, Some(&backup("available")), &actor);
                let refused = policy_rule(other) == &*rule;
                let expected = refused.then(|| Reason::RefusedByPolicy(rule.clone()));
                assert_eq!(found.reason(), expected.as_ref(), "{other:?} when {rule} is refused");
            }
        }
    }

    #[test]
    fn the_rule_is_read_from_the_refusal() {
        let mut error = ApiError::without_answer(FaultKind::Forbidden, Service::BlockStorage, "");
        let cases = [
            ("Policy doesn't allow backup:delete to be performed.", Some("backup:delete")),
            ("Policy doesn't allow backup:backup-import to be performed.", Some("backup:backup-import")),
            ("La politique n'autorise pas « backup:delete ».", Some("backup:delete")),
            ("backup:restore.", Some("backup:restore")),
            ("User does not have admin privileges", None),
            ("Refused at 12:30: ask http://help.example/", None),
            ("a: b, ::, c:", None),
            ("", None),
        ];
        for (message, rule) in cases {
            error.message = Arc::from(message);
            assert_eq!(refused_rule(&error).as_deref(), rule, "{message}");
        }
        error.message = Arc::from("Policy doesn't allow backup:delete to be performed.");
        error.kind = FaultKind::Refused;
        assert_eq!(refused_rule(&error), None);
        for action in Action::ALL {
            assert!(is_rule(policy_rule(action)));
        }
    }
}
