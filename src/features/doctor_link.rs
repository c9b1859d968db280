//! The way to the connection check, from wherever something could not be reached.

use leptos::prelude::*;

use crate::features::links::RouteLink;
use crate::model::fault::FaultKind;
use crate::state::panel::use_panel;
use crate::state::route::Route;
use crate::text::faults;

/// The link, with the addresses filled in that were tried last; nothing for a failure that says it all.
///
/// Nothing either while a dialog is open, which the other page would close, or the one to sign in again
/// in, which would stay in front of it.
pub fn doctor_link(failure: &FaultKind) -> Option<AnyView> {
    let panel = use_panel();
    let in_dialog = panel.dialogs.frame().open.get_untracked() || panel.session.expired().get_untracked();
    let is_told = match failure {
        FaultKind::Unreachable | FaultKind::TimedOut => false,
        // Before there is a session, most often not the service.
        FaultKind::Unreadable | FaultKind::NotFound => panel.session.ready_untracked().is_some(),
        _ => true,
    };
    if in_dialog || is_told {
        return None;
    }
    let [identity, block_storage] = panel.session.tried();
    let to = Route::doctor(&identity, &block_storage);
    Some(view! { <RouteLink to>{faults::check_connection()}</RouteLink> }.into_any())
}
