//! Exporting the records of backups: shown, copied, or saved as a file, together with the records
//! of what they build on.

use leptos::prelude::*;

use std::sync::Arc;

use crate::components::button::{Button, ButtonKind};
use crate::components::copy::CopyButton;
use crate::components::dialog::Dialog;
use crate::components::download::download;
use crate::components::feedback::{Notice, Skeleton};
use crate::components::icon::Icon;
use crate::components::meter::Meter;
use crate::components::tone::Tone;
use crate::features::backup_actions::{actor, denied};
use crate::features::backup_cell::name_text;
use crate::features::command_view::CommandView;
use crate::features::form_dialog::failure_view;
use crate::features::record_view::{record_in_full, record_properties};
use crate::model::backup::Backup;
use crate::model::ids::BackupId;
use crate::reactive::{derive, memo};
use crate::rules::deed::Deed;
use crate::rules::record_file::Entry;
use crate::rules::verdict::Action;
use crate::state::dialogs::DialogFrame;
use crate::state::export::Export;
use crate::state::names::Names;
use crate::state::panel::use_panel;
use crate::text::{operations, records, transfer};

/// So many failures are shown in full.
const SHOWN: usize = 10;

/// Reads the records as soon as it opens: reading changes nothing.
pub fn export_dialog(backups: Arc<[Backup]>, frame: DialogFrame) -> AnyView {
    let panel = use_panel();
    let names: Names = expect_context();
    let actor = untrack(|| actor(panel));
    let (mut wanted, mut left_out) = (Vec::new(), Vec::new());
    for backup in backups.iter() {
        match denied(Action::Export, Some(backup), &actor) {
            Some(why) => left_out.push(transfer::named_because(name_text(backup), why)),
            None => wanted.push((backup.id.clone(), name_text(backup))),
        }
    }
    let title = match &*backups {
        [only] => transfer::export_one(name_text(only)),
        _ => transfer::export_many(backups.len()),
    };
    let single = (backups.len() == 1).then(|| wanted.first().map(|(id, _)| id.clone())).flatten();
    let deeds: Vec<Deed> = wanted.iter().map(|(id, _)| Deed::Export(id.clone())).collect();
    let is_empty = wanted.is_empty();
    let export = Export::start(panel.operations, wanted);
    let body = if is_empty {
        ().into_any()
    } else {
        let about = if single.is_some() { transfer::record_holds() } else { transfer::file_holds() };
        view! {
            {single.clone().map(|id| one_record(export, id, names))} {progress(export, single.is_some())}
            {move || failures(export)} <p class="bp-hint">{about}</p> <CommandView deeds=Signal::stored(deeds) />
        }
        .into_any()
    };
    let buttons = move || (!is_empty).then(|| save_buttons(export, single.clone(), names));
    view! {
        <Dialog
            open=frame.open
            title
            on_close=frame.close
            wide=true
            close_label=Signal::stored(operations::close())
            footer=move || {
                view! {
                    {buttons()}
                    <Button label=operations::close() kind=ButtonKind::Quiet on_press=frame.close />
                }
            }
        >
            {left_out_view(left_out, is_empty)}
            {body}
        </Dialog>
    }
    .into_any()
}

/// Those that cannot be exported as they are, and why.
fn left_out_view(left_out: Vec<String>, all: bool) -> Option<AnyView> {
    if left_out.is_empty() {
        return None;
    }
    let title = if all { transfer::none_can_be_exported() } else { transfer::left_out(left_out.len()) };
    Some(view! { <Notice tone=Tone::Warn title>{few_lines(left_out)}</Notice> }.into_any())
}

/// The first of many lines.
pub fn few_lines(lines: Vec<String>) -> AnyView {
    let more = lines.len().saturating_sub(SHOWN);
    let lines: Vec<AnyView> =
        lines.into_iter().take(SHOWN).map(|line| view! { <li>{line}</li> }.into_any()).collect();
    view! {
        <ul class="bp-lines">{lines}</ul>
        {(more > 0).then(|| view! { <p class="bp-muted">{transfer::and_more(more)}</p> }.into_any())}
    }
    .into_any()
}

/// The one record that was asked for.
fn one_record(export: Export, id: BackupId, names: Names) -> AnyView {
    let record =
        memo(move || export.records().into_iter().find(|(of, _)| *of == id).map(|(_, record)| record));
    (move || {
        let Some(record) = record.get() else {
            return untracked_loading(export);
        };
        let decoded = match Entry::of(record.clone(), None) {
            Ok(entry) => record_properties(&entry, names),
            Err(error) => {
                let title = transfer::undecodable(records::decode_error(error));
                view! { <Notice tone=Tone::Bad title alert=true /> }.into_any()
            }
        };
        let json = record.to_json().pretty();
        view! {
            {decoded}
            {record_in_full(&record)}
            <div class="bp-actions">
                <CopyButton
                    text=json
                    label=transfer::copy_json()
                    copied_label=transfer::copied()
                    with_words=true
                />
            </div>
        }
        .into_any()
    })
    .into_any()
}

fn untracked_loading(export: Export) -> AnyView {
    if export.tally().done == 0 && !export.is_over() {
        view! { <Skeleton lines=6 label=transfer::reading() /> }.into_any()
    } else {
        ().into_any()
    }
}

/// How far the reading is; and what was read besides what was asked for.
fn progress(export: Export, single: bool) -> AnyView {
    let tally = memo(move || export.tally());
    let value = derive(move || tally.with(|tally| tally.done) as f64);
    let max = derive(move || tally.with(|tally| tally.all) as f64);
    let text = derive(move || tally.with(|tally| transfer::read_of(tally.done, tally.all)));
    let over = memo(move || export.is_over());
    let meter = move || {
        (!single && !over.get()).then(|| {
            view! { <Meter label=transfer::reading() value max text warn_from=9.0 bad_from=9.0 /> }.into_any()
        })
    };
    let parents = move || {
        let n = export.parents();
        let words = if single { transfer::with_parents_of_one(n) } else { transfer::with_parents(n) };
        (n > 0).then(|| view! { <p>{words}</p> }.into_any())
    };
    view! { {meter} {parents} }.into_any()
}

/// What could not be read: by name, each with the cloud's answer.
fn failures(export: Export) -> Option<AnyView> {
    if !export.is_over() {
        return None;
    }
    let failures = export.failures();
    if failures.is_empty() {
        return None;
    }
    let n = failures.len();
    let more = n.saturating_sub(SHOWN);
    let shown: Vec<AnyView> = failures
        .into_iter()
        .take(SHOWN)
        .map(|(name, failure)| {
            view! {
                <li>
                    <strong>{name}</strong>
                    {failure_view(&failure)}
                </li>
            }
            .into_any()
        })
        .collect();
    let retry = move || {
        view! { <Button label=transfer::read_again(n) icon=Icon::Refresh on_press=move |()| export.retry() /> }
    };
    Some(
        view! {
            <Notice tone=Tone::Bad title=transfer::not_read(n) alert=true actions=retry>
                <p>{transfer::not_read_body()}</p>
            </Notice>
            <ul class="bp-messages">{shown}</ul>
            {(more > 0).then(|| view! { <p class="bp-muted">{transfer::and_more(more)}</p> }.into_any())}
        }
        .into_any(),
    )
}

/// The button that saves the file, and what came of it.
fn save_buttons(export: Export, single: Option<BackupId>, names: Names) -> AnyView {
    let _ = single;
    let saved = RwSignal::new(None::<String>);
    let over = memo(move || export.is_over());
    let read = memo(move || export.tally().done);
    let denied = derive(move || match (over.get(), read.get()) {
        (false, _) => Some(transfer::not_all_read()),
        (true, 0) => Some(transfer::nothing_read()),
        _ => None,
    });
    let save = move |()| {
        let Some((name, text)) = export.file(|id| untrack(|| names.project(id.as_str()))) else { return };
        let done = download(&name, "application/json", &text);
        saved.set(Some(if done { transfer::saved(name) } else { transfer::not_saved() }));
    };
    let label = derive(move || transfer::save(read.get()));
    view! {
        <Button label kind=ButtonKind::Primary icon=Icon::Download denied on_press=save />
        <span class="bp-muted bp-saved" role="status">{move || saved.get()}</span>
    }
    .into_any()
}
