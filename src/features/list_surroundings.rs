//! What stands around the table of a list: buttons beside its heading, filters, what is said when there are no rows, paging.
//!
//! The frame has spots for it. The list of backups, which comes first, draws its own from a part of the code that
//! follows its rows (`backup_surroundings.rs`).

use leptos::html;
use leptos::prelude::*;

use crate::components::button::Button;
use crate::components::check::Check;
use crate::components::feedback::EmptyState;
use crate::features::error_view::ErrorView;
use crate::features::filter_bar::{FilterBar, PlaceOf};
use crate::features::list_frame::ListWords;
use crate::features::list_rows::ListRows;
use crate::features::list_toolbar::{ColumnsMenu, Freshness};
use crate::features::pager::Pager;
use crate::reactive::derive;
use crate::rules::filters::{FilterField, Place};
use crate::rules::list_view::ListView;
use crate::state::list_face::ListFace;
use crate::state::on_screen::on_screen;
use crate::state::panel::use_panel;
use crate::text::{intl, listing};

/// Where something stands around the table.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// Beside the heading.
    Actions,
    /// Below the heading.
    Counts,
    /// At the start of the toolbar.
    Filters,
    /// At its end.
    Controls,
    /// Above the table: why the newest request has failed, if it has.
    Failure,
    /// In place of the rows.
    Nothing,
    /// Below the table.
    Paging,
}

/// Draws what stands in a spot.
pub type Around = Callback<(Spot, Surroundings), AnyView>;

/// What surrounds every list.
#[derive(Clone, Copy)]
pub struct Surroundings {
    /// The words for this kind of list.
    pub words: ListWords,
    /// The list.
    pub face: ListFace,
    /// Its rows.
    pub rows: ListRows,
    /// Goes to another view.
    pub go: Callback<ListView>,
    /// The element of its page.
    pub page: NodeRef<html::Div>,
}

impl Surroundings {
    /// What stands in a spot; `own` is what only this list has there. In place of rows that is the way on when there
    /// are none at all.
    pub fn draw(self, spot: Spot, own: Callback<Spot, AnyView>) -> AnyView {
        let Self { face, go, rows, .. } = self;
        match spot {
            Spot::Actions => view! {
                {own.run(spot)}
                <Freshness
                    updated_at=face.updated_at
                    stale=derive(move || face.error.get().is_some())
                    on_refresh=face.reload
                />
            }
            .into_any(),
            Spot::Counts | Spot::Filters => own.run(spot),
            Spot::Controls => {
                let columns = rows.columns.with_value(|columns| {
                    let optional = columns.iter().filter(|column| column.is_optional());
                    optional.map(|c| (c.column.id, c.column.label.clone())).collect::<Vec<_>>()
                });
                view! {
                    {own.run(spot)}
                    <ColumnsMenu columns chosen=rows.chosen />
                }
                .into_any()
            }
            Spot::Failure => view! { <ErrorView error=face.error on_retry=face.reload /> }.into_any(),
            Spot::Nothing => view! { <Nothing around=self begin=own /> }.into_any(),
            Spot::Paging => {
                let on_screen = on_screen();
                // Not from the field for the number, which is covered with the list while it still says that it was changed.
                let on_next = Callback::new(move |()| {
                    if on_screen.get_untracked() {
                        go.run(face.next_page());
                    }
                });
                view! { <Pager face go on_next /> }.into_any()
            }
        }
    }
}

/// Why no row is shown, with the way on.
#[component]
fn Nothing(around: Surroundings, begin: Callback<Spot, AnyView>) -> impl IntoView {
    let Surroundings { words, face, go, .. } = around;
    let view = face.view;
    let leave = move |label: String, to: ListView| {
        let press = move |()| go.run(to.clone());
        view! { <Button label on_press=press /> }.into_any()
    };
    move || {
        if !face.settled.get() || face.loading.get() {
            return ().into_any();
        }
        let now = view.get();
        let total = face.total.get();
        let clear = || ListView { filters: Vec::new(), offset: 0, ..now.clone() };
        if face.error.get().is_some() {
            // The error is on screen already; only the way on is missing.
            let to = ListView { rows: now.rows, ..ListView::default() };
            return (now != to).then(|| leave(listing::default_order(), to)).into_any();
        }
        let (title, body, button) = if face.came.get() > 0 {
            let button = leave(listing::clear_filters(), clear());
            (listing::nothing_on_page(), Some(listing::nothing_on_page_body()), Some(button))
        } else if now.offset > 0 {
            let body = total.map(|total| listing::beyond_end_body(intl::number(total as f64)));
            let (label, page) = match total {
                Some(total) if total > 0 => (listing::to_last_page(), now.pages(total)),
                _ => (listing::to_first_page(), 1),
            };
            (listing::beyond_end(), body, Some(leave(label, now.at_page(page))))
        } else if now.filters.is_empty() {
            ((words.empty)(), words.empty_body.map(|body| body()), Some(begin.run(Spot::Nothing)))
        } else {
            let button = leave(listing::clear_filters(), clear());
            (listing::nothing_matches(), Some(listing::nothing_matches_body()), Some(button))
        };
        view! { <EmptyState icon=words.icon title body actions=move || button /> }.into_any()
    }
}

/// Draws the spots of a list that has this of its own.
pub fn surrounded_by(own: Callback<Spot, AnyView>) -> Around {
    Callback::new(move |(spot, around): (Spot, Surroundings)| around.draw(spot, own))
}

/// The same for a list that has filters of its own and nothing else; see [`FilterBar`].
pub fn filtered(
    view: Signal<ListView>,
    go: Callback<ListView>,
    place: PlaceOf,
    offered: Signal<Vec<(FilterField, Place)>>,
) -> Around {
    surrounded_by(Callback::new(move |spot| match spot {
        Spot::Filters => view! { <FilterBar view go place offered /> }.into_any(),
        Spot::Controls => whole_or_own_projects(view, go),
        _ => ().into_any(),
    }))
}

/// The choice between the own project and all, for admins.
pub fn whole_or_own_projects(view: Signal<ListView>, go: Callback<ListView>) -> AnyView {
    let session = use_panel().session;
    let is_admin = session.ready_untracked().is_some_and(|scoped| scoped.is_admin());
    let checked = derive(move || view.with(|view| view.all_projects));
    let toggle = move |all_projects: bool| {
        go.run(view.get_untracked().across_projects(all_projects));
    };
    is_admin.then(|| view! { <Check label=listing::all_projects() checked on_change=toggle /> }).into_any()
}
