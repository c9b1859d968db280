//! Changing a backup's name, description and metadata.
//!
//! Metadata is replaced as a whole, so the backup is looked at when the form opens and again before
//! anything is sent: what others have changed meanwhile is taken over and told, what was typed stays.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::feedback::Notice;
use crate::components::field::Field;
use crate::components::field_control::Control;
use crate::components::icon::{Icon, IconView};
use crate::components::tone::Tone;
use crate::features::backup_actions::{actor, denied};
use crate::features::backup_cell::name_text;
use crate::features::error_view::ErrorView;
use crate::features::form_dialog::FormDialog;
use crate::features::metadata_fields::{MetadataFields, MetadataRows};
use crate::model::backup::Backup;
use crate::reactive::{derive, memo};
use crate::rules::backup_edit::{Difference, Editable, written};
use crate::rules::backup_fields::{FieldProblem, check_description, check_name};
use crate::rules::deed::Deed;
use crate::rules::verdict::Action;
use crate::state::dialogs::DialogFrame;
use crate::state::fresh_backup::FreshBackup;
use crate::state::operation::Planned;
use crate::state::panel::use_panel;
use crate::state::submission::Submission;
use crate::text::{edit, listing};

/// What is in the form. Copied freely.
#[derive(Clone, Copy)]
struct Form {
    /// The backup as it was seen last.
    base: RwSignal<Editable>,
    name: RwSignal<String>,
    description: RwSignal<String>,
    rows: MetadataRows,
}

impl Form {
    fn new(backup: &Backup) -> Self {
        let base = Editable::of(backup);
        Self {
            name: RwSignal::new(base.name.clone().unwrap_or_default()),
            description: RwSignal::new(base.description.clone().unwrap_or_default()),
            rows: MetadataRows::new(&base.metadata.clone().unwrap_or_default()),
            base: RwSignal::new(base),
        }
    }

    fn problem(
        self,
        field: RwSignal<String>,
        before: fn(&Editable) -> &Option<String>,
        check: fn(&str) -> Option<FieldProblem>,
    ) -> Signal<Option<String>> {
        derive(move || {
            // What is there already is not sent, so it may be what it likes.
            let untouched =
                self.base.with(|base| field.with(|text| before(base).as_deref().unwrap_or_default() == text));
            if untouched {
                None
            } else {
                field.with(|text| check(text)).map(|problem| edit::field_problem(&problem))
            }
        })
    }

    /// What is wanted; None while a row of metadata is wrong. Tracked.
    fn wanted(self) -> Option<Editable> {
        let base = self.base.get();
        let metadata = match &base.metadata {
            None => None,
            Some(known) => {
                let pairs: Vec<(String, String)> = known.clone().into_iter().collect();
                if self.rows.written() == pairs { Some(known.clone()) } else { Some(self.rows.read().ok()?) }
            }
        };
        Some(Editable {
            name: self.name.with(|text| written(text, &base.name)),
            description: self.description.with(|text| written(text, &base.description)),
            metadata,
        })
    }

    /// Takes over what others have changed; what was typed stays. Answers what they changed.
    fn take(self, backup: &Backup) -> Vec<Difference> {
        let (loaded, on_server) = (self.base.get_untracked(), Editable::of(backup));
        let theirs = loaded.differences(&on_server);
        if let (false, Some(wanted)) = (theirs.is_empty(), untrack(|| self.wanted())) {
            let merged = loaded.merged(&on_server, &wanted);
            self.base.set(on_server);
            let put = |field: RwSignal<String>, old: &Option<String>, new: &Option<String>| {
                if old != new {
                    field.set(new.clone().unwrap_or_default());
                }
            };
            put(self.name, &wanted.name, &merged.name);
            put(self.description, &wanted.description, &merged.description);
            if merged.metadata != wanted.metadata {
                self.rows.set(&merged.metadata.unwrap_or_default());
            }
        }
        theirs
    }
}

/// The form.
pub fn edit_dialog(backup: Arc<Backup>, frame: DialogFrame) -> AnyView {
    let panel = use_panel();
    let form = Form::new(&backup);
    let submission = Submission::new(panel.operations);
    let fresh = FreshBackup::new(panel.session, backup.id.clone());
    let conflict = RwSignal::new(Vec::<Difference>::new());
    let saving = RwSignal::new(false);
    fresh.look(Callback::new(move |seen: Backup| {
        form.take(&seen);
    }));

    let name_problem = form.problem(form.name, |base| &base.name, check_name);
    let description_problem = form.problem(form.description, |base| &base.description, check_description);
    let wanted = memo(move || form.wanted());
    let differences = memo(move || {
        wanted.with(|wanted| wanted.as_ref().map(|wanted| form.base.with(|base| base.differences(wanted))))
    });
    let wrong = move || {
        wanted.with(Option::is_none)
            || name_problem.with(Option::is_some)
            || description_problem.with(Option::is_some)
    };
    let backup = StoredValue::new(backup);
    let refusal =
        move |action: Action| backup.with_value(|backup| denied(action, Some(backup), &actor(panel)));
    let denied = derive(move || {
        let unchanged = || differences.with(|found| found.as_ref().is_some_and(Vec::is_empty));
        refusal(Action::Edit)
            .or_else(|| wrong().then(edit::correct_first))
            .or_else(|| unchanged().then(edit::nothing_changed))
    });
    let deeds = derive(move || {
        let change = wanted.get().filter(|_| !wrong()).map(|wanted| form.base.get().change_to(&wanted));
        let id = backup.with_value(|backup| backup.id.clone());
        change
            .filter(|change| *change != Default::default())
            .map(|change| vec![Deed::Update(id, change)])
            .unwrap_or_default()
    });
    let label = backup.with_value(|backup| name_text(backup));
    let title = edit::edit_backup(label.as_str());
    let send = move |seen: Backup| {
        saving.set(false);
        let theirs = form.take(&seen);
        let is_same = theirs.is_empty();
        conflict.set(theirs);
        if is_same && let Some(deed) = untrack(|| deeds.get()).pop() {
            let mut item = Planned::new(label.clone(), deed);
            item.before.backup = Some(seen);
            submission.submit(vec![item]);
        }
    };
    let send = Callback::new(send);
    let on_submit = move |()| {
        saving.set(true);
        fresh.look(send);
    };
    submission.on_accepted(move |_| frame.close.run(()));

    let error = derive(move || fresh.seen.with(|seen| seen.error.clone()));
    let preparing = derive(move || saving.get() && fresh.seen.with(|seen| seen.fetching));
    let submit_label =
        derive(move || if conflict.with(Vec::is_empty) { edit::save() } else { edit::save_all_the_same() });
    let not_saved = move || {
        (saving.get() && error.with(Option::is_some))
            .then(|| view! { <p class="bp-hint">{edit::not_saved()}</p> }.into_any())
    };
    let told = move || {
        let theirs = conflict.get();
        (!theirs.is_empty()).then(|| {
            view! {
                <Notice tone=Tone::Warn title=edit::changed_meanwhile() alert=true>
                    <ul class="bp-changes">
                        {theirs.iter().map(|one| view! { <li>{edit::was_changed(one)}</li> }.into_any()).collect::<Vec<_>>()}
                    </ul>
                    <p>{edit::changed_meanwhile_body()}</p>
                </Notice>
            }
            .into_any()
        })
    };
    view! {
        <FormDialog frame title submission submit_label denied on_submit deeds checking=preparing wide=true>
            <ErrorView error />
            {not_saved}
            {told}
            <Field
                label=listing::name()
                value=form.name
                error=name_problem
                autofocus=true
                autocomplete="off"
            />
            <Field
                label=listing::description()
                value=form.description
                control=Control::TextArea { rows: 2 }
                error=description_problem
                autocomplete="off"
            />
            <MetadataFields
                rows=form.rows
                denied=derive(move || refusal(Action::EditMetadata).filter(|_| refusal(Action::Edit).is_none()))
            />
            {move || differences.get().filter(|found| !found.is_empty()).map(differences_view)}
        </FormDialog>
    }
    .into_any()
}

/// What saving will change.
fn differences_view(differences: Vec<Difference>) -> AnyView {
    let line = |difference: &Difference| {
        let (icon, tone) = match edit::before_and_after(difference) {
            (None, _) => (Icon::Plus, Tone::Good),
            (_, None) => (Icon::Trash, Tone::Bad),
            _ => (Icon::Edit, Tone::Info),
        };
        view! {
            <li data-tone=tone.as_str()>
                <IconView icon />
                <span>{edit::will_change(difference)}</span>
            </li>
        }
        .into_any()
    };
    view! {
        <div class="bp-difference" role="group" aria-label=edit::will_be_changed()>
            <p>{edit::will_be_changed()}</p>
            <ul class="bp-changes">{differences.iter().map(line).collect::<Vec<_>>()}</ul>
        </div>
    }
    .into_any()
}
