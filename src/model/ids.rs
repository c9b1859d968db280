//! Identifiers as types, so that a volume's id can never be sent where a backup's is meant.

use std::fmt;
use std::sync::Arc;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Takes the text as it is: an imported record may carry any string as its id.
            pub fn new(id: &str) -> Self {
                Self(Arc::from(id))
            }

            /// The id as the cloud writes it.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The shared text, for use as a key.
            pub fn key(&self) -> Arc<str> {
                self.0.clone()
            }

            /// The first eight characters, enough to tell ids apart by eye.
            pub fn short(&self) -> &str {
                short(&self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<Arc<str>> for $name {
            fn from(id: Arc<str>) -> Self {
                Self(id)
            }
        }
    };
}

id!(
    /// A backup's id: a UUID, except for imported records, whose id is not checked by Cinder.
    BackupId
);
id!(
    /// A volume's id; all zeros while a record is being imported.
    VolumeId
);
id!(
    /// A snapshot's id.
    SnapshotId
);
id!(
    /// A Keystone project's id.
    ProjectId
);
id!(
    /// A Keystone user's id.
    UserId
);

/// The first eight characters of an id.
pub fn short(id: &str) -> &str {
    id.char_indices().nth(8).map_or(id, |(end, _)| &id[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortens_by_characters_not_bytes() {
        assert_eq!(BackupId::new("50ef8716-22ae").short(), "50ef8716");
        assert_eq!(short("ä"), "ä");
        assert_eq!(short("äöüäöüäöü"), "äöüäöüäö");
    }
}
