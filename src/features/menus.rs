//! The menus that stand on the first page. What is in them, and what it does, is fetched soon after
//! the page stands, or when the first of them is opened.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use crate::components::chunk::{Fetching, from_part};
use crate::components::menu::MenuFrame;
use crate::components::menu_panel::{MenuItem, menu_panel};
use crate::components::table_menu::RowMenu;
use crate::features::backup_actions::backup_menu_items;
use crate::features::sign_in_failure::SignInFailureView;
use crate::model::backup::Backup;
use crate::model::identity::Project;
use crate::reactive::derive;
use crate::rules::filters::{FilterField, Place};
use crate::state::on_screen::when_behind;
use crate::state::panel::use_panel;
use crate::state::preferences::{ChosenColumns, Theme};
use crate::state::scope::{Origin, Region};
use crate::state::sign_in::{SignInFailure, Step};
use crate::text::{listing, shell, sign_in};

/// A menu, with what it is about.
#[derive(Clone)]
pub enum MenuOf {
    /// The user's projects, to switch to without signing in again; with where a failure is told.
    Project(Failure),
    /// The regions of the project.
    Region(Failure),
    /// Theme and signing out.
    Account,
    /// The columns of a list: id and label of each on offer, of which the first stays, and the choice.
    Columns(Arc<[(&'static str, String)]>, ChosenColumns),
    /// The fields to filter by, with where each would be applied, and the one that was chosen.
    Filters(Signal<Vec<(FilterField, Place)>>, RwSignal<Option<FilterField>>),
    /// What can be done with a backup.
    Backup(Signal<Option<Arc<Backup>>>),
}

/// Where it is told why switching failed; the banner draws it.
pub type Failure = RwSignal<Option<ViewFn>>;

type DrawMenu = fn((Opened, MenuOf)) -> AnyView;

/// Where a menu is opened.
#[derive(Clone)]
enum Opened {
    ByItself(MenuFrame),
    InRow(Box<RowMenu>),
}

#[wasm_split(dialogs, wasm_split_path = leptos::wasm_split, fallible)]
fn load() -> Result<DrawMenu, SplitLoaderError> {
    Ok(draw)
}

fn fetch() -> Fetching<DrawMenu> {
    Box::pin(load())
}

/// Draws the menu when it is opened.
pub fn menu_of(menu: MenuOf) -> Callback<MenuFrame, AnyView> {
    Callback::new(move |frame| from_part(fetch, (Opened::ByItself(frame), menu.clone())))
}

/// Draws the menu of a row.
pub fn row_menu_of(opened: RowMenu, menu: MenuOf) -> AnyView {
    from_part(fetch, (Opened::InRow(Box::new(opened)), menu))
}

fn draw((opened, menu): (Opened, MenuOf)) -> AnyView {
    let panel = use_panel();
    let frame = match opened {
        Opened::ByItself(frame) => frame,
        Opened::InRow(row) => row.frame(),
    };
    let (items, search_label) = match menu {
        MenuOf::Project(failure) => (projects(failure), Some(shell::find_project())),
        MenuOf::Region(failure) => (regions(failure), None),
        MenuOf::Account => (account(), None),
        MenuOf::Columns(columns, chosen) => (self::columns(columns, chosen), None),
        MenuOf::Filters(offered, adding) => (filters(offered, adding), None),
        MenuOf::Backup(backup) => {
            let items = move || backup.get().map(|backup| backup_menu_items(panel, &backup));
            (derive(move || items().unwrap_or_default()), None)
        }
    };
    // One that is open when its page goes behind another is not to be open when it is back.
    let open = frame.open;
    when_behind(move || open.set(false));
    menu_panel(frame, items, search_label)
}

fn tell(failure: Failure, result: Step<()>) {
    let draw = |why| {
        ViewFn::from(
            move || view! { <SignInFailureView failure=Signal::stored(Some(SignInFailure::clone(&why))) /> },
        )
    };
    failure.try_set(result.err().map(draw));
}

fn projects(failure: Failure) -> Signal<Vec<MenuItem>> {
    let session = use_panel().session;
    let switch = move |project: Project| {
        let Some(scoped) = session.ready_untracked() else {
            return;
        };
        if scoped.project.id == project.id {
            return;
        }
        failure.set(None);
        spawn_local(async move {
            let result = session.enter_project(&scoped.unscoped, &project).await;
            tell(failure, result);
        });
    };
    derive(move || {
        let Some(scoped) = session.ready() else {
            return Vec::new();
        };
        let item = |project: &Project| {
            let (project, chosen) = (project.clone(), project.id == scoped.project.id);
            MenuItem::radio(project.name.to_string(), chosen, move || switch(project.clone()))
        };
        let no_other = (!scoped.unscoped.may_switch()).then(|| {
            let reason = match scoped.unscoped.origin {
                Origin::NoKeystone => sign_in::cannot_switch_without_keystone(),
                _ => sign_in::cannot_switch_credential(),
            };
            MenuItem::action(sign_in::another_project(), || ()).denied(Some(reason))
        });
        scoped.unscoped.projects.iter().map(item).chain(no_other).collect()
    })
}

fn regions(failure: Failure) -> Signal<Vec<MenuItem>> {
    let session = use_panel().session;
    let switch = move |region: Region| {
        let Some(scoped) = session.ready_untracked() else {
            return;
        };
        if scoped.region == region {
            return;
        }
        failure.set(None);
        spawn_local(async move {
            let result = session.enter_region(&scoped.in_project(), &region).await;
            tell(failure, result);
        });
    };
    derive(move || {
        let Some(scoped) = session.ready() else {
            return Vec::new();
        };
        let item = |region: &Region| {
            let (region, chosen) = (region.clone(), *region == scoped.region);
            MenuItem::radio(region.name.to_string(), chosen, move || switch(region.clone()))
        };
        scoped.regions.iter().map(item).collect()
    })
}

fn account() -> Signal<Vec<MenuItem>> {
    let panel = use_panel();
    let session = panel.session;
    derive(move || {
        let current = panel.preferences.theme();
        let theme_name = |theme| match theme {
            Theme::System => shell::theme_system(),
            Theme::Light => shell::theme_light(),
            Theme::Dark => shell::theme_dark(),
        };
        let themes = Theme::ALL.into_iter().map(|theme| {
            let choose = move || panel.preferences.set_theme(theme);
            MenuItem::radio(theme_name(theme), theme == current, choose)
        });
        let mut items: Vec<MenuItem> = Vec::new();
        // What is the host's to decide is not on offer.
        if !panel.preferences.is_hosts_theme() {
            items.extend(themes);
        }
        if panel.host.is_some() {
            return items;
        }
        if !items.is_empty() {
            items.push(MenuItem::separator());
        }
        items.push(MenuItem::action(shell::sign_out(), move || spawn_local(session.sign_out())));
        items
    })
}

fn columns(columns: Arc<[(&'static str, String)]>, chosen: ChosenColumns) -> Signal<Vec<MenuItem>> {
    derive(move || {
        let item = |(id, label): &(&'static str, String)| {
            let id = *id;
            MenuItem::checkbox(label.clone(), chosen.shows(id), move || chosen.toggle(id))
        };
        columns.iter().skip(1).map(item).collect()
    })
}

fn filters(
    offered: Signal<Vec<(FilterField, Place)>>,
    adding: RwSignal<Option<FilterField>>,
) -> Signal<Vec<MenuItem>> {
    derive(move || {
        let item = |(field, place): (FilterField, Place)| {
            let name = listing::field_name(field.key);
            let label = if place == Place::Page { listing::page_only_field(name) } else { name };
            MenuItem::action(label, move || adding.set(Some(field)))
        };
        offered.get().into_iter().map(item).collect()
    })
}
