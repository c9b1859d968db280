//! What is used of a quota, and what a form takes of it.

use leptos::prelude::*;

use crate::components::meter::Meter;
use crate::rules::quota::{Quota, Quotas, Room};
use crate::text::create;

/// How many there are and how many GiB; `takes` is both as the form is. None while it is being read: its place is kept, so that
/// nothing moves from under a pointer when it comes. Nothing where the cloud does not say what is in use.
pub fn quota_use(
    [count, gib]: [String; 2],
    quotas: Signal<Option<Quotas>>,
    takes: Memo<(u64, u64)>,
) -> AnyView {
    (move || {
        let (quotas, takes) = (quotas.get(), takes.get());
        let meters = [
            meter(count.clone(), quotas.map(|quotas| quotas.count), takes.0),
            meter(gib.clone(), quotas.map(|quotas| quotas.gib), takes.1),
        ];
        let meters: Vec<AnyView> = meters.into_iter().flatten().collect();
        let is_coming = quotas.is_none().then_some("true");
        (!meters.is_empty()).then(|| {
            view! { <div class="bp-quota" aria-live="polite" aria-hidden=is_coming>{meters}</div> }.into_any()
        })
    })
    .into_any()
}

fn meter(label: String, quota: Option<Quota>, takes: u64) -> Option<AnyView> {
    let Some(quota) = quota else { return Some(meter_view(label, "\u{a0}".to_owned(), 0, 1)) };
    let used = quota.used?;
    let text = match (quota.limit, quota.room(takes)) {
        (Some(limit), Room::Exceeds { by }) => create::quota_over(used, limit, takes, by),
        (Some(limit), _) => create::quota_left(used, limit, takes, quota.free()?.saturating_sub(takes)),
        (None, _) => create::quota_unlimited(used, takes),
    };
    Some(match quota.limit {
        Some(limit) => meter_view(label, text, used.saturating_add(takes), limit),
        None => {
            let text = view! { <span class="bp-meter-text">{text}</span> };
            view! { <p class="bp-meter"><span>{label}</span>{text}</p> }.into_any()
        }
    })
}

fn meter_view(label: String, text: String, value: u64, max: u64) -> AnyView {
    let [value, max] = [value, max].map(|number| Signal::stored(number as f64));
    view! { <Meter label value max text warn_from=0.9 bad_from=1.000_001 /> }.into_any()
}
