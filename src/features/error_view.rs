//! A failed request: what failed, why in plain words, the server's message and the request's id.

use leptos::prelude::*;

use crate::components::error_panel::{ErrorPanel, ErrorPanelText};
use crate::features::doctor_link::doctor_link;
use crate::model::fault::ApiError;
use crate::text::faults;

/// The words that are the same for every error.
pub fn error_panel_text() -> ErrorPanelText {
    ErrorPanelText {
        request_id: Signal::stored(faults::request_id()),
        copy: Signal::stored(faults::copy_request_id()),
        copied: Signal::stored(faults::copied()),
        retry: Signal::stored(faults::try_again()),
    }
}

/// This page's origin, which an operator may have to allow.
pub fn own_origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// Shows an error while there is one; announced once per error, not once per attempt.
#[component]
pub fn ErrorView(
    /// The error.
    #[prop(into)]
    error: Signal<Option<ApiError>>,
    /// Tries again.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
) -> impl IntoView {
    let same = |known: Option<&Option<ApiError>>, new: Option<&Option<ApiError>>| {
        let without_id = |error: Option<&Option<ApiError>>| {
            error.cloned().flatten().map(|error| ApiError { request_id: None, ..error })
        };
        known.is_none() || without_id(known) != without_id(new)
    };
    let error = Memo::new_with_compare(move |_| error.get(), same);
    move || {
        error.get().map(|error| {
            let sentence = faults::sentence(&error, &own_origin());
            error_panel_with(sentence, &error, on_retry, doctor_link(&error.kind))
        })
    }
}

/// The panel for an error whose sentence is known.
pub fn error_panel(sentence: String, error: &ApiError, on_retry: Option<Callback<()>>) -> AnyView {
    error_panel_with(sentence, error, on_retry, None)
}

/// The same with more on the cause.
pub fn error_panel_with(
    sentence: String,
    error: &ApiError,
    on_retry: Option<Callback<()>>,
    more: Option<AnyView>,
) -> AnyView {
    let server_message = Some(error.message.to_string()).filter(|message| !message.is_empty());
    let request_id = error.request_id.as_deref().map(str::to_owned);
    view! {
        <ErrorPanel sentence server_message request_id text=error_panel_text() on_retry>
            {more}
        </ErrorPanel>
    }
    .into_any()
}
