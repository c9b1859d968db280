//! What the parts of one table share: rows, the part in sight, the row with the
//! tab stop, and the selection.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use crate::components::table_column::{Column, Fit, fit};
use crate::components::table_selection::{toggle_page, toggle_row};
use crate::components::table_window::RowKey;

/// The state of one table; its parts pass it around by copy.
#[derive(Clone, Copy)]
pub struct TableState {
    /// The keys of all rows of the page.
    pub rows: Signal<Arc<[RowKey]>>,
    /// The place of the first row in the whole list, from 0.
    pub first_index: Signal<u64>,
    /// The first row in sight.
    pub top: RwSignal<u32>,
    /// How many rows are in sight.
    pub visible: RwSignal<u32>,
    /// The width of the table, in CSS pixels.
    pub width: RwSignal<u32>,
    /// The columns that are shown.
    pub fit: Memo<Arc<Fit>>,
    /// The row last focused.
    pub active: RwSignal<Option<RowKey>>,
    /// The selected keys, of this page and of others.
    pub selection: Option<RwSignal<BTreeSet<RowKey>>>,
    /// Rows that cannot be selected; tracked.
    pub locked: Option<Callback<RowKey, bool>>,
    /// The focus is in a row, or was when its row went.
    pub inside: StoredValue<bool>,
    /// Where it is scrolled to when it begins, and later; in CSS pixels.
    pub place: Option<StoredValue<i32>>,
    /// Whether it is on screen at all.
    pub shown: Signal<bool>,
    /// Its beginning is out of sight.
    pub scrolled: StoredValue<bool>,
    /// The row last toggled, where a range begins.
    anchor: StoredValue<Option<RowKey>>,
    /// The part that scrolls.
    pub scroller: NodeRef<html::Div>,
    /// The table.
    pub table: NodeRef<html::Table>,
    /// The rows' parent.
    pub body: NodeRef<html::Tbody>,
    /// The checkbox that selects the page.
    pub page_box: NodeRef<html::Input>,
}

impl TableState {
    /// The state of a table with these rows and columns.
    pub fn new(
        columns: Signal<Vec<Column>>,
        rows: Signal<Arc<[RowKey]>>,
        first_index: Signal<u64>,
        selection: Option<RwSignal<BTreeSet<RowKey>>>,
    ) -> Self {
        let width = RwSignal::new(1024);
        let fitted = move |_: Option<&Arc<Fit>>| {
            Arc::new(columns.with(|columns| fit(columns, width.get(), selection.is_some())))
        };
        Self {
            rows,
            first_index,
            top: RwSignal::new(0),
            visible: RwSignal::new(24),
            width,
            fit: Memo::new(fitted),
            active: RwSignal::new(None),
            selection,
            locked: None,
            inside: StoredValue::new(false),
            place: None,
            shown: Signal::stored(true),
            scrolled: StoredValue::new(false),
            anchor: StoredValue::new(None),
            scroller: NodeRef::new(),
            table: NodeRef::new(),
            body: NodeRef::new(),
            page_box: NodeRef::new(),
        }
    }

    /// With rows that cannot be selected.
    pub fn locking(mut self, locked: Option<Callback<RowKey, bool>>) -> Self {
        self.locked = locked;
        self
    }

    /// With a place that is kept, and while it is shown.
    pub fn placed(mut self, place: Option<StoredValue<i32>>, shown: Signal<bool>) -> Self {
        (self.place, self.shown) = (place, shown);
        self
    }

    /// The rows in sight.
    pub fn sight(self) -> Range<usize> {
        let top = self.top.get() as usize;
        top..top + self.visible.get() as usize
    }

    /// Selects a row or takes it out; with `range`, all up to the row toggled before.
    pub fn toggle(self, key: &RowKey, range: bool) {
        let Some(selection) = self.selection else {
            return;
        };
        if self.locked.is_some_and(|locked| untrack(|| locked.run(key.clone()))) {
            return;
        }
        let anchor = self.anchor.get_value().filter(|_| range);
        let rows = untrack(|| self.free(self.rows.get()));
        selection.update(|keys| toggle_row(&rows, keys, key, anchor.as_ref()));
        self.anchor.set_value(Some(key.clone()));
    }

    /// Those of the rows that can be selected; tracked.
    pub fn free(self, rows: Arc<[RowKey]>) -> Arc<[RowKey]> {
        match self.locked {
            Some(locked) => rows.iter().filter(|key| !locked.run((*key).clone())).cloned().collect(),
            None => rows,
        }
    }

    /// Selects the rows of the page, or none of them when all were.
    pub fn toggle_page(self) {
        if let Some(selection) = self.selection {
            let rows = untrack(|| self.free(self.rows.get()));
            selection.update(|keys| toggle_page(&rows, keys));
        }
    }
}

/// The place of a row on the page, from 0.
pub fn place(rows: &[RowKey], key: &RowKey) -> Option<usize> {
    rows.iter().position(|row| row == key)
}

/// The number that `aria-rowindex` gives the first row of the page: the header
/// is row 1 of the whole list.
pub fn aria_start(first_index: u64) -> u64 {
    first_index + 2
}
