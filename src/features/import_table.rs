//! The records of an import as a list: what would become of each, then what has.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::badge::Badge;
use crate::components::chips::{Toggle, ToggleGroup};
use crate::components::icon::Icon;
use crate::components::table::Table;
use crate::components::table_column::{Column, Compact};
use crate::components::tone::Tone;
use crate::features::cells::{dash, id_cell, size_cell, text_cell};
use crate::features::error_view::own_origin;
use crate::features::import_groups::project_name;
use crate::features::times::time_cell;
use crate::reactive::{derive, memo};
use crate::rules::import_plan::Status;
use crate::rules::record_file::ReadRecord;
use crate::state::import::Import;
use crate::state::import_targets::{item_of, key_of};
use crate::state::list::RowKey;
use crate::state::names::Names;
use crate::state::operation::{Failure, NotRun, Phase};
use crate::text::{faults, listing, operations, records, transfer};

/// Which of the records are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Show {
    All,
    Ready,
    Problems,
    Failed,
}

/// The list. A press on a name shows that record below.
#[component]
pub fn ImportTable(
    /// What is imported.
    import: Import,
    /// The item of the plan that is shown in full.
    picked: RwSignal<Option<usize>>,
) -> impl IntoView {
    let names: Names = expect_context();
    let show = RwSignal::new(Show::All);
    let rows: Memo<Arc<[RowKey]>> = memo(move || {
        let Some(plan) = import.plan.get() else { return Arc::from([]) };
        let wanted = |at: &usize| match show.get() {
            Show::All => true,
            Show::Ready => plan.items[*at].status.is_ready(),
            Show::Problems => !plan.items[*at].status.is_ready(),
            Show::Failed => is_failed(import, *at),
        };
        (0..plan.items.len()).filter(wanted).map(key_of).collect()
    });
    let toggles = derive(move || toggles(import, show.get()));
    let on_press = move |id: String| {
        show.set(match &*id {
            "ready" => Show::Ready,
            "problems" => Show::Problems,
            "failed" => Show::Failed,
            _ => Show::All,
        });
    };
    let several = memo(move || import.plan.with(|plan| plan.as_ref().is_some_and(|p| p.groups.len() > 1)));
    let columns = derive(move || columns(several.get()));
    let cell = move |(key, column): (RowKey, &'static str)| {
        let Some(at) = item_of(&key) else { return dash() };
        // The same row may be of another file later.
        (move || match import.record(at) {
            Some((record, status)) => match column {
                "name" => name_cell(import, at, &record, picked),
                "state" => (move || state_badge(import, at, &status)).into_any(),
                "note" => (move || text_cell(note(import, at).as_deref())).into_any(),
                _ => record_cell(import, &record, column, names),
            },
            None => dash(),
        })
        .into_any()
    };
    let locked = move |key: RowKey| {
        import.looking.get()
            || import.run.is_started()
            || item_of(&key).is_none_or(|at| import.is_skipped(at) || !import.can_be_chosen(at))
    };
    let select_label = move |key: RowKey| {
        let name = item_of(&key).and_then(|at| Some(record_name(&import.record(at)?.0)));
        transfer::select(name.unwrap_or_default())
    };
    let data = move |key: RowKey| {
        let at = item_of(&key).unwrap_or_default();
        let id = import.record(at).and_then(|(record, _)| record.id);
        let id = id.map(|id| id.to_string()).unwrap_or_default();
        vec![("record-id", id), ("state", state(import, at).to_owned())]
    };
    // There is nothing to come where none is shown.
    let looking = derive(move || import.looking.get() && !rows.with(|rows| rows.is_empty()));
    view! {
        <div class="bp-import-table">
            <ToggleGroup label=transfer::show() toggles on_press />
            <Table
                label=transfer::preview()
                columns
                rows
                cell
                row_data=Callback::new(data)
                selection=import.chosen
                locked=Callback::new(locked)
                select_label=Callback::new(select_label)
                select_all_label=transfer::select_all()
                on_open=Callback::new(move |key: RowKey| picked.set(item_of(&key)))
                loading=looking
                empty=move || view! { <p class="bp-muted bp-none">{transfer::nothing_here()}</p> }
            />
        </div>
    }
}

fn columns(several: bool) -> Vec<Column> {
    let mut columns = vec![
        Column::new("name", listing::name()).flexible(140, 3).compact(Compact::Title),
        Column::new("state", transfer::state()).fixed(136).compact(Compact::Status),
        Column::new("mode", listing::mode()).flexible(110, 2).priority(2).compact(Compact::Line),
        Column::new("size", listing::size()).fixed(76).align_end().priority(1).compact(Compact::Line),
        Column::new("created", listing::created()).fixed(112).priority(3).compact(Compact::Line),
        Column::new("volume", listing::volume()).fixed(96).priority(5),
    ];
    if several {
        columns.push(Column::new("project", listing::project()).flexible(90, 1).priority(4));
    }
    columns.push(Column::new("note", transfer::note()).flexible(120, 3).priority(1));
    columns
}

fn toggles(import: Import, show: Show) -> Vec<Toggle> {
    let Some(plan) = import.plan.get() else { return Vec::new() };
    let all = plan.items.len();
    let ready = plan.items.iter().filter(|item| item.status.is_ready()).count();
    let toggle = |id: &str, label: String, tone: Tone, is: Show| Toggle {
        id: id.to_owned(),
        label,
        tone,
        pressed: is == show,
    };
    let alarm = |n: usize| if n > 0 { Tone::Bad } else { Tone::Neutral };
    let mut toggles = vec![toggle("all", transfer::show_all(all), Tone::Neutral, Show::All)];
    if ready < all {
        toggles.push(toggle("ready", transfer::show_ready(ready), Tone::Neutral, Show::Ready));
        toggles.push(toggle("problems", transfer::show_problems(all - ready), Tone::Warn, Show::Problems));
    }
    if import.run.is_started() {
        let tally = import.run.tally();
        let failed = tally.failed + tally.not_run;
        toggles.push(toggle("failed", transfer::show_failed(failed), alarm(failed), Show::Failed));
    }
    toggles
}

fn is_failed(import: Import, at: usize) -> bool {
    import.run.progress(at).is_some_and(|p| matches!(p.phase, Phase::Failed(_) | Phase::NotRun(_)))
}

/// What people call a record.
pub fn record_name(record: &ReadRecord) -> String {
    let id = record.id.as_ref().map(|id| id.short().to_owned());
    let name = record.name.as_deref().filter(|name| !name.is_empty()).map(str::to_owned);
    name.or_else(|| id.map(listing::unnamed)).unwrap_or_else(transfer::unnamed)
}

fn name_cell(import: Import, at: usize, record: &ReadRecord, picked: RwSignal<Option<usize>>) -> AnyView {
    let _ = import;
    let name = record_name(record);
    view! {
        <button
            type="button"
            class="bp-link bp-cut"
            title=name.clone()
            aria-expanded=move || (picked.get() == Some(at)).to_string()
            on:click=move |_| picked.update(|now| *now = if *now == Some(at) { None } else { Some(at) })
        >
            {name.clone()}
        </button>
    }
    .into_any()
}

fn record_cell(import: Import, record: &ReadRecord, column: &str, names: Names) -> AnyView {
    if column == "project" {
        let project = record.project.clone();
        let group = import.plan.with(|plan| {
            let groups = plan.iter().flat_map(|plan| &plan.groups);
            groups.filter(|group| Some(&group.project) == project.as_ref()).map(project_name).next()
        });
        return text_cell(group.or_else(|| project.map(|id| id.to_string())).as_deref());
    }
    let Some(decoded) = record.entry().map(|entry| &entry.decoded) else { return dash() };
    match column {
        "mode" => match &decoded.parent_id {
            Some(parent) => text_cell(Some(&transfer::incremental_on(parent_name(import, parent)))),
            None => text_cell(Some(&listing::full())),
        },
        "size" => size_cell(Some(decoded.size)),
        "created" => time_cell(decoded.created_at.as_ref()),
        "volume" => match decoded.volume_id.as_ref().and_then(|id| names.volume(id.as_str())) {
            Some(name) => text_cell(Some(&name)),
            None => id_cell(decoded.volume_id.as_ref().map(|id| id.as_str())),
        },
        _ => dash(),
    }
}

/// A parent by its name in the file, or by its short id.
fn parent_name(import: Import, parent: &crate::model::ids::BackupId) -> String {
    let file = import.records();
    let records = file.iter().flat_map(|file| &file.records);
    let mut of = records.filter(|record| record.id.as_ref() == Some(parent) && record.name.is_some());
    of.next().map_or_else(|| parent.short().to_owned(), record_name)
}

/// The state of an item, for `data-state`.
fn state(import: Import, at: usize) -> &'static str {
    if let Some(progress) = import.run.progress(at) {
        return match progress.phase {
            Phase::Waiting => "waiting",
            Phase::Sending => "sending",
            Phase::Looking(_) => "looking",
            Phase::Following(_) => "following",
            Phase::Done(_) => "done",
            Phase::Failed(_) => "failed",
            Phase::NotRun(_) => "not-run",
        };
    }
    match import.record(at) {
        Some((_, status)) if import.looking.get() && status.can_be_sent() => "checking",
        Some((_, Status::Ready)) => "ready",
        Some((_, Status::AlreadyExists)) => "exists",
        Some((_, Status::ParentMissing(_))) => "parent-missing",
        Some((_, Status::Circular)) => "circular",
        Some((_, Status::Incomplete(_))) => "incomplete",
        Some((_, Status::Damaged(_))) => "damaged",
        None => "",
    }
}

fn state_badge(import: Import, at: usize, status: &Status) -> AnyView {
    let checking = import.looking.get() && status.can_be_sent();
    let (tone, icon, text) = match (import.run.progress(at), status) {
        (Some(progress), _) => {
            let (tone, icon) = match &progress.phase {
                Phase::Waiting => (Tone::Neutral, Icon::Clock),
                Phase::Sending | Phase::Following(_) => (Tone::Busy, Icon::Spinner),
                Phase::Looking(_) => (Tone::Warn, Icon::Search),
                Phase::Done(_) => (Tone::Good, Icon::Check),
                Phase::Failed(_) => (Tone::Bad, Icon::XCircle),
                Phase::NotRun(_) => (Tone::Warn, Icon::Alert),
            };
            (tone, icon, phase_name(&progress.phase))
        }
        _ if checking => (Tone::Busy, Icon::Spinner, transfer::checking()),
        (None, Status::Ready) => (Tone::Good, Icon::Check, records::status(status)),
        (None, Status::AlreadyExists) => (Tone::Neutral, Icon::Info, records::status(status)),
        (None, Status::ParentMissing(_)) => (Tone::Warn, Icon::Alert, records::status(status)),
        (None, _) => (Tone::Bad, Icon::XCircle, records::status(status)),
    };
    view! { <Badge tone icon=Signal::stored(icon) text /> }.into_any()
}

fn phase_name(phase: &Phase) -> String {
    match phase {
        Phase::Waiting => transfer::waiting(),
        Phase::Sending => transfer::sending(),
        Phase::Looking(_) => transfer::in_doubt(),
        Phase::Following(_) => transfer::following(),
        Phase::Done(_) => transfer::done(),
        Phase::Failed(_) => transfer::failed(),
        Phase::NotRun(_) => transfer::not_run(),
    }
}

/// Why an item stands as it does, in a line; tracked.
pub fn note(import: Import, at: usize) -> Option<String> {
    let Some(progress) = import.run.progress(at) else {
        let (_, status) = import.record(at)?;
        if import.looking.get() && status.can_be_sent() {
            return None;
        }
        let skipped = status.can_be_sent() && import.is_skipped(at);
        return if skipped { Some(transfer::skipped()) } else { records::status_reason(&status) };
    };
    match &progress.phase {
        Phase::NotRun(NotRun::Stopped) => Some(transfer::stopped()),
        Phase::NotRun(NotRun::AfterFailure) => Some(transfer::after_failure()),
        Phase::NotRun(NotRun::SignedOut) => Some(transfer::signed_out()),
        Phase::Looking(_) => Some(operations::looking()),
        Phase::Failed(Failure::Refused(error)) if !error.message.is_empty() => {
            Some(error.message.to_string())
        }
        Phase::Failed(Failure::Refused(error)) => Some(faults::sentence(error, &own_origin())),
        Phase::Failed(Failure::NoTrace(_)) => Some(operations::no_trace()),
        Phase::Failed(Failure::Ended(ended, _)) => Some(operations::ended(ended)),
        _ => None,
    }
}
