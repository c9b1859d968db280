//! One row of a table, made once for its key and kept while its place changes.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::components::table_column::{Align, Column};
use crate::components::table_state::TableState;
use crate::components::table_window::RowKey;

/// Draws the cell of a row in a column.
pub type CellCallback = Callback<(RowKey, &'static str), AnyView>;

/// Names and values of a row's `data-` attributes, the names without `data-`.
pub type RowDataCallback = Callback<RowKey, Vec<(&'static str, Signal<String>)>>;

/// One row.
#[component]
pub fn TableRow(
    /// The table's state.
    state: TableState,
    /// Which row.
    key: RowKey,
    /// Draws a cell.
    cell: CellCallback,
    /// The row's `data-` attributes.
    row_data: Option<RowDataCallback>,
    /// The name of the row's checkbox.
    select_label: Callback<RowKey, String>,
) -> impl IntoView {
    let key = StoredValue::new(key);
    let row: NodeRef<html::Tr> = NodeRef::new();
    let index = Memo::new(move |_| key.with_value(|key| state.index_of(key)).unwrap_or(0));
    let selected = Memo::new(move |_| key.with_value(|key| state.is_selected(key)));
    let tab_stop =
        Memo::new(move |_| state.tab_stop.with(|stop| key.with_value(|key| stop.as_ref() == Some(key))));
    if let Some(row_data) = row_data {
        let attributes = row_data.run(key.get_value());
        Effect::new(move |_| {
            let Some(row) = row.get() else { return };
            for (name, value) in &attributes {
                // Refused only for a name that no attribute can have.
                let _ = row.set_attribute(&format!("data-{name}"), &value.get());
            }
        });
    }
    view! {
        <tr
            role="row"
            node_ref=row
            tabindex=move || if tab_stop.get() { "0" } else { "-1" }
            aria-rowindex=move || state.aria_index(index.get())
            data-selected=move || selected.get().then_some("")
            style=("--bp-index", move || index.get().to_string())
        >
            {state.selection.map(|_| select_cell(state, key, selected, select_label))}
            {move || {
                let columns = state.columns.get();
                columns
                    .into_iter()
                    .enumerate()
                    .map(|(place, column)| {
                        let content = cell.run((key.get_value(), column.id));
                        cell_view(place == 0, &column, content)
                    })
                    .collect_view()
            }}
        </tr>
    }
}

/// The first cell names the row.
fn cell_view(first: bool, column: &Column, content: AnyView) -> AnyView {
    let align = (column.align == Align::End).then_some("end");
    let slot = column.compact.as_str();
    if first {
        view! {
            <th role="rowheader" scope="row" data-slot=slot data-align=align>
                {content}
            </th>
        }
        .into_any()
    } else {
        view! {
            <td role="cell" data-slot=slot data-align=align>
                {content}
            </td>
        }
        .into_any()
    }
}

/// The whole cell takes the click, so that it need not hit the box.
fn select_cell(
    state: TableState,
    key: StoredValue<RowKey>,
    selected: Memo<bool>,
    label: Callback<RowKey, String>,
) -> impl IntoView {
    let toggle = move |event: ev::MouseEvent| {
        key.with_value(|key| state.toggle(key, event.shift_key()));
        // The browser has drawn its own idea of the box; a range may differ from it.
        if let Some(input) =
            event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok())
        {
            input.set_checked(selected.get_untracked());
        }
    };
    let keep_text = move |event: ev::MouseEvent| {
        if event.shift_key() {
            event.prevent_default();
        }
    };
    view! {
        <td role="cell" class="bp-select" on:click=toggle on:mousedown=keep_text>
            <input
                type="checkbox"
                prop:checked=selected
                aria-label=move || label.run(key.get_value())
            />
        </td>
    }
}
