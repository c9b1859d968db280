//! Ids for `aria-describedby`, `for` and the like, unique within the page.
//!
//! Literal ids would repeat as soon as a component is used twice or two panels
//! are mounted in one document.

use std::sync::atomic::{AtomicU32, Ordering};

static NEXT: AtomicU32 = AtomicU32::new(0);

/// A new id that begins with `bp-` and the given word.
pub fn unique_id(word: &str) -> String {
    format!("bp-{word}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

#[cfg(test)]
mod tests {
    use super::unique_id;

    #[test]
    fn two_ids_differ() {
        assert_ne!(unique_id("field"), unique_id("field"));
    }
}
