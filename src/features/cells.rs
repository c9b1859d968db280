//! What stands in cells and properties: text or a dash, sizes, ids.

use leptos::prelude::*;

use crate::components::copied::{Copied, copied, element, text_node};
use crate::model::ids::short;
use crate::model::units::Gib;
use crate::text::{intl, listing};

/// The text, or a dash; cut by the cell's width, whole in its tooltip.
pub fn text_cell(text: Option<&str>) -> AnyView {
    match text.filter(|text| !text.is_empty()) {
        Some(text) => cut(text.to_owned()).saying(text.to_owned()).into_any(),
        None => dash(),
    }
}

/// What is cut by the cell's width, whole in its tooltip.
pub fn cut(title: String) -> Copied {
    copied("cut".to_owned(), || element("span", &[("class", "bp-cut")], &[])).with("title", title)
}

/// An id or another thing to be read letter by letter.
pub fn code(text: &str) -> Copied {
    copied("code".to_owned(), || element("code", &[], &[])).saying(text.to_owned())
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
