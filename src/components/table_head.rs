//! The header row: the checkbox of the page and the buttons that sort.

use leptos::prelude::*;

use crate::components::icon::{Icon, IconView};
use crate::components::table_column::{Align, Column, Direction};
use crate::components::table_state::TableState;

/// The column that is sorted, and how.
pub type Sort = Option<(&'static str, Direction)>;

/// The header row of a table.
#[component]
pub fn TableHead(
    /// The table's state.
    state: TableState,
    /// The column that is sorted.
    sort: Signal<Sort>,
    /// Called with the column whose header was pressed.
    on_sort: Callback<&'static str>,
    /// The name of the checkbox that selects the page.
    select_all_label: Signal<String>,
) -> impl IntoView {
    let page_box = state.selection.map(|_| {
        view! {
            <th role="columnheader" class="bp-select">
                <input
                    type="checkbox"
                    node_ref=state.page_box
                    aria-label=select_all_label
                    on:change=move |_| state.toggle_page()
                />
            </th>
        }
        .into_any()
    });
    let headers = move || {
        let (fit, sort) = (state.fit.get(), sort.get());
        let header = |column: &Column| header(column, sort, on_sort);
        fit.columns.iter().map(header).collect::<Vec<AnyView>>().into_any()
    };
    view! {
        <thead role="rowgroup">
            <tr role="row" aria-rowindex="1">
                {page_box}
                {headers}
            </tr>
        </thead>
    }
}

fn header(column: &Column, sort: Sort, on_sort: Callback<&'static str>) -> AnyView {
    let id = column.id;
    let direction = sort.filter(|(sorted, _)| *sorted == id).map(|(_, direction)| direction);
    let (aria, icon) = match direction {
        Some(Direction::Ascending) => (Some("ascending"), Icon::ArrowUp),
        Some(Direction::Descending) => (Some("descending"), Icon::ArrowDown),
        None => (None, Icon::Sortable),
    };
    let label = column.label.clone();
    let words = if column.sortable {
        view! {
            <button type="button" class="bp-sort" on:click=move |_| on_sort.run(id)>
                <span>{label}</span>
                <IconView icon />
            </button>
        }
        .into_any()
    } else {
        let class = if column.label_hidden { "bp-visually-hidden" } else { "bp-head-text" };
        view! { <span class=class>{label}</span> }.into_any()
    };
    view! {
        <th
            role="columnheader"
            scope="col"
            aria-sort=aria
            data-align=(column.align == Align::End).then_some("end")
            data-sortable=column.sortable.then_some("")
        >
            {words}
        </th>
    }
    .into_any()
}
