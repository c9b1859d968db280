//! Signing in with a password.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::identity::Proof;
use crate::components::button::{Button, ButtonKind};
use crate::components::field::Field;
use crate::components::field_control::{Choice, Control};
use crate::features::sign_in_failure::SignInFailureView;
use crate::state::panel::use_panel;
use crate::state::sign_in::SignInFailure;
use crate::state::storage::Shelf;
use crate::text::shell;

/// Only where and as whom is remembered, never the password.
const REMEMBERED: [&str; 3] = ["identity", "domain", "user"];

/// The form. What is typed stays when signing in fails.
#[component]
pub fn SignInForm() -> impl IntoView {
    let session = use_panel().session;
    let config = session.config();
    let remembered = REMEMBERED.map(|key| Shelf::Local.get(key));
    let [identity, domain, user] = remembered;
    let first_cloud = config.clouds.first();
    let offered = |url: &String| config.clouds.is_empty() || config.cloud(url).is_some();
    let identity = identity.filter(offered).or_else(|| first_cloud.map(|cloud| cloud.identity_url.clone()));
    let configured = identity.as_ref().and_then(|url| config.cloud(url)?.default_domain.clone());
    let domain = domain.or(configured).unwrap_or_else(|| "Default".to_owned());

    let identity = RwSignal::new(identity.unwrap_or_default());
    let domain = RwSignal::new(domain);
    let user = RwSignal::new(user.unwrap_or_default());
    let password = RwSignal::new(String::new());
    let attempted = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<SignInFailure>);

    let missing = move |value: RwSignal<String>| {
        Signal::derive(move || (attempted.get() && value.with(|v| v.trim().is_empty())).then(shell::fill_in))
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        attempted.set(true);
        let filled =
            [identity, domain, user].iter().all(|field| field.with_untracked(|v| !v.trim().is_empty()));
        if !filled || password.with_untracked(String::is_empty) || busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        let [at, realm, name] = [identity, domain, user].map(|field| field.get_untracked().trim().to_owned());
        let proof =
            Proof::Password { user: name.clone(), domain: realm.clone(), password: password.get_untracked() };
        spawn_local(async move {
            let result = session.sign_in(&at, proof).await;
            if result.is_ok() {
                for (key, value) in REMEMBERED.into_iter().zip([&at, &realm, &name]) {
                    Shelf::Local.set(key, value);
                }
            }
            // The form is gone when signing in worked.
            busy.try_set(false);
            failure.try_set(result.err());
        });
    };

    let choices: Vec<Choice> = config
        .clouds
        .iter()
        .map(|cloud| Choice { value: cloud.identity_url.clone(), label: cloud.name.clone() })
        .collect();
    let where_to = match choices.len() {
        0 => view! {
            <Field
                label=shell::identity_url()
                value=identity
                control=Control::Url
                hint=shell::identity_url_hint()
                error=missing(identity)
                required=true
                autocomplete="url"
            />
        }
        .into_any(),
        1 => view! { <p class="bp-sign-in-cloud">{choices[0].label.clone()}</p> }.into_any(),
        _ => view! {
            <Field label=shell::cloud() value=identity control=Control::Select(Signal::stored(choices)) />
        }
        .into_any(),
    };
    view! {
        <form class="bp-form" novalidate on:submit=submit>
            <SignInFailureView failure />
            {where_to}
            <Field
                label=shell::domain()
                value=domain
                error=missing(domain)
                required=true
                autocomplete="off"
            />
            <Field
                label=shell::user_name()
                value=user
                error=missing(user)
                required=true
                autofocus=true
                autocomplete="username"
            />
            <Field
                label=shell::password()
                value=password
                control=Control::Password { reveal: Signal::stored(shell::show_password()) }
                error=missing(password)
                required=true
                autocomplete="current-password"
            />
            <Button label=shell::sign_in() kind=ButtonKind::Primary submit=true busy />
        </form>
    }
}
