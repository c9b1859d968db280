//! Reads JSON field by field, with patience for what is of another shape: a field of an unexpected
//! type is like one that is missing, so a newer or older cloud never breaks a page.
//!
//! serde_json parses; what is read from a [`Value`] here is code that all types share. Code derived
//! per type had cost 40 kB of brotli.

use std::collections::BTreeMap;
use std::sync::Arc;

pub use crate::model::json_value::Value;
use crate::model::units::Timestamp;

/// What can be read from a JSON value.
pub trait FromJson: Sized {
    /// None when the value is of another kind altogether.
    fn from_json(json: &Value) -> Option<Self>;
}

impl FromJson for Arc<str> {
    fn from_json(json: &Value) -> Option<Self> {
        json.as_str().map(Arc::from)
    }
}

/// Reads a text; None if it is no JSON.
pub fn parse(text: &str) -> Option<Value<'_>> {
    serde_json::from_str(text).ok()
}

/// Reads the bytes of a text; None if they are no JSON.
pub fn parse_bytes(bytes: &[u8]) -> Option<Value<'_>> {
    parse(std::str::from_utf8(bytes).ok()?)
}

/// Reads a text; None if it is no JSON or of another kind.
pub fn read<T: FromJson>(text: &str) -> Option<T> {
    T::from_json(&parse(text)?)
}

/// An object.
pub fn object<'a, const N: usize>(fields: [(&'a str, Value<'a>); N]) -> Value<'a> {
    object_of(&mut fields.into_iter())
}

/// An object of fields that come one by one.
pub fn object_of<'a>(fields: &mut dyn Iterator<Item = (&'a str, Value<'a>)>) -> Value<'a> {
    let mut object = Vec::new();
    for (key, value) in fields {
        object.push((key.into(), value));
    }
    Value::Object(object)
}

/// A string.
pub fn text(text: &str) -> Value<'_> {
    Value::String(text.into())
}

/// A string, or null.
pub fn text_or_null(value: Option<&str>) -> Value<'_> {
    value.map_or(Value::Null, text)
}

/// A list.
pub fn list<'a>(items: impl Iterator<Item = Value<'a>>) -> Value<'a> {
    Value::Array(items.collect())
}

/// The fields of an object, each None when it is missing or of another kind.
pub trait Fields {
    /// A field that is a string.
    fn str(&self, key: &str) -> Option<&str>;
    /// A field that is a whole number, not below zero.
    fn u64(&self, key: &str) -> Option<u64>;
    /// A field that is true or false.
    fn bool(&self, key: &str) -> Option<bool>;
    /// A field that is an object of strings; None if one of them is something else.
    fn texts(&self, key: &str) -> Option<BTreeMap<String, String>>;
    /// A field of a type of its own.
    fn one<T: FromJson>(&self, key: &str) -> Option<T>;
    /// A field that is a list; items of another kind are left out.
    fn all<T: FromJson>(&self, key: &str) -> Option<Vec<T>>;

    /// A field that is a string, to be kept.
    fn shared(&self, key: &str) -> Option<Arc<str>> {
        self.str(key).map(Arc::from)
    }

    /// A field that is an identifier.
    fn id<T: From<Arc<str>>>(&self, key: &str) -> Option<T> {
        self.shared(key).map(T::from)
    }

    /// A field that is a time.
    fn time(&self, key: &str) -> Option<Timestamp> {
        self.str(key).map(Timestamp::new)
    }
}

impl Fields for Value<'_> {
    fn str(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_str()
    }

    fn u64(&self, key: &str) -> Option<u64> {
        self.get(key)?.as_u64()
    }

    fn bool(&self, key: &str) -> Option<bool> {
        self.get(key)?.as_bool()
    }

    fn texts(&self, key: &str) -> Option<BTreeMap<String, String>> {
        let mut texts = BTreeMap::new();
        for (key, value) in self.get(key)?.as_object()? {
            texts.insert(key.clone().into_owned(), value.as_str()?.to_owned());
        }
        Some(texts)
    }

    fn one<T: FromJson>(&self, key: &str) -> Option<T> {
        T::from_json(self.get(key)?)
    }

    fn all<T: FromJson>(&self, key: &str) -> Option<Vec<T>> {
        Some(self.get(key)?.as_array()?.iter().filter_map(|item| T::from_json(item)).collect())
    }
}
