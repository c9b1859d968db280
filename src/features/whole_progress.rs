//! How far reading the whole set has come, what is missing, and the ways on.

use leptos::prelude::*;

use crate::components::button::{Button, ButtonKind};
use crate::components::feedback::Notice;
use crate::components::icon::Icon;
use crate::components::tone::Tone;
use crate::features::error_view::ErrorView;
use crate::features::times::utc;
use crate::model::fault::ApiError;
use crate::model::units::Timestamp;
use crate::reactive::{derive, memo};
use crate::state::whole_reading::{Phase, Progress};
use crate::state::whole_set::WholeSet;
use crate::text::whole;

/// What stands above the rows.
#[component]
pub fn WholeProgress(
    /// The set.
    set: WholeSet,
) -> impl IntoView {
    let progress = set.progress();
    let phase = memo(move || progress.with(|progress| progress.phase.clone()));
    let error = derive(move || match phase.get() {
        Phase::Failed(error) => Some(error),
        _ => None::<ApiError>,
    });
    let state = move || match phase.get() {
        Phase::Idle => ().into_any(),
        Phase::Reading => reading(set),
        Phase::Stopped | Phase::Left | Phase::Failed(_) => incomplete(set),
        Phase::Complete => complete(set),
    };
    view! {
        <ErrorView error on_retry=Callback::new(move |()| set.go_on()) />
        {state}
    }
}

fn reading(set: WholeSet) -> AnyView {
    let progress = set.progress();
    let line = move || progress.with(progress_words);
    view! {
        <Notice
            tone=Tone::Busy
            title=whole::reading()
            actions=move || {
                view! { <Button label=whole::stop() small=true on_press=move |()| set.stop() /> }
            }
        >
            // It changes all the time: whoever listens hears of the beginning and the end.
            <div class="bp-reading" aria-live="off">
                <progress
                    aria-label=whole::reading()
                    prop:max=move || progress.with(|progress| progress.total.unwrap_or(1).max(1) as f64)
                    prop:value=move || progress.with(|progress| progress.came as f64)
                ></progress>
                <span data-came=move || progress.with(|progress| progress.came.to_string())>{line}</span>
            </div>
        </Notice>
    }
    .into_any()
}

fn progress_words(progress: &Progress) -> String {
    let mut words = match progress.total {
        Some(total) => whole::read_of(progress.came, total),
        None => whole::read_some(progress.came),
    };
    if progress.came > 0 {
        words = format!("{words} · {}", whole::rate(progress.rate().round() as u64));
    }
    if let Some(seconds) = progress.seconds_left().filter(|_| progress.came > 0) {
        let seconds = seconds.ceil() as u64;
        let left = if seconds < 120 {
            whole::seconds_left(seconds)
        } else {
            whole::minutes_left(seconds.div_ceil(60))
        };
        words = format!("{words} · {left}");
    }
    words
}

fn incomplete(set: WholeSet) -> AnyView {
    let progress = set.progress();
    // The page that was being taken in when it was stopped is still counted.
    let how_many = move || match progress.get() {
        Progress { came: 0, .. } => whole::nothing_came(),
        Progress { came, total: Some(total), .. } => whole::incomplete_of(came, total),
        Progress { came, total: None, .. } => whole::incomplete_some(came),
    };
    let missing = move || {
        let back_to = progress.with(|progress| progress.back_to);
        back_to.map(|micros| whole::missing_before(to_the_second(&Timestamp::from_micros(micros))))
    };
    view! {
        <Notice
            tone=Tone::Warn
            title=whole::incomplete()
            actions=move || {
                view! {
                    <Button
                        label=whole::go_on()
                        kind=ButtonKind::Primary
                        small=true
                        on_press=move |()| set.go_on()
                    />
                    {read_again(set)}
                }
            }
        >
            <p>{how_many} " " {missing}</p>
        </Notice>
    }
    .into_any()
}

fn complete(set: WholeSet) -> AnyView {
    let progress = set.progress();
    let words = move || {
        let Progress { came, began_at, read_at, .. } = progress.get();
        let time = |ms: f64| to_the_second(&Timestamp::from_micros((ms * 1_000.0) as i64));
        // The oldest page is from the beginning, also after a stop of hours.
        if read_at - began_at > 60_000.0 {
            whole::complete_between(came, time(began_at), time(read_at))
        } else {
            whole::complete(came, time(began_at))
        }
    };
    let differs = move || {
        let Progress { came, total, .. } = progress.get();
        total.filter(|total| *total != came).map(|total| view! { <p>{whole::differs(total)}</p> }.into_any())
    };
    let touched = move || {
        progress.with(|progress| progress.touched).then(|| view! { <p>{whole::touched()}</p> }.into_any())
    };
    view! {
        <Notice
            tone=Tone::Good
            title=derive(words)
            actions=move || read_again(set)
        >
            {differs}
            {touched}
        </Notice>
    }
    .into_any()
}

fn read_again(set: WholeSet) -> AnyView {
    view! {
        <Button
            label=whole::read_again()
            icon=Icon::Refresh
            small=true
            on_press=move |()| set.read_again()
        />
    }
    .into_any()
}

/// In UTC, without the fraction of the second.
fn to_the_second(time: &Timestamp) -> String {
    utc(&Timestamp::new(time.raw().split('.').next().unwrap_or_default()))
}
