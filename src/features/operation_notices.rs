//! Says what has been started and how it has ended, wherever the user is.

use leptos::prelude::*;

/// The newest news of operations.
#[component]
pub fn OperationNotices() -> impl IntoView {}
