//! How a backup is shown as a row, in the list and in the whole set.

use std::sync::Arc;

use crate::features::backup_cell::{backup_cell, name_text};
use crate::features::backup_columns::default_ids;
use crate::features::list_rows::{ListColumn, ListRows, RowLook, rows_of};
use crate::features::menus::{MenuOf, row_menu_of};
use crate::model::backup::Backup;
use crate::state::names::Names;
use crate::state::preferences::ChosenColumns;

/// Rows of backups with their menus; `row` is tracked.
pub fn backup_rows(
    names: Names,
    mut columns: Vec<ListColumn>,
    row: impl Fn(&str) -> Option<Arc<Backup>> + Copy + Send + Sync + 'static,
) -> ListRows {
    columns.push(ListColumn::menu());
    let look = RowLook {
        id_attribute: "backup-id",
        status: |backup: &Backup| backup.status.as_str(),
        name: name_text,
        menu: |backup, opened| row_menu_of(opened, MenuOf::Backup(backup)),
    };
    rows_of(row, columns, ChosenColumns::start("backups", &default_ids()), look, move |backup, column| {
        backup_cell(backup, column, names)
    })
}
