//! The list of backups: its store, its counts, its names, in the frame of every list.

use leptos::prelude::*;

use crate::components::button::{Button, ButtonKind};
use crate::components::frame::after_frame;
use crate::components::icon::Icon;
use crate::features::backup_actions::{actor, denied};
use crate::features::backup_columns::offered;
use crate::features::backup_rows::backup_rows;
use crate::features::backup_selection::{backup_selection, forget_deleted};
use crate::features::cells::RouteLink;
use crate::features::filter_bar::FilterBar;
use crate::features::list_frame::{ListFrame, ListWords, whole_or_own_projects};
use crate::features::list_rows::ListColumn;
use crate::features::service_health::BackupOverview;
use crate::features::status_filter::StatusFilter;
use crate::model::listing::{Filter, MAX_LIMIT};
use crate::model::microversion::Microversion;
use crate::model::status::BackupStatus;
use crate::reactive::{derive, effect, memo, note};
use crate::rules::list_view::ListView;
use crate::rules::verdict::Action;
use crate::state::backup_list::{BackupFilterRights, Backups};
use crate::state::clock::Debounce;
use crate::state::counts::{CountScope, StatusCounts};
use crate::state::dialogs::{CreateFrom, DialogRequest};
use crate::state::list::ListStore;
use crate::state::names::Names;
use crate::state::panel::{Panel, use_panel};
use crate::state::route::{Grouping, Route};
use crate::state::selection::Chosen;
use crate::text::{actions, listing, shell};

/// Milliseconds from a change that the panel has made to a look at it: many come together.
const AFTER_CHANGE_MS: u32 = 300;
/// The same while more is to be sent: what the list looks like in between is not worth the load.
const WHILE_SENDING_MS: u32 = 3_000;

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
    let counts = StatusCounts::new(panel.session);
    let has_data = RwSignal::new(false);
    let go = Callback::new(move |to| panel.address.go_view(&view.get_untracked(), to, Route::Backups));
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
    effect(move || {
        if face.updated_at.get().is_some() && has_data.get() {
            rights.ask(panel.session);
            names.ask(view.with(|view| store.spans_projects(view)));
        }
    });
    // Without a list nothing is counted.
    let is_first = !panel.ready.get_untracked();
    let pending = derive(move || is_first && counts.are_coming() && (has_data.get() || !panel.ready.get()));
    let scope = memo(move || count_scope(store, &view.get()));
    effect(move || {
        store.changes();
        let scope = scope.get();
        if has_data.get() {
            counts.refresh(scope);
        }
    });
    // What was started here has changed what is listed.
    let reload = Debounce::new(AFTER_CHANGE_MS, move || store.load());
    let reload_later = Debounce::new(WHILE_SENDING_MS, move || store.load());
    let sending = panel.operations.needs_page();
    panel.operations.on_change(move || {
        if sending.get_untracked() { &reload_later } else { &reload }.call();
    });
    let rows = backup_rows(panel, names, columns(panel).collect(), move |key: &str| store.row(key));
    let chosen = Chosen::start(panel.session, store);
    forget_deleted(panel, chosen);
    view! {
        <ListFrame
            words=WORDS
            face
            rows
            go
            selection=chosen.selection
            selected=move || backup_selection(chosen)
            actions=move || header_actions(panel)
            begin=move || create_button(panel, actions::create_first())
            counts=move || view! {
                <BackupOverview ready=has_data own=derive(move || !view.with(|view| store.spans_projects(view)))>
                    <StatusFilter view go total=face.total pending counts />
                </BackupOverview>
            }
            filters=move || {
                let offered = derive(move || rights.get().offered());
                view! { <FilterBar view go place offered statuses=&BackupStatus::KNOWN /> }
            }
            controls=move || view! {
                <RouteLink to=derive(move || Route::All(Grouping::Single, to_all(view.get())))>
                    {listing::load_all()}
                </RouteLink>
                {whole_or_own_projects(view, go)}
            }
        />
    }
}

/// The same in the whole set.
fn to_all(view: ListView) -> ListView {
    ListView { rows: MAX_LIMIT, offset: 0, ..view }
}

fn header_actions(panel: Panel) -> AnyView {
    let denied = derive(move || denied(Action::Import, None, &actor(panel)));
    view! {
        {create_button(panel, actions::create())}
        <Button
            label=actions::import()
            icon=Icon::Upload
            denied
            on_press=move |()| panel.dialogs.show(DialogRequest::Import)
        />
    }
    .into_any()
}

fn create_button(panel: Panel, label: String) -> AnyView {
    let denied = derive(move || denied(Action::Create, None, &actor(panel)));
    view! {
        <Button
            label
            icon=Icon::Plus
            kind=ButtonKind::Primary
            denied
            on_press=move |()| panel.dialogs.show(DialogRequest::Create(CreateFrom::Choice))
        />
    }
    .into_any()
}

fn count_scope(store: ListStore<Backups>, view: &ListView) -> CountScope {
    let mut filters = store.server_filters(view);
    filters.retain(|filter| &*filter.field != "status");
    CountScope { filters, all_projects: store.spans_projects(view) }
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
