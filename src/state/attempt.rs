//! An attempt to sign in, or to sign in again, over as many steps as Keystone wants.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::identity::{ChangePassword, Proof};
use crate::model::identity::Receipt;
use crate::model::ids::UserId;
use crate::state::clock::pause;
use crate::state::session::SessionStore;
use crate::state::sign_in::{SignInFailure, Step};

/// How long a token made after a change of the password would still pass for one made before.
const AFTER_CHANGE_MS: u32 = 1_100;

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Stage {
    /// The first proof.
    #[default]
    Proof,
    /// A passcode besides the password.
    Passcode(Receipt),
    /// A password in place of the expired one.
    NewPassword(UserId),
}

/// What it is to lead to.
#[derive(Clone, Debug, PartialEq)]
pub enum Aim {
    /// A session at this identity service.
    SignIn(String),
    /// The session that is there, with fresh tokens.
    Renew,
}

/// The attempt. What is typed is the form's; nothing of it is kept here but for the password, which
/// must be sent again when it has to be changed.
#[derive(Clone, Copy)]
pub struct Attempt {
    session: SessionStore,
    aim: StoredValue<Aim>,
    /// What is asked for.
    pub stage: RwSignal<Stage>,
    /// A request is under way.
    pub busy: RwSignal<bool>,
    /// Why the last request has led nowhere.
    pub failure: RwSignal<Option<SignInFailure>>,
    last: StoredValue<Option<(String, String, String)>>,
}

impl Attempt {
    /// At its beginning.
    pub fn new(session: SessionStore) -> Self {
        Self {
            session,
            aim: StoredValue::new(Aim::Renew),
            stage: RwSignal::default(),
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            last: StoredValue::new(None),
        }
    }

    /// Back to what is asked for first.
    pub fn start_over(self) {
        self.stage.set(Stage::Proof);
        self.failure.set(None);
        self.last.set_value(None);
    }

    /// Sends a proof, unless a request is under way. `done` is called when that was the end.
    pub fn send(self, aim: Aim, proof: Proof, done: impl FnOnce() + 'static) {
        if let Proof::Password { user, domain, password } = &proof {
            self.last.set_value(Some((user.clone(), domain.clone(), password.clone())));
        }
        self.aim.set_value(aim);
        self.run(proof, None, done);
    }

    /// Sends the passcode.
    pub fn send_passcode(self, passcode: String, done: impl FnOnce() + 'static) {
        if let Stage::Passcode(receipt) = self.stage.get_untracked() {
            self.run(Proof::Passcode { receipt, passcode }, None, done);
        }
    }

    /// Changes the password that has expired, and signs in with the new one.
    pub fn send_new_password(self, password: String, done: impl FnOnce() + 'static) {
        let (Stage::NewPassword(id), Some((user, domain, original))) =
            (self.stage.get_untracked(), self.last.get_value())
        else {
            return;
        };
        let change = ChangePassword { user: id, original, password: password.clone() };
        self.run(Proof::Password { user, domain, password }, Some(change), done);
    }

    fn run(self, proof: Proof, change: Option<ChangePassword>, done: impl FnOnce() + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        spawn_local(async move {
            let result = self.take(proof, change).await;
            // The form may be gone, as it is when signing in worked.
            self.busy.try_set(false);
            let failure = match result {
                Ok(()) => {
                    self.last.try_set_value(None);
                    self.stage.try_set(Stage::Proof);
                    done();
                    None
                }
                Err(SignInFailure::SecondStep(receipt)) if receipt.wants_passcode() => {
                    self.stage.try_set(Stage::Passcode(receipt));
                    None
                }
                Err(SignInFailure::PasswordExpired(user)) => {
                    self.stage.try_set(Stage::NewPassword(user));
                    None
                }
                Err(SignInFailure::ReceiptExpired) => {
                    self.stage.try_set(Stage::Proof);
                    Some(SignInFailure::ReceiptExpired)
                }
                Err(failure) => Some(failure),
            };
            self.failure.try_set(failure);
        });
    }

    async fn take(self, proof: Proof, change: Option<ChangePassword>) -> Step<()> {
        let aim = self.aim.get_value();
        if let Some(change) = change {
            let identity = match &aim {
                Aim::SignIn(identity) => identity.clone(),
                Aim::Renew => {
                    let scoped = self.session.ready_untracked();
                    scoped.map(|scoped| scoped.unscoped.identity.to_string()).unwrap_or_default()
                }
            };
            self.session.change_password(&identity, &change).await?;
            // From here on the new one counts, also when what follows fails.
            if let Proof::Password { user, domain, password } = &proof {
                self.last.try_set_value(Some((user.clone(), domain.clone(), password.clone())));
            }
            self.stage.try_set(Stage::Proof);
            // The change ends all tokens that were made up to it, and Keystone counts in whole seconds.
            pause(AFTER_CHANGE_MS).await;
        }
        match aim {
            Aim::SignIn(identity) => self.session.sign_in(&identity, proof).await,
            Aim::Renew => self.session.renew(proof).await,
        }
    }
}
