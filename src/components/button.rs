//! The one button.
//!
//! A denied action is greyed but stays in the tab order, and says why in its
//! tooltip and to assistive technology: `disabled` would hide the reason from
//! everyone who cannot point at it.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::components::icon::{Icon, IconView};
use crate::components::ids::unique_id;
use crate::components::tooltip::{Tooltip, TooltipHandle};

/// How much attention a button asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one action that this view is for.
    Primary,
    /// An ordinary action.
    #[default]
    Secondary,
    /// An action among many, without a border.
    Quiet,
    /// An action that destroys something.
    Danger,
}

impl ButtonKind {
    /// The value of `data-kind`.
    pub fn as_str(self) -> &'static str {
        match self {
            ButtonKind::Primary => "primary",
            ButtonKind::Secondary => "secondary",
            ButtonKind::Quiet => "quiet",
            ButtonKind::Danger => "danger",
        }
    }
}

/// A button with a label, an icon or both.
#[component]
pub fn Button(
    /// The words on it; the accessible name also when `icon_only`.
    #[prop(into)]
    label: Signal<String>,
    /// How much attention it asks for.
    #[prop(optional)]
    kind: ButtonKind,
    /// An icon before the words.
    #[prop(optional, into)]
    icon: Option<Signal<Icon>>,
    /// Shows the icon alone.
    #[prop(optional)]
    icon_only: bool,
    /// Lower, for use inside rows and chips.
    #[prop(optional)]
    small: bool,
    /// Under way: shows a spinner and takes no press.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// There is nothing to do just now (no page before the first); takes no press.
    #[prop(optional, into)]
    inactive: Signal<bool>,
    /// Why it may not be pressed; shown as its tooltip.
    #[prop(optional, into)]
    denied: Signal<Option<String>>,
    /// Submits the form around it.
    #[prop(optional)]
    submit: bool,
    /// Makes it a toggle that is on or off.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    /// What a press does.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
) -> impl IntoView {
    let tip = TooltipHandle::new();
    let tip_id = StoredValue::new(unique_id("tip"));
    let blocked = move || busy.get() || inactive.get() || denied.with(Option::is_some);
    let show = move |target: Option<web_sys::EventTarget>| {
        if let Some(button) = target.and_then(|t| t.dyn_into::<web_sys::Element>().ok()) {
            tip.show(&button);
        }
    };
    let press = move |event: ev::MouseEvent| {
        if untrack(blocked) {
            event.prevent_default();
            show(event.current_target());
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! {
        <button
            class="bp-button"
            type=if submit { "submit" } else { "button" }
            data-kind=kind.as_str()
            data-icon-only=icon_only.then_some("")
            data-small=small.then_some("")
            aria-label=move || icon_only.then(|| label.get())
            title=move || (icon_only && denied.with(Option::is_none)).then(|| label.get())
            aria-disabled=move || blocked().then_some("true")
            aria-busy=move || busy.get().then_some("true")
            aria-describedby=move || denied.with(Option::is_some).then(|| tip_id.get_value())
            aria-pressed=move || pressed.map(|on| if on.get() { "true" } else { "false" })
            on:click=press
            on:pointerenter=move |event| show(event.current_target())
            on:pointerleave=move |_| tip.hide()
            on:focus=move |event| show(event.current_target())
            on:blur=move |_| tip.hide()
        >
            {move || {
                let shown = if busy.get() { Some(Icon::Spinner.into()) } else { icon };
                shown.map(|icon| view! { <IconView icon /> })
            }}
            {(!icon_only).then(|| view! { <span class="bp-button-text">{label}</span> })}
        </button>
        {move || denied
            .get()
            .map(|reason| view! { <Tooltip id=tip_id.get_value() handle=tip text=reason /> })}
    }
}
