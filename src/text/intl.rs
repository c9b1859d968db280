//! Numbers, plurals, dates and distances in time through the browser's Intl.
//!
//! Native tests get plain English forms.

#[cfg(target_arch = "wasm32")]
mod browser {
    use std::cell::RefCell;

    use js_sys::{Array, Date, Function, Intl, JsString, Object, Reflect};
    use wasm_bindgen::{JsCast, JsValue};

    thread_local! {
        /// None: the browser's.
        static LANGUAGE: RefCell<Option<String>> = const { RefCell::new(None) };
        // Making a formatter costs far more than using it.
        static NUMBER: Intl::NumberFormat = Intl::NumberFormat::new(&readers(), &Object::new());
        static PLURAL: Intl::PluralRules = Intl::PluralRules::new(&english(), &Object::new());
        static LOCAL: Function = date_format(&[("dateStyle", "medium"), ("timeStyle", "medium")]);
        static CLOCK: Function = date_format(&[("timeStyle", "medium")]);
        static DISTANCE: Intl::RelativeTimeFormat =
            Intl::RelativeTimeFormat::new(&english(), &options(&[("numeric", "auto")]));
    }

    /// Writes numbers and times as in this language from now on: a BCP 47 tag that the browser takes. What has been
    /// written before decides for all panels of the page.
    pub fn set_language(tag: &str) {
        LANGUAGE.set(Some(tag.to_owned()));
    }

    /// The language of numbers and times.
    fn readers() -> Array {
        LANGUAGE.with_borrow(|tag| tag.iter().map(|tag| JsValue::from_str(tag)).collect())
    }

    /// The language of the catalogue, so that no sentence mixes two.
    fn english() -> Array {
        Array::of1(&JsValue::from_str("en"))
    }

    fn options(pairs: &[(&str, &str)]) -> Object {
        let object = Object::new();
        for (key, value) in pairs {
            // Setting a field of a plain object cannot fail.
            let _ = Reflect::set(&object, &(*key).into(), &(*value).into());
        }
        object
    }

    fn date_format(pairs: &[(&str, &str)]) -> Function {
        Intl::DateTimeFormat::new(&readers(), &options(pairs)).format()
    }

    fn call(function: &Function, argument: &JsValue) -> String {
        function
            .call1(&JsValue::UNDEFINED, argument)
            .ok()
            .and_then(|text| text.as_string())
            .unwrap_or_default()
    }

    /// A number with the reader's separators.
    pub fn number(value: f64) -> String {
        NUMBER.with(|format| call(&format.format(), &value.into()))
    }

    /// The plural category of the number: `one`, `other`, …
    pub fn plural_category(value: f64) -> String {
        PLURAL.with(|rules| rules.select(value).as_string().unwrap_or_default())
    }

    /// Date and time in the reader's zone; milliseconds since 1970 UTC.
    pub fn local_time(millis: f64) -> String {
        LOCAL.with(|format| call(format, &Date::new(&millis.into()).unchecked_into()))
    }

    /// The time of day in the reader's zone; milliseconds since 1970 UTC.
    pub fn clock_time(millis: f64) -> String {
        CLOCK.with(|format| call(format, &Date::new(&millis.into()).unchecked_into()))
    }

    /// The text in small letters.
    pub fn lower(text: &str) -> String {
        JsString::from(text).to_lower_case().into()
    }

    /// A number as JSON has it.
    pub fn plain_number(value: f64) -> String {
        js_sys::Number::from(value).to_js_string().into()
    }

    pub fn distance(value: f64, unit: &str) -> String {
        DISTANCE.with(|format| format.format(value, unit).as_string().unwrap_or_default())
    }
}

#[cfg(not(target_arch = "wasm32"))]
#[allow(missing_docs)]
mod browser {
    pub fn set_language(_tag: &str) {}

    pub fn number(value: f64) -> String {
        value.to_string()
    }

    pub fn plural_category(value: f64) -> String {
        String::from(if value == 1.0 { "one" } else { "other" })
    }

    pub fn local_time(millis: f64) -> String {
        format!("@{millis}")
    }

    pub fn clock_time(millis: f64) -> String {
        format!("@{millis}")
    }

    pub fn lower(text: &str) -> String {
        text.to_lowercase()
    }

    pub fn plain_number(value: f64) -> String {
        value.to_string()
    }

    pub fn distance(value: f64, unit: &str) -> String {
        format!("{value} {unit}")
    }
}

pub use browser::{clock_time, local_time, lower, number, plain_number, plural_category, set_language};

/// How long ago, or in how long, in the largest unit that fits. `seconds` is negative for the past.
pub fn distance(seconds: f64) -> String {
    const UNITS: [(&str, f64); 6] = [
        ("year", 31_556_952.0),
        ("month", 2_629_746.0),
        ("week", 604_800.0),
        ("day", 86_400.0),
        ("hour", 3_600.0),
        ("minute", 60.0),
    ];
    let unit = UNITS.iter().find(|(_, length)| seconds.abs() >= *length);
    // Seconds would make the page flicker; "this minute" is as good.
    let (unit, length) = unit.copied().unwrap_or(("minute", 60.0));
    browser::distance((seconds / length).trunc(), unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_largest_unit_that_fits() {
        assert_eq!(distance(-59.0), "-0 minute");
        assert_eq!(distance(-61.0), "-1 minute");
        assert_eq!(distance(-7_300.0), "-2 hour");
        assert_eq!(distance(-86_400.0 * 8.0), "-1 week");
    }
}
