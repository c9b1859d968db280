//! Links to places in the panel: one more history step, no page load. Open in a new tab like any link where the
//! address is ours. A table has one in each row, so the panel listens for all of them at its root.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use web_sys::Event;

use crate::components::dom::{closest, set_attribute};
use crate::reactive::effect;
use crate::state::address::Address;
use crate::state::panel::use_panel;
use crate::state::route::Route;

/// A link to a place in the panel.
#[component]
pub fn RouteLink(
    /// Where it leads.
    #[prop(into)]
    to: Signal<Route>,
    /// Marks the place where one is.
    #[prop(optional, into)]
    current: Signal<bool>,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let address = use_panel().address;
    let link = NodeRef::<html::A>::new();
    effect(move || {
        if let Some(link) = link.get() {
            for (name, value) in attributes(address, &to.get()) {
                set_attribute(&link, name, value.as_deref());
            }
            set_attribute(&link, "aria-current", current.get().then_some("page"));
        }
    });
    view! { <a node_ref=link>{children()}</a> }
}

/// The same to a place that stays, with a text that stays.
pub fn route_link(to: Route, text: String) -> AnyView {
    let [href, foreign, role, tabindex] = attributes(use_panel().address, &to).map(|(_, value)| value);
    view! {
        <a href=href data-to=foreign role=role tabindex=tabindex>
            {text}
        </a>
    }
    .into_any()
}

/// Where the address is not ours there is nothing to name in `href`.
fn attributes(address: Address, to: &Route) -> [(&'static str, Option<String>); 4] {
    let href = address.href(to);
    let foreign = href.is_none();
    [
        ("href", href),
        ("data-to", foreign.then(|| to.address())),
        ("role", foreign.then(|| "link".to_owned())),
        ("tabindex", foreign.then(|| "0".to_owned())),
    ]
}

/// Goes where a link that was pressed leads.
pub fn follow_click(address: Address, event: &ev::MouseEvent) {
    let is_plain = event.button() == 0
        && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
    if is_plain {
        follow(address, event);
    }
}

/// The same by the keyboard: without an address the browser does not do this by itself.
pub fn follow_key(address: Address, event: &ev::KeyboardEvent) {
    if event.key() == "Enter" && !address.is_own() {
        follow(address, event);
    }
}

fn follow(address: Address, event: &Event) {
    if let (false, Some(to)) = (event.default_prevented(), target(event)) {
        event.prevent_default();
        address.go(to);
    }
}

fn target(event: &Event) -> Option<Route> {
    let link = closest(event.target(), "a")?;
    let to = link
        .get_attribute("data-to")
        .or_else(|| Some(link.get_attribute("href")?.strip_prefix('#')?.to_owned()))?;
    // Other fragments name parts of the page.
    to.starts_with('/').then(|| Route::parse(&to))
}
