//! What Keystone may ask for after a password: a passcode, or a password in place of the expired one.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::components::button::{Button, ButtonKind};
use crate::components::field::Field;
use crate::components::field_control::Control;
use crate::features::sign_in_failure::SignInFailureView;
use crate::reactive::derive;
use crate::state::attempt::Attempt;
use crate::text::{shell, sign_in};

/// Asks for the passcode.
#[component]
pub fn PasscodeForm(
    /// The attempt that stands at this step.
    attempt: Attempt,
    /// What to do once signed in.
    done: Callback<()>,
) -> impl IntoView {
    let passcode = RwSignal::new(String::new());
    let attempted = RwSignal::new(false);
    let missing = is_missing(passcode, attempted);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        attempted.set(true);
        // Apps show it in two groups.
        let typed: String = passcode.with_untracked(|p| p.chars().filter(|c| !c.is_whitespace()).collect());
        if !typed.is_empty() {
            attempt.send_passcode(typed, move || done.try_run(()).unwrap_or_default());
        }
    };
    view! {
        <form class="bp-form" novalidate on:submit=submit>
            <p>{sign_in::passcode_intro()}</p>
            <SignInFailureView failure=attempt.failure />
            <Field
                label=sign_in::passcode()
                value=passcode
                error=missing
                required=true
                autofocus=true
                autocomplete="one-time-code"
            />
            <Actions attempt label=shell::sign_in() />
        </form>
    }
}

/// Asks for the new password, twice.
#[component]
pub fn NewPasswordForm(
    /// The attempt that stands at this step.
    attempt: Attempt,
    /// What to do once signed in.
    done: Callback<()>,
) -> impl IntoView {
    let [first, second] = [(); 2].map(|()| RwSignal::new(String::new()));
    let attempted = RwSignal::new(false);
    let differ = move || first.get() != second.get();
    let second_error = derive(move || (attempted.get() && differ()).then(sign_in::passwords_differ));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        attempted.set(true);
        if !first.with_untracked(String::is_empty) && !untrack(differ) {
            attempt.send_new_password(first.get_untracked(), move || done.try_run(()).unwrap_or_default());
        }
    };
    let control = || Control::Password { reveal: Signal::stored(shell::show_password()) };
    view! {
        <form class="bp-form" novalidate on:submit=submit>
            <p>{sign_in::new_password_intro()}</p>
            <SignInFailureView failure=attempt.failure />
            <Field
                label=sign_in::new_password()
                value=first
                control=control()
                error=is_missing(first, attempted)
                required=true
                autofocus=true
                autocomplete="new-password"
            />
            <Field
                label=sign_in::new_password_again()
                value=second
                control=control()
                error=second_error
                required=true
                autocomplete="new-password"
            />
            <Actions attempt label=sign_in::change_password() />
        </form>
    }
}

#[component]
fn Actions(attempt: Attempt, #[prop(into)] label: Signal<String>) -> impl IntoView {
    view! {
        <div class="bp-actions">
            <Button label kind=ButtonKind::Primary submit=true busy=attempt.busy />
            <Button
                label=sign_in::back()
                kind=ButtonKind::Quiet
                inactive=attempt.busy
                on_press=move |()| attempt.start_over()
            />
        </div>
    }
}

/// The error of a field that was left empty.
pub fn is_missing(value: RwSignal<String>, attempted: RwSignal<bool>) -> Signal<Option<String>> {
    derive(move || (attempted.get() && value.with(|v| v.trim().is_empty())).then(shell::fill_in))
}
