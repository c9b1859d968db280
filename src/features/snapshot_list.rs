//! The list of snapshots.

use leptos::prelude::*;

use crate::components::icon::Icon;
use crate::components::table_column::{Column, Compact};
use crate::features::backup_actions::back_up_menu;
use crate::features::backup_cell::named_cell;
use crate::features::cells::{dash, id_cell, size_cell, text_cell};
use crate::features::list_frame::{ListFrame, ListWords};
use crate::features::list_rows::{ListColumn, RowLook, list_rows};
use crate::features::list_surroundings::filtered;
use crate::features::status_badge::volume_status_badge;
use crate::features::times::time_cell;
use crate::model::listing::{Direction, Filter};
use crate::model::volume::Snapshot;
use crate::reactive::{effect, note};
use crate::state::dialogs::CreateFrom;
use crate::state::left_list::leave_behind;
use crate::state::list::ListStore;
use crate::state::names::Names;
use crate::state::panel::use_panel;
use crate::state::preferences::ChosenColumns;
use crate::state::route::Route;
use crate::state::selection::Selection;
use crate::state::volume_lists::{Snapshots, offered, place};
use crate::text::{listing, shell};

const WORDS: ListWords = ListWords {
    title: shell::snapshots,
    total: listing::total_snapshots,
    loading: listing::loading_snapshots,
    empty: listing::no_snapshots,
    empty_body: None,
    icon: Icon::Camera,
};

/// The list in its frame.
#[component]
pub fn SnapshotList() -> impl IntoView {
    let panel = use_panel();
    let names: Names = expect_context();
    let view = panel.address.list_view(|route| match route {
        Route::Snapshots(view) => Some(view.clone()),
        _ => None,
    });
    let store: ListStore<Snapshots> = ListStore::start(panel.session, view, place);
    leave_behind(store, panel.operations);
    let face = store.face();
    let go = Callback::new(move |to| panel.address.go_view(&view.get_untracked(), to, Route::Snapshots));
    effect(move || {
        if face.settled.get() {
            note(panel.ready, true);
        }
        if face.updated_at.get().is_some() {
            names.ask(view.with(|view| store.spans_projects(view)));
        }
    });
    let chosen = ChosenColumns::start("snapshots", &["status", "size", "volume", "created", "description"]);
    let look = RowLook {
        id_attribute: "snapshot-id",
        status: |snapshot: &Snapshot| snapshot.status.as_deref().unwrap_or_default(),
        name: name_text,
        menu: |snapshot, opened| back_up_menu(opened, move || snapshot.get().map(CreateFrom::Snapshot)),
    };
    let rows = list_rows(store, columns(), chosen, look, move |snapshot, column| {
        snapshot_cell(snapshot, column, names)
    });
    let selection = Selection::start(face);
    selection.follow();
    view! {
        <ListFrame
            words=WORDS
            face
            rows
            go
            selection
            around=filtered(view, go, Callback::new(|f: Filter| place(&f)), offered())
        />
    }
}

fn columns() -> Vec<ListColumn> {
    let (plain, sorted) = (ListColumn::plain, ListColumn::sorted);
    let (asc, desc) = (Direction::Asc, Direction::Desc);
    vec![
        sorted(Column::new("name", listing::name()).flexible(180, 3).compact(Compact::Title), "name", asc),
        sorted(
            Column::new("status", listing::status()).flexible(130, 1).compact(Compact::Status),
            "status",
            asc,
        ),
        // For snapshots the server's sort key is not `size`.
        sorted(
            Column::new("size", listing::size())
                .flexible(84, 1)
                .align_end()
                .priority(1)
                .compact(Compact::Line),
            "volume_size",
            desc,
        ),
        sorted(
            Column::new("volume", listing::volume()).flexible(140, 1).priority(1).compact(Compact::Line),
            "volume_id",
            asc,
        ),
        sorted(
            Column::new("created", listing::created()).flexible(126, 1).priority(2).compact(Compact::Line),
            "created_at",
            desc,
        ),
        plain(Column::new("description", listing::description()).flexible(200, 3).priority(4)),
        plain(Column::new("id", listing::id()).flexible(110, 1).priority(5)),
        ListColumn::menu(),
    ]
}

fn name_text(snapshot: &Snapshot) -> String {
    let name = snapshot.name.as_deref().filter(|name| !name.is_empty());
    name.map_or_else(|| listing::unnamed(snapshot.id.short()), str::to_owned)
}

fn snapshot_cell(snapshot: &Snapshot, column: &str, names: Names) -> AnyView {
    match column {
        "name" => text_cell(Some(&name_text(snapshot))),
        "status" => snapshot.status.as_deref().map_or_else(dash, volume_status_badge),
        "size" => size_cell(snapshot.size),
        "volume" => named_cell(snapshot.volume_id.as_ref().map(|id| id.key()), move |id| names.volume(id)),
        "created" => time_cell(snapshot.created_at.as_ref()),
        "description" => text_cell(snapshot.description.as_deref()),
        "id" => id_cell(Some(snapshot.id.as_str())),
        _ => dash(),
    }
}
