//! Restoring a backup, to a new volume unless another is chosen on purpose.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::radio::{RadioChoice, RadioGroup};
use crate::features::backup_cell::name_text;
use crate::features::error_view::ErrorView;
use crate::features::form_dialog::FormDialog;
use crate::features::restore_chain::chain_view;
use crate::features::restore_into::{IntoForm, into_form_view};
use crate::features::restore_new::{NewForm, new_form_view};
use crate::features::volume_list::name_text as volume_name;
use crate::model::backup::Backup;
use crate::reactive::{derive, memo};
use crate::rules::deed::Deed;
use crate::rules::trace::Before;
use crate::state::dialogs::DialogFrame;
use crate::state::operation::Planned;
use crate::state::panel::use_panel;
use crate::state::restore::RestoreData;
use crate::state::submission::Submission;
use crate::text::restore;

const NEW: &str = "new";
const EXISTING: &str = "existing";

/// The dialog for a backup.
pub fn restore_dialog(backup: Arc<Backup>, frame: DialogFrame) -> AnyView {
    let panel = use_panel();
    let submission = Submission::new(panel.operations);
    submission.on_accepted(move |_| frame.close.run(()));
    let data = RestoreData::start(panel.session, backup.clone());
    let new = NewForm::new(data, backup.clone());
    let into = IntoForm::new(data, backup.clone());
    let target = RwSignal::new(NEW.to_owned());
    let overwrites = memo(move || target.with(|target| target == EXISTING));
    let name = name_text(&backup);

    let plan = {
        let name = name.clone();
        move |deed: Deed, backup: Backup, volume: String| {
            let mut planned = Planned::new(restore::from_to(name.clone(), volume), deed);
            planned.before = Before { backup: Some(backup), known: None };
            planned
        }
    };
    let of = backup.clone();
    let submit = move |()| {
        if !overwrites.get_untracked() {
            let (deed, volume) = untrack(|| new.deed());
            return submission.submit(vec![plan(deed, (*of).clone(), volume)]);
        }
        let plan = plan.clone();
        into.check_then(move |backup, volume| {
            if let Some(deed) = untrack(|| into.deed()) {
                submission.submit(vec![plan(deed, backup, volume_name(&volume))]);
            }
        });
    };
    let busy = submission.busy();
    let disabled = derive(move || busy.get() || into.checking.get());
    let submit_label = derive(move || match (overwrites.get(), into.name()) {
        (false, _) => restore::submit_new(),
        (true, Some(name)) => restore::submit_overwrite(name),
        (true, None) => restore::overwrite(),
    });
    let denied = derive(move || if overwrites.get() { into.denied() } else { new.denied() });
    let deeds = derive(move || match overwrites.get() {
        true => into.deed().into_iter().collect(),
        false => vec![new.deed().0],
    });
    let choice = |value: &str, label, hint| RadioChoice {
        value: value.to_owned(),
        label,
        hint: Some(hint),
        denied: None,
    };
    let choices = vec![
        choice(NEW, restore::to_new(), restore::to_new_hint()),
        choice(EXISTING, restore::to_existing(), restore::to_existing_hint()),
    ];
    let fields = move || match overwrites.get() {
        true => into_form_view(into, disabled),
        false => new_form_view(new, disabled),
    };
    let retry = Callback::new(move |()| data.load());
    view! {
        <FormDialog
            frame
            title=restore::title(name)
            submission
            submit_label
            danger=overwrites
            checking=into.checking
            denied
            on_submit=submit
            deeds
            wide=true
        >
            {chain_view(&backup, data.siblings.into())}
            <RadioGroup label=restore::target() choices=Signal::stored(choices) value=target disabled />
            {fields}
            <ErrorView error=data.error on_retry=retry />
        </FormDialog>
    }
    .into_any()
}
