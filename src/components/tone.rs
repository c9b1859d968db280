//! The six tones in which a status, a message or a meter can speak.
//!
//! A tone becomes the attribute `data-tone`, which the style sheet turns into
//! colour; it never stands alone, an icon and a word always say the same.

/// How good or bad the news is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Neither good nor bad.
    #[default]
    Neutral,
    /// Worth knowing.
    Info,
    /// As wanted.
    Good,
    /// Needs attention soon.
    Warn,
    /// Failed.
    Bad,
    /// In transition: it changes by itself.
    Busy,
}

impl Tone {
    /// The value of `data-tone`.
    pub fn as_str(self) -> &'static str {
        match self {
            Tone::Neutral => "neutral",
            Tone::Info => "info",
            Tone::Good => "good",
            Tone::Warn => "warn",
            Tone::Bad => "bad",
            Tone::Busy => "busy",
        }
    }
}
