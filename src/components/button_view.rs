//! What a button and the button of a menu have in common: how they look and
//! what they say of themselves. One effect keeps all their attributes; what does not
//! change costs nothing later.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use crate::components::dom::set_attribute;
use crate::components::icon::{Icon, icon_view};
use crate::components::ids::unique_id;
use crate::components::tooltip::Tooltip;
use crate::reactive::effect;

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
    fn as_str(self) -> &'static str {
        match self {
            ButtonKind::Primary => "primary",
            ButtonKind::Secondary => "secondary",
            ButtonKind::Quiet => "quiet",
            ButtonKind::Danger => "danger",
        }
    }
}

/// What stands before the words.
#[derive(Clone, Copy)]
pub enum ButtonIcon {
    /// Always the same.
    Still(Icon),
    /// One that changes.
    Moving(Signal<Icon>),
}

impl From<Icon> for ButtonIcon {
    fn from(icon: Icon) -> Self {
        Self::Still(icon)
    }
}

impl From<Signal<Icon>> for ButtonIcon {
    fn from(icon: Signal<Icon>) -> Self {
        Self::Moving(icon)
    }
}

/// The menu that a button opens.
#[derive(Clone)]
pub struct Popup {
    /// The menu's id.
    pub id: String,
    /// It is open.
    pub open: RwSignal<bool>,
}

/// Everything a button is made of; see `Button` for what each part means.
#[allow(missing_docs)]
pub struct ButtonParts {
    pub node: NodeRef<html::Button>,
    pub label: Signal<String>,
    pub kind: ButtonKind,
    pub icon: Option<ButtonIcon>,
    pub icon_only: bool,
    pub small: bool,
    pub busy: Option<Signal<bool>>,
    pub inactive: Option<Signal<bool>>,
    pub denied: Option<Signal<Option<String>>>,
    pub submit: bool,
    pub pressed: Option<Signal<bool>>,
    pub popup: Option<Popup>,
    pub press: Box<dyn Fn(ev::MouseEvent) + Send>,
}

/// Draws the button, and its tooltip while it is denied.
pub fn button_view(parts: ButtonParts) -> AnyView {
    let ButtonParts { node, label, icon_only, busy, inactive, denied, pressed, popup, press, .. } = parts;
    let tip_id = denied.map(|_| unique_id("tip"));
    let tip = tip_id.clone();
    let has_popup = popup.is_some();
    effect(move || {
        let Some(button) = node.get() else { return };
        let truth = |on: bool| if on { "true" } else { "false" };
        let is_on = |signal: Option<Signal<bool>>| signal.is_some_and(|signal| signal.get());
        let is_denied = denied.is_some_and(|denied| denied.with(Option::is_some));
        let busy = is_on(busy);
        let blocked = busy || is_denied || is_on(inactive);
        // Each is set or removed: Leptos may use the element again for another button.
        set_attribute(&button, "aria-disabled", blocked.then_some("true"));
        set_attribute(&button, "aria-busy", busy.then_some("true"));
        set_attribute(&button, "aria-describedby", tip.as_deref().filter(|_| is_denied));
        set_attribute(&button, "aria-pressed", pressed.map(|on| truth(on.get())));
        let label = icon_only.then(|| label.get());
        set_attribute(&button, "aria-label", label.as_deref());
        set_attribute(&button, "title", label.as_deref().filter(|_| !is_denied));
        let open = popup.as_ref().map(|popup| popup.open.get());
        let menu = popup.as_ref().filter(|_| open == Some(true));
        set_attribute(&button, "aria-expanded", open.map(truth));
        set_attribute(&button, "aria-controls", menu.map(|popup| &*popup.id));
    });
    let words = (!icon_only).then(|| {
        let chevron = has_popup.then(|| icon_view(Icon::ChevronDown));
        view! {
            <span class="bp-button-text">{label}</span>
            {chevron}
        }
        .into_any()
    });
    let tooltip = denied.zip(tip_id).map(|(denied, id)| {
        let tooltip = move || match denied.get() {
            Some(reason) => view! { <Tooltip id=id.clone() anchor=node text=reason /> }.into_any(),
            None => ().into_any(),
        };
        tooltip.into_any()
    });
    view! {
        <button
            class="bp-button"
            type=if parts.submit { "submit" } else { "button" }
            data-kind=parts.kind.as_str()
            data-icon-only=icon_only.then_some("")
            data-small=parts.small.then_some("")
            aria-haspopup=has_popup.then_some("menu")
            node_ref=node
            on:click=press
        >
            {shown_icon(parts.icon, busy)}
            {words}
        </button>
        {tooltip}
    }
    .into_any()
}

/// The icon, or a spinner while the button is busy.
fn shown_icon(icon: Option<ButtonIcon>, busy: Option<Signal<bool>>) -> AnyView {
    match (icon, busy) {
        (None, None) => ().into_any(),
        (Some(ButtonIcon::Still(icon)), None) => icon_view(icon),
        (icon, busy) => {
            let shown = move || match icon {
                _ if busy.is_some_and(|busy| busy.get()) => icon_view(Icon::Spinner),
                Some(ButtonIcon::Still(icon)) => icon_view(icon),
                Some(ButtonIcon::Moving(icon)) => icon_view(icon.get()),
                None => ().into_any(),
            };
            shown.into_any()
        }
    }
}
