//! Importing backup records: given, looked through, chosen, sent, followed to their end.

use leptos::prelude::*;

use crate::components::button::{Button, ButtonKind};
use crate::components::dialog::Dialog;
use crate::components::feedback::Notice;
use crate::components::icon::Icon;
use crate::components::tone::Tone;
use crate::features::backup_actions::{actor, denied};
use crate::features::command_view::CommandView;
use crate::features::error_view::ErrorView;
use crate::features::import_give::ImportGive;
use crate::features::import_groups::import_groups;
use crate::features::import_result::{ImportResult, close_words, record_details, stop_button};
use crate::features::import_table::ImportTable;
use crate::reactive::{derive, effect, memo};
use crate::rules::deed::Deed;
use crate::rules::import_plan::Warning;
use crate::rules::verdict::Action;
use crate::state::dialogs::DialogFrame;
use crate::state::import::Import;
use crate::state::names::Names;
use crate::state::panel::use_panel;
use crate::text::{create, operations, records, transfer};

/// Nothing is sent before the button is pressed.
pub fn import_dialog(frame: DialogFrame) -> AnyView {
    let panel = use_panel();
    let names: Names = expect_context();
    let import = Import::new(panel.session, panel.operations);
    let picked = RwSignal::new(None::<usize>);
    effect(move || {
        import.given.track();
        picked.set(None);
    });
    let count = memo(move || {
        if import.run.is_started() {
            0
        } else {
            import.batches().iter().map(|batch| batch.items.len()).sum::<usize>()
        }
    });
    let right = derive(move || denied(Action::Import, None, &actor(panel)));
    let not_now = derive(move || {
        right.get().or_else(|| match (import.plan.with(Option::is_some), import.looking.get(), count.get()) {
            (false, ..) => Some(transfer::give_first()),
            (_, true, _) => Some(transfer::still_looking()),
            (.., 0) => Some(transfer::choose_some()),
            _ => None,
        })
    });
    let has_plan = memo(move || import.plan.with(Option::is_some));
    let preview = move || {
        has_plan.get().then(|| {
            view! {
                <ImportResult import />
                {move || warnings(import)}
                {move || import.plan.get().map(|plan| import_groups(import, &plan))}
                <ImportTable import picked />
                {move || picked.get().and_then(|at| record_details(import, at, names))}
                <CommandView deeds=derive(move || deeds(import)) />
            }
            .into_any()
        })
    };
    let started = memo(move || import.run.is_started());
    let send = move || {
        (!started.get()).then(|| {
            let label = derive(move || transfer::import_n(count.get()));
            let press = move |()| import.start();
            view! {
                <Button label kind=ButtonKind::Primary icon=Icon::Upload denied=not_now on_press=press />
            }
            .into_any()
        })
    };
    let close = derive(move || close_words(import));
    view! {
        <Dialog
            open=frame.open
            title=transfer::import_title()
            on_close=frame.close
            full=true
            close_label=Signal::stored(operations::close())
            footer=move || {
                view! {
                    {send}
                    {stop_button(import)}
                    <Button label=close kind=ButtonKind::Quiet on_press=frame.close />
                }
            }
        >
            {move || right.get().map(|why| view! { <Notice tone=Tone::Warn title=why /> }.into_any())}
            <ImportGive import />
            {preview}
        </Dialog>
    }
    .into_any()
}

/// What to say before it is sent.
fn warnings(import: Import) -> AnyView {
    if import.run.is_started() {
        return ().into_any();
    }
    if import.looking.get() {
        return view! { <p class="bp-muted" role="status">{transfer::looking()}</p> }.into_any();
    }
    let warn = |title: String, body: String| {
        view! { <Notice tone=Tone::Warn title>{(!body.is_empty()).then(|| view! { <p>{body}</p> })}</Notice> }
            .into_any()
    };
    let mut all = Vec::new();
    if import.trouble.with(Option::is_some) {
        all.push(warn(transfer::look_failed(), String::new()));
        let error = import.trouble;
        all.push(view! { <ErrorView error on_retry=move |()| import.look() /> }.into_any());
    }
    if let Some(plan) = import.plan.get() {
        // Those of other projects are told of beside each.
        let wanted = plan.warnings.iter().filter(|warning| !matches!(warning, Warning::Unreachable(_)));
        all.extend(wanted.map(|warning| warn(records::warning(warning), String::new())));
    }
    let excess: Vec<String> = import.excess().iter().map(create::quota).collect();
    if !excess.is_empty() {
        all.push(warn(transfer::quota_warning(), excess.join(" ")));
    }
    all.into_any()
}

/// What would be sent from here, for the command that does the same.
fn deeds(import: Import) -> Vec<Deed> {
    if import.run.is_started() {
        return Vec::new();
    }
    let own = import.here();
    let batches = import.batches().into_iter().filter(|batch| Some(&batch.place.project.id) == own.as_ref());
    batches.flat_map(|batch| batch.items).map(|(_, planned)| planned.deed).collect()
}
