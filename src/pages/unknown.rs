//! An address that leads nowhere.

use leptos::prelude::*;

use crate::components::feedback::EmptyState;
use crate::components::icon::Icon;
use crate::components::layout::{Page, PageHeader};
use crate::features::links::RouteLink;
use crate::reactive::note;
use crate::state::panel::use_panel;
use crate::state::route::Route;
use crate::text::shell;

/// Says so and leads back.
#[component]
pub fn UnknownPage(
    /// The address as it was written.
    address: String,
) -> impl IntoView {
    note(use_panel().ready, true);
    view! {
        <Page>
            <PageHeader title=shell::page_unknown() />
            <EmptyState
                icon=Icon::Search
                title=shell::page_unknown_body(address)
                actions=|| view! { <RouteLink to=Route::default()>{shell::to_backups()}</RouteLink> }
            />
        </Page>
    }
}
