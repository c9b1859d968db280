//! Letters without regard to case.
//!
//! In the browser its own rules serve: the tables of Rust's library would be 3 kB of the first page.

#[cfg(target_family = "wasm")]
use std::cell::Cell;

#[cfg(target_family = "wasm")]
thread_local! {
    static LOWER: Cell<fn(&str) -> String> = const { Cell::new(str::to_ascii_lowercase) };
}

/// Sets what turns letters into small ones; until then those of ASCII are.
#[cfg(target_family = "wasm")]
pub fn set_lower(lower: fn(&str) -> String) {
    LOWER.set(lower);
}

/// The text in small letters.
#[cfg(target_family = "wasm")]
pub fn lower(text: &str) -> String {
    LOWER.get()(text)
}

/// Elsewhere Rust's library serves.
#[cfg(not(target_family = "wasm"))]
pub fn set_lower(_: fn(&str) -> String) {}

/// The text in small letters.
#[cfg(not(target_family = "wasm"))]
pub fn lower(text: &str) -> String {
    text.to_lowercase()
}
