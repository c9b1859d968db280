//! Every place in the panel, and its spelling in an address.

use crate::api::client::query_string;
use crate::api::request::{decode, encode};
use crate::model::ids::BackupId;
use crate::rules::list_view::ListView;

/// How the whole set of backups is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// A row for each backup.
    Single,
    /// A row for each volume.
    ByVolume,
}

impl Grouping {
    fn path(self) -> &'static str {
        match self {
            Self::Single => "/all-backups",
            Self::ByVolume => "/all-backups/by-volume",
        }
    }
}

/// A place in the panel. Signing in is not one: it happens in front of any place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The list of backups.
    Backups(ListView),
    /// Every backup, read whole and looked through here.
    All(Grouping, ListView),
    /// One backup.
    Backup(BackupId),
    /// The list of volumes.
    Volumes(ListView),
    /// The list of snapshots.
    Snapshots(ListView),
    /// What the user has started.
    Operations,
    /// The connection check, which needs no session.
    Doctor {
        /// Keystone's address to begin with; may be empty.
        identity: String,
        /// Cinder's; may be empty.
        block_storage: String,
    },
    /// An address that leads nowhere, as it was written.
    Unknown(String),
}

impl Default for Route {
    fn default() -> Self {
        Self::Backups(ListView::default())
    }
}

const IDENTITY: &str = "identity";
const BLOCK_STORAGE: &str = "block_storage";

impl Route {
    /// The connection check of a cloud. An address that might hold a password is left out, and of others
    /// the query and the fragment.
    pub fn doctor(identity: &str, block_storage: &str) -> Self {
        let shown = |typed: &str| {
            let typed = typed.split(['?', '#']).next().unwrap_or_default();
            if typed.contains('@') { String::new() } else { typed.to_owned() }
        };
        Self::Doctor { identity: shown(identity), block_storage: shown(block_storage) }
    }

    fn read_doctor(parameters: &[(String, String)]) -> Self {
        let value = |wanted| {
            let found = parameters.iter().find(|(key, _)| key == wanted);
            found.map(|(_, value)| value.clone()).unwrap_or_default()
        };
        Self::Doctor { identity: value(IDENTITY), block_storage: value(BLOCK_STORAGE) }
    }

    /// Reads an address such as `/backups?status=error`; never fails.
    pub fn parse(address: &str) -> Self {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        let view = || ListView::parse(&parameters(query));
        match segments[..] {
            [] | ["backups"] => Self::Backups(view()),
            ["backups", id] => Self::Backup(BackupId::new(&decode(id))),
            ["all-backups"] => Self::All(Grouping::Single, view()),
            ["all-backups", "by-volume"] => Self::All(Grouping::ByVolume, view()),
            ["volumes"] => Self::Volumes(view()),
            ["snapshots"] => Self::Snapshots(view()),
            ["operations"] => Self::Operations,
            ["doctor"] => Self::read_doctor(&parameters(query)),
            _ => Self::Unknown(address.to_owned()),
        }
    }

    /// Writes the address that [`Route::parse`] reads.
    pub fn address(&self) -> String {
        let list = |path: &str, view: &ListView| format!("{path}{}", query_string(&view.parameters()));
        match self {
            Self::Backups(view) => list("/backups", view),
            Self::All(grouping, view) => list(grouping.path(), view),
            Self::Backup(id) => format!("/backups/{}", encode(id.as_str())),
            Self::Volumes(view) => list("/volumes", view),
            Self::Snapshots(view) => list("/snapshots", view),
            Self::Operations => "/operations".to_owned(),
            Self::Doctor { identity, block_storage } => {
                let given = [(IDENTITY, identity), (BLOCK_STORAGE, block_storage)];
                let given = given.into_iter().filter(|(_, value)| !value.is_empty());
                let given: Vec<_> = given.map(|(key, value)| (key.to_owned(), value.clone())).collect();
                format!("/doctor{}", query_string(&given))
            }
            Self::Unknown(address) => address.clone(),
        }
    }
}

fn parameters(query: &str) -> Vec<(String, String)> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(key), decode(value))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::listing::{Direction, Filter, Sort};

    #[test]
    fn every_variant_reads_back() {
        let view = ListView {
            filters: vec![Filter::containing("name", "ü &=?#/%"), Filter::exact("status", "error")],
            sort: Some(Sort { key: "size".into(), direction: Direction::Asc }),
            rows: 100,
            offset: 300,
            all_projects: true,
        };
        for route in [
            Route::default(),
            Route::Backups(view.clone()),
            Route::All(Grouping::Single, view.clone()),
            Route::All(Grouping::ByVolume, ListView::default()),
            Route::Backup(BackupId::new("50ef8716-22ae-4047-b92b-02616a1fab15")),
            Route::Backup(BackupId::new("odd/id?#%")),
            Route::Volumes(view.clone()),
            Route::Snapshots(view),
            Route::Operations,
            Route::doctor("", ""),
            Route::doctor("https://k:5000/v3", "http://c:8776/"),
            Route::Unknown("/nowhere/at/all?x=1".to_owned()),
        ] {
            assert_eq!(Route::parse(&route.address()), route, "{}", route.address());
        }
    }

    #[test]
    fn no_secret_of_an_address_gets_into_ours() {
        let route = Route::doctor("https://k/v3?token=secret#secret", "https://user:secret@c/");
        assert_eq!(route.address(), "/doctor?identity=https:%2F%2Fk%2Fv3");
    }

    #[test]
    fn reads_what_people_type() {
        assert_eq!(Route::parse(""), Route::default());
        assert_eq!(Route::parse("/"), Route::default());
        assert_eq!(Route::parse("//backups/?%zz&&="), Route::default());
        assert_eq!(Route::parse("/backups/a%20b/"), Route::Backup(BackupId::new("a b")));
    }
}
