//! The banner: where one is, as whom, and how it looks.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::button::ButtonKind;
use crate::components::icon::{Icon, IconView};
use crate::components::menu::{Menu, MenuItem};
use crate::features::sign_in_failure::SignInFailureView;
use crate::model::identity::Project;
use crate::state::panel::use_panel;
use crate::state::preferences::Theme;
use crate::state::scope::{Origin, Region};
use crate::state::sign_in::SignInFailure;
use crate::text::{shell, sign_in};

/// The banner of a session that is ready.
#[component]
pub fn Banner() -> impl IntoView {
    let failure = RwSignal::new(None::<SignInFailure>);
    view! {
        <span class="bp-brand">
            <IconView icon=Icon::Layers />
            {shell::panel_name()}
        </span>
        <ProjectMenu failure />
        <RegionMenu failure />
        <div class="bp-banner-end">
            <AccountMenu />
        </div>
        <SignInFailureView failure />
    }
}

/// The projects of the user, to switch to without signing in again.
#[component]
fn ProjectMenu(failure: RwSignal<Option<SignInFailure>>) -> impl IntoView {
    let session = use_panel().session;
    let name = move || session.ready().map(|scoped| scoped.project.name.to_string()).unwrap_or_default();
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
            failure.try_set(result.err());
        });
    };
    let items = Signal::derive(move || {
        let Some(scoped) = session.ready() else {
            return Vec::new();
        };
        let current = scoped.project.id.clone();
        let no_other = (!scoped.unscoped.may_switch()).then(|| {
            let reason = match scoped.unscoped.origin {
                Origin::NoKeystone => sign_in::cannot_switch_without_keystone(),
                _ => sign_in::cannot_switch_credential(),
            };
            MenuItem::action(sign_in::another_project(), || ()).denied(Some(reason))
        });
        scoped
            .unscoped
            .projects
            .iter()
            .cloned()
            .map(|project| {
                let chosen = project.id == current;
                MenuItem::radio(project.name.to_string(), chosen, move || switch(project.clone()))
            })
            .chain(no_other)
            .collect::<Vec<_>>()
    });
    let label = Signal::derive(move || shell::project_is(name()));
    view! {
        <Menu
            label
            kind=ButtonKind::Quiet
            icon=Icon::Folder
            items
            search_label=shell::find_project()
        />
    }
}

/// The regions of the project; nothing when there is only one.
#[component]
fn RegionMenu(failure: RwSignal<Option<SignInFailure>>) -> impl IntoView {
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
            failure.try_set(result.err());
        });
    };
    let items = Signal::derive(move || {
        let Some(scoped) = session.ready() else {
            return Vec::new();
        };
        let current = scoped.region.clone();
        scoped
            .regions
            .iter()
            .cloned()
            .map(|region| {
                let chosen = region == current;
                MenuItem::radio(region.name.to_string(), chosen, move || switch(region.clone()))
            })
            .collect::<Vec<_>>()
    });
    let several = move || session.ready().is_some_and(|scoped| scoped.regions.len() > 1);
    let label = Signal::derive(move || {
        shell::region_is(session.ready().map(|scoped| scoped.region.name.to_string()).unwrap_or_default())
    });
    view! {
        <Show when=several>
            <Menu label kind=ButtonKind::Quiet icon=Icon::Globe items />
        </Show>
    }
}

/// Theme and signing out.
#[component]
fn AccountMenu() -> impl IntoView {
    let panel = use_panel();
    let session = panel.session;
    let items = Signal::derive(move || {
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
    });
    let label = Signal::derive(move || {
        shell::account_of(
            session.ready().map(|scoped| scoped.unscoped.user.name.to_string()).unwrap_or_default(),
        )
    });
    // Nothing to choose where both are the host's.
    let has_choice = Memo::new(move |_| items.with(|items| !items.is_empty()));
    move || match has_choice.get() {
        true => view! { <Menu label kind=ButtonKind::Quiet icon=Icon::User items /> }.into_any(),
        false => view! { <span class="bp-count">{label}</span> }.into_any(),
    }
}
