//! Whether the services that make backups are there.

use leptos::prelude::*;

use crate::components::feedback::Notice;
use crate::components::icon::{Icon, IconView};
use crate::components::tone::Tone;
use crate::features::quota_meters::QuotaMeters;
use crate::features::times::time_cell;
use crate::model::service::BackupService;
use crate::reactive::derive;
use crate::state::panel::use_panel;
use crate::state::service_health::watch_services;
use crate::text::service;

/// What surrounds a list of backups: how much fits still, and whether anything can be made at all.
#[component]
pub fn BackupOverview(
    /// A list is on screen.
    #[prop(into)]
    ready: Signal<bool>,
    /// It is of this project alone.
    #[prop(into)]
    own: Signal<bool>,
    /// What stands before the meters.
    children: Children,
) -> impl IntoView {
    let panel = use_panel();
    let services = watch_services(panel.session, ready);
    let missing = panel.operations.service_missing();
    let health = move || match services.get() {
        // What the services say of themselves may be older than a refusal.
        _ if missing.get() => Some(none_view(Vec::new())),
        Some(services) if !services.iter().any(|one| one.up) => Some(none_view(services)),
        Some(services) => Some(health_view(services)),
        None => None,
    };
    // What comes later finds its place kept: nothing below it moves.
    let is_told = panel.session.ready_untracked().is_some_and(|scoped| scoped.is_admin());
    let health = match is_told {
        true => view! { <div class="bp-health-place">{health}</div> }.into_any(),
        false => health.into_any(),
    };
    view! {
        {health}
        <div class="bp-overview">
            {children()}
            <div class="bp-quotas-place" hidden=move || !own.get()>
                <QuotaMeters wanted=derive(move || ready.get() && own.get()) />
            </div>
        </div>
    }
}

/// Nothing can be made.
fn none_view(services: Vec<BackupService>) -> AnyView {
    view! {
        <Notice tone=Tone::Bad title=service::none() alert=true>
            <p>{service::none_body()}</p>
            {list(&services)}
        </Notice>
    }
    .into_any()
}

/// How many are up, with all of them to unfold; loud only when one is not.
fn health_view(services: Vec<BackupService>) -> AnyView {
    let up = services.iter().filter(|one| one.up).count();
    let all = services.len();
    let is_fine = services.iter().all(|one| one.up && one.enabled);
    let tone = if is_fine { Tone::Good } else { Tone::Warn };
    let icon = if is_fine { Icon::Check } else { Icon::Alert };
    view! {
        <details class="bp-details bp-health" data-tone=tone.as_str()>
            <summary>
                <IconView icon />
                {service::up_of(up, all)}
            </summary>
            {list(&services)}
        </details>
    }
    .into_any()
}

fn list(services: &[BackupService]) -> AnyView {
    let line = |one: &BackupService| {
        let state = match (one.up, one.enabled) {
            (true, true) => service::up(),
            (true, false) => service::up_disabled(),
            (false, true) => service::down(),
            (false, false) => service::down_disabled(),
        };
        let reason = one.disabled_reason.as_deref().filter(|reason| !reason.is_empty());
        let reason = reason.map(|reason| view! { <span>{service::because(reason)}</span> }.into_any());
        let seen = (!one.up && one.updated_at.is_some()).then(|| {
            view! { <span>{service::last_seen()} " " {time_cell(one.updated_at.as_ref())}</span> }.into_any()
        });
        view! {
            <li>
                <code>{one.host.to_string()}</code>
                <span>{service::in_zone(&*one.zone)}</span>
                <span>{state}</span>
                {reason}
                {seen}
            </li>
        }
        .into_any()
    };
    (!services.is_empty())
        .then(|| {
            let lines: Vec<AnyView> = services.iter().map(line).collect();
            view! { <ul class="bp-services">{lines}</ul> }
        })
        .into_any()
}
