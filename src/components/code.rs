//! Lines for a shell or a file, as they are, with a button that copies them.

use leptos::prelude::*;

use crate::components::copy::CopyButton;

/// The lines.
#[component]
pub fn CodeBlock(
    /// The lines.
    text: String,
    /// What is copied: "Copy the command".
    #[prop(into)]
    copy_label: Signal<String>,
    /// The confirmation: "Copied".
    #[prop(into)]
    copied_label: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="bp-code">
            <pre tabindex="0">
                <code>{text.clone()}</code>
            </pre>
            <CopyButton text label=copy_label copied_label />
        </div>
    }
}
