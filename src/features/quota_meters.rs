//! How much of the quota for backups is used.

use leptos::prelude::*;

use crate::components::meter::Meter;
use crate::rules::quota::{Quota, Quotas};
use crate::state::panel::use_panel;
use crate::state::quota::watch_limits;
use crate::text::service;

/// Meters for the number of backups and their GiB.
#[component]
pub fn QuotaMeters(
    /// Whether they are wanted: a list of this project's backups is on screen.
    wanted: Signal<bool>,
) -> impl IntoView {
    let limits = watch_limits(use_panel().operations, wanted);
    move || {
        let limits = limits.get().filter(|_| wanted.get())?;
        let Quotas { count, gib, .. } = Quotas::of_backups(&limits);
        Some(view! {
            <div class="bp-quotas" role="group" aria-label=service::quota()>
                {meter(service::quota_backups(), count, service::number)}
                {meter(service::quota_gib(), gib, service::gib)}
            </div>
        })
    }
}

/// A meter where there is a limit and its use is known; else the words alone.
fn meter(label: String, quota: Quota, number: fn(u64) -> String) -> AnyView {
    let text = match (quota.used, quota.limit) {
        (Some(used), Some(limit)) => service::used_of(number(used), number(limit)),
        (Some(used), None) => service::unlimited(number(used)),
        (None, Some(limit)) => service::use_unknown(number(limit)),
        (None, None) => service::unlimited_unknown(),
    };
    match (quota.used, quota.limit) {
        (Some(used), Some(limit)) => {
            let (value, max) = (Signal::stored(used as f64), Signal::stored(limit as f64));
            view! { <Meter label value max text /> }.into_any()
        }
        _ => view! {
            <div class="bp-meter">
                <span>{label}</span>
                <span class="bp-meter-text">{text}</span>
            </div>
        }
        .into_any(),
    }
}
