//! One row of a table. Where it stands and whether it is
//! selected is said by `table_arrange`.

use leptos::html;
use leptos::prelude::*;

use crate::components::copied::{copied, element};
use crate::components::dom::set_attribute;
use crate::components::table_column::{Align, Column};
use crate::components::table_state::TableState;
use crate::components::table_window::RowKey;
use crate::reactive::effect;

/// Draws the cell of a row in a column; tracked.
pub type CellCallback = Callback<(RowKey, &'static str), AnyView>;

/// Names and values of a row's `data-` attributes, the names without `data-`; tracked.
pub type RowDataCallback = Callback<RowKey, Vec<(&'static str, String)>>;

/// What every row of a table is drawn by.
#[derive(Clone, Copy)]
pub struct RowDrawing {
    /// Draws a cell; all cells of a row are drawn anew when what they track changes.
    pub cell: CellCallback,
    /// The row's `data-` attributes.
    pub data: Option<RowDataCallback>,
    /// The name of the row's checkbox; tracked.
    pub select_label: Callback<RowKey, String>,
}

/// The row of a key, which may become that of another one.
pub fn table_row(state: TableState, key: Signal<RowKey>, drawing: RowDrawing) -> AnyView {
    let (row, select) = (NodeRef::<html::Tr>::new(), NodeRef::<html::Input>::new());
    effect(move || {
        let (Some(row), key) = (row.get(), key.get()) else { return };
        for (name, value) in drawing.data.map(|data| data.run(key.clone())).unwrap_or_default() {
            set_attribute(&row, &format!("data-{name}"), Some(&value));
        }
        if let Some(select) = select.get() {
            set_attribute(&select, "aria-label", Some(&drawing.select_label.run(key.clone())));
            select.set_disabled(state.locked.is_some_and(|locked| locked.run(key)));
        }
    });
    // The whole cell takes the press, so that it need not hit the box.
    let select_cell = state.selection.map(|_| {
        view! {
            <td role="cell" class="bp-select">
                <input type="checkbox" node_ref=select />
            </td>
        }
        .into_any()
    });
    let cells = move || {
        let (fit, key) = (state.fit.get(), key.get());
        let cell = |(place, column): (usize, &Column)| {
            cell_view(place == 0, column, drawing.cell.run((key.clone(), column.id)))
        };
        fit.columns.iter().enumerate().map(cell).collect::<Vec<AnyView>>().into_any()
    };
    view! {
        <tr role="row" node_ref=row>
            {select_cell}
            {cells}
        </tr>
    }
    .into_any()
}

/// The first cell names the row.
fn cell_view(first: bool, column: &Column, content: AnyView) -> AnyView {
    let (slot, align) = (column.compact.as_str(), column.align);
    copied(format!("cell {first} {slot} {}", align == Align::End), move || {
        let (tag, role) = if first { ("th", "rowheader") } else { ("td", "cell") };
        let cell = element(tag, &[("role", role), ("data-slot", slot)], &[]);
        set_attribute(&cell, "scope", first.then_some("row"));
        set_attribute(&cell, "data-align", (align == Align::End).then_some("end"));
        cell
    })
    .around(content)
    .into_any()
}
