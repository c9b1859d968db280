//! The session has ended: sign in again over the page, and what waited goes on.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::button::{Button, ButtonKind};
use crate::components::dialog::Dialog;
use crate::components::field::Field;
use crate::components::field_control::Control;
use crate::features::sign_in_failure::SignInFailureView;
use crate::state::panel::use_panel;
use crate::state::sign_in::SignInFailure;
use crate::text::shell;

/// The dialog, open while the session has expired.
#[component]
pub fn SignInAgain() -> impl IntoView {
    let session = use_panel().session;
    let open = session.expired();
    let password = RwSignal::new(String::new());
    let attempted = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<SignInFailure>);
    let missing =
        Signal::derive(move || (attempted.get() && password.with(String::is_empty)).then(shell::fill_in));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        attempted.set(true);
        if password.with_untracked(String::is_empty) || busy.get_untracked() {
            return;
        }
        let Some(scoped) = session.ready_untracked() else {
            return;
        };
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let result = session.renew(scoped.by_password(password.get_untracked())).await;
            busy.try_set(false);
            if result.is_ok() {
                password.try_set(String::new());
                attempted.try_set(false);
            }
            failure.try_set(result.err());
        });
    };
    let leave = move |()| spawn_local(session.sign_out());
    let intro = move || {
        session.ready().map(|scoped| shell::session_ended(&*scoped.unscoped.user.name, &*scoped.project.name))
    };
    view! {
        <Dialog open title=shell::sign_in_again() busy on_close=leave>
            <form class="bp-form" novalidate on:submit=submit>
                <p>{intro}</p>
                <SignInFailureView failure />
                <Field
                    label=shell::password()
                    value=password
                    control=Control::Password { reveal: Signal::stored(shell::show_password()) }
                    error=missing
                    required=true
                    autofocus=true
                    autocomplete="current-password"
                />
                <div class="bp-actions">
                    <Button label=shell::sign_in() kind=ButtonKind::Primary submit=true busy />
                    <Button label=shell::give_up() kind=ButtonKind::Quiet on_press=leave />
                </div>
            </form>
        </Dialog>
    }
}
