//! Signing in: where, by which way, and with what.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::button::{Button, ButtonKind};
use crate::components::field::Field;
use crate::components::field_control::{Choice, Control};
use crate::features::proof_fields::Typed;
use crate::features::second_step::{NewPasswordForm, PasscodeForm, is_missing};
use crate::features::sign_in_failure::SignInFailureView;
use crate::reactive::{effect, memo};
use crate::state::attempt::{Aim, Attempt, Stage};
use crate::state::config::{Cloud, CloudAuth, PanelConfig, SignInMethod};
use crate::state::panel::use_panel;
use crate::state::sso;
use crate::state::storage::Shelf;
use crate::text::{shell, sign_in};

/// Only where, by which way and as whom is remembered, never a secret.
const REMEMBERED: [&str; 4] = ["identity", "method", "domain", "user"];

/// Who the user is to a cloud without Keystone, which takes anyone for what they say.
const NOBODY: &str = "backup-panel";

/// What the parts of the form share.
#[derive(Clone, Copy)]
struct Form {
    attempt: Attempt,
    config: StoredValue<PanelConfig>,
    /// The address of the cloud.
    at: RwSignal<String>,
    method: RwSignal<SignInMethod>,
    typed: Typed,
    attempted: RwSignal<bool>,
}

impl Form {
    fn start() -> Self {
        let panel = use_panel();
        let config = panel.session.config();
        let [at, method, domain, user] = REMEMBERED.map(|key| Shelf::Local.get(key));
        let at = at.filter(|at| config.clouds.is_empty() || cloud_at(&config, at).is_some());
        let at = at.or_else(|| Some(config.clouds.first()?.address().to_owned())).unwrap_or_default();
        let configured = cloud_at(&config, &at).and_then(|cloud| cloud.default_domain.clone());
        let domain = domain.or(configured).unwrap_or_else(|| "Default".to_owned());
        let offered = &config.sign_in.0;
        let remembered = offered.iter().find(|offered| Some(offered.as_str()) == method.as_deref());
        let method = remembered.or(offered.first()).copied().unwrap_or(SignInMethod::Password);
        let attempt = Attempt::new(panel.session);
        effect(move || {
            if let Some(failure) = panel.arrival.get() {
                attempt.failure.set(Some(failure));
            }
        });
        Self {
            attempt,
            config: StoredValue::new(config),
            at: RwSignal::new(at),
            method: RwSignal::new(method),
            typed: Typed::new(domain, user.unwrap_or_default()),
            attempted: RwSignal::new(false),
        }
    }

    /// The cloud that is chosen, tracked.
    fn cloud(self) -> Option<Cloud> {
        let at = self.at.get();
        self.config.with_value(|config| cloud_at(config, &at).cloned())
    }

    fn remember(self) {
        // Nothing of it is there any more when the page has gone meanwhile.
        let method = self.method.try_get_untracked().map(|method| method.as_str().to_owned());
        let [at, domain, user] =
            [self.at, self.typed.domain, self.typed.user].map(|typed| typed.try_get_untracked());
        for (key, value) in REMEMBERED.into_iter().zip([at, method, domain, user]) {
            if let Some(value) = value {
                Shelf::Local.set(key, value.trim());
            }
        }
    }

    fn submit(self) {
        self.attempted.set(true);
        let proof = self.typed.proof(self.method.get_untracked());
        let at = self.at.get_untracked().trim().to_owned();
        if let (Some(proof), false) = (proof, at.is_empty()) {
            self.attempt.send(Aim::SignIn(at), proof, move || self.remember());
        }
    }

    /// Another cloud has its own domain.
    fn choose_cloud(self) {
        if let Some(domain) = untrack(|| self.cloud()).and_then(|cloud| cloud.default_domain) {
            self.typed.domain.set(domain);
        }
        self.attempt.failure.set(None);
    }
}

fn cloud_at<'a>(config: &'a PanelConfig, address: &str) -> Option<&'a Cloud> {
    let exact = config.clouds.iter().find(|cloud| cloud.address() == address);
    exact.or_else(|| config.cloud(address))
}

/// The form. What is typed stays when signing in fails.
#[component]
pub fn SignInForm() -> impl IntoView {
    let form = Form::start();
    let done = Callback::new(move |()| form.remember());
    let attempt = form.attempt;
    move || match attempt.stage.get() {
        Stage::Proof => first_step(form),
        Stage::Passcode(_) => view! { <PasscodeForm attempt done /> }.into_any(),
        Stage::NewPassword(_) => view! { <NewPasswordForm attempt done /> }.into_any(),
    }
}

fn first_step(form: Form) -> AnyView {
    let cloud = memo(move || form.cloud());
    let below = move || match cloud.get() {
        Some(cloud) if cloud.auth == CloudAuth::None => without_keystone(form, &cloud),
        cloud => with_keystone(form, cloud.as_ref()),
    };
    view! {
        <SignInFailureView failure=form.attempt.failure />
        {where_to(form)}
        {below}
    }
    .into_any()
}

/// The cloud, or its address.
fn where_to(form: Form) -> Option<AnyView> {
    let choices = form.config.with_value(|config| {
        let choice = |cloud: &Cloud| Choice { value: cloud.address().to_owned(), label: cloud.name.clone() };
        config.clouds.iter().map(choice).collect::<Vec<_>>()
    });
    match choices.as_slice() {
        // The address is a field of the form below.
        [] => None,
        [only] => Some(view! { <p class="bp-sign-in-cloud">{only.label.clone()}</p> }.into_any()),
        _ => Some(
            view! {
                <Field
                    label=shell::cloud()
                    value=form.at
                    control=Control::Select(Signal::stored(choices))
                    on_change=move |_| form.choose_cloud()
                />
            }
            .into_any(),
        ),
    }
}

fn with_keystone(form: Form, cloud: Option<&Cloud>) -> AnyView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.submit();
    };
    let address = cloud.is_none().then(|| {
        view! {
            <Field
                label=shell::identity_url()
                value=form.at
                control=Control::Url
                hint=shell::identity_url_hint()
                error=is_missing(form.at, form.attempted)
                required=true
                autocomplete="url"
            />
        }
    });
    let has_sso = |cloud: &&Cloud| !cloud.sso.is_empty() && sso::is_possible(use_panel().address);
    let single_sign_on = cloud.filter(has_sso).map(|cloud| {
        let identity = cloud.identity_url.clone();
        let buttons = cloud.sso.iter().cloned().map(|way| {
            let (label, identity) = (sign_in::sso_with(way.label.as_str()), identity.clone());
            view! { <Button label on_press=move |()| form.attempt.failure.set(sso::leave(&identity, &way).err()) /> }
        });
        view! { <div class="bp-actions">{buttons.collect_view()}</div> }.into_any()
    });
    view! {
        <form class="bp-form" novalidate on:submit=submit>
            {address}
            {move || form.typed.fields(form.method.get())}
            <Button label=shell::sign_in() kind=ButtonKind::Primary submit=true busy=form.attempt.busy />
        </form>
        {single_sign_on}
        {other_ways(form)}
    }
    .into_any()
}

/// The ways that are offered besides the one in sight.
fn other_ways(form: Form) -> impl IntoView {
    let offered = form.config.with_value(|config| config.sign_in.0.clone());
    move || {
        let current = form.method.get();
        let buttons: Vec<AnyView> = offered
            .iter()
            .copied()
            .filter(|method| *method != current)
            .map(|method| {
                let label = match method {
                    SignInMethod::Password => sign_in::with_password(),
                    SignInMethod::ApplicationCredential => sign_in::with_application_credential(),
                    SignInMethod::Token => sign_in::with_token(),
                };
                let choose = move |()| {
                    form.typed.look_anew();
                    form.attempted.set(false);
                    form.attempt.failure.set(None);
                    form.method.set(method);
                };
                view! { <Button label kind=ButtonKind::Quiet small=true inactive=form.attempt.busy on_press=choose /> }
                    .into_any()
            })
            .collect();
        (!buttons.is_empty()).then(|| {
            view! { <div class="bp-actions bp-other-ways" role="group" aria-label=sign_in::other_ways()>{buttons}</div> }
        })
    }
}

fn without_keystone(form: Form, cloud: &Cloud) -> AnyView {
    let session = use_panel().session;
    let project = cloud.project.clone().unwrap_or_default();
    let user = cloud.user.clone().unwrap_or_else(|| NOBODY.to_owned());
    let sentence = sign_in::no_keystone(cloud.name.as_str(), project.as_str());
    let root = cloud.address().to_owned();
    let go_on = move |()| {
        if form.attempt.busy.get_untracked() {
            return;
        }
        form.attempt.busy.set(true);
        form.attempt.failure.set(None);
        let (root, user, project) = (root.clone(), user.clone(), project.clone());
        spawn_local(async move {
            let result = session.enter_without_keystone(&root, &user, &project).await;
            if result.is_ok() {
                Shelf::Local.set("identity", &root);
            }
            form.attempt.busy.try_set(false);
            form.attempt.failure.try_set(result.err());
        });
    };
    view! {
        <p>{sentence}</p>
        <Button label=sign_in::go_on() kind=ButtonKind::Primary busy=form.attempt.busy on_press=go_on />
    }
    .into_any()
}
