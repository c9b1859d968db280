//! Looking for a part of a text in very many texts.

use crate::provided::lower;

/// A part of a text, found without regard to case.
#[derive(Clone, Debug)]
pub struct Needle {
    lower: String,
    is_ascii: bool,
}

impl Needle {
    /// A text to look for.
    pub fn new(text: &str) -> Self {
        Self { lower: lower(text), is_ascii: text.is_ascii() }
    }

    /// Whether all of it is of ASCII: beyond, a letter may depend on those beside it.
    pub fn is_ascii(&self) -> bool {
        self.is_ascii
    }

    /// Whether it is somewhere in the text.
    pub fn is_in(&self, text: &str) -> bool {
        if !self.is_ascii {
            return lower(text).contains(&self.lower);
        }
        // Most texts are looked through and not found: that must not allocate.
        let (needle, text) = (self.lower.as_bytes(), text.as_bytes());
        let Some((first, rest)) = needle.split_first() else { return true };
        let upper = first.to_ascii_uppercase();
        let last = text.len().saturating_sub(rest.len());
        text[..last].iter().enumerate().any(|(at, byte)| {
            (byte == first || *byte == upper) && text[at + 1..at + 1 + rest.len()].eq_ignore_ascii_case(rest)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_makes_no_difference_and_the_end_counts() {
        let found = |needle: &str, text: &str| Needle::new(needle).is_in(text);
        assert!(found("WEB", "my-web") && found("web", "WEB-01") && found("b", "b") && found("", "b"));
        assert!(!found("web", "we") && !found("web-", "my-web") && !found("web", ""));
        assert!(found("äpf", "ÄPFEL") && !found("äpf", "APFEL") && found("apf", "ÄAPFEL"));
    }
}
