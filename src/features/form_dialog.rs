//! The frame of every form that changes something in the cloud: the form, why it failed, the
//! command that does the same, and the one button that sends it.

use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

use crate::components::button::{Button, ButtonKind};
use crate::components::dialog::Dialog;
use crate::components::feedback::Notice;
use crate::components::tone::Tone;
use crate::features::command_view::CommandView;
use crate::features::error_view::{error_panel, own_origin};
use crate::reactive::{derive, effect};
use crate::rules::deed::Deed;
use crate::state::dialogs::DialogFrame;
use crate::state::operation::Failure;
use crate::state::submission::Submission;
use crate::text::{faults, operations};

/// A form in a dialog.
#[component]
pub fn FormDialog(
    /// The slot.
    frame: DialogFrame,
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// What the form sends.
    submission: Submission,
    /// The words on the button, which name what is destroyed, if anything is.
    #[prop(into)]
    submit_label: Signal<String>,
    /// It destroys something.
    #[prop(optional, into)]
    danger: Signal<bool>,
    /// It looks at the cloud before it is sent.
    #[prop(optional, into)]
    checking: Signal<bool>,
    /// Why it cannot be sent as it is.
    #[prop(optional, into)]
    denied: Signal<Option<String>>,
    /// Sends it.
    #[prop(into)]
    on_submit: Callback<()>,
    /// What it would do, for the command that does the same; none hides it.
    #[prop(optional, into)]
    deeds: Signal<Vec<Deed>>,
    /// A wide dialog.
    #[prop(optional)]
    wide: bool,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let sending = submission.busy();
    let busy = derive(move || sending.get() || checking.get());
    let form: NodeRef<html::Form> = NodeRef::new();
    effect(move || {
        frame.busy.set(busy.get());
        if !busy.get() {
            reveal(form);
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !busy.get_untracked() && denied.with_untracked(Option::is_none) {
            on_submit.run(());
        }
    };
    let send = move || {
        let kind = if danger.get() { ButtonKind::Danger } else { ButtonKind::Primary };
        view! { <Button label=submit_label kind submit=true busy denied /> }.into_any()
    };
    view! {
        <Dialog open=frame.open title busy=frame.busy on_close=frame.close wide close_label=Signal::stored(operations::close())>
            <form class="bp-form" novalidate node_ref=form on:submit=submit>
                {children()}
                <SubmissionState submission />
                <CommandView deeds />
                <div class="bp-actions">
                    {send}
                    <Button label=operations::cancel() kind=ButtonKind::Quiet inactive=busy on_press=frame.close />
                </div>
            </form>
        </Dialog>
    }
}

/// Brings what the form was answered into sight: the button always is, however far it stands from there.
fn reveal(form: NodeRef<html::Form>) {
    request_animation_frame(move || {
        let form = form.try_get_untracked().flatten();
        if let Some(Ok(Some(alert))) = form.map(|form| form.query_selector("[role=alert]")) {
            let how = ScrollIntoViewOptions::new();
            how.set_block(ScrollLogicalPosition::Nearest);
            alert.scroll_into_view_with_scroll_into_view_options(&how);
        }
    });
}

/// How sending goes: looking for an outcome, or why it failed.
#[component]
pub fn SubmissionState(
    /// What was sent.
    submission: Submission,
) -> impl IntoView {
    let (looking, failure) = (submission.looking(), submission.failure());
    move || {
        if looking.with(Option::is_some) {
            return view! { <Notice tone=Tone::Warn title=operations::outcome_unknown()>{operations::looking()}</Notice> }
                .into_any();
        }
        failure.get().map_or_else(|| ().into_any(), |failure| failure_view(&failure))
    }
}

/// Why something has failed, in full.
pub fn failure_view(failure: &Failure) -> AnyView {
    match failure {
        Failure::Refused(error) => error_panel(faults::sentence(error, &own_origin()), error, None),
        Failure::NoTrace(error) => error_panel(operations::no_trace(), error, None),
        Failure::Ended(ended, message) => {
            let sentence = operations::ended(ended);
            let said = message.as_deref().map(str::to_owned);
            view! {
                <Notice tone=Tone::Bad title=sentence alert=true>
                    {said.map(|said| view! { <p class="bp-server-message">{said}</p> }.into_any())}
                </Notice>
            }
            .into_any()
        }
    }
}
