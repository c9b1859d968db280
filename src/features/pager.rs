//! Paging below a list.

use leptos::prelude::*;

use crate::components::pagination::{Pagination, PaginationText};
use crate::reactive::derive;
use crate::rules::list_view::{ListView, ROW_CHOICES};
use crate::state::list_face::ListFace;
use crate::text::{intl, listing};

/// Paging by total where the cloud counts, else by whether there is more.
#[component]
pub fn Pager(
    /// The list.
    face: ListFace,
    /// Goes to another view.
    go: Callback<ListView>,
    /// Goes to the next page, continuing after the last row seen.
    on_next: Callback<()>,
) -> impl IntoView {
    let ListFace { view, total, has_next, .. } = face;
    let page = derive(move || view.with(ListView::page));
    let pages = derive(move || total.get().map(|total| view.with(|view| view.pages(total))));
    let range = derive(move || {
        // Of the rows that are there, not of those that are on their way.
        let (offset, shown) = (face.offset.get(), face.came.get());
        let number = |n: u64| intl::number(n as f64);
        let from = number(if shown == 0 { 0 } else { offset + 1 });
        let to = number(if shown == 0 { 0 } else { offset + shown });
        match total.get() {
            Some(total) => listing::range_of(from, to, number(total)),
            None => listing::range(from, to),
        }
    });
    let of_pages = derive(move || pages.get().map(listing::of_pages).unwrap_or_default());
    let text = PaginationText {
        label: Signal::stored(listing::pages()),
        first: Signal::stored(listing::first_page()),
        previous: Signal::stored(listing::previous_page()),
        next: Signal::stored(listing::next_page()),
        last: Signal::stored(listing::last_page()),
        page: Signal::stored(listing::page()),
        of_pages,
        rows: Signal::stored(listing::rows_per_page()),
        range,
    };
    let go_to = move |page: u64| {
        let view = view.get_untracked();
        let last = pages.get_untracked().unwrap_or(u64::MAX);
        go.run(view.at_page(page.clamp(1, last)));
    };
    let on_page =
        Callback::new(
            move |wanted: u64| {
                if wanted == page.get_untracked() + 1 { on_next.run(()) } else { go_to(wanted) }
            },
        );
    let on_rows = Callback::new(move |rows: u32| go.run(view.get_untracked().with_rows(rows)));
    let pending = derive(move || !face.settled.get());
    let rows = derive(move || view.with(|view| view.rows));
    view! { <Pagination text page pages has_next pending rows row_choices=ROW_CHOICES.to_vec() on_page on_rows /> }
}
