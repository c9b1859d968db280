//! The frame of every list: heading with the total, the table, and spots around it. What differs comes in as data.

use leptos::prelude::*;

use crate::components::icon::Icon;
use crate::components::layout::{Page, PageHeader, Toolbar};
use crate::components::table::Table;
use crate::components::table_column::Direction as Arrow;
use crate::features::list_rows::{ListColumn, ListRows};
use crate::features::list_surroundings::{Around, Spot, Surroundings};
use crate::features::selection_bar::SelectionBar;
use crate::model::listing::Direction;
use crate::reactive::derive;
use crate::rules::capability::Feature;
use crate::rules::list_view::ListView;
use crate::state::list_face::ListFace;
use crate::state::on_screen::on_screen;
use crate::state::panel::use_panel;
use crate::state::selection::Selection;
use crate::text::listing;

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
    /// Draws what stands in a spot around the table.
    #[prop(into)]
    around: Around,
    /// The rows chosen.
    selection: Selection,
    /// What can be done with them, besides copying their ids.
    #[prop(optional, into)]
    selected: ViewFn,
) -> impl IntoView {
    let (view, on_screen) = (face.view, on_screen());
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
    let page = NodeRef::new();
    let surroundings = Surroundings { words, face, rows, go, page };
    let spot = move |spot: Spot| around.run((spot, surroundings));
    view! {
        <Page fill=true behind=derive(move || !on_screen.get()) page>
            <PageHeader
                title=(words.title)()
                aside=move || view! { <Total face words /> }
                actions=move || spot(Spot::Actions)
            />
            {spot(Spot::Counts)}
            <Toolbar label=listing::tools() end=move || spot(Spot::Controls)>
                {spot(Spot::Filters)}
            </Toolbar>
            {spot(Spot::Failure)}
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
                menu=rows.menu
                select_all_label=listing::select_page()
                reset_scroll=derive(move || reset_scroll.get().0)
                scroll_top=face.scroll_top
                shown=on_screen
                loading=face.loading
                stale=face.outdated
                loading_label=(words.loading)()
                empty=move || spot(Spot::Nothing)
            />
            <SelectionBar selection actions=selected />
            {spot(Spot::Paging)}
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
