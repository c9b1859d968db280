//! A button that opens a menu.
//!
//! The menu itself is drawn only while it is open (`menu_panel.rs`). What draws it is given by whoever has the items, who may
//! fetch its code then. The rows of a table have a menu in common (`table_menu.rs`).

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use crate::components::button_view::{ButtonIcon, ButtonKind, ButtonParts, Popup, button_view};
use crate::components::ids::unique_id;

/// What an open menu needs of its button.
#[derive(Clone)]
pub struct MenuFrame {
    /// The id that the button names as what it controls.
    pub id: String,
    /// The name of the menu.
    pub label: Signal<String>,
    /// Whether it is open.
    pub open: RwSignal<bool>,
    /// The button, which gets the focus back.
    pub button: NodeRef<html::Button>,
}

/// A button that opens a menu.
#[component]
pub fn Menu(
    /// The words on the button; the name of the menu too.
    #[prop(into)]
    label: Signal<String>,
    /// How much attention the button asks for.
    #[prop(optional)]
    kind: ButtonKind,
    /// An icon before the words.
    #[prop(optional, into)]
    icon: Option<ButtonIcon>,
    /// Shows the icon alone.
    #[prop(optional)]
    icon_only: bool,
    /// Draws the open menu.
    #[prop(into)]
    content: Callback<MenuFrame, AnyView>,
) -> impl IntoView {
    let (open, button) = (RwSignal::new(false), NodeRef::new());
    let frame = MenuFrame { id: unique_id("menu"), label, open, button };
    // The browser closes an open menu before the click on its button arrives.
    let was_open = StoredValue::new(false);
    let press = move |event: ev::MouseEvent| {
        let by_pointer = event.detail() > 0;
        let is_open = if by_pointer { was_open.get_value() } else { open.get_untracked() };
        open.set(!is_open);
    };
    let parts = ButtonParts {
        node: button,
        label,
        kind,
        icon,
        icon_only,
        small: false,
        busy: None,
        inactive: None,
        denied: None,
        submit: false,
        pressed: None,
        popup: Some(Popup { id: frame.id.clone(), open }),
        press: Box::new(press),
    };
    let panel = move || match open.get() {
        true => content.run(frame.clone()),
        false => ().into_any(),
    };
    view! {
        <span class="bp-menu-anchor" on:pointerdown=move |_| was_open.set_value(open.get_untracked())>
            {button_view(parts)}
            {panel}
        </span>
    }
}
