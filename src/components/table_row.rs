//! One row of a table, made once for its key. Where it stands and whether it is
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

/// Names and values of a row's `data-` attributes, the names without `data-`.
pub type RowDataCallback = Callback<RowKey, Vec<(&'static str, Signal<String>)>>;

/// What every row of a table is drawn by.
#[derive(Clone, Copy)]
pub struct RowDrawing {
    /// Draws a cell; all cells of a row are drawn anew when what they track changes.
    pub cell: CellCallback,
    /// The row's `data-` attributes.
    pub data: Option<RowDataCallback>,
    /// The name of the row's checkbox.
    pub select_label: Callback<RowKey, String>,
}

/// One row.
pub fn table_row(state: TableState, key: RowKey, drawing: RowDrawing) -> AnyView {
    let row: NodeRef<html::Tr> = NodeRef::new();
    if let Some(data) = drawing.data {
        let attributes = data.run(key.clone());
        effect(move || {
            let Some(row) = row.get() else { return };
            for (name, value) in &attributes {
                set_attribute(&row, &format!("data-{name}"), Some(&value.get()));
            }
        });
    }
    // The whole cell takes the press, so that it need not hit the box.
    let select_cell = state.selection.map(|_| {
        let node: NodeRef<html::Input> = NodeRef::new();
        if let Some(locked) = state.locked {
            let key = key.clone();
            effect(move || {
                if let Some(input) = node.get() {
                    input.set_disabled(locked.run(key.clone()));
                }
            });
        }
        let label = untrack(|| drawing.select_label.run(key.clone()));
        view! {
            <td role="cell" class="bp-select">
                <input type="checkbox" aria-label=label node_ref=node />
            </td>
        }
        .into_any()
    });
    let cells = move || {
        let fit = state.fit.get();
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
