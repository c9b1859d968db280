//! The rows' part of a list, made from its store.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::table_column::{Column, Compact};
use crate::components::table_menu::{RowMenu, RowMenuCallback, menu_button};
use crate::components::table_row::{CellCallback, RowDataCallback};
use crate::model::listing::Direction;
use crate::reactive::derive;
use crate::state::list::{ListStore, Listed, RowKey};
use crate::state::preferences::ChosenColumns;
use crate::text::{actions, listing};

/// The id of the column of the rows' menus.
const MENU: &str = "menu";

/// A column on offer: for the table, and how the server sorts by it.
#[derive(Clone)]
pub struct ListColumn {
    /// For the table.
    pub column: Column,
    /// The server's sort key and the way that the first press sorts.
    pub sort: Option<(&'static str, Direction)>,
}

impl ListColumn {
    /// A column that the server cannot sort by.
    pub fn plain(column: Column) -> Self {
        Self { column, sort: None }
    }

    /// The column of the rows' menus, which always stays and stands last.
    pub fn menu() -> Self {
        let column = Column::new(MENU, actions::actions()).label_hidden();
        Self::plain(column.fixed(44).priority(0).compact(Compact::End))
    }

    /// Whether people may hide it.
    pub fn is_optional(&self) -> bool {
        self.column.id != MENU
    }

    /// A column that the server sorts by this key.
    pub fn sorted(column: Column, key: &'static str, first: Direction) -> Self {
        Self { column: column.sortable(), sort: Some((key, first)) }
    }
}

/// What a table needs of the rows of any list.
#[derive(Clone, Copy)]
pub struct ListRows {
    /// Every column on offer; the first one stays.
    pub columns: StoredValue<Vec<ListColumn>>,
    /// Those that are shown.
    pub chosen: ChosenColumns,
    /// The cell of a row in a column; tracked.
    pub cell: CellCallback,
    /// The row's `data-` attributes, names without `data-`; tracked.
    pub data: RowDataCallback,
    /// The name of the row's checkbox; tracked.
    pub select: Callback<RowKey, String>,
    /// Draws the open menu of a row.
    pub menu: RowMenuCallback,
}

/// Draws the menu of a row, which follows the row.
pub type MenuOfRow<R> = fn(Signal<Option<Arc<R>>>, RowMenu) -> AnyView;

/// How a row of one kind is shown.
pub struct RowLook<R: Send + Sync + 'static> {
    /// The attribute that holds the row's id, without `data-`.
    pub id_attribute: &'static str,
    /// The status in Cinder's spelling.
    pub status: fn(&R) -> &str,
    /// What people call it.
    pub name: fn(&R) -> String,
    /// Its menu.
    pub menu: MenuOfRow<R>,
}

/// The rows of a store.
pub fn list_rows<L: Listed>(
    store: ListStore<L>,
    columns: Vec<ListColumn>,
    chosen: ChosenColumns,
    look: RowLook<L::Row>,
    cell: impl Fn(&L::Row, &'static str) -> AnyView + Send + Sync + 'static,
) -> ListRows {
    rows_of(move |key: &str| store.row(key), columns, chosen, look, cell)
}

/// Rows that are somewhere; `row` is tracked.
pub fn rows_of<R: Send + Sync + 'static>(
    row: impl Fn(&str) -> Option<Arc<R>> + Copy + Send + Sync + 'static,
    columns: Vec<ListColumn>,
    chosen: ChosenColumns,
    look: RowLook<R>,
    cell: impl Fn(&R, &'static str) -> AnyView + Send + Sync + 'static,
) -> ListRows {
    let RowLook { id_attribute, status, name, menu } = look;
    ListRows {
        columns: StoredValue::new(columns),
        chosen,
        cell: Callback::new(move |(key, column): (RowKey, &'static str)| {
            row(&key).map_or_else(
                || ().into_any(),
                |row| match column {
                    MENU => menu_button(actions::actions_for(name(&row))).into_any(),
                    _ => cell(&row, column),
                },
            )
        }),
        data: Callback::new(move |key: RowKey| {
            let status = row(&key).map(|row| status(&row).to_owned()).unwrap_or_default();
            vec![(id_attribute, key.to_string()), ("status", status)]
        }),
        select: Callback::new(move |key: RowKey| {
            listing::select_row(row(&key).map(|row| name(&row)).unwrap_or_default())
        }),
        menu: Callback::new(move |opened: RowMenu| {
            let key = opened.key().clone();
            menu(derive(move || row(&key)), opened)
        }),
    }
}
