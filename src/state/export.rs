//! Reading the records of backups, and of all that they build on.
//!
//! Only a record tells its parent, so the parents are read in rounds: what the records of one round
//! build on is the next, until nothing is missing.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use leptos::prelude::*;

use crate::model::ids::{BackupId, ProjectId};
use crate::model::record::BackupRecord;
use crate::model::units::Timestamp;
use crate::reactive::effect;
use crate::rules::deed::Deed;
use crate::rules::record_file::{Entry, Source, write};
use crate::state::operation::{Failure, Item, Operation, Phase, Planned, Tally};
use crate::state::operations::Operations;

/// An export under way. Copied freely.
#[derive(Clone, Copy)]
pub struct Export {
    operations: Operations,
    rounds: RwSignal<Vec<Arc<Operation>>>,
    asked: StoredValue<HashSet<BackupId>>,
}

impl Export {
    /// Starts reading; ends with its owner, for nobody would take what is read then.
    pub fn start(operations: Operations, backups: Vec<(BackupId, String)>) -> Self {
        let export = Self { operations, rounds: RwSignal::default(), asked: StoredValue::default() };
        export.read(backups);
        effect(move || {
            if export.is_over() {
                let missing = export.missing_parents();
                untrack(|| export.read(missing));
            }
        });
        on_cleanup(move || {
            for round in export.rounds.try_get_untracked().unwrap_or_default() {
                operations.stop(&round);
            }
        });
        export
    }

    fn read(self, backups: Vec<(BackupId, String)>) {
        self.asked.update_value(|asked| asked.extend(backups.iter().map(|(id, _)| id.clone())));
        let items = backups.into_iter().map(|(id, label)| Planned::new(label, Deed::Export(id))).collect();
        if let Some(round) = self.operations.run(items) {
            self.rounds.update(|rounds| rounds.push(round));
        }
    }

    fn missing_parents(self) -> Vec<(BackupId, String)> {
        let records = self.records();
        let parents =
            records.iter().filter_map(|(_, record)| Entry::of(record.clone(), None).ok()?.decoded.parent_id);
        let missing: BTreeSet<BackupId> =
            self.asked.with_value(|asked| parents.filter(|parent| !asked.contains(parent)).collect());
        missing.into_iter().map(|id| (id.clone(), id.to_string())).collect()
    }

    /// Whether all is read that can be; tracked.
    pub fn is_over(self) -> bool {
        self.rounds.with(|rounds| !rounds.is_empty() && rounds.iter().all(|round| round.tally().is_over()))
    }

    /// How many stand where; tracked.
    pub fn tally(self) -> Tally {
        self.rounds
            .with(|rounds| rounds.iter().map(|round| round.tally()).fold(Tally::default(), Tally::with))
    }

    /// How many of them were not asked for, but are what others build on; tracked.
    pub fn parents(self) -> usize {
        self.rounds.with(|rounds| rounds.iter().skip(1).map(|round| round.tally().all).sum())
    }

    /// What was read, by backup, in the order of asking; tracked.
    pub fn records(self) -> Vec<(BackupId, BackupRecord)> {
        self.map_items(|item| match item.progress.get().phase {
            Phase::Done(outcome) => Some((item.planned.deed.backup()?.clone(), outcome.record?)),
            _ => None,
        })
    }

    /// What could not be read, and why; tracked.
    pub fn failures(self) -> Vec<(String, Failure)> {
        self.map_items(|item| match item.progress.get().phase {
            Phase::Failed(failure) => Some((item.planned.label.clone(), failure)),
            _ => None,
        })
    }

    fn map_items<T>(self, map: impl Fn(&Item) -> Option<T>) -> Vec<T> {
        self.rounds.with(|rounds| rounds.iter().flat_map(|round| &round.items).filter_map(map).collect())
    }

    /// Reads again what could not be read, and nothing else.
    pub fn retry(self) {
        for round in self.rounds.get_untracked() {
            self.operations.retry(&round);
        }
    }

    /// The file with all that was read: its name and its text. `project_name` tells what a project
    /// is called.
    pub fn file(self, project_name: impl Fn(&ProjectId) -> Option<Arc<str>>) -> Option<(String, String)> {
        let place = self.operations.session.ready_untracked()?;
        let mut names: HashMap<ProjectId, Option<Arc<str>>> = HashMap::new();
        let mut entries = Vec::new();
        for (_, record) in untrack(|| self.records()) {
            let Ok(mut entry) = Entry::of(record, None) else { continue };
            if let Some(project) = &entry.decoded.project_id {
                let name = names.entry(project.clone()).or_insert_with(|| project_name(project));
                entry.project_name = name.clone();
            }
            entries.push(entry);
        }
        let region = (place.regions.len() > 1).then(|| place.region.name.clone());
        let source = Source { identity: Some(place.unscoped.identity.clone()), region };
        let time = String::from(js_sys::Date::new_0().to_iso_string());
        let known: Vec<&str> = names.values().flatten().map(|name| &**name).collect();
        let project = match (names.len(), known.as_slice()) {
            (0, _) => &*place.project.name,
            (1, [only]) => *only,
            (1, _) => names.keys().next().map_or("", ProjectId::as_str),
            _ => SEVERAL,
        };
        let name = file_name(project, time.get(..10).unwrap_or_default());
        Some((name, write(&entries, &source, &Timestamp::new(&time))))
    }
}

/// Stands for the project in the name of a file with records of more than one.
const SEVERAL: &str = "several-projects";

/// A name that every file system takes.
fn file_name(project: &str, date: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' };
    let project: String = project.chars().map(plain).take(80).collect();
    format!("backup-records-{project}-{date}.json")
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_name_has_no_character_that_a_file_system_refuses() {
        assert_eq!(file_name("demo", "2026-11-23"), "backup-records-demo-2026-11-23.json");
        assert_eq!(file_name("a/b:c \"é\"", "2026-11-23"), "backup-records-a-b-c--é--2026-11-23.json");
    }
}
