//! The frame of every list: heading with the total, filters, the table with its four states,
//! paging. What differs comes in as data.

use leptos::prelude::*;

use crate::components::button::Button;
use crate::components::check::Check;
use crate::components::feedback::EmptyState;
use crate::components::icon::Icon;
use crate::components::layout::{Page, PageHeader, Toolbar};
use crate::components::table::Table;
use crate::components::table_column::Direction as Arrow;
use crate::features::error_view::ErrorView;
use crate::features::list_rows::{ListColumn, ListRows};
use crate::features::list_toolbar::{ColumnsMenu, Freshness};
use crate::features::pager::Pager;
use crate::features::selection_bar::SelectionBar;
use crate::model::listing::Direction;
use crate::reactive::derive;
use crate::rules::capability::Feature;
use crate::rules::list_view::ListView;
use crate::state::list_face::ListFace;
use crate::state::panel::use_panel;
use crate::state::selection::Selection;
use crate::text::{intl, listing};

/// What kind of list it is.
#[derive(Clone, Copy)]
pub struct ListWords {
    /// The heading and the table's name.
    pub title: fn() -> String,
    /// The total in words.
    pub total: fn(u64) -> String,
    /// Said while nothing is there yet.
    pub loading: fn() -> String,
    /// Said when there is none at all.
    pub empty: fn() -> String,
    /// What that means.
    pub empty_body: Option<fn() -> String>,
    /// An icon of the kind.
    pub icon: Icon,
}

/// The list with everything around it.
#[component]
pub fn ListFrame(
    /// The words for this kind of list.
    words: ListWords,
    /// The list.
    face: ListFace,
    /// Its rows.
    rows: ListRows,
    /// Goes to another view.
    go: Callback<ListView>,
    /// Filters above the table.
    #[prop(into)]
    filters: ViewFnOnce,
    /// Counts below the heading.
    #[prop(optional, into)]
    counts: ViewFnOnce,
    /// Buttons beside the heading, before the refresh.
    #[prop(optional, into)]
    actions: ViewFnOnce,
    /// The rows chosen.
    selection: Selection,
    /// What can be done with them, besides copying their ids.
    #[prop(optional, into)]
    selected: ViewFn,
    /// The way on when there is nothing at all.
    #[prop(optional, into)]
    begin: ViewFn,
    /// More controls at the end of the toolbar.
    #[prop(optional, into)]
    controls: ViewFnOnce,
) -> impl IntoView {
    let view = face.view;
    let columns = derive(move || {
        rows.columns.with_value(|columns| {
            let shown = |(index, column): &(usize, &ListColumn)| {
                *index == 0 || !column.is_optional() || rows.chosen.shows(column.column.id)
            };
            columns
                .iter()
                .enumerate()
                .filter(shown)
                .map(|(_, column)| column.column.clone())
                .collect::<Vec<_>>()
        })
    });
    let sort = derive(move || {
        let sort = view.with(ListView::effective_sort);
        let arrow = match sort.direction {
            Direction::Asc => Arrow::Ascending,
            Direction::Desc => Arrow::Descending,
        };
        rows.columns.with_value(|columns| {
            let sorted = columns.iter().find(|c| c.sort.is_some_and(|(key, _)| key == &*sort.key));
            sorted.map(|column| (column.column.id, arrow))
        })
    });
    let on_sort = move |id: &'static str| {
        let column = rows.columns.with_value(|columns| {
            columns.iter().find(|column| column.column.id == id).and_then(|column| column.sort)
        });
        if let Some((key, first)) = column {
            go.run(view.get_untracked().sorted_by(key, first));
        }
    };
    // The table starts from its top when another part of the list is shown, and only then.
    let reset_scroll = Memo::new(move |before: Option<&(u32, ListView)>| {
        let view = view.get();
        match before {
            Some((count, known)) if *known == view => (*count, view),
            Some((count, _)) => (count + 1, view),
            None => (0, view),
        }
    });
    let options = rows.columns.with_value(|columns| {
        let optional = columns.iter().filter(|column| column.is_optional());
        optional.map(|c| (c.column.id, c.column.label.clone())).collect::<Vec<_>>()
    });
    let on_next = Callback::new(move |()| go.run(face.next_page()));
    view! {
        <Page fill=true>
            <PageHeader
                title=(words.title)()
                aside=move || view! { <Total face words /> }
                actions=move || {
                    view! {
                        {actions.run()}
                        <Freshness
                            updated_at=face.updated_at
                            stale=derive(move || face.error.get().is_some())
                            on_refresh=face.reload
                        />
                    }
                }
            />
            {counts.run()}
            <Toolbar
                label=listing::tools()
                end=move || {
                    view! {
                        {controls.run()}
                        <ColumnsMenu columns=options chosen=rows.chosen />
                    }
                }
            >
                {filters.run()}
            </Toolbar>
            <ErrorView error=face.error on_retry=face.reload />
            <Table
                label=(words.title)()
                columns
                rows=face.keys
                first_index=face.offset
                total=face.total
                sort
                on_sort
                cell=rows.cell
                row_data=rows.data
                selection=selection.keys
                select_label=rows.select
                select_all_label=listing::select_page()
                reset_scroll=derive(move || reset_scroll.get().0)
                loading=face.loading
                stale=face.outdated
                loading_label=(words.loading)()
                empty=move || view! { <Nothing face words go begin=begin.clone() /> }
            />
            <SelectionBar selection actions=selected />
            <Pager face go on_next />
        </Page>
    }
}

/// The exact total; where the cloud does not count, what can be said.
#[component]
fn Total(face: ListFace, words: ListWords) -> impl IntoView {
    let session = use_panel().session;
    let without_count = move || {
        let offers = session.ready().map(|scoped| scoped.offers())?;
        let needs = Feature::Count.floor();
        (!Feature::Count.is_in(offers)).then(|| {
            let least = face.view.with(|view| view.offset) + face.came.get();
            let exact = !face.has_next.get();
            let number = if exact { (words.total)(least) } else { listing::at_least((words.total)(least)) };
            let why = listing::no_total(needs.to_string(), offers.to_string());
            view! { <span class="bp-count">{number} " · " {why}</span> }
        })
    };
    let counted = move || {
        face.total.get().map(|total| {
            view! {
                <span class="bp-count" data-total=total.to_string()>
                    {(words.total)(total)}
                </span>
            }
        })
    };
    view! {
        {counted}
        {without_count}
    }
}

/// Why no row is shown, with the way on.
#[component]
fn Nothing(face: ListFace, words: ListWords, go: Callback<ListView>, begin: ViewFn) -> impl IntoView {
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
            ((words.empty)(), words.empty_body.map(|body| body()), Some(begin.run()))
        } else {
            let button = leave(listing::clear_filters(), clear());
            (listing::nothing_matches(), Some(listing::nothing_matches_body()), Some(button))
        };
        view! { <EmptyState icon=words.icon title body actions=move || button /> }.into_any()
    }
}

/// The choice between the own project and all, for admins.
pub fn whole_or_own_projects(view: Signal<ListView>, go: Callback<ListView>) -> impl Fn() -> AnyView + Send {
    let session = use_panel().session;
    let is_admin = session.ready_untracked().is_some_and(|scoped| scoped.is_admin());
    let checked = derive(move || view.with(|view| view.all_projects));
    let toggle = move |all_projects: bool| {
        go.run(view.get_untracked().across_projects(all_projects));
    };
    move || {
        is_admin
            .then(|| view! { <Check label=listing::all_projects() checked on_change=toggle /> })
            .into_any()
    }
}
