//! Finds the items of a list in a long JSON text without reading them, so that each can be read when somebody looks at
//! it: a page of 1,000 backups is 800 kB.

use std::ops::Range;

/// Where an item is, from its first byte to behind its last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slice {
    /// All of it.
    pub whole: Range<usize>,
    /// The value of its field `id`, with the spaces around it; empty when there is none.
    pub id: Range<usize>,
    /// The value of its field `status`, with the spaces around it; empty when there is none.
    pub status: Range<usize>,
}

/// Finds the items of the list under `key` that are objects, and the field `count`, if it is a whole number. None when
/// the text is no object with such a list, ends before it should or goes on behind it. Whether what is in
/// the object is right is not looked at: an item is seen to be right when it is read.
pub fn slices(text: &[u8], key: &str, each: &mut dyn FnMut(Slice)) -> Option<Option<u64>> {
    let mut count = None;
    let mut item = Slice::default();
    // Each for the object around the list, and for the item: the name of the field, and where its value begins.
    let (mut names, mut values): ([&[u8]; 2], _) = ([&[]; 2], [0; 2]);
    let (mut depth, mut last, mut at) = (0_usize, 0..0, 0);
    let (mut is_list, mut is_found) = (false, false);
    loop {
        let byte = *text.get(at)?;
        if depth == 0 && byte != b'{' && !byte.is_ascii_whitespace() {
            return None;
        }
        match byte {
            b'"' => {
                let end = behind_string(text, at)?;
                (last, at) = (at + 1..end - 1, end);
                continue;
            }
            b':' if depth == 1 || depth == 3 => {
                (names[depth / 2], values[depth / 2]) = (text.get(last.clone())?, at + 1);
            }
            b'{' | b'[' => {
                depth += 1;
                if depth == 2 {
                    is_list = byte == b'[' && names[0] == key.as_bytes();
                    is_found |= is_list;
                } else if depth == 3 {
                    item = Slice { whole: at..at, ..Slice::default() };
                }
            }
            b',' | b'}' | b']' => {
                if depth == 1 && names[0] == b"count" {
                    count = std::str::from_utf8(text.get(values[0]..at)?).ok()?.trim().parse().ok();
                } else if depth == 3 {
                    match names[1] {
                        b"id" => item.id = values[1]..at,
                        b"status" => item.status = values[1]..at,
                        _ => {}
                    }
                    names[1] = &[];
                    item.whole.end = at + 1;
                    if byte == b'}' && is_list {
                        each(item.clone());
                    }
                }
                depth = depth.checked_sub(usize::from(byte != b','))?;
                if depth == 0 {
                    let is_all = text[at + 1..].iter().all(u8::is_ascii_whitespace);
                    return (is_found && is_all).then_some(count);
                }
            }
            _ => {}
        }
        at += 1;
    }
}

fn behind_string(text: &[u8], at: usize) -> Option<usize> {
    let mut at = at + 1;
    loop {
        match text.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(Vec<&str>, Option<u64>)> {
        let mut items = Vec::new();
        let count = slices(text.as_bytes(), "backups", &mut |item| items.push(&text[item.whole]))?;
        Some((items, count))
    }

    #[test]
    fn finds_the_id_and_the_status_of_the_item_itself() {
        let text = r#"{"l":[{"m":{"id":1,"status":2},"id" : "a\"b","status":null},{}]}"#;
        let mut found = Vec::new();
        slices(text.as_bytes(), "l", &mut |item| found.push(item)).unwrap();
        let texts = |item: &Slice| (text[item.id.clone()].to_owned(), text[item.status.clone()].to_owned());
        assert_eq!(texts(&found[0]), (r#" "a\"b""#.into(), "null".into()));
        assert_eq!(texts(&found[1]), Default::default());
    }

    #[test]
    fn finds_items_whatever_is_in_them() {
        let text = r#" {"a": [1, {"backups": [9]}], "backups": [ {"n":"]}\"\\", "m":{"x":[1]}} ,{}, 7 ],"count" : 12,"l":[{"r":"n"}]} "#;
        assert_eq!(found(text), Some((vec![r#"{"n":"]}\"\\", "m":{"x":[1]}}"#, "{}"], Some(12))));
        assert_eq!(found(r#"{"backups":[]}"#), Some((vec![], None)));
        assert_eq!(found(r#"{"backups":[],"count":"x"}"#), Some((vec![], None)));
    }

    #[test]
    fn what_is_cut_or_of_another_shape_is_refused() {
        let whole = r#"{"backups":[{"id":"a"}],"count":1}"#;
        for end in 0..whole.len() {
            assert_eq!(found(&whole[..end]), None, "{}", &whole[..end]);
        }
        let whole = |text: &str| found(text).is_some();
        assert!(whole(" {\"backups\":[]}\n") && !whole("\u{feff}{\"backups\":[]}"));
        for text in [
            "<html>",
            "[]",
            r#"{"backups":[]}<html>"#,
            r#""x"{"backups":[]}"#,
            r#"{"backups":{}}"#,
            r#"{"other":[]}"#,
            r#"{"backups":[}"#,
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
