//! Attributes and styles set by hand, where one effect that sets several is
//! smaller and quicker than a reactive attribute for each. What is already so
//! is not set again.

use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement};

/// The nearest element that fits, from the target of an event outwards.
pub fn closest(target: Option<EventTarget>, selector: &str) -> Option<Element> {
    target?.dyn_into::<Element>().ok()?.closest(selector).ok()?
}

/// Sets an attribute, or removes it.
pub fn set_attribute(element: &Element, name: &str, value: Option<&str>) {
    if element.get_attribute(name).as_deref() == value {
        return;
    }
    // Refused only for a name that no attribute can have.
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

/// Sets the text of an element that holds nothing else.
pub fn set_text(element: &Element, text: &str) {
    match element.first_child() {
        Some(node) if node.node_value().as_deref() == Some(text) => {}
        Some(node) => node.set_node_value(Some(text)),
        None => element.set_text_content(Some(text)),
    }
}

/// Sets an attribute without a value, or removes it.
pub fn set_flag(element: &Element, name: &str, on: bool) {
    set_attribute(element, name, on.then_some(""));
}

/// Sets a custom property of the element's style.
pub fn set_style(element: &HtmlElement, name: &str, value: &str) {
    let style = element.style();
    if style.get_property_value(name).as_deref() != Ok(value) {
        // Only a read-only style declaration can refuse, and this one is not.
        let _ = style.set_property(name, value);
    }
}
