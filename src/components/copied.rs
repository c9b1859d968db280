//! Elements that are made once and copied from then on: icons, and what a table has in each row. A copy is one step
//! for the browser; `view!` takes one for each element and attribute of it, and a marker after all children.

use std::cell::RefCell;

use leptos::prelude::*;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Position, PositionState};
use wasm_bindgen::JsCast;
use web_sys::{Element, Node};

use crate::components::dom::set_text;

/// More than the panel has by itself; statuses of a strange cloud may go beyond.
const MOST: usize = 100;

thread_local! {
    static MADE: RefCell<Vec<(String, Element)>> = const { RefCell::new(Vec::new()) };
}

/// A copy of an element, with what differs from copy to copy.
pub struct Copied {
    key: String,
    make: Box<dyn FnOnce() -> Element + Send>,
    attributes: Vec<(&'static str, String)>,
    text: Option<String>,
    content: Option<AnyView>,
}

/// A copy of what `make` makes for this key: everything that `make` depends on must be in the key.
pub fn copied(key: String, make: impl FnOnce() -> Element + Send + 'static) -> Copied {
    Copied { key, make: Box::new(make), attributes: Vec::new(), text: None, content: None }
}

impl Copied {
    /// With an attribute of its own; copies of one key name the same ones in the same order.
    pub fn with(mut self, name: &'static str, value: String) -> Self {
        self.attributes.push((name, value));
        self
    }

    /// With a text in it, which others may write anew.
    pub fn saying(mut self, text: String) -> Self {
        self.text = Some(text);
        self
    }

    /// With something in it.
    pub fn around(mut self, content: AnyView) -> Self {
        self.content = Some(content);
        self
    }

    fn copy(key: &str, make: Box<dyn FnOnce() -> Element + Send>) -> Element {
        let known = MADE.with_borrow(|made| Some(made.iter().find(|(other, _)| other == key)?.1.clone()));
        let first = known.unwrap_or_else(|| {
            let first = make();
            MADE.with_borrow_mut(|made| {
                if made.len() >= MOST {
                    made.clear();
                }
                made.push((key.to_owned(), first.clone()));
            });
            first
        });
        first.clone_node_with_deep(true).map_or(first, JsCast::unchecked_into)
    }
}

/// An element with attributes and what is in it, to be copied.
pub fn element(tag: &str, attributes: &[(&str, &str)], children: &[Node]) -> Element {
    filled(Rndr::create_element(tag, None), attributes, children)
}

/// The same of a drawing.
pub fn svg_element(tag: &str, attributes: &[(&str, &str)], children: &[Node]) -> Element {
    filled(Rndr::create_element(tag, Some("http://www.w3.org/2000/svg")), attributes, children)
}

fn filled(element: Element, attributes: &[(&str, &str)], children: &[Node]) -> Element {
    for (name, value) in attributes {
        Rndr::set_attribute(&element, name, value);
    }
    for child in children {
        Rndr::insert_node(&element, child, None);
    }
    element
}

/// A text, to be put into such an element.
pub fn text_node(text: &str) -> Node {
    Rndr::create_text_node(text).into()
}

/// A copy in the document.
pub struct CopiedState {
    key: String,
    element: Element,
    attributes: Vec<(&'static str, String)>,
    has_text: bool,
    content: Option<AnyViewState>,
}

impl Render for Copied {
    type State = CopiedState;

    fn build(self) -> CopiedState {
        let Self { key, make, attributes, text, content } = self;
        let element = Self::copy(&key, make);
        for (name, value) in &attributes {
            Rndr::set_attribute(&element, name, value);
        }
        if text.is_some() {
            element.set_text_content(text.as_deref());
        }
        let content = content.map(|content| {
            let mut content = content.build();
            content.mount(&element, None);
            content
        });
        CopiedState { key, element, attributes, has_text: text.is_some(), content }
    }

    fn rebuild(self, state: &mut CopiedState) {
        let is_alike = self.key == state.key
            && self.text.is_some() == state.has_text
            && self.content.is_some() == state.content.is_some()
            && self.attributes.len() == state.attributes.len();
        if !is_alike {
            let mut other = self.build();
            state.insert_before_this(&mut other);
            state.unmount();
            *state = other;
            return;
        }
        for (now, before) in self.attributes.iter().zip(&state.attributes) {
            if now != before {
                Rndr::set_attribute(&state.element, now.0, &now.1);
            }
        }
        state.attributes = self.attributes;
        if let Some(text) = &self.text {
            set_text(&state.element, text);
        }
        if let (Some(content), Some(state)) = (self.content, &mut state.content) {
            content.rebuild(state);
        }
    }
}

impl Mountable for CopiedState {
    fn unmount(&mut self) {
        self.element.remove();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        Rndr::insert_node(parent, &self.element, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.element.insert_before_this(child)
    }

    fn elements(&self) -> Vec<Element> {
        vec![self.element.clone()]
    }
}

impl AddAnyAttr for Copied {
    type Output<SomeNewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self {
        self
    }
}

/// The panel is drawn in the browser only: what servers would do with it is not there.
impl RenderHtml for Copied {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> CopiedState {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
