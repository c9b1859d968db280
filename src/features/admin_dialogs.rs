//! What admins do to backups that are stuck: force delete, reset the status.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::field::Field;
use crate::components::field_control::{Choice, Control};
use crate::features::backup_actions::{actor, denied};
use crate::features::backup_brief::brief_list;
use crate::features::backup_cell::name_text;
use crate::features::delete_dialog::deletion_dialog;
use crate::features::form_dialog::FormDialog;
use crate::model::backup::Backup;
use crate::model::requests::ResetTo;
use crate::model::status::BackupStatus;
use crate::reactive::derive;
use crate::rules::deed::Deed;
use crate::rules::trace::Before;
use crate::rules::verdict::Action;
use crate::state::dialogs::DialogFrame;
use crate::state::operation::Planned;
use crate::state::panel::use_panel;
use crate::state::submission::Submission;
use crate::text::{listing, reset};

/// Deletes whatever the status is.
pub fn force_delete_dialog(backups: Arc<[Backup]>, frame: DialogFrame) -> AnyView {
    deletion_dialog(backups, frame, true)
}

/// Sets the status.
pub fn reset_dialog(backups: Arc<[Backup]>, frame: DialogFrame) -> AnyView {
    let panel = use_panel();
    let submission = Submission::new(panel.operations);
    submission.on_accepted(move |_| frame.close.run(()));
    let backups = StoredValue::new(backups);
    let (first, count) = backups.with_value(|all| (all.first().cloned().unwrap_or_default(), all.len()));
    // What is stuck is given up before it is declared whole.
    let all_failed = backups.with_value(|all| all.iter().all(|backup| backup.status.is_failed()));
    let start = if all_failed { ResetTo::Available } else { ResetTo::Error };
    let value = RwSignal::new(start.as_str().to_owned());
    let to = move || {
        let is_error = value.with(|value| value == ResetTo::Error.as_str());
        if is_error { ResetTo::Error } else { ResetTo::Available }
    };
    let planned = move || {
        let to = to();
        backups.with_value(|all| {
            let item = |backup: &Backup| Planned {
                before: Before { backup: Some(backup.clone()), known: None },
                ..Planned::new(name_text(backup), Deed::Reset(backup.id.clone(), to))
            };
            all.iter().map(item).collect::<Vec<_>>()
        })
    };
    let (name, status) = (name_text(&first), listing::status_name(&first.status));
    let intro = if count == 1 { reset::intro_one(name.clone(), status) } else { reset::intro_many(count) };
    let list = (count > 1).then(|| {
        let rows: Vec<_> = backups.with_value(|all| all.iter().map(|b| (b.clone(), None)).collect());
        brief_list(reset::title(), &rows)
    });
    let label = derive(move || {
        let status = reset::target(to());
        if count == 1 { reset::submit_one(name.clone(), status) } else { reset::submit_many(count, status) }
    });
    let choices = [ResetTo::Error, ResetTo::Available]
        .map(|to| Choice { value: to.as_str().to_owned(), label: reset::target(to) });
    let consequences = move || {
        let are: Vec<BackupStatus> =
            backups.with_value(|all| all.iter().map(|backup| backup.status.clone()).collect());
        let points = reset::consequences(to(), &are).into_iter().map(|point| view! { <li>{point}</li> });
        view! { <ul class="bp-points" aria-live="polite">{points.collect_view()}</ul> }.into_any()
    };
    view! {
        <FormDialog
            frame
            title=reset::title()
            submission
            submit_label=label
            wide=true
            denied=derive(move || denied(Action::ResetStatus, None, &actor(panel)))
            on_submit=move |()| submission.submit(untrack(planned))
            deeds=derive(move || planned().into_iter().map(|item| item.deed).collect::<Vec<_>>())
        >
            <p>{intro}</p>
            {list}
            <Field
                label=reset::new_status()
                value
                control=Control::Select(Signal::stored(choices.to_vec()))
            />
            {consequences}
        </FormDialog>
    }
    .into_any()
}
