//! The session has ended: sign in again over the page, and what waited goes on.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::identity::{CredentialName, Proof};
use crate::components::button::{Button, ButtonKind};
use crate::components::dialog::Dialog;
use crate::components::field::Field;
use crate::components::field_control::Control;
use crate::features::second_step::{NewPasswordForm, PasscodeForm, is_missing};
use crate::features::sign_in_failure::SignInFailureView;
use crate::state::attempt::{Aim, Attempt, Stage};
use crate::state::panel::use_panel;
use crate::state::scope::{Origin, Scoped};
use crate::text::{shell, sign_in};

/// The dialog, open while the session has expired.
#[component]
pub fn SignInAgain() -> impl IntoView {
    let session = use_panel().session;
    let attempt = Attempt::new(session);
    let secret = RwSignal::new(String::new());
    let attempted = RwSignal::new(false);
    let done = Callback::new(move |()| {
        secret.try_set(String::new());
        attempted.try_set(false);
    });
    let leave = move |()| spawn_local(session.sign_out());
    let step = move || match attempt.stage.get() {
        Stage::Proof => first_step(attempt, secret, attempted, done, Callback::new(leave)),
        Stage::Passcode(_) => view! { <PasscodeForm attempt done /> }.into_any(),
        Stage::NewPassword(_) => view! { <NewPasswordForm attempt done /> }.into_any(),
    };
    view! {
        <Dialog open=session.expired() title=shell::sign_in_again() busy=attempt.busy on_close=leave>
            {step}
        </Dialog>
    }
}

/// What has to be typed is a secret of the kind that the session began with.
fn first_step(
    attempt: Attempt,
    secret: RwSignal<String>,
    attempted: RwSignal<bool>,
    done: Callback<()>,
    leave: Callback<()>,
) -> AnyView {
    let session = use_panel().session;
    let origin = session.ready_untracked().map(|scoped| scoped.unscoped.origin).unwrap_or_default();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        attempted.set(true);
        let typed = secret.get_untracked();
        if let Some(scoped) = session.ready_untracked().filter(|_| !typed.is_empty()) {
            attempt.send(Aim::Renew, proof(&scoped, typed), move || done.try_run(()).unwrap_or_default());
        }
    };
    let intro = move || {
        session.ready().map(|scoped| {
            let (user, project) = (&*scoped.unscoped.user.name, &*scoped.project.name);
            match scoped.unscoped.origin {
                Origin::Password => shell::session_ended(user, project),
                Origin::ApplicationCredential => sign_in::ended_credential(project),
                Origin::Given | Origin::Sso => sign_in::ended_token(user, project),
                Origin::NoKeystone => sign_in::ended_no_keystone(),
            }
        })
    };
    let field = match origin {
        Origin::Password => Some((shell::password(), shell::show_password(), "current-password")),
        Origin::ApplicationCredential => Some((sign_in::secret(), sign_in::show_secret(), "off")),
        Origin::Given | Origin::Sso => Some((sign_in::token(), sign_in::show_token(), "off")),
        Origin::NoKeystone => None,
    };
    let submits = field.is_some();
    let field = field.map(|(label, reveal, fill)| {
        let control = Control::Password { reveal: Signal::stored(reveal) };
        let error = is_missing(secret, attempted);
        view! { <Field label value=secret control error required=true autofocus=true autocomplete=fill /> }
    });
    view! {
        <form class="bp-form" novalidate on:submit=submit>
            <p>{intro}</p>
            <SignInFailureView failure=attempt.failure />
            {field}
            <div class="bp-actions">
                {submits
                    .then(|| {
                        view! {
                            <Button label=shell::sign_in() kind=ButtonKind::Primary submit=true busy=attempt.busy />
                        }
                    })}
                <Button label=shell::give_up() kind=ButtonKind::Quiet on_press=leave />
            </div>
        </form>
    }
    .into_any()
}

fn proof(scoped: &Scoped, typed: String) -> Proof {
    match (scoped.unscoped.origin, &scoped.unscoped.credential) {
        (Origin::ApplicationCredential, Some(id)) => {
            Proof::ApplicationCredential { credential: CredentialName::Id(id.to_string()), secret: typed }
        }
        (Origin::Given | Origin::Sso, _) => Proof::Token(typed.trim().to_owned()),
        _ => scoped.by_password(typed),
    }
}
