//! A backup as the server wrote it.

use leptos::prelude::*;

use crate::components::copy::CopyButton;
use crate::text::detail;

/// The JSON, indented, behind an expander.
pub fn backup_json(json: &str) -> AnyView {
    let text = json.to_owned();
    view! {
        <CopyButton
            text=text.clone()
            label=detail::copy(detail::json())
            copied_label=detail::copied()
            with_words=true
        />
        <pre class="bp-json" tabindex="0" aria-label=detail::json()>
            {text}
        </pre>
    }
    .into_any()
}
