//! What the panel tells its host as it happens: one callback with a name and a text of JSON, so
//! that a host costs the first page next to nothing. docs/embedding lists the events.

use std::collections::BTreeMap;

use js_sys::Function;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use wasm_bindgen::JsValue;

use crate::model::json::{Value, object, text};
use crate::rules::deed::DeedKind;
use crate::state::operation::Operation;
use crate::state::panel::Panel;
use crate::state::session::Session;

/// The host's ear. Copied freely.
#[derive(Clone, Copy)]
pub struct Events(StoredValue<Option<Function>, LocalStorage>);

impl Events {
    /// Tells this function, or nobody.
    pub fn to(listener: Option<Function>) -> Self {
        Self(StoredValue::new_local(listener))
    }

    /// Tells the host; it hears of it when the panel is done with what it is doing (src/shell/load.js).
    pub fn tell(self, name: &str, detail: &Value) {
        if let Some(Some(listener)) = self.0.try_get_value() {
            // What goes wrong in the host is the host's.
            let _ = listener.call2(
                &JsValue::UNDEFINED,
                &JsValue::from_str(name),
                &JsValue::from_str(&detail.to_string()),
            );
        }
    }

    fn is_heard(self) -> bool {
        self.0.with_value(Option::is_some)
    }
}

/// Tells the host of places, operations and the end of the session for as long as the owner lives.
pub fn report(panel: Panel) {
    let events = panel.events;
    if !events.is_heard() {
        return;
    }
    Effect::new(move |before: Option<String>| {
        let route = panel.address.route().address();
        if before.is_some_and(|before| before != route) {
            events.tell("navigate", &object([("route", text(&route))]));
        }
        route
    });
    Effect::new(move |before: Option<bool>| {
        let is_over = panel.session.get() == Session::Anonymous;
        match (before, is_over) {
            (Some(false), true) => events.tell("session-end", &object([("reason", text("signed-out"))])),
            (None | Some(true), false) => events.tell("session-start", &object([])),
            _ => {}
        }
        is_over
    });
    report_operations(panel);
}

/// What tells of operations comes with what carries them out, at the first one; should it be missing, at the next change.
fn report_operations(panel: Panel) {
    let owner = Owner::current().map(|owner| owner.downgrade());
    let begun = StoredValue::new(false);
    Effect::new(move |_| {
        if panel.operations.all().is_empty() || begun.get_value() {
            return;
        }
        begun.set_value(true);
        let owner = owner.clone();
        spawn_local(async move {
            match (load().await, owner.and_then(|owner| owner.upgrade())) {
                (Ok(begin), Some(owner)) => owner.with(|| begin(panel)),
                (Err(_), Some(_)) => drop(begun.try_set_value(false)),
                _ => {}
            }
        });
    });
}

#[wasm_split(dialogs, wasm_split_path = leptos::wasm_split, fallible)]
fn load() -> Result<fn(Panel), SplitLoaderError> {
    Ok(tell_operations)
}

fn tell_operations(panel: Panel) {
    let events = panel.events;
    Effect::new(move |before: Option<BTreeMap<u32, bool>>| {
        let mut known = before.unwrap_or_default();
        for operation in panel.operations.all() {
            let tally = operation.tally();
            let before = known.insert(operation.id.0, tally.is_over());
            // What is retried starts once more.
            if before.is_none() || (before == Some(true) && !tally.is_over()) {
                events.tell("operation", &described(&operation, "started"));
            }
            if tally.is_over() && before != Some(true) {
                let state = if tally.done == tally.all { "succeeded" } else { "failed" };
                events.tell("operation", &described(&operation, state));
            }
        }
        known
    });
}

fn described<'a>(operation: &'a Operation, state: &'a str) -> Value<'a> {
    let kind = match operation.kind {
        DeedKind::Create => "create",
        DeedKind::Update => "update",
        DeedKind::Delete => "delete",
        DeedKind::ForceDelete => "force-delete",
        DeedKind::Reset => "reset",
        DeedKind::Restore => "restore",
        DeedKind::Export => "export",
        DeedKind::Import => "import",
    };
    let tally = untrack(|| operation.tally());
    object([
        ("id", u64::from(operation.id.0).into()),
        ("kind", text(kind)),
        ("state", text(state)),
        ("items", (tally.all as u64).into()),
        ("done", (tally.done as u64).into()),
        ("project", text(operation.place.project.id.as_str())),
    ])
}
