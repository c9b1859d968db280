//! What the panel says in place: notices, empty states, skeletons, and the
//! live region that speaks to assistive technology alone.

use leptos::prelude::*;

use crate::components::icon::{Icon, IconView, icon_view};
use crate::components::tone::Tone;

/// A message among the content.
#[component]
pub fn Notice(
    /// How good or bad the news is.
    #[prop(into)]
    tone: Signal<Tone>,
    /// The sentence that says it.
    #[prop(into)]
    title: Signal<String>,
    /// Interrupts a screen reader (`role="alert"`); otherwise it waits (`role="status"`).
    #[prop(optional)]
    alert: bool,
    /// The title of an expander with what the children hold; without it they are shown at once.
    #[prop(optional, into)]
    details_label: Option<Signal<String>>,
    /// Buttons.
    #[prop(optional, into)]
    actions: ViewFnOnce,
    /// More text.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let icon = move || {
        icon_view(match tone.get() {
            Tone::Neutral | Tone::Info => Icon::Info,
            Tone::Good => Icon::Check,
            Tone::Warn => Icon::Alert,
            Tone::Bad => Icon::XCircle,
            Tone::Busy => Icon::Spinner,
        })
    };
    let body = children.map(|children| match details_label {
        Some(label) => view! {
            <details class="bp-details">
                <summary>{label}</summary>
                {children()}
            </details>
        }
        .into_any(),
        None => children(),
    });
    view! {
        <div
            class="bp-notice"
            role=if alert { "alert" } else { "status" }
            data-tone=move || tone.get().as_str()
        >
            {icon}
            <div class="bp-notice-text">
                <p class="bp-notice-title">{title}</p>
                {body}
            </div>
            <div class="bp-actions">{actions.run()}</div>
        </div>
    }
}

/// What stands where there is nothing to show, with the way forward.
#[component]
pub fn EmptyState(
    /// An icon of what is missing.
    icon: Icon,
    /// The sentence that says so.
    #[prop(into)]
    title: Signal<String>,
    /// What one can do about it.
    #[prop(optional_no_strip, into)]
    body: Option<String>,
    /// Buttons.
    #[prop(optional, into)]
    actions: ViewFnOnce,
) -> impl IntoView {
    view! {
        <div class="bp-empty">
            <IconView icon />
            <p class="bp-empty-title">{title}</p>
            {body.map(|text| view! { <p>{text}</p> }.into_any())}
            <div class="bp-actions">{actions.run()}</div>
        </div>
    }
}

/// Grey bars in place of text that is on its way; they appear after 150 ms.
#[component]
pub fn Skeleton(
    /// How many lines.
    #[prop(default = 3)]
    lines: u8,
    /// What is being loaded, for assistive technology.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="bp-skeleton" role="status">
            <span class="bp-visually-hidden">{label}</span>
            {(0..lines).map(|_| view! { <i aria-hidden="true"></i> }).collect_view()}
        </div>
    }
}

/// Says every new message once, politely, to assistive technology.
#[component]
pub fn Announcer(
    /// The message; an empty one says nothing.
    #[prop(into)]
    message: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="bp-visually-hidden" role="status" aria-live="polite">
            {message}
        </div>
    }
}
