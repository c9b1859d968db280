//! The columns of the list of backups, as data.

use crate::components::table_column::{Column, Compact};
use crate::model::listing::Direction;
use crate::model::microversion::Microversion;
use crate::rules::capability::Feature;
use crate::text::listing;

/// One column: what it is called, how it sorts, and where it has its place.
pub struct BackupColumn {
    /// Its name in the stored choice of columns.
    pub id: &'static str,
    /// Its header.
    pub label: fn() -> String,
    /// Cinder's sort key; None where Cinder cannot sort by it.
    pub sort: Option<&'static str>,
    /// Which way the first press on its header sorts.
    pub first: Direction,
    /// Shown unless the user chooses otherwise.
    pub default: bool,
    /// Holds something only for admins.
    pub admin: bool,
    /// Least width in CSS pixels.
    width: u16,
    /// Numbers stand at the end of their cell.
    end: bool,
    /// What goes first when the width does not suffice; 0 never goes.
    priority: u8,
    compact: Compact,
}

const BASE: BackupColumn = BackupColumn {
    id: "",
    label: String::new,
    sort: None,
    first: Direction::Asc,
    default: false,
    admin: false,
    width: 120,
    end: false,
    priority: 5,
    compact: Compact::Hidden,
};

/// All columns in their order.
#[rustfmt::skip]
pub const COLUMNS: [BackupColumn; 18] = [
    BackupColumn { id: "name", label: listing::name, sort: Some("name"), default: true, width: 180, priority: 0, compact: Compact::Title, ..BASE },
    BackupColumn { id: "status", label: listing::status, sort: Some("status"), default: true, width: 124, priority: 0, compact: Compact::Status, ..BASE },
    BackupColumn { id: "mode", label: listing::mode, default: true, width: 116, priority: 3, ..BASE },
    BackupColumn { id: "size", label: listing::size, sort: Some("size"), first: Direction::Desc, default: true, width: 84, end: true, priority: 1, compact: Compact::Line, ..BASE },
    BackupColumn { id: "volume", label: listing::volume, sort: Some("volume_id"), default: true, width: 140, priority: 2, compact: Compact::Line, ..BASE },
    BackupColumn { id: "snapshot", label: listing::snapshot, sort: Some("snapshot_id"), width: 108, priority: 6, ..BASE },
    BackupColumn { id: "zone", label: listing::zone, sort: Some("availability_zone"), width: 90, priority: 6, ..BASE },
    BackupColumn { id: "created", label: listing::created, sort: Some("created_at"), first: Direction::Desc, default: true, width: 126, priority: 1, compact: Compact::Line, ..BASE },
    BackupColumn { id: "data_timestamp", label: listing::data_timestamp, sort: Some("data_timestamp"), first: Direction::Desc, default: true, width: 126, priority: 5, ..BASE },
    BackupColumn { id: "updated", label: listing::updated, sort: Some("updated_at"), first: Direction::Desc, width: 126, priority: 7, ..BASE },
    BackupColumn { id: "container", label: listing::container, sort: Some("container"), width: 140, priority: 7, ..BASE },
    BackupColumn { id: "object_count", label: listing::object_count, sort: Some("object_count"), first: Direction::Desc, width: 92, end: true, priority: 7, ..BASE },
    BackupColumn { id: "dependents", label: listing::dependents, sort: Some("num_dependent_backups"), first: Direction::Desc, default: true, width: 144, priority: 4, ..BASE },
    BackupColumn { id: "description", label: listing::description, sort: Some("display_description"), width: 200, priority: 8, ..BASE },
    BackupColumn { id: "failure", label: listing::failure, sort: Some("fail_reason"), width: 200, priority: 8, ..BASE },
    BackupColumn { id: "project", label: listing::project, sort: Some("project_id"), default: true, admin: true, width: 120, priority: 2, compact: Compact::Line, ..BASE },
    BackupColumn { id: "user", label: listing::user, sort: Some("user_id"), admin: true, width: 108, priority: 8, ..BASE },
    BackupColumn { id: "id", label: listing::id, sort: Some("id"), width: 120, priority: 8, ..BASE },
];

/// The columns that this user may choose from.
pub fn offered(admin: bool) -> impl Iterator<Item = &'static BackupColumn> {
    COLUMNS.iter().filter(move |column| admin || !column.admin)
}

/// The ids of the columns shown unless the user chooses otherwise.
pub fn default_ids() -> Vec<&'static str> {
    COLUMNS.iter().filter(|column| column.default).map(|column| column.id).collect()
}

impl BackupColumn {
    /// Cinder's sort key on a cloud that offers this much.
    pub fn sort_key(&self, offers: Microversion) -> Option<&'static str> {
        // The same column of the table under its older name.
        match self.sort {
            Some("name") if !Feature::SortByName.is_in(offers) => Some("display_name"),
            other => other,
        }
    }

    /// For the table.
    pub fn column(&self) -> Column {
        let share = if matches!(self.id, "name" | "description" | "failure") { 3 } else { 1 };
        let column = Column::new(self.id, (self.label)())
            .flexible(self.width, share)
            .priority(self.priority)
            .compact(self.compact);
        if self.end { column.align_end() } else { column }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clouds_before_3_37_sort_by_display_name() {
        let name = &COLUMNS[0];
        assert_eq!(name.sort_key(Microversion::v3(36)), Some("display_name"));
        assert_eq!(name.sort_key(Microversion::v3(37)), Some("name"));
    }

    #[test]
    fn members_are_not_offered_what_only_admins_see() {
        assert!(offered(false).all(|column| !column.admin));
        assert!(offered(true).any(|column| column.id == "project"));
    }
}
