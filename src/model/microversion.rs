//! Block Storage API microversions.

use std::fmt;

/// A microversion such as 3.45.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Microversion {
    /// The part before the dot; 3 for every Cinder that has microversions.
    pub major: u16,
    /// The part after the dot.
    pub minor: u16,
}

impl Microversion {
    /// The lowest microversion of the v3 API.
    pub const BASE: Self = Self::v3(0);

    /// Microversion 3.`minor`.
    pub const fn v3(minor: u16) -> Self {
        Self { major: 3, minor }
    }

    /// Reads "3.45"; None for anything else, such as the empty version of Cinder v2.
    pub fn parse(text: &str) -> Option<Self> {
        let (major, minor) = text.split_once('.')?;
        Some(Self { major: major.parse().ok()?, minor: minor.parse().ok()? })
    }
}

impl fmt::Display for Microversion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_by_number_not_by_text() {
        assert!(Microversion::parse("3.9") < Microversion::parse("3.45"));
        assert_eq!(Microversion::parse("3.71"), Some(Microversion::v3(71)));
        assert_eq!(Microversion::parse(""), None);
        assert_eq!(Microversion::parse("3.x"), None);
        assert_eq!(Microversion::v3(45).to_string(), "3.45");
    }
}
