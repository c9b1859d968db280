//! Times as people read them: how long ago, with the rest in the tooltip.
//!
//! A table has two in each row, so that none of them follows the clock by itself: once a minute all are written anew.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, Event, HtmlDivElement};

use crate::components::copied::{copied, element};
use crate::components::dom::{closest, set_attribute, set_text};
use crate::features::cells::{dash, text_cell};
use crate::model::units::Timestamp;
use crate::state::clock::{Timer, now};
use crate::text::{detail, intl};

/// What says how long ago something was, and is written anew once a minute.
const AGO: &str = "time[data-ago]";

const WITH_TOOLTIP: &str = "time[title]";

const MINUTE_MS: u32 = 60_000;

/// What the mouse comes to an element by.
const COMES: &str = "mouseover";

/// How long ago; UTC in the tooltip, to which `keep_times` adds.
pub fn time_cell(time: Option<&Timestamp>) -> AnyView {
    let Some(time) = time.filter(|time| !time.raw().is_empty()) else {
        return dash();
    };
    let Some(millis) = time.millis() else {
        return text_cell(Some(time.raw()));
    };
    copied("time".to_owned(), || element("time", &[("class", "bp-cut"), ("data-ago", "")], &[]))
        .with("datetime", time.machine())
        .with("title", utc(time))
        .saying(ago(millis, now()))
        .into_any()
}

/// How long ago, without a tooltip.
pub fn distance_view(time: &Timestamp, millis: i64) -> AnyView {
    copied("ago".to_owned(), || element("time", &[("data-ago", "")], &[]))
        .with("datetime", time.machine())
        .saying(ago(millis, now()))
        .into_any()
}

/// The distance between two times in milliseconds since 1970 UTC.
fn ago(millis: i64, now: f64) -> String {
    intl::distance((millis as f64 - now) / 1_000.0)
}

/// Keeps the times within `root` true, and adds the reader's time to the tooltip of one that the mouse comes to, as long
/// as the owner lives.
pub fn keep_times(root: NodeRef<html::Div>) {
    let kept = StoredValue::new_local(root.get_untracked().map(Kept::start));
    renew_later(kept);
}

fn renew_later(kept: StoredValue<Option<Kept>, LocalStorage>) {
    let renew = move || {
        if kept.try_with_value(|kept| kept.as_ref().map(Kept::renew)).is_some() {
            renew_later(kept);
        }
    };
    let timer = Timer::start(MINUTE_MS, renew);
    kept.try_update_value(|kept| kept.as_mut().map(|kept| kept.timer = Some(timer)));
}

/// Ends when it is dropped.
struct Kept {
    root: HtmlDivElement,
    tell: Closure<dyn FnMut(Event)>,
    timer: Option<Timer>,
}

impl Kept {
    fn start(root: HtmlDivElement) -> Self {
        // The mouse may have come before this.
        if let Ok(Some(time)) = root.query_selector(&format!("{WITH_TOOLTIP}:hover")) {
            tell_local_time(&time);
        }
        let tell = Closure::new(|event: Event| {
            if let Some(time) = closest(event.target(), WITH_TOOLTIP) {
                tell_local_time(&time);
            }
        });
        // Refused only for what is no function.
        let _ = root.add_event_listener_with_callback(COMES, tell.as_ref().unchecked_ref());
        Self { root, tell, timer: None }
    }

    fn renew(&self) {
        let Ok(times) = self.root.query_selector_all(AGO) else { return };
        let times = (0..times.length()).filter_map(|at| times.get(at)?.dyn_into::<Element>().ok());
        for time in times {
            if let Some(millis) = time.get_attribute("datetime").and_then(|at| Timestamp::new(&at).millis()) {
                set_text(&time, &ago(millis, now()));
            }
        }
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        let _ = self.root.remove_event_listener_with_callback(COMES, self.tell.as_ref().unchecked_ref());
    }
}

/// Browsers take long over their first date, and a while over each.
fn tell_local_time(time: &Element) {
    let said = |name: &str| time.get_attribute(name).unwrap_or_default();
    let (machine, title) = (said("datetime"), said("title"));
    if let (false, Some(millis)) = (title.contains('·'), Timestamp::new(&machine).millis()) {
        set_attribute(time, "title", Some(&format!("{} · {title}", intl::local_time(millis as f64))));
    }
}

/// The server's own spelling, marked as UTC.
pub fn utc(time: &Timestamp) -> String {
    detail::utc(time.raw().trim_end_matches('Z').replacen('T', " ", 1))
}
