//! JSON, read without copying and without mercy on what is no JSON, but with patience for what
//! is of another shape: a field of an unexpected type is like one that is missing.
//!
//! One small reader for every answer: code derived per type had cost 50 kB of brotli.
//! `tests/json.rs` holds it to what serde_json reads and writes.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::json_parser::Parser;
use crate::model::units::Timestamp;

/// A JSON value, which borrows from the text that it was read from.
#[derive(Clone, Debug, PartialEq)]
pub enum Json<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number in the spelling it came in.
    Number(Cow<'a, str>),
    /// A string.
    Text(Cow<'a, str>),
    /// An array.
    List(Vec<Json<'a>>),
    /// An object, its fields in the order they came in.
    Object(Vec<(Cow<'a, str>, Json<'a>)>),
}

/// What can be read from a JSON value.
pub trait FromJson: Sized {
    /// None when the value is of another kind altogether.
    fn from_json(json: &Json) -> Option<Self>;
}

impl FromJson for Arc<str> {
    fn from_json(json: &Json) -> Option<Self> {
        json.as_str().map(Arc::from)
    }
}

/// Reads a text; None if it is no JSON or of another kind.
pub fn read<T: FromJson>(text: &str) -> Option<T> {
    T::from_json(&Json::parse(text)?)
}

impl<'a> Json<'a> {
    /// Reads a text that is JSON from its first to its last character.
    pub fn parse(text: &'a str) -> Option<Self> {
        Parser::new(text).document()
    }

    /// A string.
    pub fn text(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }

    /// A string, or null.
    pub fn text_or_null(text: Option<&'a str>) -> Self {
        text.map_or(Self::Null, Self::text)
    }

    /// An object.
    pub fn object<const N: usize>(fields: [(&'a str, Self); N]) -> Self {
        Self::Object(fields.into_iter().map(|(key, value)| (Cow::Borrowed(key), value)).collect())
    }

    /// An object's fields.
    pub fn as_object(&self) -> Option<&[(Cow<'a, str>, Self)]> {
        match self {
            Self::Object(fields) => Some(fields),
            _ => None,
        }
    }

    /// An array's items.
    pub fn as_list(&self) -> Option<&[Self]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }

    /// A string's text.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A number, if it is a whole one that is not below zero.
    pub fn as_u64(&self) -> Option<u64> {
        match self {
            Self::Number(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// A field; of several by the same name the last, as browsers take it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.as_object()?.iter().rev().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    /// A field that is a string.
    pub fn str(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_str()
    }

    /// A field that is a string, to be kept.
    pub fn shared(&self, key: &str) -> Option<Arc<str>> {
        self.str(key).map(Arc::from)
    }

    /// A field that is an identifier.
    pub fn id<T: From<Arc<str>>>(&self, key: &str) -> Option<T> {
        self.shared(key).map(T::from)
    }

    /// A field that is a whole number.
    pub fn u64(&self, key: &str) -> Option<u64> {
        self.get(key)?.as_u64()
    }

    /// A field that is true or false.
    pub fn bool(&self, key: &str) -> Option<bool> {
        match self.get(key)? {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// A field that is a time.
    pub fn time(&self, key: &str) -> Option<Timestamp> {
        self.str(key).map(Timestamp::new)
    }

    /// A field that is an object of strings; None if one of them is something else.
    pub fn texts(&self, key: &str) -> Option<BTreeMap<String, String>> {
        let mut texts = BTreeMap::new();
        for (key, value) in self.get(key)?.as_object()? {
            texts.insert(key.to_string(), value.as_str()?.to_owned());
        }
        Some(texts)
    }

    /// A field of a type of its own.
    pub fn one<T: FromJson>(&self, key: &str) -> Option<T> {
        T::from_json(self.get(key)?)
    }

    /// A field that is a list; items of another kind are left out.
    pub fn all<T: FromJson>(&self, key: &str) -> Option<Vec<T>> {
        Some(self.get(key)?.as_list()?.iter().filter_map(T::from_json).collect())
    }

    /// Written without white space.
    pub fn compact(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, None);
        out
    }

    /// Written for people: a field per line, two spaces per level.
    pub fn indented(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, Some(0));
        out
    }

    fn write(&self, out: &mut String, level: Option<usize>) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Number(text) => out.push_str(text),
            Self::Text(text) => quote(text, out),
            Self::List(items) => {
                let inner = level.map(|level| level + 1);
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    separate(out, index == 0, inner);
                    item.write(out, inner);
                }
                close(out, items.is_empty(), level, ']');
            }
            Self::Object(fields) => {
                let inner = level.map(|level| level + 1);
                out.push('{');
                for (index, (key, value)) in fields.iter().enumerate() {
                    separate(out, index == 0, inner);
                    quote(key, out);
                    out.push_str(if level.is_some() { ": " } else { ":" });
                    value.write(out, inner);
                }
                close(out, fields.is_empty(), level, '}');
            }
        }
    }
}

impl From<u64> for Json<'_> {
    fn from(number: u64) -> Self {
        Self::Number(Cow::Owned(number.to_string()))
    }
}

fn separate(out: &mut String, first: bool, level: Option<usize>) {
    if !first {
        out.push(',');
    }
    new_line(out, level);
}

fn close(out: &mut String, empty: bool, level: Option<usize>, bracket: char) {
    if !empty {
        new_line(out, level);
    }
    out.push(bracket);
}

fn new_line(out: &mut String, level: Option<usize>) {
    if let Some(level) = level {
        out.push('\n');
        (0..level).for_each(|_| out.push_str("  "));
    }
}

fn quote(text: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\0'..='\u{1f}' => {
                out.push_str(if c < '\u{10}' { "\\u000" } else { "\\u001" });
                out.push(char::from(HEX[c as usize & 15]));
            }
            _ => out.push(c),
        }
    }
    out.push('"');
}
