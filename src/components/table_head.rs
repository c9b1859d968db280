//! The header row: the checkbox of the page and the buttons that sort.

use leptos::prelude::*;

use crate::components::icon::{Icon, IconView};
use crate::components::table_column::{Align, Column, Direction};
use crate::components::table_selection::PageSelection;
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
    view! {
        <thead role="rowgroup">
            <tr role="row" aria-rowindex="1">
                {state.selection.map(|_| select_all(state, select_all_label))}
                {move || {
                    let columns = state.columns.get();
                    columns.into_iter().map(|column| header(column, sort, on_sort)).collect_view()
                }}
            </tr>
        </thead>
    }
}

fn select_all(state: TableState, label: Signal<String>) -> impl IntoView {
    let selected = Memo::new(move |_| state.page_selection());
    view! {
        <th role="columnheader" class="bp-select">
            <input
                type="checkbox"
                aria-label=label
                prop:checked=move || selected.get() == PageSelection::All
                prop:indeterminate=move || selected.get() == PageSelection::Some
                on:change=move |event| {
                    state.toggle_page();
                    // A page without rows stays unchecked, whatever the browser has drawn.
                    let all = state.page_selection() == PageSelection::All;
                    event_target::<web_sys::HtmlInputElement>(&event).set_checked(all);
                }
            />
        </th>
    }
}

fn header(column: Column, sort: Signal<Sort>, on_sort: Callback<&'static str>) -> impl IntoView {
    let id = column.id;
    let direction = move || sort.get().filter(|(sorted, _)| *sorted == id).map(|(_, how)| how);
    let aria = move || {
        direction().map(|how| match how {
            Direction::Ascending => "ascending",
            Direction::Descending => "descending",
        })
    };
    let icon = Signal::derive(move || match direction() {
        Some(Direction::Ascending) => Icon::ArrowUp,
        Some(Direction::Descending) => Icon::ArrowDown,
        None => Icon::Sortable,
    });
    let words = if column.sortable {
        view! {
            <button type="button" class="bp-sort" on:click=move |_| on_sort.run(id)>
                <span>{column.label}</span>
                <IconView icon />
            </button>
        }
        .into_any()
    } else {
        let class = if column.label_hidden { "bp-visually-hidden" } else { "bp-head-text" };
        view! { <span class=class>{column.label}</span> }.into_any()
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
}
