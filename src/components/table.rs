//! The one table: every list uses it.
//!
//! Only the rows in sight and some around them are in the document. Each row is
//! made for its key, or handed on to one that comes in its place, and placed by its index
//! (`--bp-index`), so scrolling and refreshing move nothing that stays; selection and focus are held by key.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use crate::components::dom::{set_attribute, set_flag};
use crate::components::feedback::Skeleton;
use crate::components::lasting::lasting;
use crate::components::table_arrange::arrange;
use crate::components::table_column::Column;
use crate::components::table_focus::{about_to_click, clicked, entered, keep, left, pressed};
use crate::components::table_head::{Sort, TableHead};
use crate::components::table_menu::{RowMenuCallback, TableMenu};
use crate::components::table_row::{CellCallback, RowDataCallback, RowDrawing, table_row};
use crate::components::table_state::TableState;
use crate::components::table_viewport::{follow, scroll_to_top};
use crate::components::table_window::RowKey;
use crate::reactive::{derive, effect, memo};

/// What comes within this time changes nothing but the rows: to show that it was awaited costs two frames more.
const QUICK: Duration = Duration::from_millis(300);

/// A windowed table.
#[component]
pub fn Table(
    /// The name of the table.
    #[prop(into)]
    label: Signal<String>,
    /// The columns wanted, in order; how many are shown depends on the width.
    #[prop(into)]
    columns: Signal<Vec<Column>>,
    /// The keys of the rows of the page, in order.
    #[prop(into)]
    rows: Signal<Arc<[RowKey]>>,
    /// Draws the cell of a row in a column; tracked, for the row as a whole.
    #[prop(into)]
    cell: CellCallback,
    /// The place of the first row in the whole list, from 0.
    #[prop(optional, into)]
    first_index: Signal<u64>,
    /// How many rows the whole list has, if that is known.
    #[prop(optional, into)]
    total: Signal<Option<u64>>,
    /// The column that is sorted.
    #[prop(optional, into)]
    sort: Signal<Sort>,
    /// Called with the column whose header was pressed.
    #[prop(optional, into)]
    on_sort: Option<Callback<&'static str>>,
    /// The `data-` attributes of a row; `tone` colours it.
    #[prop(optional, into)]
    row_data: Option<RowDataCallback>,
    /// The selected keys, of this page and of others; without it there are no checkboxes.
    #[prop(optional, into)]
    selection: Option<RwSignal<BTreeSet<RowKey>>>,
    /// The name of a row's checkbox.
    #[prop(optional, into)]
    select_label: Option<Callback<RowKey, String>>,
    /// Whether a row cannot be selected; tracked.
    #[prop(optional, into)]
    locked: Option<Callback<RowKey, bool>>,
    /// The name of the checkbox that selects the page.
    #[prop(optional, into)]
    select_all_label: Signal<String>,
    /// Draws the menu of a row, which its button opens.
    #[prop(optional, into)]
    menu: Option<RowMenuCallback>,
    /// Called with the row on which Enter was pressed.
    #[prop(optional, into)]
    on_open: Option<Callback<RowKey>>,
    /// The rows shown are not (yet) those asked for.
    #[prop(optional, into)]
    stale: Signal<bool>,
    /// Rows, or others, are being fetched.
    #[prop(optional, into)]
    loading: Signal<bool>,
    /// What is being loaded, for assistive technology.
    #[prop(optional, into)]
    loading_label: Signal<String>,
    /// Scrolls to the top whenever it changes.
    #[prop(optional, into)]
    reset_scroll: Signal<u32>,
    /// Where it is scrolled to when it begins, if there are rows, and later; in CSS pixels.
    #[prop(default = None)]
    scroll_top: Option<StoredValue<i32>>,
    /// Whether it is on screen at all.
    #[prop(default = Signal::stored(true))]
    shown: Signal<bool>,
    /// What stands in place of the rows when there are none.
    #[prop(optional, into)]
    empty: ViewFn,
) -> impl IntoView {
    let state =
        TableState::new(columns, rows, first_index, selection).locking(locked).placed(scroll_top, shown);
    let on_sort = on_sort.unwrap_or_else(|| Callback::new(|_| ()));
    let select_label = select_label.unwrap_or_else(|| Callback::new(|key: RowKey| key.to_string()));
    let drawing = RowDrawing { cell, data: row_data, select_label };
    let menus = TableMenu::start();
    follow(state);
    keep(state);
    arrange(state, move |key| table_row(state, key, drawing));
    scroll_to_top(state, reset_scroll);
    let no_rows = memo(move || rows.with(|rows| rows.is_empty()));
    let slow = lasting(derive(move || loading.get() || stale.get()), QUICK);
    effect(move || {
        let Some(table) = state.table.get() else { return };
        let (loading, stale, slow) = (loading.get(), stale.get(), slow.get() && !no_rows.get());
        set_attribute(&table, "aria-rowcount", Some(&row_count(total.get())));
        set_attribute(&table, "aria-busy", loading.then_some("true"));
        // What stands in place of rows has no line above it and is not pale.
        set_flag(&table, "data-busy", loading && slow);
        set_flag(&table, "data-stale", stale && slow);
    });
    let instead = move || match (no_rows.get(), loading.get()) {
        (false, _) => ().into_any(),
        (true, true) => view! { <Skeleton lines=8 label=loading_label /> }.into_any(),
        (true, false) => empty.run(),
    };
    view! {
        <div class="bp-table" on:focusout=move |event| left(state, &event)>
            <div class="bp-table-scroll" node_ref=state.scroller>
                <table role="table" aria-label=label node_ref=state.table>
                    <TableHead state sort on_sort select_all_label />
                    <tbody
                        role="rowgroup"
                        node_ref=state.body
                        on:focusin=move |event| entered(state, &event)
                        on:keydown=move |event| pressed(state, on_open, &event)
                        on:mousedown=move |event| about_to_click(&event)
                        on:pointerdown=move |_| menus.pointed()
                        on:click=move |event| {
                            if !menus.pressed(state, &event) {
                                clicked(state, &event);
                            }
                        }
                    ></tbody>
                </table>
                {instead}
            </div>
            {menus.view(state, menu)}
        </div>
    }
}

/// `aria-rowcount` counts the header too, and is -1 while the total is unknown.
fn row_count(total: Option<u64>) -> String {
    total.map_or_else(|| "-1".to_owned(), |total| (total + 1).to_string())
}
