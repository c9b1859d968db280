//! In front of every page: signing in, choosing a project, choosing a region.

use leptos::prelude::*;

use crate::components::icon::{Icon, IconView};
use crate::features::choose_scope::{ChooseProject, ChooseRegion};
use crate::features::host_session::HostGate;
use crate::features::links::RouteLink;
use crate::features::sign_in_form::SignInForm;
use crate::state::host::Host;
use crate::state::route::Route;
use crate::state::session::Session;
use crate::text::{faults, shell};

/// The step of signing in that the session stands at.
#[component]
pub fn SignInPage(
    /// How far signing in has come.
    session: Session,
    /// Who gives the tokens, when it is the host.
    host: Option<Host>,
) -> impl IntoView {
    let step = match session {
        Session::ChoosingProject(unscoped) => view! { <ChooseProject unscoped /> }.into_any(),
        Session::ChoosingRegion(within) => view! { <ChooseRegion within /> }.into_any(),
        Session::Anonymous | Session::Ready(_) if host.is_some() => {
            host.map(|host| view! { <HostGate host /> }).into_any()
        }
        Session::Anonymous | Session::Ready(_) => view! {
            <h1>{shell::sign_in()}</h1>
            <p>{shell::sign_in_intro()}</p>
            <SignInForm />
            <p class="bp-hint">
                <RouteLink to=Route::doctor("", "")>{faults::check_connection()}</RouteLink>
            </p>
        }
        .into_any(),
    };
    view! {
        <main class="bp-gate">
            <div class="bp-gate-card">
                <p class="bp-brand">
                    <IconView icon=Icon::Layers />
                    {shell::panel_name()}
                </p>
                {step}
            </div>
        </main>
    }
}
