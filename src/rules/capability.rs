//! What a cloud can do, by its highest microversion.

use crate::model::microversion::Microversion;

/// Something that came to Block Storage with a microversion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature {
    /// Asking for user messages of one resource.
    Messages,
    /// Changing a backup's name and description.
    Update,
    /// Reading which filters are open to those who are not admins.
    ResourceFilters,
    /// Filters for a part of a value (`name~`), where the operator lists them.
    ContainsFilters,
    /// Sorting by `name`; before it the same column is called `display_name`.
    SortByName,
    /// Backups with metadata.
    Metadata,
    /// The number of all that match (`with_count`).
    Count,
    /// Making a volume from a backup.
    VolumeFromBackup,
    /// Choosing the zone of a new backup.
    Zone,
}

impl Feature {
    /// The first microversion that has it (Cinder's REST API version history).
    pub fn floor(self) -> Microversion {
        Microversion::v3(match self {
            Self::Messages => 5,
            Self::Update => 9,
            Self::ResourceFilters => 33,
            Self::ContainsFilters => 34,
            Self::SortByName => 37,
            Self::Metadata => 43,
            Self::Count => 45,
            Self::VolumeFromBackup => 47,
            Self::Zone => 51,
        })
    }

    /// Whether a cloud that offers this much has it.
    pub fn is_in(self, offers: Microversion) -> bool {
        offers >= self.floor()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_came_with_3_45() {
        assert!(!Feature::Count.is_in(Microversion::v3(44)));
        assert!(Feature::Count.is_in(Microversion::v3(45)));
    }

    #[test]
    fn what_the_forms_need_came_later() {
        let floors = [Feature::Update, Feature::Metadata, Feature::VolumeFromBackup, Feature::Zone];
        assert_eq!(floors.map(|feature| feature.floor().minor), [9, 43, 47, 51]);
    }
}
