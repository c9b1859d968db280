//! What the user has started.

use leptos::prelude::*;

use crate::features::operation_list::OperationList;

/// The page.
#[component]
pub fn OperationsPage() -> impl IntoView {
    view! { <OperationList /> }
}
