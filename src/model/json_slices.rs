//! Finds the items of a list in a long JSON text without reading them, so that they can be read a few at a
//! time: a page of 1,000 backups is 800 kB.

use std::ops::Range;

/// Where things are in an object around a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slices {
    /// The items of the list, each from its first byte to behind its last.
    pub items: Vec<Range<usize>>,
    /// The field `count`, if it is a whole number.
    pub count: Option<u64>,
}

/// Finds the items of the list under `key`, and `count`. None when the text ends before it should, or is of
/// another shape. Whether an item is right is seen when it is read.
pub fn slices(text: &[u8], key: &str) -> Option<Slices> {
    let mut found = None;
    let mut count = None;
    let mut at = skip_space(text, 0);
    at = expect(text, at, b'{')?;
    loop {
        at = skip_space(text, at);
        match text.get(at)? {
            b'}' => break,
            b',' => at += 1,
            _ => {
                let end = skip_string(text, at)?;
                let name = text.get(at + 1..end - 1)?;
                at = expect(text, skip_space(text, end), b':')?;
                at = skip_space(text, at);
                if name == key.as_bytes() {
                    let (items, end) = items(text, at)?;
                    found = Some(items);
                    at = end;
                } else {
                    let end = skip_value(text, at)?;
                    if name == b"count" {
                        count = std::str::from_utf8(&text[at..end]).ok()?.parse().ok();
                    }
                    at = end;
                }
            }
        }
    }
    Some(Slices { items: found?, count })
}

fn items(text: &[u8], at: usize) -> Option<(Vec<Range<usize>>, usize)> {
    let mut at = expect(text, at, b'[')?;
    let mut items = Vec::new();
    loop {
        at = skip_space(text, at);
        match text.get(at)? {
            b']' => return Some((items, at + 1)),
            b',' => at += 1,
            _ => {
                let end = skip_value(text, at)?;
                items.push(at..end);
                at = end;
            }
        }
    }
}

fn expect(text: &[u8], at: usize, byte: u8) -> Option<usize> {
    (*text.get(at)? == byte).then_some(at + 1)
}

fn skip_space(text: &[u8], mut at: usize) -> usize {
    while text.get(at).is_some_and(u8::is_ascii_whitespace) {
        at += 1;
    }
    at
}

fn skip_string(text: &[u8], at: usize) -> Option<usize> {
    let mut at = expect(text, at, b'"')?;
    loop {
        match text.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

/// Goes behind a value of any kind: brackets are counted, texts are skipped.
fn skip_value(text: &[u8], at: usize) -> Option<usize> {
    let mut at = at;
    let mut depth = 0_u32;
    loop {
        match text.get(at)? {
            b'"' => at = skip_string(text, at)?,
            b'{' | b'[' => {
                depth += 1;
                at += 1;
            }
            b'}' | b']' => {
                depth = depth.checked_sub(1)?;
                at += 1;
            }
            _ => {
                at += 1;
                if depth == 0 {
                    // A number or a word goes on until something else begins.
                    while text.get(at).is_some_and(|byte| {
                        !matches!(byte, b',' | b'}' | b']') && !byte.is_ascii_whitespace()
                    }) {
                        at += 1;
                    }
                }
            }
        }
        if depth == 0 {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(Vec<&str>, Option<u64>)> {
        let slices = slices(text.as_bytes(), "backups")?;
        Some((slices.items.iter().map(|range| &text[range.clone()]).collect(), slices.count))
    }

    #[test]
    fn finds_items_whatever_is_in_them() {
        let text = r#" {"a": [1, {"backups": [9]}], "backups": [ {"n":"]}\"\\", "m":{"x":[1]}} ,{}, 7 ],"count" : 12,"l":[{"r":"n"}]} "#;
        assert_eq!(found(text), Some((vec![r#"{"n":"]}\"\\", "m":{"x":[1]}}"#, "{}", "7"], Some(12))));
        assert_eq!(found(r#"{"backups":[]}"#), Some((vec![], None)));
        assert_eq!(found(r#"{"backups":[],"count":"x"}"#), Some((vec![], None)));
    }

    #[test]
    fn what_is_cut_or_of_another_shape_is_refused() {
        let whole = r#"{"backups":[{"id":"a"}],"count":1}"#;
        for end in 0..whole.len() {
            assert_eq!(found(&whole[..end]), None, "{}", &whole[..end]);
        }
        for text in ["<html>", "[]", r#"{"backups":{}}"#, r#"{"other":[]}"#, r#"{"backups":[}"#] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
