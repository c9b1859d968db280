//! What the parts of one table share: rows, window, the row with the tab stop,
//! and the selection.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use leptos::prelude::*;

use crate::components::table_column::{Column, Fit, fit};
use crate::components::table_selection::{PageSelection, page_selection, toggle_page, toggle_row};
use crate::components::table_window::{RowKey, rendered, window};

/// The state of one table; its parts pass it around by copy.
#[derive(Clone, Copy)]
pub struct TableState {
    /// The keys of all rows of the page.
    pub rows: Signal<Arc<[RowKey]>>,
    /// The place of the first row in the whole list, from 0.
    pub first_index: Signal<u64>,
    /// The rows in sight.
    pub sight: RwSignal<Range<usize>>,
    /// The width of the table, in CSS pixels.
    pub width: RwSignal<u32>,
    /// The columns that fit.
    pub fit: Memo<Fit>,
    /// The columns that are shown; changes only when the cells must.
    pub columns: Memo<Vec<Column>>,
    /// The row last focused.
    pub active: RwSignal<Option<RowKey>>,
    /// The row that the tab key reaches.
    pub tab_stop: Memo<Option<RowKey>>,
    /// The rows in the document.
    pub rendered: Memo<Vec<RowKey>>,
    /// The selected keys, of this page and of others.
    pub selection: Option<RwSignal<BTreeSet<RowKey>>>,
    /// The focus is in a row, or was when its row went.
    pub inside: StoredValue<bool>,
    /// The row last toggled, where a range begins.
    anchor: StoredValue<Option<RowKey>>,
}

impl TableState {
    /// The state of a table with these rows and columns.
    pub fn new(
        columns: Signal<Vec<Column>>,
        rows: Signal<Arc<[RowKey]>>,
        first_index: Signal<u64>,
        selection: Option<RwSignal<BTreeSet<RowKey>>>,
    ) -> Self {
        let sight = RwSignal::new(0..24);
        let width = RwSignal::new(1024);
        let active = RwSignal::new(None);
        let fitted =
            Memo::new(move |_| columns.with(|columns| fit(columns, width.get(), selection.is_some())));
        let tab_stop = Memo::new(move |_| {
            let active: Option<RowKey> = active.get();
            rows.with(|rows| active.filter(|key| rows.contains(key)).or_else(|| rows.first().cloned()))
        });
        let kept = Memo::new(move |_| rows.with(|rows| window(&sight.get(), rows.len())));
        let in_document = Memo::new(move |_| {
            rows.with(|rows| {
                let pinned = tab_stop.with(|key| place(rows, key.as_ref()?));
                rendered(rows, &kept.get(), pinned)
            })
        });
        Self {
            rows,
            first_index,
            sight,
            width,
            fit: fitted,
            columns: Memo::new(move |_| fitted.with(|fit| fit.columns.clone())),
            active,
            tab_stop,
            rendered: in_document,
            selection,
            inside: StoredValue::new(false),
            anchor: StoredValue::new(None),
        }
    }

    /// The place of a row on the page, from 0; tracks the rows.
    pub fn index_of(self, key: &RowKey) -> Option<usize> {
        self.rows.with(|rows| place(rows, key))
    }

    /// `aria-rowindex` of the row at this place: the header is row 1 of the whole list.
    pub fn aria_index(self, index: usize) -> u64 {
        self.first_index.get() + index as u64 + 2
    }

    /// Whether a row is selected; tracks the selection.
    pub fn is_selected(self, key: &RowKey) -> bool {
        self.selection.is_some_and(|selection| selection.with(|keys| keys.contains(key)))
    }

    /// How much of the page is selected; tracks rows and selection.
    pub fn page_selection(self) -> PageSelection {
        self.selection.map_or(PageSelection::None, |selection| {
            selection.with(|keys| self.rows.with(|rows| page_selection(rows, keys)))
        })
    }

    /// Selects a row or takes it out; with `range`, all up to the row toggled before.
    pub fn toggle(self, key: &RowKey, range: bool) {
        let Some(selection) = self.selection else {
            return;
        };
        let anchor = self.anchor.get_value().filter(|_| range);
        let rows = self.rows.get_untracked();
        selection.update(|keys| toggle_row(&rows, keys, key, anchor.as_ref()));
        self.anchor.set_value(Some(key.clone()));
    }

    /// Selects the rows of the page, or none of them when all were.
    pub fn toggle_page(self) {
        if let Some(selection) = self.selection {
            let rows = self.rows.get_untracked();
            selection.update(|keys| toggle_page(&rows, keys));
        }
    }
}

fn place(rows: &[RowKey], key: &RowKey) -> Option<usize> {
    rows.iter().position(|row| row == key)
}
