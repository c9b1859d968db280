//! Backing up many volumes at once: names from a template, a mode for each, one queue.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;

use crate::components::button::Button;
use crate::components::field::Field;
use crate::components::icon::Icon;
use crate::features::backup_actions::{actor, denied};
use crate::features::backup_cell;
use crate::features::create_facts::in_use_notice;
use crate::features::create_fields::{CreateFields, mode_of};
use crate::features::create_rows::{CreateRow, Fate, LEAVE_OUT, rows_view};
use crate::features::error_view::ErrorView;
use crate::features::form_dialog::FormDialog;
use crate::features::quota_use::quota_use;
use crate::features::volume_list::name_text;
use crate::model::ids::{BackupId, VolumeId};
use crate::model::microversion::Microversion;
use crate::model::requests::NewBackup;
use crate::model::volume::Volume;
use crate::provided::lower;
use crate::reactive::{derive, effect, memo};
use crate::rules::create_form::{Mode, Planned as Plan, Problem};
use crate::rules::deed::{Deed, DeedKind};
use crate::rules::name_template;
use crate::rules::verdict::Action;
use crate::state::create::Zones;
use crate::state::create_many::{ManySources, Progress, Wanted};
use crate::state::dialogs::DialogFrame;
use crate::state::operation::Planned;
use crate::state::panel::use_panel;
use crate::state::route::Route;
use crate::state::submission::Submission;
use crate::text::create;

/// What the names are made of unless something else is typed.
const TEMPLATE: &str = "{volume}-{date}";

/// The form for these volumes.
pub fn create_many(volumes: Arc<[Volume]>, frame: DialogFrame) -> AnyView {
    let panel = use_panel();
    let volumes = by_name(&volumes);
    let count = volumes.len();
    let offers = panel.session.ready_untracked().map_or(Microversion::BASE, |scoped| scoped.offers());
    let sources = ManySources::start(panel.session, volumes.clone());
    let fields = CreateFields::new(offers, TEMPLATE);
    let zones = Zones::new(panel.session);
    let submission = Submission::new(panel.operations);
    let modes: Arc<[RwSignal<String>]> = (0..count).map(|_| RwSignal::new(String::new())).collect();
    let own_modes = modes.clone();
    let plans = memo(move || plan(sources, fields, &own_modes));
    let sum = memo(move || plans.with(|plans| Sum::of(plans)));
    let take = move || {
        let plans = plans.get_untracked();
        let sound = plans.into_iter().flatten().filter(|plan| plan.assessment.problems.is_empty());
        sound.map(|plan| plan.request).collect::<Vec<_>>()
    };
    let submit = move |()| {
        let volumes = sources.volumes.get_untracked();
        let names: HashMap<&VolumeId, String> =
            volumes.iter().map(|volume| (&volume.id, name_text(volume))).collect();
        let item = |new: NewBackup| {
            let label = names.get(&new.volume_id).cloned().unwrap_or_default();
            Planned::new(label, Deed::Create(new))
        };
        submission.submit(take().into_iter().map(item).collect());
    };
    // Where the queue can be seen and stopped.
    submission.on_accepted(move |_| {
        frame.close.run(());
        panel.address.go(Route::Operations);
    });
    effect(move || {
        if submission.failure().with(Option::is_some) {
            untrack(|| sources.load());
        }
    });
    let why_not = derive(move || {
        let why = denied(Action::Create, None, &actor(panel));
        why.or_else(|| why_not(sources, fields, sum.get()))
    });
    let deeds = derive(move || {
        plans.track();
        take().into_iter().map(Deed::Create).collect::<Vec<_>>()
    });
    let submit_label = derive(move || match sum.get().sendable() {
        0 => create::title(),
        n => create::submit_many(n),
    });
    let takes = memo(move || sum.with(|sum| sum.takes));
    let quotas = derive(move || (!sources.is_loading()).then(|| sources.quotas()));
    let in_use = memo(move || sum.with(|sum| sum.in_use));
    let template_error = derive(move || {
        fields.name.with(|text| name_template::check(text)).map(|problem| create::template_problem(&problem))
    });
    let reading = derive(move || sources.is_reading());
    let again = Callback::new(move |()| sources.load());
    let row = Callback::new(move |place: usize| {
        plans.with(|plans| {
            plans.get(place).map_or_else(CreateRow::default, |plan| {
                sources.volumes.with(|volumes| row_of(volumes.get(place), plan.as_ref(), sources))
            })
        })
    });
    let hint = Some(create::template_hint(create::placeholders()));
    let notes = move || {
        let in_use = in_use.get();
        (in_use > 0).then(|| {
            in_use_notice(
                create::in_use_many(in_use),
                create::in_use_many_means(),
                create::acknowledge_many(),
                fields.acknowledged,
            )
        })
    };
    view! {
        <FormDialog
            frame
            title=create::create_many(count)
            submission
            submit_label
            denied=why_not
            on_submit=submit
            deeds
            wide=true
        >
            <Field label=create::template() value=fields.name hint error=template_error autocomplete="off" />
            {fields.description_field()}
            {fields.mode_field(Signal::stored(None))}
            <ErrorView error=derive(move || sources.error()) on_retry=again />
            <div class="bp-create-sum">
                <p role="status">{move || summary(sources, sum.get())}</p>
                <Button
                    label=create::check_again()
                    icon=Icon::Refresh
                    small=true
                    busy=reading
                    on_press=again
                />
            </div>
            {rows_view(volumes, modes, row)}
            {notes}
            {quota_use(create::quota_words(), quotas, takes)}
            {fields.more(zones)}
            <p class="bp-hint">{create::queue_note(DeedKind::Create.at_once())}</p>
        </FormDialog>
    }
    .into_any()
}

/// In an order in which people find them: the one in which they were chosen is not told.
fn by_name(volumes: &[Volume]) -> Arc<[Volume]> {
    let mut sorted = volumes.to_vec();
    sorted.sort_by_cached_key(|volume| (lower(&name_text(volume)), volume.id.clone()));
    sorted.into()
}

/// What becomes of each volume, in their order; None for one that is left out. Tracked.
fn plan(sources: ManySources, fields: CreateFields, modes: &[RwSignal<String>]) -> Vec<Option<Plan>> {
    let volumes = sources.volumes.get();
    let chosen: Vec<String> = modes.iter().map(|mode| mode.get()).collect();
    let mut own: HashMap<VolumeId, Mode> = HashMap::new();
    let mut kept = Vec::new();
    for (volume, mode) in volumes.iter().zip(&chosen) {
        if mode != LEAVE_OUT {
            kept.push(volume.clone());
            if !mode.is_empty() {
                own.insert(volume.id.clone(), mode_of(mode));
            }
        }
    }
    let new = fields.read();
    let plans = fields.name.with(|template| {
        let wanted = Wanted { volumes: &kept, mode: fields.mode(), modes: &own, template, fields: &new };
        sources.plan(&wanted)
    });
    let mut plans = plans.into_iter();
    chosen.iter().map(|mode| if mode == LEAVE_OUT { None } else { plans.next() }).collect()
}

/// How many become what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sum {
    full: usize,
    incremental: usize,
    cannot: usize,
    left_out: usize,
    /// Of those that can be sent.
    in_use: usize,
    /// Backups and GiB of those, and of those that only the quota keeps from it.
    takes: (u64, u64),
}

impl Sum {
    fn of(plans: &[Option<Plan>]) -> Self {
        let mut sum = Self::default();
        for plan in plans {
            let is_quota = |problem: &Problem| matches!(problem, Problem::Quota(_));
            if let Some(plan) = plan.as_ref().filter(|plan| plan.assessment.problems.iter().all(is_quota)) {
                sum.takes.0 += 1;
                sum.takes.1 += plan.size.0;
            }
            match plan {
                None => sum.left_out += 1,
                Some(plan) if !plan.assessment.problems.is_empty() => sum.cannot += 1,
                Some(plan) => {
                    sum.in_use += usize::from(plan.assessment.force);
                    *(if plan.assessment.incremental { &mut sum.incremental } else { &mut sum.full }) += 1;
                }
            }
        }
        sum
    }

    fn sendable(self) -> usize {
        self.full + self.incremental
    }
}

/// How many become what, in words.
fn summary(sources: ManySources, sum: Sum) -> String {
    if sources.is_loading() {
        let Progress { came, of } = sources.progress();
        return of.map_or_else(|| create::reading_many(came), |of| create::reading_many_of(came, of));
    }
    let words = |n: usize, words: fn(usize) -> String| (n > 0).then(|| words(n));
    let said = [
        words(sum.full, create::sum_full),
        words(sum.incremental, create::sum_incremental),
        words(sum.cannot, create::sum_cannot),
        words(sum.left_out, create::sum_left_out),
    ];
    said.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Why the queue cannot be started as the form is; tracked.
fn why_not(sources: ManySources, fields: CreateFields, sum: Sum) -> Option<String> {
    if sources.is_loading() {
        return Some(create::reading());
    }
    if fields.are_wrong() || fields.name.with(|name| name_template::check(name).is_some()) {
        return Some(create::fields_wrong());
    }
    if sum.sendable() == 0 {
        return Some(create::nothing_to_do());
    }
    (sum.in_use > 0 && !fields.acknowledged.get()).then(create::confirm_first)
}

/// What is said of a volume; tracked.
fn row_of(volume: Option<&Volume>, plan: Option<&Plan>, sources: ManySources) -> CreateRow {
    let status = volume.and_then(|volume| volume.status.clone());
    let Some(plan) = plan else {
        return CreateRow { status, fate: Fate::LeftOut, says: create::left_out(), name: None };
    };
    let found = &plan.assessment;
    if let Some(problem) = found.problems.first() {
        return CreateRow { status, fate: Fate::Cannot, says: create::problem(problem), name: None };
    }
    let (fate, says) = match &found.parent {
        _ if sources.is_loading() => (Fate::Unknown, String::new()),
        Some(parent) => (Fate::Incremental, create::row_incremental(parent_name(sources, plan, parent))),
        None if found.incremental => (Fate::Incremental, create::becomes_some_incremental()),
        None => (Fate::Full, create::full_because(&found.warnings)),
    };
    CreateRow { status, fate, says, name: plan.request.name.clone() }
}

fn parent_name(sources: ManySources, plan: &Plan, parent: &BackupId) -> String {
    let parent = sources.backup(&plan.request.volume_id, parent);
    parent.map(|parent| backup_cell::name_text(&parent)).unwrap_or_default()
}
