//! Making a backup of a volume or of one of its snapshots; of many volumes see `create_many`.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::feedback::Notice;
use crate::components::field::Field;
use crate::components::field_control::{Choice, Control};
use crate::components::tone::Tone;
use crate::features::backup_actions::{actor, denied};
use crate::features::create_facts::{becomes, in_use_notice, obstacles, obstacles_notice};
use crate::features::create_fields::CreateFields;
use crate::features::create_many::create_many;
use crate::features::error_view::ErrorView;
use crate::features::form_dialog::FormDialog;
use crate::features::quota_use::quota_use;
use crate::features::volume_list;
use crate::features::volume_picker::{Judge, Judged, VolumePicker};
use crate::model::fault::FaultKind;
use crate::model::requests::NewBackup;
use crate::model::volume::{Snapshot, Volume};
use crate::reactive::{derive, effect, memo};
use crate::rules::backup_fields::check_name;
use crate::rules::create_form::{Assessment, Problem, assess, request};
use crate::rules::deed::Deed;
use crate::rules::verdict::Action;
use crate::state::create::{CreateSource, Zones};
use crate::state::dialogs::{CreateFrom, DialogFrame};
use crate::state::operation::Planned;
use crate::state::panel::use_panel;
use crate::state::submission::Submission;
use crate::text::{create, intl, listing};

/// The form for what is to be backed up.
pub fn create_dialog(from: CreateFrom, frame: DialogFrame) -> AnyView {
    match from {
        CreateFrom::Volumes(volumes) if volumes.len() > 1 => create_many(volumes, frame),
        other => create_one(other, frame),
    }
}

fn create_one(from: CreateFrom, frame: DialogFrame) -> AnyView {
    let panel = use_panel();
    let source = CreateSource::start(panel.session, from);
    let fields = CreateFields::new(source.offers(), "");
    let zones = Zones::new(panel.session);
    let submission = Submission::new(panel.operations);
    let found = memo(move || source.assess(fields.mode()));
    // What is in use is so for each volume anew.
    let force = memo(move || found.with(|found| found.as_ref().is_some_and(|found| found.force)));
    let volume_id = memo(move || source.chosen.with(|chosen| Some(chosen.as_ref()?.id.clone())));
    effect(move || {
        volume_id.track();
        fields.acknowledged.set(false);
    });
    submission.on_accepted(move |_| frame.close.run(()));
    // A refusal means that something has changed behind the form's back; and what stands in the way
    // may end with something else that the panel has started.
    Effect::new(move |before: Option<()>| {
        panel.operations.changes().track();
        let blocked = found.with_untracked(|found| found.as_ref().is_some_and(|f| !f.problems.is_empty()));
        if before.is_some() && (blocked || submission.failure().with_untracked(Option::is_some)) {
            untrack(|| source.load());
        }
    });
    let wanted =
        move || source.with(fields.mode(), |source| request(source, &assess(source), &fields.read()));
    let submit = move |()| {
        if let Some(new) = untrack(wanted) {
            submission.submit(vec![planned(source, new)]);
        }
    };
    let why_not = derive(move || {
        denied(Action::Create, None, &actor(panel)).or_else(|| why_not(source, fields, found))
    });
    let submit_label = derive(move || {
        found.with(|found| match found {
            Some(found) if found.incremental => create::submit_incremental(),
            Some(found) if found.problems.is_empty() => create::submit_full(),
            _ => create::title(),
        })
    });
    let deeds = derive(move || wanted().map(Deed::Create).into_iter().collect::<Vec<_>>());
    let blocking = memo(move || found.with(|found| found.as_ref().map(obstacles).unwrap_or_default()));
    let reading = derive(move || source.is_reading());
    let again = Callback::new(move |()| source.load());
    let takes =
        memo(move || source.chosen.with(|chosen| chosen.as_ref().map_or((0, 0), |volume| (1, size(volume)))));
    let quotas = derive(move || (!source.quotas_are_coming()).then(|| source.quotas()));
    let outcome = move || {
        (!source.is_loading()).then(|| found.get()).flatten().filter(|found| found.problems.is_empty()).map(
            |found| {
                let gib = source.chosen.with(|chosen| chosen.as_ref().and_then(|volume| volume.size));
                let siblings = source.siblings();
                becomes(&found, siblings.as_deref().unwrap_or_default(), gib.unwrap_or_default())
            },
        )
    };
    // What is read of the volume has its place before it comes, so that nothing moves from under a pointer.
    let rest = move || {
        volume_id.with(Option::is_some).then(|| {
            view! {
                {foreign_notice(source)}
                <ErrorView error=derive(move || source.error()) on_retry=again />
                {obstacles_notice(blocking, reading, again)}
                {snapshot_field(source, found)}
                {fields.name_field()}
                {fields.description_field()}
                <div>
                    {fields.mode_field(mode_problem(found))}
                    <p class="bp-create-outcome" role="status">{outcome}</p>
                </div>
                {move || {
                    force.get().then(|| {
                        in_use_notice(create::in_use(), create::in_use_means(), create::acknowledge(), fields.acknowledged)
                    })
                }}
                {quota_use(create::quota_words(), quotas, takes)}
                <p class="bp-hint">{create::quota_counts_whole()}</p>
                {fields.more(zones)}
            }
            .into_any()
        })
    };
    view! {
        <FormDialog
            frame
            title=create::title()
            submission
            submit_label
            denied=why_not
            on_submit=submit
            deeds
            wide=true
        >
            <VolumePicker label=create::volume() chosen=source.chosen judge=judge() />
            {rest}
        </FormDialog>
    }
    .into_any()
}

fn size(volume: &Volume) -> u64 {
    volume.size.unwrap_or_default().0
}

/// Which volumes can be backed up: those that are available or in use. A snapshot can be backed up
/// whatever its volume does, so the others are told about, not kept from being chosen.
fn judge() -> Judge {
    Arc::new(|volume: &Volume| {
        let unfit = volume.status.as_deref().filter(|status| !matches!(*status, "available" | "in-use"));
        let snapshots_only = unfit.map(|_| create::snapshots_only());
        Judged { denied: None, note: snapshots_only }
    })
}

fn planned(source: CreateSource, new: NewBackup) -> Planned {
    let volume = untrack(|| source.chosen.get());
    let label = new.name.clone().or_else(|| volume.map(|volume| volume_list::name_text(&volume)));
    Planned::new(label.unwrap_or_default(), Deed::Create(new))
}

/// Why the backup cannot be asked for as the form is; tracked.
fn why_not(source: CreateSource, fields: CreateFields, found: Memo<Option<Assessment>>) -> Option<String> {
    let Some(found) = found.get() else { return Some(create::choose_volume()) };
    if source.is_loading() {
        return Some(create::reading());
    }
    if source.volume_error().is_some_and(|error| error.kind == FaultKind::NotFound) {
        return Some(create::volume_gone());
    }
    if let Some(problem) = found.problems.first() {
        return Some(create::problem(problem));
    }
    if fields.are_wrong() || fields.name.with(|name| check_name(name).is_some()) {
        return Some(create::fields_wrong());
    }
    (found.force && !fields.acknowledged.get()).then(create::confirm_first)
}

fn foreign_notice(source: CreateSource) -> impl Fn() -> Option<AnyView> + Clone {
    move || {
        source
            .is_foreign()
            .then(|| view! { <Notice tone=Tone::Warn title=create::foreign_volume() /> }.into_any())
    }
}

fn mode_problem(found: Memo<Option<Assessment>>) -> Signal<Option<String>> {
    problem_where(found, |problem| matches!(problem, Problem::NoParent(_)))
}

fn problem_where(found: Memo<Option<Assessment>>, is_ours: fn(&&Problem) -> bool) -> Signal<Option<String>> {
    derive(move || found.with(|found| Some(create::problem(found.as_ref()?.problems.iter().find(is_ours)?))))
}

/// The volume as it is or one of its snapshots. Also where it has none, which is known only later: nothing is to move then.
fn snapshot_field(source: CreateSource, found: Memo<Option<Assessment>>) -> AnyView {
    let snapshots = memo(move || source.snapshots());
    let choices = derive(move || {
        let now = Choice { value: String::new(), label: create::as_it_is() };
        let each =
            |snapshot: &Snapshot| Choice { value: snapshot.id.to_string(), label: snapshot_label(snapshot) };
        snapshots.with(|snapshots| [now].into_iter().chain(snapshots.iter().map(each)).collect::<Vec<_>>())
    });
    let error = problem_where(found, |problem| {
        matches!(problem, Problem::SnapshotStatus(_) | Problem::SnapshotOfAnother)
    });
    let control = Control::Select(choices);
    view! { <Field label=create::what() value=source.snapshot control error /> }.into_any()
}

fn snapshot_label(snapshot: &Snapshot) -> String {
    let name = snapshot.name.as_deref().filter(|name| !name.is_empty());
    let name = name.map_or_else(|| listing::unnamed(snapshot.id.short()), str::to_owned);
    let taken = snapshot.created_at.as_ref().and_then(|taken| taken.millis());
    let when = taken.map(|millis| intl::local_time(millis as f64)).unwrap_or_default();
    let label = create::snapshot_of(name, when, snapshot.size.unwrap_or_default().0);
    match snapshot.status.as_deref() {
        None | Some("available") => label,
        Some(status) => create::with_status(label, status),
    }
}
