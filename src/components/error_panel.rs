//! An error as people need it: the sentence, what the server said, the id of
//! the request for whoever reads the server's log, and the way to try again.

use leptos::prelude::*;

use crate::components::button::Button;
use crate::components::copy::CopyButton;
use crate::components::icon::{Icon, IconView};

/// The words of an error panel that do not depend on the error.
#[derive(Clone, Copy)]
pub struct ErrorPanelText {
    /// "Request ID".
    pub request_id: Signal<String>,
    /// "Copy request ID".
    pub copy: Signal<String>,
    /// "Copied".
    pub copied: Signal<String>,
    /// "Try again".
    pub retry: Signal<String>,
}

/// An error, announced at once, that leaves everything else on screen.
#[component]
pub fn ErrorPanel(
    /// What happened and what it means.
    #[prop(into)]
    sentence: Signal<String>,
    /// The server's own words.
    #[prop(optional, into)]
    server_message: Signal<Option<String>>,
    /// The id of the failed request.
    #[prop(optional, into)]
    request_id: Signal<Option<String>>,
    /// The words around them.
    text: ErrorPanelText,
    /// Tries again; without it there is no such button.
    #[prop(optional_no_strip, into)]
    on_retry: Option<Callback<()>>,
    /// Trying again is under way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// More on the cause, such as the setting to change.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let message = move || match server_message.get() {
        Some(message) => view! { <p class="bp-server-message">{message}</p> }.into_any(),
        None => ().into_any(),
    };
    let id = move || match request_id.get() {
        Some(id) => view! {
            <p class="bp-request-id">
                {text.request_id} " " <code>{id.clone()}</code>
                <CopyButton text=id label=text.copy copied_label=text.copied />
            </p>
        }
        .into_any(),
        None => ().into_any(),
    };
    let retry = on_retry
        .map(|on_press| view! { <Button label=text.retry icon=Icon::Refresh busy on_press /> }.into_any());
    view! {
        <div class="bp-notice" role="alert" data-tone="bad">
            <IconView icon=Icon::XCircle />
            <div class="bp-notice-text">
                <p class="bp-notice-title">{sentence}</p>
                {message}
                {children.map(|children| children())}
                {id}
            </div>
            <div class="bp-actions">
                {retry}
            </div>
        </div>
    }
}
