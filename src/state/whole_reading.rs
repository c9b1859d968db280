//! How far reading the whole set has come, and how fast.

use crate::model::fault::ApiError;

/// How far reading has come.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Phase {
    /// Nothing was asked for yet.
    #[default]
    Idle,
    /// Under way.
    Reading,
    /// Stopped by hand.
    Stopped,
    /// The page was left; it goes on when it is shown again.
    Left,
    /// A request has failed.
    Failed(ApiError),
    /// Read to the end.
    Complete,
}

/// What is to be said of the reading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    /// How far it has come.
    pub phase: Phase,
    /// Backups that have come.
    pub came: u64,
    /// How many there are, as the cloud said last.
    pub total: Option<u64>,
    /// Milliseconds spent on reading.
    pub took_ms: f64,
    /// When the first page was asked for, in milliseconds since 1970 UTC.
    pub began_at: f64,
    /// When the newest page came, likewise.
    pub read_at: f64,
    /// When the oldest backup that has come was made, in microseconds since 1970 UTC.
    pub back_to: Option<i64>,
    /// Something was started from here since.
    pub touched: bool,
}

impl Progress {
    /// Backups a second.
    pub fn rate(&self) -> f64 {
        if self.took_ms > 0.0 { self.came as f64 * 1_000.0 / self.took_ms } else { 0.0 }
    }

    /// Seconds until the end at this rate, if that can be told.
    pub fn seconds_left(&self) -> Option<f64> {
        let missing = self.total?.saturating_sub(self.came) as f64;
        (self.rate() > 0.0).then(|| missing / self.rate())
    }
}
