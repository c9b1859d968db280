//! What stands between this page and a cloud; in front of signing in, and inside.

use leptos::prelude::*;

use crate::components::icon::{Icon, IconView};
use crate::components::layout::Page;
use crate::features::doctor::DoctorView;
use crate::features::links::RouteLink;
use crate::state::panel::use_panel;
use crate::state::route::Route;
use crate::text::{doctor, shell};

/// The page.
#[component]
pub fn DoctorPage() -> impl IntoView {
    if use_panel().session.ready_untracked().is_some() {
        return view! {
            <Page>
                <DoctorView />
            </Page>
        }
        .into_any();
    }
    view! {
        <main class="bp-gate">
            <div class="bp-lone">
                <p class="bp-brand">
                    <IconView icon=Icon::Layers />
                    {shell::panel_name()}
                </p>
                <DoctorView />
                <p>
                    <RouteLink to=Route::default()>{doctor::to_sign_in()}</RouteLink>
                </p>
            </div>
        </main>
    }
    .into_any()
}
