//! What every part of one panel can reach.

use leptos::prelude::*;

use crate::state::address::Address;
use crate::state::clock::Timer;
use crate::state::dialogs::Dialogs;
use crate::state::events::Events;
use crate::state::host::Host;
use crate::state::operations::Operations;
use crate::state::preferences::Preferences;
use crate::state::session::SessionStore;
use crate::state::sign_in::SignInFailure;

/// One panel's state; several panels on a page have one each.
#[derive(Clone, Copy)]
pub struct Panel {
    /// Who is signed in where.
    pub session: SessionStore,
    /// Where in the panel.
    pub address: Address,
    /// What the user has started.
    pub operations: Operations,
    /// The dialog that is open.
    pub dialogs: Dialogs,
    /// The user's choices.
    pub preferences: Preferences,
    /// Who hears what happens here.
    pub events: Events,
    /// Who gives the tokens, when it is the host.
    pub host: Option<Host>,
    /// Why the token that came with the page's address has led nowhere.
    pub arrival: RwSignal<Option<SignInFailure>>,
    /// The first list or its error is on screen.
    pub ready: RwSignal<bool>,
}

/// How long after the first list, so that nothing is taken from it.
const LATER_MS: u32 = 2_000;

impl Panel {
    /// Does something a while after the first list is there, or its error; not if the owner ends
    /// before.
    pub fn later(self, then: impl Fn() + 'static) {
        let timer = StoredValue::new_local(None::<Timer>);
        let then = std::rc::Rc::new(then);
        Effect::new(move |done: Option<bool>| {
            let done = done == Some(true);
            if !done && self.ready.get() {
                let then = then.clone();
                timer.set_value(Some(Timer::start(LATER_MS, move || then())));
                return true;
            }
            done
        });
    }
}

/// The panel that the caller is part of.
pub fn use_panel() -> Panel {
    expect_context()
}
