//! The whole set by volume: a row for each, leading to its backups.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::feedback::EmptyState;
use crate::components::icon::Icon;
use crate::components::layout::{Page, PageHeader, Toolbar};
use crate::components::table::Table;
use crate::components::table_column::{Column, Compact, Direction as Arrow};
use crate::features::cells::{dash, number_cell};
use crate::features::links::RouteLink;
use crate::features::list_surroundings::Spot;
use crate::features::pager::Pager;
use crate::features::times::time_cell;
use crate::model::ids::short;
use crate::model::listing::{Direction, Filter};
use crate::model::units::Timestamp;
use crate::reactive::derive;
use crate::rules::list_view::ListView;
use crate::rules::whole_groups::VolumeGroup;
use crate::state::list::RowKey;
use crate::state::list_face::ListFace;
use crate::state::names::Names;
use crate::state::route::{Grouping, Route};
use crate::state::whole_view::WholeView;
use crate::text::{listing, whole};

/// What a column is sorted by, its header, and the way that the first press sorts.
type GroupColumn = (&'static str, fn() -> String, Direction);

/// The columns, which are also what can be sorted by.
const COLUMNS: [GroupColumn; 6] = [
    ("volume_id", listing::volume, Direction::Asc),
    ("count", whole::backups, Direction::Desc),
    ("gib", whole::total_size, Direction::Desc),
    ("newest", whole::newest, Direction::Desc),
    ("oldest", whole::oldest, Direction::Desc),
    ("failed", whole::failed, Direction::Desc),
];

/// The table and what is around it: `own` draws the same as around single backups.
pub fn groups_page(
    shown: WholeView,
    face: ListFace,
    names: Names,
    go: Callback<ListView>,
    own: Callback<Spot, AnyView>,
) -> AnyView {
    let view = face.view;
    let columns = Signal::stored(COLUMNS.map(|(id, label, _)| column(id, label())).to_vec());
    let sort = derive(move || {
        let (key, direction) = view.with(|view| match &view.sort {
            Some(sort) => (sort.key.clone(), sort.direction),
            None => ("count".into(), Direction::Desc),
        });
        let arrow = if direction == Direction::Asc { Arrow::Ascending } else { Arrow::Descending };
        COLUMNS.iter().find(|(id, ..)| *id == &*key).map(|(id, ..)| (*id, arrow))
    });
    let on_sort = move |id: &'static str| {
        let view = view.get_untracked();
        let first =
            COLUMNS.iter().find(|(known, ..)| *known == id).map_or(Direction::Desc, |(.., first)| *first);
        // Newest first is the default of single backups; here it is the largest number.
        let is_turned = id == "count" && view.sort.is_none();
        let first = if is_turned { first.reversed() } else { first };
        go.run(view.sorted_by(id, first));
    };
    let cell = move |(key, column): (RowKey, &'static str)| {
        let link = derive(move || view.with(|view| ListView { sort: None, offset: 0, ..view.clone() }));
        (move || shown.group(&key).map(|group| group_cell(&group, &key, column, names, link))).into_any()
    };
    let data = move |key: RowKey| {
        let failed = shown.group(&key).map(|group| group.failed.to_string()).unwrap_or_default();
        vec![("volume-id", key.to_string()), ("failed", failed)]
    };
    let total = move || {
        face.total.get().map(|total| {
            view! { <span class="bp-count" data-total=total.to_string()>{whole::total_volumes(total)}</span> }
        })
    };
    let nothing = move || {
        let is_empty = face.settled.get() && !face.loading.get();
        is_empty.then(|| view! { <EmptyState icon=Icon::Disk title=listing::nothing_matches() /> })
    };
    view! {
        <Page fill=true>
            <PageHeader title=whole::by_volume() aside=move || total actions=move || own.run(Spot::Actions) />
            {own.run(Spot::Counts)}
            <Toolbar label=listing::tools() end=move || own.run(Spot::Controls)>
                {own.run(Spot::Filters)}
            </Toolbar>
            <Table
                label=whole::by_volume()
                columns
                rows=face.keys
                first_index=face.offset
                total=face.total
                sort
                on_sort
                cell
                row_data=data
                loading=face.loading
                stale=face.outdated
                loading_label=whole::reading()
                empty=nothing
            />
            <Pager face go on_next=Callback::new(move |()| go.run(face.next_page())) />
        </Page>
    }
    .into_any()
}

fn column(id: &'static str, label: String) -> Column {
    let column = Column::new(id, label).sortable();
    match id {
        "volume_id" => column.flexible(180, 3).compact(Compact::Title),
        "count" => column.flexible(90, 1).align_end().compact(Compact::Status),
        "gib" => column.flexible(100, 1).align_end().priority(1).compact(Compact::Line),
        "failed" => column.flexible(80, 1).align_end().priority(2).compact(Compact::Line),
        "newest" => column.flexible(126, 1).priority(3).compact(Compact::Line),
        _ => column.flexible(126, 1).priority(4),
    }
}

fn group_cell(
    group: &Arc<VolumeGroup>,
    key: &RowKey,
    column: &str,
    names: Names,
    view: Signal<ListView>,
) -> AnyView {
    let time = |micros: Option<i64>| time_cell(micros.map(Timestamp::from_micros).as_ref());
    match column {
        "volume_id" if group.volume.is_none() => whole::no_volume().into_any(),
        "volume_id" => {
            let id = key.clone();
            let to = derive(move || {
                Route::All(Grouping::Single, view.get().with_filter(Filter::exact("volume_id", &id)))
            });
            let id = key.clone();
            let words =
                move || names.volume(&id).map_or_else(|| short(&id).to_owned(), |name| name.to_string());
            view! { <span class="bp-cut" title=key.to_string()><RouteLink to>{words}</RouteLink></span> }
                .into_any()
        }
        "count" => number_cell(Some(group.count)),
        "gib" => listing::gib(group.gib).into_any(),
        "newest" => time(group.newest),
        "oldest" => time(group.oldest),
        "failed" if group.failed == 0 => dash(),
        "failed" => number_cell(Some(group.failed)),
        _ => dash(),
    }
}
