//! Deleting backups, alone or with all that build on them, by force or not.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::check::Check;
use crate::components::feedback::Notice;
use crate::components::field::Field;
use crate::components::tone::Tone;
use crate::features::backup_actions::{actor, denied};
use crate::features::backup_brief::brief_list;
use crate::features::backup_cell::{mode, name_text, named_cell};
use crate::features::cells::{size_cell, text_cell};
use crate::features::error_view::ErrorView;
use crate::features::form_dialog::FormDialog;
use crate::features::times::time_cell;
use crate::model::backup::Backup;
use crate::reactive::{derive, effect, memo};
use crate::rules::delete_plan::{DeletePlan, Obstacle, Warning};
use crate::rules::verdict::Action;
use crate::state::deletion::Deletion;
use crate::state::dialogs::DialogFrame;
use crate::state::names::Names;
use crate::state::operation::Failure;
use crate::state::panel::{Panel, use_panel};
use crate::state::submission::Submission;
use crate::text::{delete, listing};

/// More than so many are not deleted unless their number is typed.
const WITHOUT_TYPING: usize = 20;

/// Deletes.
pub fn delete_dialog(backups: Arc<[Backup]>, frame: DialogFrame) -> AnyView {
    deletion_dialog(backups, frame, false)
}

/// What the parts of the dialog share.
#[derive(Clone, Copy)]
struct Form {
    panel: Panel,
    deletion: Deletion,
    force: bool,
    plan: Memo<DeletePlan>,
    dependents: Memo<Vec<Backup>>,
    typed: RwSignal<String>,
}

/// Deletes, by force if the cloud is to pay no heed to the status.
pub fn deletion_dialog(backups: Arc<[Backup]>, frame: DialogFrame, force: bool) -> AnyView {
    let panel = use_panel();
    let deletion = Deletion::start(panel.session, backups, force);
    let submission = Submission::new(panel.operations);
    let form = Form {
        panel,
        deletion,
        force,
        plan: memo(move || deletion.plan(deletion.include.get())),
        dependents: memo(move || deletion.dependents()),
        typed: RwSignal::new(String::new()),
    };
    submission.on_accepted(move |_| frame.close.run(()));
    let failure = submission.failure();
    // What the cloud refuses is not as it looked.
    effect(move || {
        if matches!(failure.get(), Some(Failure::Refused(_))) {
            deletion.look(|_| ());
        }
    });
    let checking = RwSignal::new(false);
    let changed = RwSignal::new(false);
    let send =
        move || submission.submit(untrack(|| form.plan.with(|plan| deletion.planned(plan, name_text))));
    let submit = move |()| {
        let is_foreign = untrack(|| deletion.only()).is_some_and(|only| deletion.is_foreign(&only));
        if !is_foreign {
            return send();
        }
        // The cloud does not look for what builds on it, so the newest state is looked at here.
        if !checking.get_untracked() {
            checking.set(true);
            deletion.look(move |is_news| {
                checking.set(false);
                changed.set(is_news);
                if !is_news && untrack(|| form.denied()).is_none() {
                    send();
                }
            });
        }
    };
    let one = deletion.count() == 1;
    let title = match (one, force) {
        (true, false) => delete::title(),
        (true, true) => delete::force_title(),
        (false, false) => delete::title_many(),
        (false, true) => delete::force_title_many(),
    };
    let deeds = derive(move || {
        let planned = form.plan.with(|plan| deletion.planned(plan, name_text));
        planned.into_iter().map(|item| item.deed).collect::<Vec<_>>()
    });
    let news = move || {
        changed.get().then(|| {
            view! { <Notice tone=Tone::Warn title=delete::changed_meanwhile() alert=true /> }.into_any()
        })
    };
    view! {
        <FormDialog
            frame
            title
            submission
            submit_label=derive(move || form.submit_label())
            danger=true
            wide=true
            denied=derive(move || form.denied())
            on_submit=submit
            deeds
        >
            {if one { form.about_one() } else { form.about_many() }}
            {force.then(consequences)}
            <ErrorView error=deletion.error on_retry=Callback::new(move |()| deletion.look(|_| ())) />
            {move || form.around()}
            {news}
            {form.confirmation()}
        </FormDialog>
    }
    .into_any()
}

fn consequences() -> AnyView {
    let points = delete::force_consequences().into_iter().map(|point| view! { <li>{point}</li> });
    view! { <ul class="bp-points">{points.collect_view()}</ul> }.into_any()
}

impl Form {
    /// What is lost with one backup.
    fn about_one(self) -> AnyView {
        let Some(backup) = untrack(|| self.deletion.only()) else { return ().into_any() };
        let names: Names = expect_context();
        let volume = named_cell(backup.volume_id.as_ref().map(|id| id.key()), move |id| names.volume(id));
        let mode = backup.is_incremental.map(|incremental| mode(incremental).1);
        let facts = [
            (listing::volume(), volume),
            (listing::created(), time_cell(backup.created_at.as_ref())),
            (listing::size(), size_cell(backup.size)),
            (listing::mode(), text_cell(mode.as_deref())),
        ];
        let facts =
            facts.map(|(term, value)| view! { <div><dt>{term}</dt><dd>{value}</dd></div> }.into_any());
        view! {
            // Where the focus begins: not on what destroys.
            <p tabindex="-1" autofocus="" class="bp-lead">{delete::lost_one(name_text(&backup))}</p>
            <dl class="bp-facts">{facts.into_iter().collect::<Vec<_>>()}</dl>
        }
        .into_any()
    }

    /// What is lost with several.
    fn about_many(self) -> AnyView {
        let lead = move || {
            let count = self.plan.with(|plan| plan.items.len());
            if count == 0 { delete::lost_none() } else { delete::lost_many(count) }
        };
        let rows = move || {
            let plan = self.plan.get();
            let rows: Vec<_> =
                plan.items.iter().filter_map(|item| Some((self.deletion.row(&item.backup)?, None))).collect();
            (!rows.is_empty()).then(|| brief_list(delete::deleted(), &rows))
        };
        view! {
            <p tabindex="-1" autofocus="" class="bp-lead">{lead}</p>
            {rows}
        }
        .into_any()
    }

    /// What is known of the backups around: what builds on these, what is left out, what to mind.
    fn around(self) -> AnyView {
        let plan = self.plan.get();
        let dependents = self.dependents.get();
        let only = self.deletion.only();
        let warn = |words: String| view! { <Notice tone=Tone::Warn title=words /> }.into_any();
        let mut parts: Vec<AnyView> = Vec::new();
        if self.deletion.is_last(&plan) {
            let alone = plan.items.len() < 2;
            parts.push(warn(if alone { delete::last_of_volume() } else { delete::last_with_dependents() }));
        }
        parts.extend(self.warnings(&plan, only.as_ref()).into_iter().map(warn));
        if !dependents.is_empty() {
            parts.push(self.dependents_view(&dependents, only.is_some()));
        }
        let blocked = plan.blocked.iter().filter(|_| only.is_none());
        let blocked: Vec<_> = blocked
            .filter_map(|one| Some((self.deletion.row(&one.backup)?, Some(delete::obstacle(&one.why)))))
            .collect();
        if !blocked.is_empty() {
            let title = delete::left_out(blocked.len());
            let list = brief_list(title.clone(), &blocked);
            parts.push(view! { <Notice tone=Tone::Warn title>{list}</Notice> }.into_any());
        }
        parts.into_any()
    }

    fn warnings(self, plan: &DeletePlan, only: Option<&Backup>) -> Vec<String> {
        let names: Names = expect_context();
        let mut words = Vec::new();
        let mut foreign = 0;
        for warning in &plan.warnings {
            match warning {
                Warning::OtherProject { .. } => foreign += 1,
                Warning::NoDependentFound(_) if only.is_some() => words.push(delete::no_dependent_found()),
                Warning::NoDependentFound(_) => {}
            }
        }
        match only.filter(|only| self.deletion.is_foreign(only)).and_then(|only| only.project_id.as_ref()) {
            Some(project) => {
                let name =
                    names.project(project.as_str()).map_or_else(|| project.to_string(), |n| n.to_string());
                words.push(delete::other_project(name));
            }
            None if foreign > 0 => words.push(delete::other_projects(foreign as u64)),
            None => {}
        }
        words
    }

    fn dependents_view(self, dependents: &[Backup], one: bool) -> AnyView {
        let count = dependents.len();
        let include = self.deletion.include;
        let (title, label, order) = if one {
            (delete::dependents_title(count), delete::include(count), delete::include_order())
        } else {
            (delete::dependents_title_many(count), delete::include_many(count), delete::include_order_many())
        };
        let rows: Vec<_> = dependents.iter().map(|backup| (backup.clone(), None)).collect();
        view! {
            <div class="bp-group">
                <h3>{title.clone()}</h3>
                {brief_list(title, &rows)}
                <p class="bp-hint">{delete::inferred()}</p>
                <Check
                    label
                    checked=include
                    on_change=move |on| include.set(on)
                    hint=Some(order)
                />
            </div>
        }
        .into_any()
    }

    /// The number to type for many.
    fn confirmation(self) -> AnyView {
        let many = memo(move || self.number());
        (move || {
            many.get().map(|number| {
                view! { <Field label=delete::type_number(number as u64) value=self.typed autocomplete="off" /> }
            })
        })
        .into_any()
    }

    /// How many are deleted, if so many that it has to be typed.
    fn number(self) -> Option<usize> {
        Some(self.plan.with(|plan| plan.items.len())).filter(|number| *number > WITHOUT_TYPING)
    }

    fn submit_label(self) -> String {
        let count = self.plan.with(|plan| plan.items.len());
        match (self.deletion.only().filter(|_| count < 2), self.force) {
            (Some(only), false) => delete::submit_one(name_text(&only)),
            (Some(only), true) => delete::force_one(name_text(&only)),
            (None, false) => delete::submit_many(count),
            (None, true) => delete::force_many(count),
        }
    }

    /// Why it cannot be sent as it is.
    fn denied(self) -> Option<String> {
        let deletion = self.deletion;
        let action = if self.force { Action::ForceDelete } else { Action::Delete };
        if let Some(why) = denied(action, None, &actor(self.panel)) {
            return Some(why);
        }
        let plan = self.plan.get();
        if let Some(only) = deletion.only() {
            if deletion.is_blind(&only) {
                let looking = deletion.looking.get();
                return Some(if looking { delete::looking() } else { delete::blind() });
            }
            if let Some(why) = self.in_the_way(&plan, &only) {
                return Some(why);
            }
        }
        if plan.items.is_empty() {
            return Some(delete::lost_none());
        }
        let digits = self.typed.with(|typed| typed.chars().filter(char::is_ascii_digit).collect::<String>());
        let number = self.number().filter(|number| digits != number.to_string())?;
        Some(delete::number_missing(number as u64))
    }

    /// What is in the way of deleting one backup (with what builds on it).
    fn in_the_way(self, plan: &DeletePlan, only: &Backup) -> Option<String> {
        let is_status = |why: &Obstacle| matches!(why, Obstacle::Status(_));
        // A parent waits for its children: the child that cannot go says why.
        let first = plan.blocked.iter().find(|blocked| is_status(&blocked.why)).or(plan.blocked.first())?;
        let why = delete::obstacle(&first.why);
        if first.backup == only.id {
            return Some(why);
        }
        let name = self.deletion.row(&first.backup).map(|row| name_text(&row)).unwrap_or_default();
        Some(delete::blocked(name, why))
    }
}
