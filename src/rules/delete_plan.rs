//! In which order backups can be deleted, and which cannot be.
//!
//! Cinder refuses to delete a backup while any other that builds on it is there. Which those are is
//! inferred (see [`crate::rules::parents`]), so a plan may be refused still; it never deletes more
//! than what was asked for.

use std::collections::{HashMap, HashSet};

use crate::model::backup::Backup;
use crate::model::ids::{BackupId, ProjectId, VolumeId};
use crate::model::status::BackupStatus;
use crate::rules::chains::Chains;
use crate::rules::parents::oldest_first;
use crate::rules::verdict::{Action, statuses};

/// What is to be deleted, and what is known around it.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The backups to delete.
    pub targets: &'a [Backup],
    /// All backups of their volumes; a volume that is missing is not known.
    pub known: &'a HashMap<VolumeId, Vec<Backup>>,
    /// The token's project.
    pub project: Option<&'a ProjectId>,
    /// Whether the status does not matter, as for a forced deletion.
    pub force: bool,
}

/// A deletion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The backup.
    pub backup: BackupId,
    /// The places of the items that must be gone before, in the plan.
    pub after: Vec<usize>,
}

/// A backup that cannot be deleted as things are.
#[derive(Clone, Debug, PartialEq)]
pub struct Blocked {
    /// The backup.
    pub backup: BackupId,
    /// What is in the way.
    pub why: Obstacle,
}

/// What is in the way of a deletion.
#[derive(Clone, Debug, PartialEq)]
pub enum Obstacle {
    /// Its status.
    Status(BackupStatus),
    /// These build on it and are not deleted, newest first.
    Dependents(Vec<BackupId>),
    /// Others build on it; which is not known.
    UnknownDependents,
}

/// What is worth knowing before.
#[derive(Clone, Debug, PartialEq)]
pub enum Warning {
    /// It is of another project, where Cinder does not look for what builds on it: the deletion
    /// goes through, and those that do can never be restored again.
    OtherProject {
        /// The backup.
        backup: BackupId,
        /// Its project.
        project: ProjectId,
    },
    /// The cloud says that others build on it, but none is to be found.
    NoDependentFound(BackupId),
}

/// What is deleted in which order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeletePlan {
    /// The deletions, newest first.
    pub items: Vec<Item>,
    /// What is left out.
    pub blocked: Vec<Blocked>,
    /// What is worth knowing.
    pub warnings: Vec<Warning>,
}

/// Plans the deletion of exactly these backups.
pub fn plan(wanted: &Wanted) -> DeletePlan {
    let chains = Chains::of(&all(wanted));
    let mut plan = DeletePlan::default();
    let mut deleted: HashSet<&BackupId> = HashSet::new();
    // Newest first, so what builds on a backup has been judged before it.
    for target in oldest_first(wanted.targets).into_iter().rev() {
        let dependents = chains.descendants(&target.id);
        let has_none = dependents.is_empty();
        let left: Vec<BackupId> = dependents.into_iter().filter(|id| !deleted.contains(id)).collect();
        if let Some(why) = obstacle(target, has_none, left, wanted) {
            plan.blocked.push(Blocked { backup: target.id.clone(), why });
            continue;
        }
        let is_child = |item: &Item| chains.parent(&item.backup) == Some(&target.id);
        let after = (0..plan.items.len()).filter(|&at| is_child(&plan.items[at])).collect();
        plan.items.push(Item { backup: target.id.clone(), after });
        plan.warnings.extend(warnings(target, has_none, wanted));
        deleted.insert(&target.id);
    }
    plan
}

/// Plans the deletion of a backup with all that build on it, one at a time.
pub fn with_dependents(
    target: &Backup,
    siblings: &[Backup],
    project: Option<&ProjectId>,
    force: bool,
) -> DeletePlan {
    let all: Vec<Backup> = std::iter::once(target).chain(siblings).cloned().collect();
    let mut branch = Chains::of(&all).descendants(&target.id);
    branch.push(target.id.clone());
    // The target comes first of all, so the first of each id is the row at hand.
    let row = |id: &BackupId| all.iter().find(|backup| backup.id == *id).cloned();
    let targets: Vec<Backup> = branch.iter().filter_map(row).collect();
    let known = target.volume_id.iter().map(|volume| (volume.clone(), all.clone())).collect();
    let mut plan = plan(&Wanted { targets: &targets, known: &known, project, force });
    for (place, item) in plan.items.iter_mut().enumerate().skip(1) {
        item.after = vec![place - 1];
    }
    plan
}

/// The targets with all around them.
fn all(wanted: &Wanted) -> Vec<Backup> {
    let volumes: HashSet<&VolumeId> =
        wanted.targets.iter().filter_map(|target| target.volume_id.as_ref()).collect();
    let around = volumes.into_iter().filter_map(|volume| wanted.known.get(volume)).flatten();
    wanted.targets.iter().chain(around).cloned().collect()
}

fn obstacle(target: &Backup, has_none: bool, left: Vec<BackupId>, wanted: &Wanted) -> Option<Obstacle> {
    let action = if wanted.force { Action::ForceDelete } else { Action::Delete };
    if statuses(action).is_some_and(|allowed| !allowed.contains(&target.status)) {
        return Some(Obstacle::Status(target.status.clone()));
    }
    if !left.is_empty() {
        return Some(Obstacle::Dependents(left));
    }
    let is_unsure = has_none && target.has_dependent_backups == Some(true) && !is_known(target, wanted);
    is_unsure.then_some(Obstacle::UnknownDependents)
}

fn warnings(target: &Backup, has_none: bool, wanted: &Wanted) -> Vec<Warning> {
    let elsewhere =
        target.project_id.as_ref().filter(|of| wanted.project.is_some_and(|project| project != *of));
    let elsewhere =
        elsewhere.map(|of| Warning::OtherProject { backup: target.id.clone(), project: of.clone() });
    let none_found = has_none && target.has_dependent_backups == Some(true);
    let none_found = none_found.then(|| Warning::NoDependentFound(target.id.clone()));
    elsewhere.into_iter().chain(none_found).collect()
}

fn is_known(target: &Backup, wanted: &Wanted) -> bool {
    target.volume_id.as_ref().is_some_and(|volume| wanted.known.contains_key(volume))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::parents::fixtures::backup;

    /// f1 <- i1 <- i2, and f2 <- i3 after them.
    fn rows() -> Vec<Backup> {
        vec![
            backup("f1", 10, false),
            backup("i1", 20, true),
            backup("i2", 30, true),
            backup("f2", 40, false),
            backup("i3", 50, true),
        ]
    }

    fn chosen(rows: &[Backup], ids: &[&str]) -> Vec<Backup> {
        rows.iter().filter(|row| ids.contains(&row.id.as_str())).cloned().collect()
    }

    fn known(rows: &[Backup]) -> HashMap<VolumeId, Vec<Backup>> {
        HashMap::from([(VolumeId::new("v"), rows.to_vec())])
    }

    /// `id<after,after` for what is deleted, then `id!` and what is in the way.
    fn told(plan: &DeletePlan) -> String {
        let items = plan.items.iter().map(|item| {
            let after: Vec<&str> = item.after.iter().map(|&at| plan.items[at].backup.as_str()).collect();
            format!("{}<{}", item.backup, after.join(","))
        });
        let blocked = plan.blocked.iter().map(|one| {
            let why = match &one.why {
                Obstacle::Status(status) => status.to_string(),
                Obstacle::Dependents(ids) => ids.iter().map(BackupId::as_str).collect::<Vec<_>>().join(","),
                Obstacle::UnknownDependents => "?".to_owned(),
            };
            format!("{}!{why}", one.backup)
        });
        items.chain(blocked).collect::<Vec<_>>().join(" ")
    }

    fn planned(rows: &[Backup], ids: &[&str], is_known: bool, force: bool) -> DeletePlan {
        let known = if is_known { known(rows) } else { HashMap::new() };
        plan(&Wanted { targets: &chosen(rows, ids), known: &known, project: None, force })
    }

    #[test]
    fn children_go_first_and_are_never_left_behind() {
        let cases = [
            (&["i3"][..], "i3<"),
            (&["f1", "i1", "i2"], "i2< i1<i2 f1<i1"),
            (&["f1", "i1", "i2", "f2", "i3"], "i3< f2<i3 i2< i1<i2 f1<i1"),
            (&["f1", "i1"], "i1!i2 f1!i2,i1"),
            (&["f1", "f2", "i3"], "i3< f2<i3 f1!i2,i1"),
            (&[], ""),
        ];
        for (targets, expected) in cases {
            assert_eq!(told(&planned(&rows(), targets, true, false)), expected, "{targets:?}");
        }
    }

    #[test]
    fn a_busy_child_keeps_its_parents() {
        let mut rows = rows();
        rows[2].status = BackupStatus::Restoring;
        let plan = |force| told(&planned(&rows, &["f1", "i1", "i2", "i3"], true, force));
        assert_eq!(plan(false), "i3< i2!restoring i1!i2 f1!i2,i1");
        assert_eq!(plan(true), "i3< i2< i1<i2 f1<i1");
    }

    #[test]
    fn what_is_not_known_is_not_guessed() {
        let mut rows = rows();
        assert_eq!(told(&planned(&rows, &["f1"], false, false)), "f1<");
        rows[0].has_dependent_backups = Some(true);
        assert_eq!(told(&planned(&rows, &["f1"], false, false)), "f1!?");
        // The targets themselves are known.
        assert_eq!(told(&planned(&rows, &["f1", "i1"], false, false)), "i1< f1<i1");
        // All are known, so the cloud may have lost count.
        let found = planned(&rows[..1], &["f1"], true, false);
        assert_eq!(told(&found), "f1<");
        assert_eq!(found.warnings, [Warning::NoDependentFound(BackupId::new("f1"))]);
    }

    #[test]
    fn a_branch_is_deleted_one_at_a_time() {
        let mut rows = rows();
        let branch = |rows: &[Backup], at: usize| told(&with_dependents(&rows[at], rows, None, false));
        assert_eq!(branch(&rows, 0), "i2< i1<i2 f1<i1");
        assert_eq!(branch(&rows, 2), "i2<");
        rows[1].status = BackupStatus::Creating;
        assert_eq!(branch(&rows, 0), "i2< i1!creating f1!i1");
        assert_eq!(told(&with_dependents(&rows[4], &[], None, false)), "i3<");
    }

    #[test]
    fn backups_of_other_projects_are_warned_of() {
        let mut rows = rows();
        for row in &mut rows {
            row.project_id = Some(ProjectId::new("theirs"));
        }
        let warned = |project: Option<&str>| {
            let project = project.map(ProjectId::new);
            with_dependents(&rows[1], &rows, project.as_ref(), false).warnings
        };
        let warning =
            |id| Warning::OtherProject { backup: BackupId::new(id), project: ProjectId::new("theirs") };
        assert_eq!(warned(Some("ours")), [warning("i2"), warning("i1")]);
        assert!(warned(Some("theirs")).is_empty());
        assert!(warned(None).is_empty());
    }
}
