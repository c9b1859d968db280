//! An open menu: a native popover.
//!
//! Its items follow the signal they come from without being replaced, so a refresh neither closes
//! it nor takes the focus away.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::components::focus::{focus, focused};
use crate::components::follow_scroll::follow_scroll;
use crate::components::icon::{Icon, IconView, icon_view};
use crate::components::ids::unique_id;
use crate::components::menu::MenuFrame;
pub use crate::components::menu_item::MenuItem;
use crate::components::menu_item::{MenuItemKind, matching, target};
use crate::components::popover::place;
use crate::reactive::{derive, effect};

/// With more items than this, a field to find one.
const MANY: usize = 8;

const ITEMS: &str = "[role^='menuitem']";

/// What button and menu share.
#[derive(Clone, Copy)]
struct MenuState {
    open: RwSignal<bool>,
    button: NodeRef<html::Button>,
    panel: NodeRef<html::Div>,
}

impl MenuState {
    /// Closes the menu and gives the focus back to its button.
    fn leave(self) {
        if let Some(button) = self.button.try_get_untracked().flatten() {
            focus(&button);
        }
        self.open.set(false);
    }

    fn items(self) -> Vec<HtmlElement> {
        let Some(panel) = self.panel.try_get_untracked().flatten() else {
            return Vec::new();
        };
        let Ok(found) = panel.query_selector_all(ITEMS) else {
            return Vec::new();
        };
        (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
    }
}

/// The open menu. `search_label`: the name of a field that finds an item, shown when there are many.
pub fn menu_panel(
    MenuFrame { id, label, open, button }: MenuFrame,
    items: Signal<Vec<MenuItem>>,
    search_label: Option<String>,
) -> AnyView {
    let state = MenuState { open, button, panel: NodeRef::new() };
    let typed = RwSignal::new(String::new());
    let search = search_label.filter(|_| items.with_untracked(|items| items.len() > MANY));
    let has_search = search.is_some();
    let shown = derive(move || matching(items.get(), &typed.get()));
    effect(move || {
        let (Some(panel), Some(button)) = (state.panel.get(), state.button.get_untracked()) else {
            return;
        };
        let (panel, button): (HtmlElement, HtmlElement) = (panel.unchecked_into(), button.unchecked_into());
        // Refused only when it is open already.
        let _ = panel.show_popover();
        place(&button, &panel);
        let first = if has_search { "input" } else { "[role=menuitemradio][aria-checked=true]" };
        let first = panel.query_selector(first).ok().flatten().and_then(|first| first.dyn_into().ok());
        if let Some(first) = first.or_else(|| state.items().into_iter().next()) {
            focus(&first);
        }
        let (anchor, moved) = (button.clone(), panel.clone());
        follow_scroll(&button, move || place(&anchor, &moved));
    });
    let drawn = move || {
        let item = |item| item_view(state, item);
        shown.get().into_iter().map(item).collect::<Vec<AnyView>>().into_any()
    };
    // Closed by the browser: a press elsewhere. The event may come after the menu is gone.
    let toggled = move |_| {
        let panel = state.panel.try_get_untracked().flatten();
        if panel.is_some_and(|panel| panel.matches(":popover-open") == Ok(false)) {
            state.open.try_set(false);
        }
    };
    view! {
        <div
            class="bp-menu"
            id=id
            popover="auto"
            node_ref=state.panel
            on:toggle=toggled
            on:keydown=move |event| pressed(state, &event)
        >
            {search
                .map(|label| {
                    view! {
                        <div class="bp-input-group" data-kind="search">
                            <IconView icon=Icon::Search />
                            <input
                                class="bp-input"
                                type="search"
                                autocomplete="off"
                                spellcheck="false"
                                aria-label=label.clone()
                                placeholder=label
                                prop:value=typed
                                on:input=move |event| typed.set(event_target_value(&event))
                            />
                        </div>
                    }
                })}
            <div role="menu" aria-label=label hidden=move || shown.with(Vec::is_empty)>
                {drawn}
            </div>
        </div>
    }
    .into_any()
}

fn item_view(state: MenuState, item: MenuItem) -> AnyView {
    let MenuItem { kind, label, checked, icon, hint, denied, danger, press } = item;
    if kind == MenuItemKind::Separator {
        return view! { <hr class={"bp-separator"} /> }.into_any();
    }
    let is_choice = kind != MenuItemKind::Action;
    let press = move |_| {
        if !denied {
            // Before the press, so that a dialog it opens gives the focus back to the button.
            if kind != MenuItemKind::Checkbox {
                state.leave();
            }
            press();
        }
    };
    let shown_icon = if checked { Some(Icon::Check) } else { icon };
    // Beside the button and not in it: it describes the item and is no part of its name.
    let hint = hint.map(|hint| (unique_id("hint"), hint));
    let described = hint.as_ref().map(|(id, _)| id.clone());
    view! {
        <div
            class="bp-menu-item"
            role="none"
            data-choice=is_choice.then_some("")
            data-danger=danger.then_some("")
        >
            <button
                type="button"
                role=kind.role()
                tabindex="-1"
                aria-checked=is_choice.then_some(if checked { "true" } else { "false" })
                aria-disabled=denied.then_some("true")
                aria-describedby=described
                on:click=press
            >
                {shown_icon.map(icon_view)}
                <span>{label}</span>
            </button>
            {hint.map(|(id, hint)| view! { <small id=id>{hint}</small> }.into_any())}
        </div>
    }
    .into_any()
}

fn pressed(state: MenuState, event: &ev::KeyboardEvent) {
    let items = state.items();
    let here = state.panel.try_get_untracked().flatten().and_then(|panel| focused(&panel));
    let from = here.as_ref().and_then(|here| items.iter().position(|item| item == here));
    let in_search = from.is_none();
    let to = match &*event.key() {
        "Escape" => {
            state.leave();
            None
        }
        // The browser moves on from the button.
        "Tab" => return state.leave(),
        "Enter" if in_search => {
            if let Some(first) = items.first() {
                first.click();
            }
            None
        }
        key if in_search && !key.starts_with("Arrow") => return,
        _ if event.ctrl_key() || event.meta_key() || event.alt_key() => return,
        key => {
            let labels: Vec<String> =
                items.iter().map(|item| item.text_content().unwrap_or_default()).collect();
            match target(key, from, &labels) {
                Some(to) => Some(to),
                None => return,
            }
        }
    };
    event.prevent_default();
    event.stop_propagation();
    if let Some(item) = to.and_then(|to| items.get(to)) {
        focus(item);
    }
}
