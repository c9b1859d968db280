//! The one table: every list uses it.
//!
//! Only the rows in sight and some around them are in the document. Each row is
//! made once for its key and placed by its index (`--bp-index`), so scrolling
//! and refreshing move nothing that stays; selection and focus are held by key.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::components::feedback::Skeleton;
use crate::components::keyed::keyed_children;
use crate::components::table_column::Column;
use crate::components::table_focus::{entered, keep, left, pressed};
use crate::components::table_head::{Sort, TableHead};
use crate::components::table_row::{CellCallback, RowDataCallback, TableRow};
use crate::components::table_state::TableState;
use crate::components::table_viewport::follow;
use crate::components::table_window::RowKey;

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
    /// Draws the cell of a row in a column; what changes in it should be a closure.
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
    /// The name of the checkbox that selects the page.
    #[prop(optional, into)]
    select_all_label: Signal<String>,
    /// Called with the row on which Enter was pressed.
    #[prop(optional, into)]
    on_open: Option<Callback<RowKey>>,
    /// The rows are being fetched again.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// The rows shown are not (yet) those asked for.
    #[prop(optional, into)]
    stale: Signal<bool>,
    /// There are no rows yet.
    #[prop(optional, into)]
    loading: Signal<bool>,
    /// What is being loaded, for assistive technology.
    #[prop(optional, into)]
    loading_label: Signal<String>,
    /// Scrolls to the top whenever it changes.
    #[prop(optional, into)]
    reset_scroll: Signal<u32>,
    /// What stands in place of the rows when there are none.
    #[prop(optional, into)]
    empty: ViewFn,
) -> impl IntoView {
    let state = TableState::new(columns, rows, first_index, selection);
    let scroller: NodeRef<html::Div> = NodeRef::new();
    let body: NodeRef<html::Tbody> = NodeRef::new();
    follow(state, scroller, body);
    keep(state, body);
    scroll_to_top(state, scroller, reset_scroll);
    let on_sort = on_sort.unwrap_or_else(|| Callback::new(|_| ()));
    let select_label = select_label.unwrap_or_else(|| Callback::new(|key: RowKey| key.to_string()));
    let draw = move |key| view! { <TableRow state key cell row_data select_label /> }.into_any();
    let parent = Signal::derive_local(move || body.get().map(JsCast::unchecked_into));
    keyed_children(parent, state.rendered.into(), state.active.into(), Callback::new(draw));
    let no_rows = Memo::new(move |_| rows.with(|rows| rows.is_empty()));
    view! {
        <div
            class="bp-table"
            data-compact=move || state.fit.with(|fit| fit.compact).then_some("")
            data-busy=move || busy.get().then_some("")
            data-stale=move || stale.get().then_some("")
        >
            <div class="bp-table-scroll" node_ref=scroller>
                <table
                    role="table"
                    aria-label=label
                    aria-rowcount=move || row_count(total.get())
                    aria-busy=move || (busy.get() || loading.get()).then_some("true")
                    style=("--bp-columns", move || state.fit.with(|fit| fit.template.clone()))
                    style=("--bp-min", move || state.fit.with(|fit| format!("{}px", fit.min_width)))
                    style=("--bp-count", move || rows.with(|rows| rows.len().to_string()))
                >
                    <TableHead state sort on_sort select_all_label />
                    <tbody
                        role="rowgroup"
                        node_ref=body
                        on:focusin=move |event| entered(state, &event)
                        on:focusout=move |event| left(state, &event)
                        on:keydown=move |event| pressed(state, body, on_open, &event)
                    ></tbody>
                </table>
                {move || match (no_rows.get(), loading.get()) {
                    (false, _) => None,
                    (true, true) => Some(view! { <Skeleton lines=8 label=loading_label /> }.into_any()),
                    (true, false) => Some(empty.run()),
                }}
            </div>
        </div>
    }
}

/// `aria-rowcount` counts the header too, and is -1 while the total is unknown.
fn row_count(total: Option<u64>) -> String {
    total.map_or_else(|| "-1".to_owned(), |total| (total + 1).to_string())
}

fn scroll_to_top(state: TableState, scroller: NodeRef<html::Div>, reset: Signal<u32>) {
    Effect::new(move |before: Option<u32>| {
        let now = reset.get();
        if before.is_some_and(|before| before != now)
            && let Some(scroller) = scroller.get_untracked()
        {
            state.active.set(None);
            scroller.set_scroll_top(0);
            if scroller.get_bounding_client_rect().top() < 0.0 {
                scroller.scroll_into_view();
            }
        }
        now
    });
}
