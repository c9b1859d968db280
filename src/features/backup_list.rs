//! The list of backups: its store, its counts, its names, in the frame of every list.

use leptos::prelude::*;

use crate::components::frame::after_frame;
use crate::components::icon::Icon;
use crate::features::backup_columns::offered;
use crate::features::backup_rows::backup_rows;
use crate::features::backup_selection::backup_selection;
use crate::features::backup_surroundings::{Own, backup_surroundings};
use crate::features::list_frame::{ListFrame, ListWords};
use crate::features::list_rows::ListColumn;
use crate::model::listing::Filter;
use crate::model::microversion::Microversion;
use crate::reactive::{effect, note};
use crate::state::backup_list::{BackupFilterRights, Backups};
use crate::state::chosen::Chosen;
use crate::state::list::ListStore;
use crate::state::names::Names;
use crate::state::on_screen::on_screen;
use crate::state::panel::{Panel, use_panel};
use crate::state::route::Route;
use crate::text::{listing, shell};

const WORDS: ListWords = ListWords {
    title: shell::backups,
    total: listing::total_backups,
    loading: listing::loading_backups,
    empty: listing::no_backups,
    empty_body: Some(listing::no_backups_body),
    icon: Icon::Database,
};

/// The list in its frame.
#[component]
pub fn BackupList() -> impl IntoView {
    let panel = use_panel();
    let names: Names = expect_context();
    let view = panel.address.list_view(|route| match route {
        Route::Backups(view) => Some(view.clone()),
        _ => None,
    });
    let rights = BackupFilterRights::new(panel.session);
    let place = Callback::new(move |filter: Filter| rights.get().place(&filter));
    let store: ListStore<Backups> =
        ListStore::start(panel.session, view, move |filter| place.run(filter.clone()));
    let face = store.face();
    let has_data = RwSignal::new(false);
    let is_first = !panel.ready.get_untracked();
    let on_screen = on_screen();
    // A field that is covered with the list still says that it was changed.
    let go = Callback::new(move |to| {
        if on_screen.get_untracked() {
            panel.address.go_view(&view.get_untracked(), to, Route::Backups);
        }
    });
    effect(move || {
        if face.settled.get() {
            let has_rows = face.updated_at.get().is_some();
            // Everything else is asked for once the first rows are on screen.
            after_frame(move || {
                note(has_data, has_rows);
                note(panel.ready, true);
            });
        }
    });
    let rows = backup_rows(names, columns(panel).collect(), move |key: &str| store.row(key));
    let chosen = Chosen::start(panel.session, store);
    let before = (panel.operations.changes().get_untracked(), panel.operations.all_untracked().len());
    view! {
        <ListFrame
            words=WORDS
            face
            rows
            go
            selection=chosen.selection
            selected=move || backup_selection(chosen)
            around=backup_surroundings(panel, Own { store, chosen, names, place, rights, has_data, is_first, before })
        />
    }
}

/// The columns with what this cloud sorts by.
fn columns(panel: Panel) -> impl Iterator<Item = ListColumn> {
    let ready = panel.session.ready_untracked();
    let offers = ready.as_ref().map_or(Microversion::BASE, |scoped| scoped.offers());
    offered(ready.is_some_and(|scoped| scoped.is_admin())).map(move |column| match column.sort_key(offers) {
        Some(key) => ListColumn::sorted(column.column(), key, column.first),
        None => ListColumn::plain(column.column()),
    })
}
