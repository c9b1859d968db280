//! What stands in cells and properties: text or a dash, sizes, times, ids, links.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::components::copied::{Copied, copied, element, text_node};
use crate::components::dom::set_attribute;
use crate::model::ids::short;
use crate::model::units::{Gib, Timestamp};
use crate::reactive::effect;
use crate::state::address::Address;
use crate::state::clock::MinuteClock;
use crate::state::panel::use_panel;
use crate::state::route::Route;
use crate::text::{detail, intl, listing};

/// The text, or a dash; cut by the cell's width, whole in its tooltip.
pub fn text_cell(text: Option<&str>) -> AnyView {
    match text.filter(|text| !text.is_empty()) {
        Some(text) => cut(text.to_owned()).around(text.to_owned().into_any()).into_any(),
        None => dash(),
    }
}

/// What is cut by the cell's width, whole in its tooltip.
pub fn cut(title: String) -> Copied {
    copied("cut".to_owned(), || element("span", &[("class", "bp-cut")], &[])).with("title", title)
}

/// An id or another thing to be read letter by letter.
pub fn code(text: &str) -> Copied {
    copied("code".to_owned(), || element("code", &[], &[])).around(text.to_owned().into_any())
}

/// Nothing there.
pub fn dash() -> AnyView {
    let dash = listing::nothing();
    copied(format!("dash {dash}"), move || element("span", &[("class", "bp-muted")], &[text_node(&dash)]))
        .into_any()
}

/// A size in GiB.
pub fn size_cell(size: Option<Gib>) -> AnyView {
    size.map_or_else(dash, |Gib(gib)| listing::gib(gib).into_any())
}

/// A number in the reader's way.
pub fn number_cell(number: Option<u64>) -> AnyView {
    number.map_or_else(dash, |number| intl::number(number as f64).into_any())
}

/// An id, shortened, whole in its tooltip.
pub fn id_cell(id: Option<&str>) -> AnyView {
    match id.filter(|id| !id.is_empty()) {
        Some(id) => code(short(id)).with("title", id.to_owned()).into_any(),
        None => dash(),
    }
}

/// How long ago; local time and UTC in the tooltip. The first rows do not wait for the browser's first date:
/// in them it is UTC, to which `tell_local_time` adds.
pub fn time_cell(time: Option<&Timestamp>, clock: MinuteClock) -> AnyView {
    let Some(time) = time.filter(|time| !time.raw().is_empty()) else {
        return dash();
    };
    let Some(millis) = time.millis() else {
        return text_cell(Some(time.raw()));
    };
    let millis = millis as f64;
    let ago = move || intl::distance((millis - clock.now()) / 1_000.0);
    copied("time".to_owned(), || element("time", &[("class", "bp-cut")], &[]))
        .with("datetime", time.machine())
        .with("title", if intl::has_dates() { both(millis, &utc(time)) } else { utc(time) })
        .around(ago.into_any())
        .into_any()
}

fn both(millis: f64, utc: &str) -> String {
    format!("{} · {utc}", intl::local_time(millis))
}

/// Adds the reader's time to the tooltip of a time that the mouse has come to.
pub fn tell_local_time(event: &ev::MouseEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(time) = target.and_then(|target| target.closest("time[title]").ok().flatten()) else { return };
    let said = |name: &str| time.get_attribute(name).unwrap_or_default();
    let (machine, title) = (said("datetime"), said("title"));
    if let (false, Some(millis)) = (title.contains('·'), Timestamp::new(&machine).millis()) {
        set_attribute(&time, "title", Some(&both(millis as f64, &title)));
    }
}

/// The server's own spelling, marked as UTC.
pub fn utc(time: &Timestamp) -> String {
    detail::utc(time.raw().trim_end_matches('Z').replacen('T', " ", 1))
}

/// A link to a place in the panel: one more history step, no page load. Opens in a new tab like
/// any link where the address is ours.
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
            let href = to.with(|to| address.href(to));
            let is_foreign = href.is_none();
            set_attribute(&link, "href", href.as_deref());
            set_attribute(&link, "role", is_foreign.then_some("link"));
            set_attribute(&link, "tabindex", is_foreign.then_some("0"));
            set_attribute(&link, "aria-current", current.get().then_some("page"));
        }
    });
    let go = move || address.go(to.get_untracked());
    view! {
        <a
            node_ref=link
            on:click=move |event| clicked(&event, go)
            on:keydown=move |event| pressed(&event, address, go)
        >
            {children()}
        </a>
    }
}

/// The same to a place that stays, with a text that stays: a table has one in each row.
pub fn route_link(to: Route, text: String) -> AnyView {
    let address = use_panel().address;
    let href = address.href(&to);
    let is_foreign = href.is_none();
    let to = StoredValue::new(to);
    let go = move || address.go(to.get_value());
    view! {
        <a
            href=href
            role=is_foreign.then_some("link")
            tabindex=is_foreign.then_some("0")
            on:click=move |event| clicked(&event, go)
            on:keydown=move |event| pressed(&event, address, go)
        >
            {text}
        </a>
    }
    .into_any()
}

fn clicked(event: &ev::MouseEvent, go: impl Fn()) {
    let is_plain = event.button() == 0
        && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
    if is_plain && !event.default_prevented() {
        event.prevent_default();
        go();
    }
}

/// Without an address the browser does not do this by itself.
fn pressed(event: &ev::KeyboardEvent, address: Address, go: impl Fn()) {
    if event.key() == "Enter" && !event.default_prevented() && !address.is_own() {
        event.prevent_default();
        go();
    }
}
