//! A JSON value. What is read borrows its texts from what it was read from, and nothing is sorted: a page of 1,000
//! backups is 22,000 fields. serde_json's own would bring the writing of fractions along too, which is 6 kB of the first page.

use std::borrow::Cow;
use std::fmt::{self, Write};

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::provided;

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Value<'a> {
    Null,
    Bool(bool),
    Whole(u64),
    Negative(i64),
    Fraction(f64),
    String(Cow<'a, str>),
    Array(Vec<Value<'a>>),
    /// In the order in which they came.
    Object(Vec<(Cow<'a, str>, Value<'a>)>),
}

impl<'a> Value<'a> {
    /// A field of an object; of several with one name the last one counts.
    pub fn get(&self, key: &str) -> Option<&Self> {
        let found = self.as_object()?.iter().rev().find(|(name, _)| name == key)?;
        Some(&found.1)
    }

    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        if let Self::String(text) = self { Some(text) } else { None }
    }

    /// A whole number that is not below zero.
    pub fn as_u64(&self) -> Option<u64> {
        if let Self::Whole(number) = self { Some(*number) } else { None }
    }

    /// True or false.
    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(on) = self { Some(*on) } else { None }
    }

    /// The items of a list.
    pub fn as_array(&self) -> Option<&Vec<Self>> {
        if let Self::Array(items) = self { Some(items) } else { None }
    }

    /// The fields of an object.
    pub fn as_object(&self) -> Option<&Vec<(Cow<'a, str>, Self)>> {
        if let Self::Object(fields) = self { Some(fields) } else { None }
    }

    /// The same with texts of its own.
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Self::Null => Value::Null,
            Self::Bool(on) => Value::Bool(on),
            Self::Whole(number) => Value::Whole(number),
            Self::Negative(number) => Value::Negative(number),
            Self::Fraction(number) => Value::Fraction(number),
            Self::String(text) => Value::String(Cow::Owned(text.into_owned())),
            Self::Array(items) => Value::Array(items.into_iter().map(Value::into_owned).collect()),
            Self::Object(fields) => {
                let owned = |(key, value): (Cow<'_, str>, Value<'_>)| {
                    (Cow::Owned(key.into_owned()), value.into_owned())
                };
                Value::Object(fields.into_iter().map(owned).collect())
            }
        }
    }

    /// Written on several lines, the fields of objects in alphabetical order.
    pub fn pretty(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, Some(0));
        out
    }

    /// With `depth`, what is in a list or an object is on lines of its own, so many steps from the left.
    fn write(&self, out: &mut String, depth: Option<usize>) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(on) => out.push_str(if *on { "true" } else { "false" }),
            // A `String` takes all that is written.
            Self::Whole(number) => drop(write!(out, "{number}")),
            Self::Negative(number) => drop(write!(out, "{number}")),
            Self::Fraction(number) => out.push_str(&provided::number(*number)),
            Self::String(text) => write_text(out, text),
            Self::Array(items) => {
                write_all(out, depth, ['[', ']'], items, |out, depth, item| item.write(out, depth));
            }
            Self::Object(fields) => {
                let mut sorted: Vec<&(Cow<str>, Self)> = Vec::with_capacity(fields.len());
                for field in fields {
                    sorted.insert(sorted.partition_point(|other| other.0 <= field.0), field);
                }
                write_all(out, depth, ['{', '}'], &sorted, |out, depth, (key, value)| {
                    write_text(out, key);
                    out.push_str(if depth.is_some() { ": " } else { ":" });
                    value.write(out, depth);
                });
            }
        }
    }
}

fn write_all<T>(
    out: &mut String,
    depth: Option<usize>,
    [open, close]: [char; 2],
    items: &[T],
    each: impl Fn(&mut String, Option<usize>, &T),
) {
    let line = |out: &mut String, depth: Option<usize>| {
        if let Some(depth) = depth {
            out.push('\n');
            (0..depth).for_each(|_| out.push_str("  "));
        }
    };
    let inside = depth.map(|depth| depth + 1);
    out.push(open);
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        line(out, inside);
        each(out, inside, item);
    }
    if !items.is_empty() {
        line(out, depth);
    }
    out.push(close);
}

fn write_text(out: &mut String, text: &str) {
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}

/// On one line, the fields of objects in alphabetical order.
impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::new();
        self.write(&mut out, None);
        f.write_str(&out)
    }
}

impl From<u64> for Value<'_> {
    fn from(number: u64) -> Self {
        Self::Whole(number)
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::String(text.into())
    }
}

/// What serde_json tells of a value.
struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, on: bool) -> Result<Self::Value, E> {
        Ok(Value::Bool(on))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Value::Whole(number))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Value::Negative(number))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Value::Fraction(number))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Value::String(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Value::String(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = from.next_element()? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Self::Value, A::Error> {
        let mut fields = Vec::new();
        while let Some(key) = from.next_key()? {
            // What names a field is a string.
            let Value::String(key) = key else { continue };
            fields.push((key, from.next_value()?));
        }
        Ok(Value::Object(fields))
    }
}

impl<'de> Deserialize<'de> for Value<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::json::parse;

    #[test]
    fn what_is_read_is_written_again() {
        let text = r#"{"a":[],"b":{},"c":[1,-2,null,true,false],"d":"\u00e9\n\"é","e":{"f":"g"}}"#;
        let plain = r#"{"a":[],"b":{},"c":[1,-2,null,true,false],"d":"é\n\"é","e":{"f":"g"}}"#;
        assert_eq!(parse(text).unwrap().to_string(), plain);
        assert_eq!(parse(text).unwrap().into_owned(), parse(plain).unwrap());
    }

    #[test]
    fn fields_are_written_in_alphabetical_order_on_lines_of_their_own() {
        let value = parse(r#"{"b":[1,{"x":0.5}],"a":{}}"#).unwrap();
        assert_eq!(value.to_string(), r#"{"a":{},"b":[1,{"x":0.5}]}"#);
        assert_eq!(
            value.pretty(),
            "{\n  \"a\": {},\n  \"b\": [\n    1,\n    {\n      \"x\": 0.5\n    }\n  ]\n}"
        );
    }

    #[test]
    fn of_two_fields_with_one_name_the_last_one_counts() {
        assert_eq!(parse(r#"{"a":1,"a":2}"#).unwrap().get("a"), Some(&Value::Whole(2)));
    }

    #[test]
    fn numbers_that_are_not_whole_are_no_whole_numbers() {
        let value = parse("[-1,1.0,1e3,18446744073709551615,18446744073709551616]").unwrap();
        let numbers: Vec<_> = value.as_array().unwrap().iter().map(Value::as_u64).collect();
        assert_eq!(numbers, [None, None, None, Some(u64::MAX), None]);
    }
}
