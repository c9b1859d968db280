//! Which page a route leads to: views of one list are the same page.

use crate::model::ids::BackupId;
use crate::state::route::Route;

/// A page.
#[derive(Clone, PartialEq)]
pub enum PageKind {
    /// The list of backups.
    Backups,
    /// Every backup, read whole.
    All,
    /// One backup.
    Backup(BackupId),
    /// The list of volumes.
    Volumes,
    /// The list of snapshots.
    Snapshots,
    /// What the user has started.
    Operations,
    /// The connection check.
    Doctor,
    /// No page of ours, with the address.
    Unknown(String),
}

impl PageKind {
    /// The page of a route.
    pub fn of(route: &Route) -> Self {
        match route {
            Route::Backups(_) => Self::Backups,
            Route::All(..) => Self::All,
            Route::Backup(id) => Self::Backup(id.clone()),
            Route::Volumes(_) => Self::Volumes,
            Route::Snapshots(_) => Self::Snapshots,
            Route::Operations => Self::Operations,
            Route::Doctor { .. } => Self::Doctor,
            Route::Unknown(address) => Self::Unknown(address.clone()),
        }
    }
}
