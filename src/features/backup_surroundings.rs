//! What surrounds the list of backups. Its code is a file of its own, which is asked for once the first rows are on screen.

use leptos::html;
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use crate::components::button::{Button, ButtonKind};
use crate::components::chunk::{Chunk, Draw, Fetching};
use crate::components::focus::{focus, focused};
use crate::components::icon::Icon;
use crate::features::backup_actions::{actor, denied};
use crate::features::backup_selection::forget_deleted;
use crate::features::filter_bar::{FilterBar, PlaceOf};
use crate::features::links::RouteLink;
use crate::features::list_surroundings::{Around, Spot, Surroundings, whole_or_own_projects};
use crate::features::part_missing::part_missing;
use crate::features::service_health::BackupOverview;
use crate::features::status_filter::StatusFilter;
use crate::model::listing::MAX_LIMIT;
use crate::model::status::BackupStatus;
use crate::reactive::{derive, effect, memo};
use crate::rules::list_view::ListView;
use crate::rules::verdict::Action;
use crate::state::backup_list::{BackupFilterRights, Backups};
use crate::state::chosen::Chosen;
use crate::state::clock::Debounce;
use crate::state::counts::{CountScope, StatusCounts};
use crate::state::dialogs::{CreateFrom, DialogRequest};
use crate::state::left_list::leave_behind;
use crate::state::list::ListStore;
use crate::state::list_face::ListFace;
use crate::state::names::Names;
use crate::state::on_screen::{on_screen, when_behind};
use crate::state::panel::{Panel, use_panel};
use crate::state::route::{Grouping, Route};
use crate::text::{actions, listing};

/// Milliseconds from a change that the panel has made to a look at it: many come together.
const AFTER_CHANGE_MS: u32 = 300;
/// The same while more is to be sent: what the list looks like in between is not worth the load.
const WHILE_SENDING_MS: u32 = 3_000;

/// What only the list of backups has around it.
#[derive(Clone, Copy)]
pub struct Own {
    /// The list.
    pub store: ListStore<Backups>,
    /// The rows that are chosen.
    pub chosen: Chosen<Backups>,
    /// Names of volumes and projects.
    pub names: Names,
    /// Where a filter is applied.
    pub place: PlaceOf,
    /// What the user may filter by.
    pub rights: BackupFilterRights,
    /// A list is on screen.
    pub has_data: RwSignal<bool>,
    /// It is the first thing that this page shows.
    pub is_first: bool,
    /// The changes by operations, and how many operations there were, when the list began.
    pub before: (u32, usize),
}

type DrawSpot = Draw<(Spot, Surroundings, Own)>;

#[wasm_split(surroundings, wasm_split_path = leptos::wasm_split, fallible)]
fn load() -> Result<DrawSpot, SplitLoaderError> {
    Ok(draw)
}

fn fetch() -> Fetching<DrawSpot> {
    Box::pin(load())
}

/// Draws the spots; their places are kept until they can be.
pub fn backup_surroundings(panel: Panel, own: Own) -> Around {
    let part = Chunk::new(fetch);
    Callback::new(move |(spot, surroundings): (Spot, Surroundings)| {
        let draw = move || match panel.ready.get().then(|| part.get()).flatten() {
            Some(draw) => draw((spot, surroundings, own)),
            None => view! {
                {kept_place(panel, surroundings.face, own, spot)}
                // Said once.
                {(spot == Spot::Filters && part.failed()).then(|| part_missing(part))}
            }
            .into_any(),
        };
        draw.into_any()
    })
}

/// As much room as it will take: nothing moves when it comes.
fn kept_place(panel: Panel, face: ListFace, own: Own, spot: Spot) -> AnyView {
    let is_told = panel.session.ready_untracked().is_some_and(|scoped| scoped.is_admin());
    let is_own = face.view.with_untracked(|view| !own.store.spans_projects(view));
    match spot {
        // By the mark, tests know that there is more to come.
        Spot::Actions | Spot::Filters => view! { <div class="bp-place" data-coming></div> }.into_any(),
        Spot::Paging => view! { <div class="bp-pagination"><div class="bp-place"></div></div> }.into_any(),
        Spot::Counts => view! {
            {is_told.then(|| view! { <div class="bp-health-place"></div> })}
            <div class="bp-overview">
                <div class="bp-toggles"></div>
                <div class="bp-quotas-place" hidden=!is_own></div>
            </div>
        }
        .into_any(),
        Spot::Controls | Spot::Failure | Spot::Nothing => ().into_any(),
    }
}

fn draw((spot, surroundings, own): (Spot, Surroundings, Own)) -> AnyView {
    // One of the spots that are drawn once.
    if spot == Spot::Controls {
        keep_up(use_panel(), surroundings.face, own);
        keep_focus(surroundings.page, surroundings.face.view);
    }
    surroundings.draw(spot, Callback::new(move |spot| own_part(spot, surroundings, own)))
}

fn own_part(spot: Spot, Surroundings { face, go, .. }: Surroundings, own: Own) -> AnyView {
    let panel = use_panel();
    let (view, Own { place, rights, .. }) = (face.view, own);
    match spot {
        Spot::Actions => header_actions(panel),
        Spot::Counts => overview(panel, face, go, own),
        Spot::Filters => {
            let offered = derive(move || rights.get().offered());
            view! { <FilterBar view go place offered statuses=&BackupStatus::KNOWN /> }.into_any()
        }
        Spot::Controls => view! {
            <RouteLink to=derive(move || Route::All(Grouping::Single, to_all(view.get())))>
                {listing::load_all()}
            </RouteLink>
            {whole_or_own_projects(view, go)}
        }
        .into_any(),
        Spot::Nothing => create_button(panel, actions::create_first()),
        Spot::Failure | Spot::Paging => ().into_any(),
    }
}

/// What goes on around the list from now on, and what came about since it began.
fn keep_up(panel: Panel, face: ListFace, own: Own) {
    let Own { store, chosen, names, rights, has_data, before: (changes, operations), .. } = own;
    let on_screen = on_screen();
    chosen.follow();
    // Reading all that match is given up with all that the list reads.
    when_behind(move || chosen.selection.cancel());
    leave_behind(store, panel.operations);
    effect(move || {
        if face.updated_at.get().is_some() && has_data.get() && on_screen.get() {
            rights.ask(panel.session);
            names.ask(face.view.with(|view| store.spans_projects(view)));
        }
    });
    // What was started here has changed what is listed.
    let reload = Debounce::new(AFTER_CHANGE_MS, move || store.load());
    let reload_later = Debounce::new(WHILE_SENDING_MS, move || store.load());
    let sending = panel.operations.needs_page();
    panel.operations.on_change(changes, move || {
        if sending.get_untracked() { &reload_later } else { &reload }.call();
    });
    forget_deleted(panel, chosen, operations);
}

/// Gives the focus back to what had it when another page came before the list, if it is the same view that one comes
/// back to.
fn keep_focus(page: NodeRef<html::Div>, view: Signal<ListView>) {
    let left = StoredValue::new_local(None);
    let on_screen = on_screen();
    effect(move || {
        let (on_screen, view, page) = (on_screen.get(), view.get_untracked(), page.get_untracked());
        let there = left.try_update_value(Option::take).flatten();
        match (on_screen, there) {
            (true, Some((there, before))) if before == view => {
                focus(&there);
                // A dialog over the page that was left goes only after this.
                if focused(&there).as_ref() != Some(&there) {
                    request_animation_frame(move || focus(&there));
                }
            }
            (false, _) => {
                let inside = page.and_then(|page| focused(&page).filter(|at| page.contains(Some(at))));
                left.set_value(inside.map(|at| (at, view)));
            }
            _ => {}
        }
    });
}

/// The counts per status, the quota, the services.
fn overview(panel: Panel, face: ListFace, go: Callback<ListView>, own: Own) -> AnyView {
    let (view, Own { store, has_data, is_first, .. }) = (face.view, own);
    let counts = StatusCounts::start(panel.session, panel.operations);
    // Without a list nothing is counted.
    let pending = derive(move || is_first && has_data.get() && counts.are_coming());
    let scope = memo(move || count_scope(store, &view.get()));
    effect(move || {
        store.changes();
        let scope = scope.get();
        counts.turn_to(&scope);
        if has_data.get() {
            counts.refresh(scope);
        }
    });
    let is_own = memo(move || !view.with(|view| store.spans_projects(view)));
    view! {
        <BackupOverview ready=has_data own=is_own>
            <StatusFilter view go total=face.total pending counts />
        </BackupOverview>
    }
    .into_any()
}

fn count_scope(store: ListStore<Backups>, view: &ListView) -> CountScope {
    let mut filters = store.server_filters(view);
    filters.retain(|filter| &*filter.field != "status");
    CountScope { filters, all_projects: store.spans_projects(view) }
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
