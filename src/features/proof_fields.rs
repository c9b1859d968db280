//! The fields of each way to sign in, and the proof that they make.

use leptos::prelude::*;

use crate::api::identity::{CredentialName, Proof};
use crate::components::check::Check;
use crate::components::field::Field;
use crate::components::field_control::Control;
use crate::features::second_step::is_missing;
use crate::state::config::SignInMethod;
use crate::text::{shell, sign_in};

/// What is typed. It stays while one looks at another way, or at a second step.
#[derive(Clone, Copy)]
pub struct Typed {
    /// The domain's name.
    pub domain: RwSignal<String>,
    /// The user's name.
    pub user: RwSignal<String>,
    password: RwSignal<String>,
    by_name: RwSignal<bool>,
    credential_id: RwSignal<String>,
    credential_name: RwSignal<String>,
    secret: RwSignal<String>,
    token: RwSignal<String>,
    attempted: RwSignal<bool>,
}

impl Typed {
    /// Filled in as far as is known.
    pub fn new(domain: String, user: String) -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            domain: RwSignal::new(domain),
            user: RwSignal::new(user),
            password: empty(),
            by_name: RwSignal::new(false),
            credential_id: empty(),
            credential_name: empty(),
            secret: empty(),
            token: empty(),
            attempted: RwSignal::new(false),
        }
    }

    /// The proof; None, with the errors shown, when something is missing.
    pub fn proof(self, method: SignInMethod) -> Option<Proof> {
        self.attempted.set(true);
        let filled = |value: RwSignal<String>| {
            let typed = value.with_untracked(|value| value.trim().to_owned());
            (!typed.is_empty()).then_some(typed)
        };
        // Spaces may be part of a password.
        let secret = |value: RwSignal<String>| Some(value.get_untracked()).filter(|typed| !typed.is_empty());
        Some(match method {
            SignInMethod::Password => Proof::Password {
                user: filled(self.user)?,
                domain: filled(self.domain)?,
                password: secret(self.password)?,
            },
            SignInMethod::ApplicationCredential => {
                let credential = if self.by_name.get_untracked() {
                    CredentialName::Name {
                        name: filled(self.credential_name)?,
                        user: filled(self.user)?,
                        domain: filled(self.domain)?,
                    }
                } else {
                    CredentialName::Id(filled(self.credential_id)?)
                };
                Proof::ApplicationCredential { credential, secret: secret(self.secret)? }
            }
            SignInMethod::Token => Proof::Token(filled(self.token)?),
        })
    }

    /// Forgets that something was missing: another way is looked at.
    pub fn look_anew(self) {
        self.attempted.set(false);
    }

    /// The fields of a way.
    pub fn fields(self, method: SignInMethod) -> AnyView {
        match method {
            SignInMethod::Password => view! {
                {self.account()}
                {self.secret_field(self.password, shell::password(), shell::show_password(), None)}
            }
            .into_any(),
            SignInMethod::ApplicationCredential => {
                let which = move || {
                    if self.by_name.get() {
                        view! {
                            {self.line(self.credential_name, sign_in::credential_name(), "off", true)}
                            {self.account()}
                        }
                        .into_any()
                    } else {
                        self.line(self.credential_id, sign_in::credential_id(), "off", true)
                    }
                };
                view! {
                    {which}
                    {self.secret_field(self.secret, sign_in::secret(), sign_in::show_secret(), None)}
                    <Check
                        label=sign_in::by_name()
                        checked=self.by_name
                        on_change=move |by_name| self.by_name.set(by_name)
                    />
                }
                .into_any()
            }
            SignInMethod::Token => {
                let hint = Some(sign_in::token_hint());
                self.secret_field(self.token, sign_in::token(), sign_in::show_token(), hint)
            }
        }
    }

    fn account(self) -> AnyView {
        view! {
            {self.line(self.domain, shell::domain(), "off", false)}
            {self.line(self.user, shell::user_name(), "username", true)}
        }
        .into_any()
    }

    fn line(self, value: RwSignal<String>, label: String, fill: &'static str, autofocus: bool) -> AnyView {
        let error = is_missing(value, self.attempted);
        view! { <Field label value error required=true autofocus autocomplete=fill /> }.into_any()
    }

    fn secret_field(
        self,
        value: RwSignal<String>,
        label: String,
        reveal: String,
        hint: Option<String>,
    ) -> AnyView {
        let fill = if label == shell::password() { "current-password" } else { "off" };
        let control = Control::Password { reveal: Signal::stored(reveal) };
        let error = is_missing(value, self.attempted);
        view! { <Field label value control hint error required=true autocomplete=fill /> }.into_any()
    }
}
