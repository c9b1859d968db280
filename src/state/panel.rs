//! What every part of one panel can reach.

use leptos::prelude::*;

use crate::state::address::Address;
use crate::state::clock::MinuteClock;
use crate::state::dialogs::Dialogs;
use crate::state::operations::Operations;
use crate::state::preferences::Preferences;
use crate::state::session::SessionStore;

/// One panel's state; several panels on a page have one each.
#[derive(Clone, Copy)]
pub struct Panel {
    /// Who is signed in where.
    pub session: SessionStore,
    /// Where in the panel.
    pub address: Address,
    /// The time for words such as "2 hours ago".
    pub clock: MinuteClock,
    /// What the user has started.
    pub operations: Operations,
    /// The dialog that is open.
    pub dialogs: Dialogs,
    /// The user's choices.
    pub preferences: Preferences,
    /// The first list or its error is on screen.
    pub ready: RwSignal<bool>,
}

/// The panel that the caller is part of.
pub fn use_panel() -> Panel {
    expect_context()
}
