//! How an import goes: its progress, what failed, and what can be done about it; and one record in
//! full.

use leptos::prelude::*;

use crate::components::button::{Button, ButtonKind};
use crate::components::feedback::Notice;
use crate::components::icon::Icon;
use crate::components::meter::Meter;
use crate::components::tone::Tone;
use crate::features::export_dialog::few_lines;
use crate::features::form_dialog::failure_view;
use crate::features::import_table::{note, record_name};
use crate::features::record_view::{record_in_full, record_properties};
use crate::model::backup::Backup;
use crate::model::status::BackupStatus;
use crate::reactive::{derive, memo};
use crate::rules::advice::findings;
use crate::rules::follow::Ended;
use crate::state::import::Import;
use crate::state::names::Names;
use crate::state::operation::{Failure, Phase};
use crate::text::{advice, operations, transfer};

/// The progress and the result; nothing before it was started.
#[component]
pub fn ImportResult(
    /// What is imported.
    import: Import,
) -> impl IntoView {
    let run = import.run;
    let tally = memo(move || run.tally());
    let value = derive(move || tally.with(|t| t.done + t.failed + t.not_run) as f64);
    let max = derive(move || tally.with(|t| t.all) as f64);
    let text = derive(move || tally.with(|t| transfer::imported_of(t.done, t.all)));
    let over = memo(move || run.is_started() && tally.with(|t| t.is_over()));
    let started = memo(move || run.is_started());
    let meter = move || {
        (started.get() && !over.get()).then(|| {
            view! { <Meter label=transfer::importing() value max text warn_from=9.0 bad_from=9.0 /> }
                .into_any()
        })
    };
    let result = move || over.get().then(|| result_view(import));
    view! {
        {meter}
        <div role="status" class="bp-result">{result}</div>
    }
}

fn result_view(import: Import) -> AnyView {
    let run = import.run;
    let tally = run.tally();
    let left = tally.failed + tally.not_run;
    if left == 0 {
        return view! { <Notice tone=Tone::Good title=transfer::all_imported(tally.done) /> }.into_any();
    }
    let half = run.half_imported();
    let busy = derive(move || run.is_clearing());
    let summary = transfer::some_failed(tally.done, left);
    if half == 0 {
        let retry = move || {
            view! { <Button label=transfer::retry(left) icon=Icon::Refresh on_press=move |()| run.retry() /> }
        };
        return view! { <Notice tone=Tone::Bad title=summary alert=true actions=retry /> }.into_any();
    }
    let clear = move || {
        view! {
            <Button
                label=transfer::clear_and_retry(half)
                kind=ButtonKind::Danger
                icon=Icon::Trash
                busy
                on_press=move |()| run.clear_and_retry()
            />
        }
    };
    let not_cleared = move || {
        let failures = run.not_cleared();
        let first = failures.first().map(|(_, failure)| failure_view(failure));
        let names = failures.iter().map(|(name, _)| name.clone()).collect();
        first.map(|first| {
            view! {
                <Notice tone=Tone::Bad title=transfer::not_cleared() alert=true>{few_lines(names)}</Notice>
                {first}
            }
            .into_any()
        })
    };
    let kept = move || {
        let ids: Vec<String> = run.kept().iter().map(ToString::to_string).collect();
        let title = transfer::kept(ids.join(", "));
        (!ids.is_empty()).then(|| view! { <Notice tone=Tone::Warn title /> }.into_any())
    };
    view! {
        <Notice tone=Tone::Bad title=summary alert=true>
            <p class="bp-notice-title">{transfer::half_title(half)}</p>
            <p>{transfer::half_body()}</p>
            <div class="bp-actions">{clear()}</div>
        </Notice>
        {not_cleared}
        {kept}
    }
    .into_any()
}

/// One record in full, with what has become of it.
pub fn record_details(import: Import, at: usize, names: Names) -> Option<AnyView> {
    let (record, _) = import.record(at)?;
    let name = record_name(&record);
    let fate = move || match import.run.progress(at).map(|progress| progress.phase) {
        Some(Phase::Failed(failure)) => view! { {failure_view(&failure)} {advised(&failure)} }.into_any(),
        _ => note(import, at).map(|note| view! { <p>{note}</p> }).into_any(),
    };
    let content = record
        .entry()
        .map(|entry| view! { {record_properties(entry, names)} {record_in_full(&entry.record)} }.into_any());
    Some(
        view! {
            <section class="bp-record" aria-label=transfer::details_of(name.clone())>
                <h3>{name.clone()}</h3>
                {fate}
                {content}
            </section>
        }
        .into_any(),
    )
}

/// What a failed import means, and what helps.
fn advised(failure: &Failure) -> Option<AnyView> {
    let Failure::Ended(Ended::BackupError(reason), _) = failure else { return None };
    let failed =
        Backup { status: BackupStatus::Error, fail_reason: Some(reason.clone()), ..Backup::default() };
    let found = findings(&failed, &[]).first()?.advice;
    Some(
        view! {
            <p>
                {advice::what_happened(found)} " " {advice::next_step(found)}
            </p>
        }
        .into_any(),
    )
}

/// The button that stops an import under way.
pub fn stop_button(import: Import) -> AnyView {
    let run = import.run;
    (move || {
        let waiting = run.is_started() && run.tally().waiting > 0;
        waiting.then(|| view! { <Button label=transfer::stop() on_press=move |()| run.stop() /> }.into_any())
    })
    .into_any()
}

/// The words of the button that closes the dialog.
pub fn close_words(import: Import) -> String {
    if import.run.is_started() { operations::close() } else { operations::cancel() }
}
