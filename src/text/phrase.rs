//! How a phrase becomes a sentence: arguments and plural forms put into a template.
//!
//! A template holds `{name}` for an argument and `{name, one: file, other: files}` for a word that
//! depends on a number. The key goes along so that other languages can replace the template.

use crate::text::intl;

/// An argument of a phrase.
pub enum Arg {
    /// Put in as it is.
    Text(String),
    /// Written in the reader's way, and able to choose a plural form.
    Number(f64),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

macro_rules! from_number {
    ($($number:ty),*) => {$(
        impl From<$number> for Arg {
            fn from(number: $number) -> Self {
                // Counts stay far below 2^53.
                Self::Number(number as f64)
            }
        }
    )*};
}
from_number!(u16, u32, u64, usize, i64);

/// Puts the arguments into the template.
pub fn render(_key: &'static str, template: &str, args: &[(&str, Arg)]) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((slot, after)) = after.split_once('}') else {
            rest = after;
            break;
        };
        let (name, forms) = slot.split_once(',').map_or((slot, None), |(name, forms)| (name, Some(forms)));
        if let Some((_, arg)) = args.iter().find(|(known, _)| *known == name) {
            match (arg, forms) {
                (Arg::Number(number), Some(forms)) => out.push_str(choose(forms, *number)),
                (Arg::Number(number), None) => out.push_str(&intl::number(*number)),
                (Arg::Text(text), _) => out.push_str(text),
            }
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The form for the number's plural category, else the last one.
fn choose(forms: &str, number: f64) -> &str {
    let category = intl::plural_category(number);
    let mut last = "";
    for form in forms.split(',') {
        let (name, text) = form.split_once(':').unwrap_or(("", form));
        last = text.trim();
        if name.trim() == category {
            break;
        }
    }
    last
}

/// Declares phrases: each becomes a function with the phrase's arguments.
macro_rules! phrases {
    ($($name:ident $(($($arg:ident),*))? = $english:literal;)*) => {$(
        #[doc = $english]
        pub fn $name($($($arg: impl Into<$crate::text::phrase::Arg>),*)?) -> String {
            $crate::text::phrase::render(stringify!($name), $english, &[$($((stringify!($arg), $arg.into())),*)?])
        }
    )*};
}
pub(crate) use phrases;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn puts_in_arguments_and_plurals() {
        let phrase = |n: u64| {
            render(
                "k",
                "{n} {n, one: backup, other: backups} of {name}",
                &[("n", n.into()), ("name", "db {n}".into())],
            )
        };
        assert_eq!(phrase(1), "1 backup of db {n}");
        assert_eq!(phrase(2), "2 backups of db {n}");
    }

    #[test]
    fn survives_a_broken_template() {
        assert_eq!(render("k", "a {b", &[]), "a b");
        assert_eq!(render("k", "a {b} c", &[]), "a  c");
    }
}
