//! What a button and the button of a menu have in common: how they look and
//! what they say of themselves. One effect keeps all their attributes.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use crate::components::dom::{set_attribute, set_flag};
use crate::components::effect::effect;
use crate::components::icon::{Icon, icon_view};
use crate::components::ids::unique_id;
use crate::components::tooltip::Tooltip;

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
    pub icon: Option<Signal<Icon>>,
    pub icon_only: bool,
    pub small: bool,
    pub busy: Signal<bool>,
    pub inactive: Signal<bool>,
    pub denied: Signal<Option<String>>,
    pub submit: bool,
    pub pressed: Option<Signal<bool>>,
    pub popup: Option<Popup>,
    pub press: Box<dyn Fn(ev::MouseEvent) + Send>,
}

/// Draws the button, and its tooltip while it is denied.
pub fn button_view(parts: ButtonParts) -> AnyView {
    let ButtonParts { node, label, icon, icon_only, busy, inactive, denied, pressed, popup, press, .. } =
        parts;
    let tip_id = unique_id("tip");
    let tip = tip_id.clone();
    let has_popup = popup.is_some();
    effect(move || {
        let Some(button) = node.get() else { return };
        let (busy, denied) = (busy.get(), denied.with(Option::is_some));
        let blocked = busy || denied || inactive.get();
        let truth = |on: bool| if on { "true" } else { "false" };
        set_attribute(&button, "aria-disabled", blocked.then_some("true"));
        set_attribute(&button, "aria-busy", busy.then_some("true"));
        set_attribute(&button, "aria-describedby", denied.then_some(tip.as_str()));
        set_attribute(&button, "aria-pressed", pressed.map(|on| truth(on.get())));
        // Each is set or removed: Leptos may use the element again for another button.
        let label = icon_only.then(|| label.get());
        set_attribute(&button, "aria-label", label.as_deref());
        set_attribute(&button, "title", label.as_deref().filter(|_| !denied));
        let open = popup.as_ref().map(|popup| popup.open.get());
        let menu = popup.as_ref().filter(|_| open == Some(true));
        set_attribute(&button, "aria-haspopup", open.map(|_| "menu"));
        set_attribute(&button, "aria-expanded", open.map(truth));
        set_attribute(&button, "aria-controls", menu.map(|popup| popup.id.as_str()));
        set_flag(&button, "data-icon-only", icon_only);
        set_flag(&button, "data-small", parts.small);
    });
    let shown_icon = move || match (busy.get(), icon) {
        (true, _) => icon_view(Icon::Spinner),
        (false, Some(icon)) => icon_view(icon.get()),
        _ => ().into_any(),
    };
    let words = (!icon_only).then(|| {
        let chevron = has_popup.then(|| icon_view(Icon::ChevronDown));
        view! {
            <span class="bp-button-text">{label}</span>
            {chevron}
        }
        .into_any()
    });
    let tooltip = move || match denied.get() {
        Some(reason) => view! { <Tooltip id=tip_id.clone() anchor=node text=reason /> }.into_any(),
        None => ().into_any(),
    };
    view! {
        <button
            class="bp-button"
            type=if parts.submit { "submit" } else { "button" }
            data-kind=parts.kind.as_str()
            node_ref=node
            on:click=press
        >
            {shown_icon}
            {words}
        </button>
        {tooltip}
    }
    .into_any()
}
