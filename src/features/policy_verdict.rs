//! Whether it is this page's own policy that keeps a service out of reach. The browser says so only to
//! whoever listens, which is code that nobody needs otherwise, so it is in the part of the connection check.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::model::fault::{ApiError, FaultKind, Service};
use crate::state::panel::use_panel;
use crate::state::policy::kept_back;
use crate::text::faults;

/// Draws [`KeptBack`] once its code is here. Whoever mounts the panel provides it.
#[derive(Clone, Copy)]
pub struct PolicyVerdict(pub fn(Service) -> AnyView);

/// For a service that could not be reached: what is certain of the reason, if anything is.
pub fn policy_verdict(error: &ApiError) -> Option<AnyView> {
    let PolicyVerdict(draw) = use_context().filter(|_| error.kind == FaultKind::Unreachable)?;
    Some(draw(error.service))
}

/// Nothing, or that the policy is the reason and who can change it.
#[component]
pub fn KeptBack(
    /// Which service could not be reached, at the address that was tried last.
    service: Service,
) -> impl IntoView {
    let session = use_panel().session;
    let origin = RwSignal::new(None);
    spawn_local(async move {
        origin.try_set(kept_back(session, service).await);
    });
    move || origin.get().map(|origin| view! { <p>{faults::kept_back_sentence(service, &origin)}</p> })
}
