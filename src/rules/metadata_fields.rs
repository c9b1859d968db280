//! Metadata in a form: rows of keys and values, what is wrong with them, and what changes.
//!
//! Sources: `extra_specs` in `cinder/api/validation/parameter_types.py`. A change sends the whole
//! set, which replaces the one on the server: whatever came there meanwhile would be lost.

use std::collections::{BTreeMap, BTreeSet};

use crate::rules::backup_fields::MAX;

/// Metadata of a backup.
pub type Metadata = BTreeMap<String, String>;

/// Why a row would be refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowProblem {
    /// A value without a key.
    NoKey,
    /// The key has so many characters, which is more than 255.
    KeyTooLong(usize),
    /// Keys are of `a-z A-Z 0-9 - _ : . /` and space; this is something else.
    NotInKey(char),
    /// An earlier row has the same key; it is row so-and-so, counted from 0.
    SameKeyAs(usize),
    /// The value has so many characters, which is more than 255.
    ValueTooLong(usize),
}

/// What a form's rows say; else what is wrong with which row, counted from 0. A row in which
/// nothing is written does not count.
pub fn read(rows: &[(String, String)]) -> Result<Metadata, Vec<(usize, RowProblem)>> {
    let written = rows.iter().enumerate().filter(|(_, (key, value))| !(key.is_empty() && value.is_empty()));
    let mut metadata = Metadata::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut problems = Vec::new();
    for (row, (key, value)) in written {
        let twice = places.get(key.as_str()).map(|&first| RowProblem::SameKeyAs(first));
        match problem(key, value).or(twice) {
            Some(problem) => problems.push((row, problem)),
            None => {
                metadata.insert(key.clone(), value.clone());
            }
        }
        places.entry(key).or_insert(row);
    }
    if problems.is_empty() { Ok(metadata) } else { Err(problems) }
}

fn problem(key: &str, value: &str) -> Option<RowProblem> {
    let in_key = |letter: char| letter.is_ascii_alphanumeric() || "-_:. /".contains(letter);
    let too_long = |text: &str| Some(text.chars().count()).filter(|&length| length > MAX);
    if key.is_empty() {
        return Some(RowProblem::NoKey);
    }
    let key_problem = key.chars().find(|&letter| !in_key(letter)).map(RowProblem::NotInKey);
    key_problem
        .or_else(|| too_long(key).map(RowProblem::KeyTooLong))
        .or_else(|| too_long(value).map(RowProblem::ValueTooLong))
}

/// What becomes of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The key.
    pub key: String,
    /// Its value before; None when it is new.
    pub before: Option<String>,
    /// Its value afterwards; None when it is removed.
    pub after: Option<String>,
}

/// What differs, by key.
pub fn diff(old: &Metadata, new: &Metadata) -> Vec<Change> {
    let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let changed = keys.into_iter().filter(|key| old.get(*key) != new.get(*key));
    changed
        .map(|key| Change { key: key.clone(), before: old.get(key).cloned(), after: new.get(key).cloned() })
        .collect()
}

/// What somebody else has changed since it was loaded, and sending what is wanted would undo.
pub fn conflict(loaded: &Metadata, on_server: &Metadata, wanted: &Metadata) -> Vec<Change> {
    let mut changes = diff(loaded, on_server);
    changes.retain(|change| wanted.get(&change.key) != change.after.as_ref());
    changes
}

/// What is on the server with only the user's own changes put in.
pub fn merged(loaded: &Metadata, on_server: &Metadata, wanted: &Metadata) -> Metadata {
    let mut merged = on_server.clone();
    for Change { key, after, .. } in diff(loaded, wanted) {
        match after {
            Some(value) => merged.insert(key, value),
            None => merged.remove(&key),
        };
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[(&str, &str)]) -> Vec<(String, String)> {
        rows.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    fn metadata(pairs: &[(&str, &str)]) -> Metadata {
        rows(pairs).into_iter().collect()
    }

    #[test]
    fn rows_become_metadata_and_empty_ones_nothing() {
        let good = [("", ""), ("app/tier: a.b-c_d", "Ω 😀"), ("empty", ""), ("", "")];
        assert_eq!(read(&rows(&good)), Ok(metadata(&[("app/tier: a.b-c_d", "Ω 😀"), ("empty", "")])));
        assert_eq!(read(&[]), Ok(Metadata::new()));
    }

    #[test]
    fn every_row_has_its_own_problem() {
        let long = "k".repeat(256);
        let form = [
            ("a", "1"),
            ("", "lost"),
            ("ä", "1"),
            (long.as_str(), ""),
            ("a", "2"),
            ("b", long.as_str()),
            ("tab\t", ""),
        ];
        let problems = read(&rows(&form)).unwrap_err();
        assert_eq!(
            problems,
            [
                (1, RowProblem::NoKey),
                (2, RowProblem::NotInKey('ä')),
                (3, RowProblem::KeyTooLong(256)),
                (4, RowProblem::SameKeyAs(0)),
                (5, RowProblem::ValueTooLong(256)),
                (6, RowProblem::NotInKey('\t')),
            ]
        );
        let exact = "k".repeat(255);
        assert!(read(&rows(&[(exact.as_str(), exact.as_str())])).is_ok());
    }

    #[test]
    fn differences_are_told_by_key() {
        let changes = diff(
            &metadata(&[("a", "1"), ("b", "2"), ("c", "3")]),
            &metadata(&[("b", "x"), ("c", "3"), ("d", "")]),
        );
        let told: Vec<_> = changes
            .iter()
            .map(|one| (one.key.as_str(), one.before.as_deref(), one.after.as_deref()))
            .collect();
        assert_eq!(told, [("a", Some("1"), None), ("b", Some("2"), Some("x")), ("d", None, Some(""))]);
    }

    #[test]
    fn only_what_would_be_undone_is_a_conflict() {
        let loaded = metadata(&[("a", "1"), ("b", "2")]);
        let wanted = metadata(&[("a", "mine"), ("b", "2"), ("new", "1")]);
        assert!(conflict(&loaded, &loaded, &wanted).is_empty());
        // The other one did the same.
        assert!(conflict(&loaded, &wanted, &wanted).is_empty());
        let theirs = metadata(&[("a", "theirs"), ("c", "3")]);
        let found = conflict(&loaded, &theirs, &wanted);
        let keys: Vec<&str> = found.iter().map(|change| change.key.as_str()).collect();
        assert_eq!(keys, ["a", "b", "c"]);
        assert_eq!(merged(&loaded, &theirs, &wanted), metadata(&[("a", "mine"), ("c", "3"), ("new", "1")]));
    }
}
