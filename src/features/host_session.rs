//! A session that the host gives: what is seen until it has, and when it gives none any more.

use leptos::prelude::*;

use crate::components::button::{Button, ButtonKind};
use crate::components::dialog::Dialog;
use crate::components::feedback::Skeleton;
use crate::features::sign_in_failure::SignInFailureView;
use crate::reactive::{derive, memo};
use crate::state::host::{Host, HostState};
use crate::state::session::SessionStore;
use crate::state::sign_in::SignInFailure;
use crate::text::{faults, shell};

/// In place of the form for signing in.
#[component]
pub fn HostGate(
    /// The host's side of the session.
    host: Host,
) -> impl IntoView {
    move || match host.state() {
        HostState::Asking | HostState::Entered => view! { <Skeleton label=shell::fetching() /> }.into_any(),
        state => view! {
            <h1>{title(&state)}</h1>
            {explained(host)}
        }
        .into_any(),
    }
}

/// In place of the dialog for signing in again: the page stays, and what waited goes on waiting.
#[component]
pub fn HostAgain(
    /// The host's side of the session.
    host: Host,
    /// The session.
    session: SessionStore,
) -> impl IntoView {
    let expired = session.expired();
    let open = memo(move || {
        expired.get()
            && matches!(host.state(), HostState::NoToken | HostState::PartMissing | HostState::Refused(_))
    });
    // There is nothing behind it that could be used without a session.
    let stay = move |()| {};
    view! {
        <Dialog open title=derive(move || title(&host.state())) on_close=stay>
            {move || open.get().then(|| explained(host))}
        </Dialog>
    }
}

/// Whether it is the host that gives no access, or the cloud that cannot be entered with it.
fn is_ended(state: &HostState) -> bool {
    matches!(state, HostState::NoToken | HostState::Refused(SignInFailure::NotTaken(..)))
}

fn title(state: &HostState) -> String {
    if is_ended(state) { shell::host_ended() } else { shell::host_failed() }
}

fn explained(host: Host) -> AnyView {
    let failure = derive(move || match host.state() {
        HostState::Refused(failure) => Some(failure),
        _ => None,
    });
    view! {
        {move || is_ended(&host.state()).then(|| view! { <p>{shell::host_ended_body()}</p> })}
        <SignInFailureView failure />
        <div class="bp-actions">
            <Button label=faults::try_again() kind=ButtonKind::Primary on_press=move |()| host.ask() />
        </div>
    }
    .into_any()
}
