//! What an import would do with each record, before anything is sent.
//!
//! Two things cannot be known beforehand: whether a backup service of the cloud has the driver that
//! a record asks for (Cinder does not list drivers), and whether the data is still in the store.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use crate::model::identity::Project;
use crate::model::ids::{BackupId, ProjectId};
use crate::model::service::BackupService;
use crate::model::units::Gib;
use crate::rules::decoded_record::{parents_among, parents_first};
use crate::rules::record_file::{Entry, ReadRecord, RecordProblem};

/// What is known of the cloud.
#[derive(Clone, Copy, Debug)]
pub struct Cloud<'a> {
    /// The backups that are there. Best those of all projects, which an administrator can list:
    /// Cinder takes an id only once.
    pub existing: &'a HashSet<BackupId>,
    /// The project that the session is scoped to.
    pub current: &'a ProjectId,
    /// The user's projects.
    pub projects: &'a [Project],
    /// The backup services; None when they could not be listed.
    pub services: Option<&'a [BackupService]>,
}

/// What would be done.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// All records: those of a group together, and in a group each after its parent.
    pub items: Vec<Item>,
    /// By project: the current one, then the user's others by name, then those out of reach.
    pub groups: Vec<Group>,
    /// What to say before the import.
    pub warnings: Vec<Warning>,
}

/// The records of a project.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The project. Records that name none are with the current one's.
    pub project: ProjectId,
    /// What it is called, by the cloud or else by the file.
    pub name: Option<Arc<str>>,
    /// Whether records can be imported into it.
    pub reach: Reach,
    /// Where its records stand in [`Plan::items`].
    pub items: Range<usize>,
}

/// Whether records can be imported into their project. An imported record belongs to the project
/// of the token that imports it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// It is the current one.
    Current,
    /// The user can sign in to it.
    Own,
    /// The user cannot: the records can go only into another project, such as the current one.
    Unreachable,
}

/// What would become of one record.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its place among the records that the plan was made of.
    pub record: usize,
    /// What would become of it.
    pub status: Status,
    /// The item that has to be imported before: its parent's, if both can be sent and are of the
    /// same group. Stands before this one.
    pub after: Option<usize>,
    /// What it takes of the quota; 0 when it cannot be read.
    pub size: Gib,
}

/// What would become of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// It can be imported.
    Ready,
    /// A backup with its id is there, in whatever project. Cinder would refuse it.
    AlreadyExists,
    /// It, or what it builds on, builds on this backup, which is neither in the cloud nor among
    /// what can be imported. Cinder would import it, but not restore it.
    ParentMissing(BackupId),
    /// It builds on itself, by whatever detour. Cinder would import it and never end a restore.
    Circular,
    /// These fields are missing. Cinder would accept it and leave a backup in `error`.
    Incomplete(Vec<&'static str>),
    /// It cannot be used.
    Damaged(RecordProblem),
}

impl Status {
    /// Whether it is to be imported unless the user says otherwise.
    pub fn is_ready(&self) -> bool {
        *self == Self::Ready
    }

    /// Whether the user may choose to import it.
    pub fn can_be_sent(&self) -> bool {
        matches!(self, Self::Ready | Self::ParentMissing(_))
    }
}

/// What to say before an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// No backup service is up: Cinder would refuse every record.
    NoServiceUp,
    /// The records ask for these drivers. A service of the cloud has to have each of them, which
    /// cannot be looked up.
    SeveralServices(Vec<Arc<str>>),
    /// So many records are of encrypted volumes: the cloud has to have the same keys.
    Encrypted(usize),
    /// So many records are of projects that the user cannot sign in to.
    Unreachable(usize),
}

impl Plan {
    /// Makes the plan.
    pub fn of(records: &[ReadRecord], cloud: &Cloud) -> Self {
        let decoded: Vec<_> =
            records.iter().map(|record| record.entry().map(|entry| &entry.decoded)).collect();
        let parents = parents_among(&decoded);
        let order = parents_first(&parents);
        let statuses = statuses(records, &parents, &order, cloud);
        let mut plan = Self::default();
        let mut places = vec![None; records.len()];
        for (group, members) in grouped(records, &order, cloud) {
            let start = plan.items.len();
            for record in members {
                let status = statuses[record].clone();
                // Other groups' parents are not waited for: Cinder does not ask for them.
                let parent = parents[record].and_then(|parent| places[parent]).filter(|&at| at >= start);
                let after =
                    parent.filter(|&at: &usize| status.can_be_sent() && plan.items[at].status.can_be_sent());
                let size = records[record].entry().map_or(Gib(0), |entry| entry.decoded.size);
                places[record] = Some(plan.items.len());
                plan.items.push(Item { record, status, after, size });
            }
            plan.groups.push(Group { items: start..plan.items.len(), ..group });
        }
        plan.warnings = plan.warnings(records, cloud);
        plan
    }

    /// The items of a group, with their places.
    pub fn of_group(&self, group: &Group) -> impl Iterator<Item = (usize, &Item)> {
        let Range { start, end } = group.items;
        self.items.iter().enumerate().take(end).skip(start)
    }

    /// How many records of a group are ready, and the quota that they take together.
    pub fn needs(&self, group: &Group) -> (usize, Gib) {
        let ready = self.of_group(group).filter(|(_, item)| item.status.is_ready());
        ready.fold((0, Gib(0)), |(n, sum), (_, item)| (n + 1, Gib(sum.0.saturating_add(item.size.0))))
    }

    fn warnings(&self, records: &[ReadRecord], cloud: &Cloud) -> Vec<Warning> {
        let mut warnings = Vec::new();
        let sent = |item: &&Item| item.status.can_be_sent();
        let entries: Vec<&Entry> =
            self.items.iter().filter(sent).filter_map(|item| records[item.record].entry()).collect();
        if cloud.services.is_some_and(|all| !all.iter().any(|service| service.up && service.enabled)) {
            warnings.push(Warning::NoServiceUp);
        }
        // An empty one fits every driver.
        let services: BTreeSet<&Arc<str>> =
            entries.iter().map(|entry| &entry.record.backup_service).collect();
        let services: Vec<Arc<str>> = services.into_iter().filter(|name| !name.is_empty()).cloned().collect();
        if services.len() > 1 {
            warnings.push(Warning::SeveralServices(services));
        }
        let encrypted = entries.iter().filter(|entry| entry.decoded.encryption_key_id.is_some()).count();
        if encrypted > 0 {
            warnings.push(Warning::Encrypted(encrypted));
        }
        let out = self.groups.iter().filter(|group| group.reach == Reach::Unreachable);
        let out: usize = out.map(|group| self.items[group.items.clone()].iter().filter(sent).count()).sum();
        if out > 0 {
            warnings.push(Warning::Unreachable(out));
        }
        warnings
    }
}

/// What would become of each record. `order` puts parents first.
fn statuses(
    records: &[ReadRecord],
    parents: &[Option<usize>],
    order: &[usize],
    cloud: &Cloud,
) -> Vec<Status> {
    let mut statuses = vec![None; records.len()];
    for &record in order {
        let parent = parents[record];
        if parent.is_some_and(|parent| parent == record || statuses[parent].is_none()) {
            // Only a circle lets a record come before its parent, and each circle does so once.
            let mut next = Some(record);
            while let Some(at) = next.filter(|&at| statuses[at].is_none()) {
                statuses[at] = Some(Status::Circular);
                next = parents[at];
            }
        }
        let is_circular = statuses[record].is_some();
        let parent = parent.and_then(|parent| statuses[parent].as_ref());
        let status = status(&records[record], is_circular, parent, cloud);
        statuses[record] = Some(status);
    }
    // Each has come once.
    statuses.into_iter().map(|status| status.unwrap_or(Status::Circular)).collect()
}

fn status(record: &ReadRecord, is_circular: bool, parent: Option<&Status>, cloud: &Cloud) -> Status {
    let decoded = match &record.content {
        Ok(entry) => &entry.decoded,
        Err(problem) => return Status::Damaged(problem.clone()),
    };
    if cloud.existing.contains(&decoded.id) {
        return Status::AlreadyExists;
    }
    if is_circular {
        return Status::Circular;
    }
    if !decoded.missing.is_empty() {
        return Status::Incomplete(decoded.missing.clone());
    }
    match (&decoded.parent_id, parent) {
        (None, _) | (_, Some(Status::Ready)) => Status::Ready,
        (Some(id), _) if cloud.existing.contains(id) => Status::Ready,
        (_, Some(Status::ParentMissing(id))) => Status::ParentMissing(id.clone()),
        (Some(id), _) => Status::ParentMissing(id.clone()),
    }
}

/// The records by project, the groups and the records of each in their order.
fn grouped(records: &[ReadRecord], order: &[usize], cloud: &Cloud) -> Vec<(Group, Vec<usize>)> {
    let mut groups: Vec<(Group, Vec<usize>)> = Vec::new();
    let mut places = HashMap::new();
    for &record in order {
        let project = records[record].project.as_ref().unwrap_or(cloud.current);
        let at = *places.entry(project).or_insert_with(|| {
            groups.push((group(project, cloud), Vec::new()));
            groups.len() - 1
        });
        let (group, members) = &mut groups[at];
        if group.name.is_none() {
            group.name = records[record].entry().and_then(|entry| entry.project_name.clone());
        }
        members.push(record);
    }
    groups.sort_by(|(a, _), (b, _)| (a.reach, &a.name, &a.project).cmp(&(b.reach, &b.name, &b.project)));
    groups
}

fn group(project: &ProjectId, cloud: &Cloud) -> Group {
    let own = cloud.projects.iter().find(|own| own.id == *project);
    let reach = if project == cloud.current {
        Reach::Current
    } else if own.is_some_and(|own| own.enabled != Some(false)) {
        Reach::Own
    } else {
        Reach::Unreachable
    };
    let name = own.map(|own| own.name.clone()).filter(|name| !name.is_empty());
    Group { project: project.clone(), name, reach, items: 0..0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::record::BackupRecord;
    use crate::rules::decoded_record::fixtures::{fields, record, record_of, unset};
    use crate::rules::record_file::{Beside, gather};

    fn read(records: Vec<BackupRecord>) -> Vec<ReadRecord> {
        gather(records.into_iter().map(|record| (Beside::default(), Ok(record))).collect())
    }

    fn plan(records: &[ReadRecord], existing: &[&str]) -> Plan {
        let existing: HashSet<BackupId> = existing.iter().map(|id| BackupId::new(id)).collect();
        let cloud =
            Cloud { existing: &existing, current: &ProjectId::new("p"), projects: &[], services: None };
        Plan::of(records, &cloud)
    }

    /// Each item as `id status` and what it comes after.
    fn told(records: &[ReadRecord], existing: &[&str]) -> Vec<String> {
        let plan = plan(records, existing);
        let id = |item: &Item| records[item.record].id.as_ref().map_or("?", BackupId::as_str).to_owned();
        let tell = |item: &Item| {
            let after = item.after.map(|at| format!(" after {}", id(&plan.items[at]))).unwrap_or_default();
            let status = match &item.status {
                Status::ParentMissing(parent) => format!("needs {parent}"),
                status => format!("{status:?}"),
            };
            format!("{} {status}{after}", id(item))
        };
        plan.items.iter().map(tell).collect()
    }

    #[test]
    fn a_chain_waits_for_its_parents() {
        let records =
            read(vec![record("c", Some("b"), "p"), record("b", Some("a"), "p"), record("a", None, "p")]);
        assert_eq!(told(&records, &[]), ["a Ready", "b Ready after a", "c Ready after b"]);
        assert_eq!(told(&records, &["a"]), ["a AlreadyExists", "b Ready", "c Ready after b"]);
    }

    #[test]
    fn a_missing_parent_is_named_all_the_way_down() {
        let records = read(vec![record("c", Some("b"), "p"), record("b", Some("a"), "p")]);
        assert_eq!(told(&records, &[]), ["b needs a", "c needs a after b"]);
        assert_eq!(told(&records, &["a"]), ["b Ready", "c Ready after b"]);
        assert_eq!(told(&records, &["b"]), ["b AlreadyExists", "c Ready"]);
    }

    #[test]
    fn what_fails_is_no_parent() {
        let mut incomplete = fields("a", None, "p");
        unset(&mut incomplete, "container");
        let records = read(vec![record_of(&incomplete), record("b", Some("a"), "p")]);
        assert_eq!(told(&records, &[]), [r#"a Incomplete(["container"])"#, "b needs a"]);

        let mut records = read(vec![record("a", None, "p"), record("b", Some("a"), "p")]);
        records[0].content = Err(RecordProblem::CorruptChecksum);
        assert_eq!(told(&records, &[]), ["a Damaged(CorruptChecksum)", "b needs a"]);
        assert_eq!(told(&records, &["a"]), ["a Damaged(CorruptChecksum)", "b Ready"]);
    }

    #[test]
    fn circles_are_told() {
        let records = read(vec![
            record("x", Some("b"), "p"),
            record("a", Some("c"), "p"),
            record("b", Some("a"), "p"),
            record("c", Some("b"), "p"),
            record("self", Some("self"), "p"),
        ]);
        let mut told = told(&records, &[]);
        told.sort_unstable();
        assert_eq!(told, ["a Circular", "b Circular", "c Circular", "self Circular", "x needs b"]);
    }
}
