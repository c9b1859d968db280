//! Every backup, read whole.

use leptos::prelude::*;

use crate::features::whole_list::WholeList;

/// The page.
#[component]
pub fn AllBackupsPage() -> impl IntoView {
    view! { <WholeList /> }
}
