//! How many backups there are of each status; pressing one shows only those.

use leptos::prelude::*;

use crate::components::chips::{Toggle, ToggleGroup};
use crate::components::tone::Tone;
use crate::model::listing::Filter;
use crate::model::status::BackupStatus;
use crate::reactive::derive;
use crate::rules::list_view::ListView;
use crate::state::counts::StatusCounts;
use crate::text::{intl, listing};

/// The counts as toggles.
#[component]
pub fn StatusFilter(
    /// What is shown.
    view: Signal<ListView>,
    /// Goes to another view.
    go: Callback<ListView>,
    /// The total of the list shown.
    total: Signal<Option<u64>>,
    /// The counts are still to come: the toggles would move when they do.
    pending: Signal<bool>,
    /// The counts per status.
    counts: StatusCounts,
) -> impl IntoView {
    let toggles = derive(move || {
        let counts = counts.get();
        let chosen = view.with(|view| view.filter("status").map(|filter| filter.value.clone()));
        let sum = || counts.iter().copied().sum::<Option<u64>>();
        let all = if chosen.is_none() { total.get() } else { sum() };
        let toggle = |id: &str, name: String, count: Option<u64>, tone: Tone, pressed: bool| Toggle {
            id: id.to_owned(),
            label: match count {
                Some(count) => listing::count_label(name.as_str(), intl::number(count as f64)),
                None => name,
            },
            tone,
            pressed,
        };
        let first = toggle("", listing::all(), all, Tone::Neutral, chosen.is_none());
        let rest = BackupStatus::KNOWN.iter().zip(counts).map(|(status, count)| {
            let is_chosen = chosen.as_deref() == Some(status.as_str());
            let alarming = status.is_failed() && count.is_some_and(|count| count > 0);
            let tone = if alarming { Tone::Bad } else { Tone::Neutral };
            toggle(status.as_str(), listing::status_name(status), count, tone, is_chosen)
        });
        std::iter::once(first).chain(rest).collect::<Vec<_>>()
    });
    let press = move |id: String| {
        let view = view.get_untracked();
        let is_chosen = view.filter("status").is_some_and(|filter| *filter.value == *id);
        go.run(if id.is_empty() || is_chosen {
            view.without_filter("status")
        } else {
            view.with_filter(Filter::exact("status", &id))
        });
    };
    view! { <ToggleGroup label=listing::by_status() toggles pending on_press=press /> }
}
