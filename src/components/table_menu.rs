//! The menus of a table's rows: a button in each, and one menu, made for the row whose button is pressed.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::tachys::html::node_ref::NodeRefContainer;
use web_sys::Element;

use crate::components::copied::{Copied, copied, element};
use crate::components::dom::{closest, set_attribute};
use crate::components::icon::{Icon, icon_element};
use crate::components::ids::unique_id;
use crate::components::menu::MenuFrame;
use crate::components::table_focus::{row_of, row_selector};
use crate::components::table_state::{TableState, place};
use crate::components::table_window::RowKey;
use crate::reactive::effect;

/// Draws the menu of a row.
pub type RowMenuCallback = Callback<RowMenu, AnyView>;

const BUTTON: &str = "[aria-haspopup=menu]";

/// The button that opens the menu of its row.
pub fn menu_button(label: String) -> Copied {
    let make = || {
        let attributes = [
            ("class", "bp-button"),
            ("type", "button"),
            ("data-kind", "quiet"),
            ("data-icon-only", ""),
            ("data-small", ""),
            ("aria-haspopup", "menu"),
            ("aria-expanded", "false"),
        ];
        element("button", &attributes, &[icon_element(Icon::More).into()])
    };
    copied("menu".to_owned(), make).with("aria-label", label.clone()).with("title", label)
}

/// Which menu is open.
#[derive(Clone, Copy)]
pub struct TableMenu {
    opened: RwSignal<Option<RowKey>>,
    /// The browser closes an open menu before the click on its button arrives.
    was_open: StoredValue<Option<RowKey>>,
}

impl TableMenu {
    /// None is open yet.
    pub fn start() -> Self {
        Self { opened: RwSignal::new(None), was_open: StoredValue::new(None) }
    }

    /// Notes what was open when a pointer went down.
    pub fn pointed(self) {
        self.was_open.set_value(self.opened.get_untracked());
    }

    /// Opens or closes the menu whose button was pressed; false where it was none.
    pub fn pressed(self, state: TableState, event: &ev::MouseEvent) -> bool {
        let button = closest(event.target(), BUTTON);
        let Some((_, key)) = button.and_then(|_| row_of(state, event.target())) else { return false };
        let open = if event.detail() > 0 { self.was_open.get_value() } else { self.opened.get_untracked() };
        // Some browsers do not give the focus to a button that is pressed: the row stays where it is all the same.
        state.active.set(Some(key.clone()));
        self.opened.set(Some(key).filter(|key| open.as_ref() != Some(key)));
        true
    }

    /// The open menu.
    pub fn view(self, state: TableState, draw: Option<RowMenuCallback>) -> AnyView {
        let menu = move || match self.opened.get().zip(draw) {
            Some((key, draw)) => draw.run(RowMenu { key, opened: self.opened, state }),
            None => ().into_any(),
        };
        menu.into_any()
    }
}

/// The menu of a row that is to be drawn.
#[derive(Clone)]
pub struct RowMenu {
    key: RowKey,
    opened: RwSignal<Option<RowKey>>,
    state: TableState,
}

impl RowMenu {
    /// The row.
    pub fn key(&self) -> &RowKey {
        &self.key
    }

    fn button(&self) -> Option<Element> {
        let Self { state, key, .. } = self;
        let row = row_selector(*state, state.rows.with_untracked(|rows| place(rows, key))?);
        state.body.get_untracked()?.query_selector(&format!("{row} {BUTTON}")).ok()?
    }

    /// What the menu needs of the button.
    pub fn frame(self) -> MenuFrame {
        let (id, open, node) = (unique_id("menu"), RwSignal::new(true), NodeRef::<html::Button>::new());
        let button = self.button();
        if let Some(button) = &button {
            node.load(button);
        }
        let label = button.and_then(|button| button.get_attribute("aria-label"));
        let Self { key, opened, state } = self;
        let say = move |expanded: &str, controls: Option<&str>| {
            if let Some(button) = node.try_get_untracked().flatten() {
                set_attribute(&button, "aria-expanded", Some(expanded));
                set_attribute(&button, "aria-controls", controls);
            }
        };
        say("true", Some(&id));
        on_cleanup(move || say("false", None));
        let fit = state.fit.get_untracked();
        effect(move || {
            // It goes with its row, with the button that other columns would replace, and where the rows begin anew.
            let is_open = open.get()
                && state.active.with(|active| active.as_ref() == Some(&key))
                && state.fit.with(|now| *now == fit)
                && state.rows.with(|rows| rows.contains(&key));
            // Another one may be open by now.
            if !is_open && opened.with_untracked(|opened| opened.as_ref() == Some(&key)) {
                opened.set(None);
            }
        });
        MenuFrame { id, label: Signal::stored(label.unwrap_or_default()), open, button: node }
    }
}
