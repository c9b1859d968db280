//! The operations centre: what was started, how far it has come, how it ended.

use std::sync::Arc;

use leptos::ev::Event;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlDetailsElement;

use crate::components::badge::Badge;
use crate::components::button::{Button, ButtonKind};
use crate::components::feedback::{EmptyState, Notice};
use crate::components::icon::Icon;
use crate::components::keyed::Key;
use crate::components::keyed_view::Keyed;
use crate::components::layout::{Page, PageHeader};
use crate::components::tone::Tone;
use crate::features::operation_item::{item_body, item_row};
use crate::features::operation_state::{operation_look, subject};
use crate::reactive::{derive, effect, memo, note};
use crate::state::clock::{Timer, now};
use crate::state::operation::{Operation, Phase, Tally};
use crate::state::panel::{Panel, use_panel};
use crate::text::{intl, operations, shell};

/// So many items are drawn at first, and so many more each time.
const STEP: usize = 100;
const SECOND_MS: u32 = 1_000;

/// All operations, newest first.
#[component]
pub fn OperationList() -> impl IntoView {
    let panel = use_panel();
    let all = panel.operations;
    effect(move || note(panel.ready, true));
    let keys = derive(move || {
        all.all().iter().map(|operation| Key::from(operation.id.0.to_string())).collect::<Vec<_>>()
    });
    let under_way = memo(move || all.under_way());
    let finished = memo(move || all.all().len() - under_way.get());
    let unsent = memo(move || {
        let unsent = |operation: &Arc<Operation>| {
            let tally = operation.tally();
            tally.waiting + tally.sending
        };
        all.all().iter().map(unsent).sum::<usize>()
    });
    let time = ticking(under_way);
    let draw = move |key: Key| {
        let found = all.all_untracked().into_iter().find(|operation| operation.id.0.to_string() == *key);
        match found {
            Some(operation) => operation_view(panel, operation, time),
            None => view! { <li></li> }.into_any(),
        }
    };
    let count = move || {
        (under_way.get() > 0).then(|| {
            view! { <span class="bp-count">{operations::under_way(under_way.get())}</span> }.into_any()
        })
    };
    view! {
        <Page>
            <PageHeader
                title=shell::operations()
                aside=move || count
                actions=move || {
                    view! {
                        <Button
                            label=operations::remove_finished()
                            inactive=derive(move || finished.get() == 0)
                            on_press=move |()| all.forget_finished()
                        />
                    }
                }
            />
            {move || {
                (unsent.get() > 0)
                    .then(|| view! { <Notice tone=Tone::Info title=operations::keep_open(unsent.get()) /> })
            }}
            <Keyed keys draw label=operations::list() class="bp-operations" />
            {move || {
                keys.with(Vec::is_empty)
                    .then(|| {
                        view! {
                            <EmptyState
                                icon=Icon::Activity
                                title=operations::none_yet()
                                body=Some(operations::none_yet_body())
                            />
                        }
                    })
            }}
        </Page>
    }
}

/// The time, each second while something is under way.
fn ticking(under_way: Memo<usize>) -> RwSignal<f64> {
    let time = RwSignal::new(now());
    let timer = StoredValue::new_local(None::<Timer>);
    effect(move || {
        time.track();
        let next = (under_way.get() > 0).then(|| {
            Timer::start(SECOND_MS, move || {
                time.try_set(now());
            })
        });
        timer.set_value(next);
    });
    time
}

fn operation_view(panel: Panel, operation: Arc<Operation>, time: RwSignal<f64>) -> AnyView {
    let all = panel.operations;
    let title = subject(&operation);
    let several = operation.items.len() > 1;
    let look = {
        let operation = operation.clone();
        memo(move || operation_look(&operation))
    };
    let tally = {
        let operation = operation.clone();
        memo(move || operation.tally())
    };
    let elsewhere = {
        let place = operation.place.clone();
        move || {
            let here = panel.session.ready().is_some_and(|here| here.is_same_place(&place));
            (!here).then(|| view! { <span>{operations::in_project(&*place.project.name)}</span> }.into_any())
        }
    };
    let times = {
        let operation = operation.clone();
        move || times_text(&operation, tally.get(), time)
    };
    let stop = {
        let operation = operation.clone();
        move |()| all.stop(&operation)
    };
    let retry = {
        let operation = operation.clone();
        move |()| all.retry(&operation)
    };
    let (stop, retry) = (Callback::new(stop), Callback::new(retry));
    let buttons = move || {
        let Tally { waiting, failed, not_run, .. } = tally.get();
        if waiting > 0 {
            let label = operations::stop();
            return view! { <Button label small=true on_press=stop /> }.into_any();
        }
        if tally.get().is_over() && failed + not_run > 0 {
            let label = match (several, not_run) {
                (false, _) => operations::retry(),
                (true, 0) => operations::retry_failed(failed),
                (true, _) => operations::run_remaining(failed + not_run),
            };
            return view! { <Button label icon=Icon::Refresh small=true on_press=retry /> }.into_any();
        }
        ().into_any()
    };
    let body = if several { several_view(operation, tally) } else { item_body(&operation, 0) };
    view! {
        <li class="bp-operation" data-operation-state=move || look.get().tone.as_str()>
            <div class="bp-operation-head">
                <h2>{title}</h2>
                <div class="bp-actions">{buttons}</div>
            </div>
            <div class="bp-operation-facts">
                <Badge
                    tone=derive(move || look.get().tone)
                    icon=derive(move || look.get().icon)
                    text=derive(move || look.get().text)
                />
                {elsewhere}
                <span>{times}</span>
            </div>
            {body}
        </li>
    }
    .into_any()
}

/// When it was started, and how long it took or has been under way.
fn times_text(operation: &Operation, tally: Tally, time: RwSignal<f64>) -> String {
    let started = operations::started_at(intl::clock_time(operation.started_at));
    let last = if tally.is_over() {
        let ends = operation.items.iter().filter_map(|item| item.progress.with(|progress| progress.ended_at));
        operations::took(operations::duration(ends.fold(0.0, f64::max) - operation.started_at))
    } else {
        operations::runs_for(operations::duration(time.get() - operation.started_at))
    };
    format!("{started} · {last}")
}

/// Progress and results of several items.
fn several_view(operation: Arc<Operation>, tally: Memo<Tally>) -> AnyView {
    let open = RwSignal::new(false);
    let over = move || {
        let Tally { done, failed, not_run, .. } = tally.get();
        done + failed + not_run
    };
    let words = move || {
        let Tally { all, failed, .. } = tally.get();
        if failed > 0 {
            operations::progress_failed(over(), all, failed)
        } else {
            operations::progress(over(), all)
        }
    };
    let toggled = move |event: Event| {
        let details = event.target().and_then(|target| target.dyn_into::<HtmlDetailsElement>().ok());
        if let Some(details) = details {
            // The event comes later, when the list may have gone.
            open.try_set(details.open());
        }
    };
    let all = operation.items.len();
    let items = move || open.get().then(|| items_view(operation.clone()));
    view! {
        <div class="bp-operation-progress">
            <progress
                max=all.to_string()
                prop:value=move || over() as f64
                aria-label=operations::results()
            ></progress>
            <span>{words}</span>
        </div>
        <details class="bp-details" on:toggle=toggled>
            <summary>{operations::results()}</summary>
            {items}
        </details>
    }
    .into_any()
}

/// The items, those that need attention first; a part of them when they are many.
fn items_view(operation: Arc<Operation>) -> AnyView {
    let shown = RwSignal::new(STEP);
    let count = operation.items.len();
    let keys = {
        let operation = operation.clone();
        memo(move || {
            let rank = |at: &usize| operation.items[*at].progress.with(|progress| rank(&progress.phase));
            let mut order: Vec<usize> = (0..operation.items.len()).collect();
            order.sort_by_key(rank);
            order.truncate(shown.get());
            order.into_iter().map(|at| Key::from(at.to_string())).collect::<Vec<_>>()
        })
    };
    let draw = move |key: Key| item_row(&operation, key.parse().unwrap_or(usize::MAX));
    let more = move || {
        let left = count.saturating_sub(shown.get());
        (left > 0).then(|| {
            let label = operations::show_more(left.min(STEP));
            let press = move |()| shown.update(|shown| *shown += STEP);
            view! { <Button label kind=ButtonKind::Quiet small=true on_press=press /> }.into_any()
        })
    };
    view! {
        <Keyed keys draw class="bp-operation-items" />
        {more}
    }
    .into_any()
}

/// What needs attention comes first.
fn rank(phase: &Phase) -> u8 {
    match phase {
        Phase::Failed(_) => 0,
        Phase::Looking(_) => 1,
        Phase::Sending | Phase::Following(_) => 2,
        Phase::NotRun(_) => 3,
        Phase::Waiting => 4,
        Phase::Done(_) => 5,
    }
}
