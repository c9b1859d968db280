//! Changing a backup: what a form changes, and what others have changed meanwhile.

use crate::model::backup::Backup;
use crate::model::requests::BackupChange;
use crate::rules::backup_fields::optional;
use crate::rules::metadata_fields::{Change, Metadata, diff, merged};

/// What of a backup can be edited.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Editable {
    /// The name; None when it is null or empty.
    pub name: Option<String>,
    /// The description; None when it is null or empty.
    pub description: Option<String>,
    /// The metadata; None where the cloud has none.
    pub metadata: Option<Metadata>,
}

/// One thing that differs.
#[derive(Clone, Debug, PartialEq)]
pub enum Difference {
    /// The name, before and afterwards.
    Name(Option<String>, Option<String>),
    /// The description, before and afterwards.
    Description(Option<String>, Option<String>),
    /// A pair of the metadata.
    Metadata(Change),
}

impl Editable {
    /// As the backup has it.
    pub fn of(backup: &Backup) -> Self {
        let given = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(str::to_owned);
        Self {
            name: given(backup.name.as_deref()),
            description: given(backup.description.as_deref()),
            metadata: backup.metadata.clone(),
        }
    }

    /// What is to be sent to make `wanted` of this: only what differs.
    pub fn change_to(&self, wanted: &Self) -> BackupChange {
        let changed = |old: &Option<String>, new: &Option<String>| (old != new).then(|| new.clone());
        BackupChange {
            name: changed(&self.name, &wanted.name),
            description: changed(&self.description, &wanted.description),
            metadata: wanted.metadata.clone().filter(|metadata| self.metadata.as_ref() != Some(metadata)),
        }
    }

    /// What differs in `new`.
    pub fn differences(&self, new: &Self) -> Vec<Difference> {
        let name = (self.name != new.name).then(|| Difference::Name(self.name.clone(), new.name.clone()));
        let description = (self.description != new.description)
            .then(|| Difference::Description(self.description.clone(), new.description.clone()));
        let metadata = match (&self.metadata, &new.metadata) {
            (Some(old), Some(new)) => diff(old, new),
            _ => Vec::new(),
        };
        name.into_iter().chain(description).chain(metadata.into_iter().map(Difference::Metadata)).collect()
    }

    /// What is on the server with the user's own changes put in: this is what was loaded, `wanted`
    /// what has become of it in the form.
    pub fn merged(&self, on_server: &Self, wanted: &Self) -> Self {
        let either = |loaded: &Option<String>, theirs: &Option<String>, mine: &Option<String>| {
            if loaded == mine { theirs.clone() } else { mine.clone() }
        };
        let metadata = match (&self.metadata, &on_server.metadata, &wanted.metadata) {
            (Some(loaded), Some(theirs), Some(mine)) => Some(merged(loaded, theirs, mine)),
            _ => on_server.metadata.clone(),
        };
        Self {
            name: either(&self.name, &on_server.name, &wanted.name),
            description: either(&self.description, &on_server.description, &wanted.description),
            metadata,
        }
    }
}

/// What is written in a field that held `before`: unless it was touched, exactly that, whatever
/// white space there is around it.
pub fn written(text: &str, before: &Option<String>) -> Option<String> {
    if before.as_deref().unwrap_or_default() == text { before.clone() } else { optional(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn editable(name: &str, description: &str, metadata: &[(&str, &str)]) -> Editable {
        let pairs = metadata.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
        Editable { name: optional(name), description: optional(description), metadata: Some(pairs.collect()) }
    }

    #[test]
    fn only_what_differs_is_sent() {
        let loaded = editable("a", "b", &[("k", "1")]);
        assert_eq!(loaded.change_to(&loaded), BackupChange::default());
        let change = loaded.change_to(&editable("", "c", &[("k", "1")]));
        assert_eq!(change.name, Some(None));
        assert_eq!(change.description, Some(Some("c".to_owned())));
        assert_eq!(change.metadata, None);
        let emptied = loaded.change_to(&editable("a", "b", &[]));
        assert_eq!((emptied.name, emptied.metadata), (None, Some(Metadata::new())));
    }

    #[test]
    fn a_cloud_without_metadata_is_sent_none() {
        let old = Editable { metadata: None, ..editable("a", "", &[]) };
        let wanted = Editable { name: Some("b".to_owned()), ..old.clone() };
        assert_eq!(old.change_to(&wanted).metadata, None);
        assert_eq!(old.differences(&wanted), [Difference::Name(Some("a".to_owned()), Some("b".to_owned()))]);
    }

    #[test]
    fn what_was_not_touched_becomes_what_is_on_the_server() {
        let loaded = editable("a", "b", &[("mine", "1"), ("theirs", "1")]);
        let wanted = editable("my name", "b", &[("mine", "2"), ("theirs", "1")]);
        let on_server = editable("their name", "theirs", &[("mine", "1"), ("theirs", "2"), ("new", "3")]);
        let merged = loaded.merged(&on_server, &wanted);
        assert_eq!(merged, editable("my name", "theirs", &[("mine", "2"), ("theirs", "2"), ("new", "3")]));
        assert_eq!(loaded.differences(&on_server).len(), 4);
    }

    #[test]
    fn an_untouched_field_keeps_its_white_space() {
        let before = Some(" a ".to_owned());
        assert_eq!(written(" a ", &before), before);
        assert_eq!(written(" b ", &before).as_deref(), Some("b"));
        assert_eq!(written("", &None), None);
        assert_eq!(written(" ", &before), None);
    }
}
