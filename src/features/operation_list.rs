//! The operations centre: what was started, how far it has come, how it ended.

use leptos::prelude::*;

use crate::components::layout::{Page, PageHeader};
use crate::state::panel::use_panel;
use crate::text::shell;

/// All operations, newest first.
#[component]
pub fn OperationList() -> impl IntoView {
    let panel = use_panel();
    Effect::new(move |_| panel.ready.set(true));
    view! {
        <Page>
            <PageHeader title=shell::operations() />
        </Page>
    }
}
