//! Who has the focus, inside a shadow root as well as in a document.

use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement, Node, ShadowRoot};

/// The element that has the focus in the tree that `node` is in; `None` also
/// when only the page itself has it.
pub fn focused(node: &Node) -> Option<HtmlElement> {
    let root = node.get_root_node();
    let element = match root.dyn_into::<ShadowRoot>() {
        Ok(shadow) => shadow.active_element(),
        Err(root) => root.dyn_into::<Document>().ok().and_then(|document| document.active_element()),
    }?;
    let element: HtmlElement = element.dyn_into().ok()?;
    (element.local_name() != "body").then_some(element)
}

/// Gives the focus to an element, if it can take it.
pub fn focus(element: &HtmlElement) {
    // An element that cannot take the focus leaves it where it is.
    let _ = element.focus();
}
