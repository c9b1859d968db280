//! The backups of a volume as chains: a full backup and the incrementals that build on it.
//!
//! The links are inferred, see [`crate::rules::parents`]: say so wherever they are shown.

use std::collections::HashMap;

use crate::model::backup::Backup;
use crate::model::ids::BackupId;
use crate::rules::parents::{infer_parents, is_incremental, oldest_first};

/// What a backup is in its chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It holds everything itself.
    Full,
    /// It holds what changed since its parent.
    Incremental,
    /// An incremental whose parent is not among the backups at hand.
    Orphan,
}

/// A backup in its chain.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The backup.
    pub id: BackupId,
    /// What it builds on, as far as can be inferred.
    pub parent: Option<BackupId>,
    /// How many backups a restore needs before this one.
    pub depth: usize,
    /// What it is in the chain.
    pub role: Role,
}

/// A chain: what it begins with and what builds on that, each after its parent.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    /// A full backup, or an orphan.
    pub root: Link,
    /// A branch at a time, oldest first.
    pub incrementals: Vec<Link>,
}

/// The backups of a volume with their inferred parents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chains {
    /// Oldest first, so that a parent always stands before its children.
    nodes: Vec<Node>,
    places: HashMap<BackupId, usize>,
}

#[derive(Clone, Debug, PartialEq)]
struct Node {
    link: Link,
    parent: Option<usize>,
    children: Vec<usize>,
}

impl Chains {
    /// Links the backups, which may come in any order and from several projects.
    pub fn of(backups: &[Backup]) -> Self {
        let backups = oldest_first(backups);
        let parents = infer_parents(&backups);
        let mut chains = Self::default();
        for (backup, parent) in backups.into_iter().zip(parents) {
            chains.push(backup, parent);
        }
        chains
    }

    fn push(&mut self, backup: &Backup, parent: Option<usize>) {
        let place = self.nodes.len();
        let link = Link {
            id: backup.id.clone(),
            parent: parent.map(|at| self.nodes[at].link.id.clone()),
            depth: parent.map_or(0, |at| self.nodes[at].link.depth + 1),
            role: match (is_incremental(backup), parent) {
                (false, _) => Role::Full,
                (true, Some(_)) => Role::Incremental,
                (true, None) => Role::Orphan,
            },
        };
        if let Some(at) = parent {
            self.nodes[at].children.push(place);
        }
        self.places.insert(backup.id.clone(), place);
        self.nodes.push(Node { link, parent, children: Vec::new() });
    }

    /// The chains, the one that was begun last first.
    pub fn chains(&self) -> Vec<Chain> {
        let roots = (0..self.nodes.len()).rev().filter(|&at| self.nodes[at].parent.is_none());
        let chain = |root: usize| Chain {
            root: self.nodes[root].link.clone(),
            incrementals: self.below(root).into_iter().map(|at| self.nodes[at].link.clone()).collect(),
        };
        roots.map(chain).collect()
    }

    /// What a backup builds on, as far as can be inferred.
    pub fn parent(&self, id: &BackupId) -> Option<&BackupId> {
        self.nodes[*self.places.get(id)?].link.parent.as_ref()
    }

    /// What a restore of the backup reads before it, from the root of its chain to its parent.
    pub fn ancestors(&self, id: &BackupId) -> Vec<BackupId> {
        let place = self.places.get(id).copied();
        let parents = std::iter::successors(place, |&at| self.nodes[at].parent).skip(1);
        let mut ids: Vec<BackupId> = parents.map(|at| self.nodes[at].link.id.clone()).collect();
        ids.reverse();
        ids
    }

    /// What has to be deleted before the backup can be: all that builds on it, newest first, so
    /// that no backup comes before its children.
    pub fn descendants(&self, id: &BackupId) -> Vec<BackupId> {
        let Some(&place) = self.places.get(id) else { return Vec::new() };
        let mut below = self.below(place);
        below.sort_unstable_by(|a, b| b.cmp(a));
        below.into_iter().map(|at| self.nodes[at].link.id.clone()).collect()
    }

    /// All below a node, each after its parent, a branch at a time. A chain may be as long as the
    /// list, so this does not recurse.
    fn below(&self, root: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut waiting: Vec<usize> = self.nodes[root].children.iter().rev().copied().collect();
        while let Some(at) = waiting.pop() {
            found.push(at);
            waiting.extend(self.nodes[at].children.iter().rev());
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ids::ProjectId;
    use crate::model::status::BackupStatus;
    use crate::model::units::Timestamp;
    use crate::rules::parents::fixtures::{backup, of_snapshot};

    fn ids(ids: &[BackupId]) -> Vec<&str> {
        ids.iter().map(BackupId::as_str).collect()
    }

    #[test]
    fn incrementals_follow_the_newest_before_them() {
        let backups = [
            backup("i3", 50, true),
            backup("f1", 10, false),
            backup("i2", 40, true),
            backup("f2", 30, false),
            backup("i1", 20, true),
        ];
        let chains = Chains::of(&backups);
        let told: Vec<String> = chains
            .chains()
            .iter()
            .map(|chain| {
                let rest: Vec<String> =
                    chain.incrementals.iter().map(|link| format!("{}@{}", link.id, link.depth)).collect();
                format!("{:?} {}: {}", chain.root.role, chain.root.id, rest.join(" "))
            })
            .collect();
        assert_eq!(told, ["Full f2: i2@1 i3@2", "Full f1: i1@1"]);
        assert_eq!(ids(&chains.ancestors(&BackupId::new("i3"))), ["f2", "i2"]);
        assert_eq!(ids(&chains.descendants(&BackupId::new("f2"))), ["i3", "i2"]);
        assert!(chains.ancestors(&BackupId::new("f1")).is_empty());
        assert!(chains.descendants(&BackupId::new("nowhere")).is_empty());
    }

    #[test]
    fn projects_are_kept_apart_and_orphans_keep_their_children() {
        let mut backups = [backup("f", 10, false), backup("i1", 20, true), backup("i2", 30, true)];
        backups[0].project_id = Some(ProjectId::new("other"));
        let chains = Chains::of(&backups);
        let orphan = &chains.chains()[0];
        assert_eq!((orphan.root.role, orphan.root.id.as_str()), (Role::Orphan, "i1"));
        assert_eq!(orphan.incrementals[0].parent.as_ref().map(BackupId::as_str), Some("i1"));
        assert_eq!(chains.chains().len(), 2);
    }

    #[test]
    fn a_chain_of_a_thousand_is_walked() {
        let backups: Vec<Backup> = (0..1_000).map(|n| backup(&format!("{n}"), n, n > 0)).collect();
        let chains = Chains::of(&backups);
        assert_eq!(chains.chains()[0].incrementals[998].depth, 999);
        assert_eq!(chains.descendants(&BackupId::new("0")).len(), 999);
        assert_eq!(chains.ancestors(&BackupId::new("999"))[0].as_str(), "0");
    }

    #[test]
    fn every_row_stands_once_and_after_its_parent_whatever_comes() {
        let mut seed = 7_u32;
        let mut any = |below: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) % below
        };
        let rows: Vec<Backup> = (0..1_000)
            .map(|n| {
                let mut row = backup(&format!("{}", any(900)), any(60), any(3) > 0);
                row.status = BackupStatus::KNOWN[any(6) as usize].clone();
                row.has_dependent_backups = [None, Some(true), Some(false)][any(3) as usize];
                row.created_at = row.created_at.filter(|_| n % 7 > 0);
                row.data_timestamp = row.data_timestamp.filter(|_| n % 5 > 0);
                if any(4) == 0 {
                    row.created_at = Some(Timestamp::new("yesterday"));
                    row = of_snapshot(any(60), row);
                }
                row
            })
            .collect();
        let chains = Chains::of(&rows);
        let mut seen = std::collections::HashSet::new();
        for Chain { root, incrementals } in chains.chains() {
            for link in std::iter::once(root).chain(incrementals) {
                assert_eq!(chains.ancestors(&link.id).len(), link.depth);
                assert!(link.parent.is_none_or(|parent| seen.contains(&parent)));
                assert!(seen.insert(link.id));
            }
        }
        assert_eq!(
            seen.len(),
            rows.iter().map(|row| &row.id).collect::<std::collections::HashSet<_>>().len()
        );
    }
}
