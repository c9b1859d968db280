//! Every backup, read whole: sorted, filtered, grouped, chosen and written to files here.

use std::rc::Rc;

use leptos::prelude::*;

use crate::components::button::{Button, ButtonKind};
use crate::components::icon::Icon;
use crate::features::backup_columns::offered;
use crate::features::backup_rows::backup_rows;
use crate::features::backup_selection::{backup_selection, forget_deleted};
use crate::features::list_frame::{ListFrame, ListWords};
use crate::features::list_rows::ListColumn;
use crate::features::list_surroundings::{Spot, surrounded_by, whole_or_own_projects};
use crate::features::whole_export::WholeExport;
use crate::features::whole_filters::WholeFilters;
use crate::features::whole_groups::groups_page;
use crate::features::whole_progress::WholeProgress;
use crate::model::listing::Direction;
use crate::model::microversion::Microversion;
use crate::reactive::{derive, effect, memo, note};
use crate::rules::deed::DeedKind;
use crate::rules::list_view::ListView;
use crate::state::backup_list::Backups;
use crate::state::chosen::Chosen;
use crate::state::names::Names;
use crate::state::operation::Phase as ItemPhase;
use crate::state::panel::{Panel, use_panel};
use crate::state::route::{Grouping, Route};
use crate::state::stay::Stay;
use crate::state::whole_reading::Phase;
use crate::state::whole_set::WholeSet;
use crate::state::whole_view::WholeView;
use crate::text::{listing, whole};

const WORDS: ListWords = ListWords {
    title: whole::title,
    total: listing::total_backups,
    loading: whole::reading,
    empty: listing::no_backups,
    empty_body: Some(listing::no_backups_body),
    icon: Icon::Database,
};

/// The whole set, by backup or by volume.
#[component]
pub fn WholeList() -> impl IntoView {
    let panel = use_panel();
    let names: Names = expect_context();
    let stay: Stay = expect_context();
    let set = stay.keep(|| WholeSet::new(panel.session));
    let view = panel.address.list_view(|route| match route {
        Route::All(_, view) => Some(view.clone()),
        _ => None,
    });
    let route = panel.address.signal();
    let grouping: Signal<Grouping> = Memo::new(move |before: Option<&Grouping>| match route.get() {
        Route::All(grouping, _) => grouping,
        _ => before.copied().unwrap_or(Grouping::Single),
    })
    .into();
    let admin = panel.session.ready_untracked().is_some_and(|scoped| scoped.is_admin());
    let spans_projects = memo(move || admin && view.with(|view| view.all_projects));
    effect(move || {
        let all = spans_projects.get();
        untrack(|| {
            set.want(all);
            names.ask(all);
        });
    });
    on_cleanup(move || set.leave());
    watch_operations(panel, set);
    let shown = WholeView::start(set, names, view, grouping);
    let face = shown.face();
    let failed = memo(move || set.progress().with(|progress| matches!(progress.phase, Phase::Failed(_))));
    effect(move || {
        if face.settled.get() || failed.get() {
            note(panel.ready, true);
        }
    });
    let go_as = Callback::new(move |(to, typing): (ListView, bool)| {
        let to = Route::All(grouping.get_untracked(), to);
        if typing { panel.address.replace(to) } else { panel.address.go(to) }
    });
    let go = Callback::new(move |to| go_as.run((to, false)));
    let export = WholeExport::new(set, shown, names);
    let own = Callback::new(move |spot| match spot {
        Spot::Actions => export.buttons(),
        Spot::Counts => view! {
            <WholeProgress set />
            {export.notice()}
            <Sum shown />
        }
        .into_any(),
        Spot::Filters => view! { <WholeFilters set view go=go_as /> }.into_any(),
        Spot::Controls => view! {
            <GroupToggle panel view grouping />
            {whole_or_own_projects(view, go)}
        }
        .into_any(),
        _ => ().into_any(),
    });
    let chosen = Chosen::<Backups>::elsewhere(face, Rc::new(shown));
    chosen.follow();
    forget_deleted(panel, chosen, panel.operations.all_untracked().len());
    Effect::new(move |before: Option<Grouping>| {
        let now = grouping.get();
        if before.is_some_and(|before| before != now) {
            chosen.selection.clear();
        }
        now
    });
    let rows = backup_rows(names, columns(admin).collect(), move |key: &str| shown.backup(key));
    move || match grouping.get() {
        Grouping::ByVolume => groups_page(shown, face, names, go, own),
        Grouping::Single => view! {
            <ListFrame
                words=WORDS
                face
                rows
                go
                selection=chosen.selection
                selected=move || backup_selection(chosen)
                around=surrounded_by(own)
            />
        }
        .into_any(),
    }
}

/// What is found, in numbers.
#[component]
fn Sum(shown: WholeView) -> impl IntoView {
    let sums = move || shown.sums();
    view! {
        <p class="bp-count" data-found=move || sums().backups.to_string() data-gib=move || sums().gib.to_string()>
            {move || whole::sum(sums().backups, sums().gib)}
        </p>
    }
}

#[component]
fn GroupToggle(panel: Panel, view: Signal<ListView>, grouping: Signal<Grouping>) -> impl IntoView {
    let pressed = derive(move || grouping.get() == Grouping::ByVolume);
    let turn = move |()| {
        let to = if pressed.get_untracked() { Grouping::Single } else { Grouping::ByVolume };
        // The columns of the one are not those of the other.
        let view = ListView { sort: None, offset: 0, ..view.get_untracked() };
        panel.address.go(Route::All(to, view));
    };
    view! { <Button label=whole::group() icon=Icon::Disk kind=ButtonKind::Quiet pressed on_press=turn /> }
}

/// Takes out of the set what was deleted from here, and notes that the set may have changed.
fn watch_operations(panel: Panel, set: WholeSet) {
    let changes = panel.operations.changes();
    effect(move || {
        if set.hears(changes.get()) {
            let all = panel.operations.all_untracked();
            let mut gone = Vec::new();
            for operation in all.iter().filter(|o| matches!(o.kind, DeedKind::Delete | DeedKind::ForceDelete))
            {
                for item in &*operation.items {
                    let is_done = item.progress.with_untracked(|now| matches!(now.phase, ItemPhase::Done(_)));
                    gone.extend(item.planned.deed.backup().filter(|_| is_done).cloned());
                }
            }
            set.touched(&gone.iter().map(|id| id.as_str()).collect::<Vec<_>>());
        }
    });
}

/// The columns; everything is sorted here, so the cloud's microversion does not count.
fn columns(admin: bool) -> impl Iterator<Item = ListColumn> {
    offered(admin).map(|column| match (column.id, column.sort_key(Microversion::v3(u16::MAX))) {
        ("mode", _) => ListColumn::sorted(column.column(), "is_incremental", Direction::Asc),
        (_, Some(key)) => ListColumn::sorted(column.column(), key, column.first),
        (_, None) => ListColumn::plain(column.column()),
    })
}
