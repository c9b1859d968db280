//! Sizes and points in time as Cinder and Keystone write them.

use std::sync::Arc;

/// A size in GiB, as Cinder counts volumes and backups.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gib(pub u64);

/// A point in time, kept in the server's spelling.
///
/// Cinder writes naive UTC with microseconds and no zone (`2026-11-23T16:51:02.865925`), which a
/// browser would read as local time; Keystone's times end in `Z`. Both are read as UTC here, and only when somebody
/// asks: a page of 1,000 backups has 3,000, of which few are in sight.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timestamp(Arc<str>);

impl Timestamp {
    /// Keeps the text.
    pub fn new(raw: &str) -> Self {
        Self(Arc::from(raw))
    }

    /// The server's own spelling.
    pub fn raw(&self) -> &str {
        &self.0
    }

    /// Milliseconds since 1970-01-01 00:00 UTC; None when the text is not a time.
    pub fn millis(&self) -> Option<i64> {
        parse_utc_millis(&self.0)
    }

    /// Microseconds since 1970-01-01 00:00 UTC; None when the text is not a time.
    pub fn micros(&self) -> Option<i64> {
        let seconds = self.millis()?.div_euclid(1_000);
        let fraction = self.0.trim_end_matches('Z').split_once('.').map_or("", |(_, digits)| digits);
        let micros =
            fraction.bytes().chain(*b"000000").take(6).fold(0, |sum, b| sum * 10 + i64::from(b - b'0'));
        Some(seconds * 1_000_000 + micros)
    }

    /// The time as Cinder writes it; from year 0 to 9999.
    pub fn from_micros(micros: i64) -> Self {
        let (seconds, fraction) = (micros.div_euclid(1_000_000), micros.rem_euclid(1_000_000));
        let (year, month, day) = civil_from_days(seconds.div_euclid(86_400));
        let second = seconds.rem_euclid(86_400);
        let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
        Self::new(&format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{fraction:06}"))
    }

    /// The same instant with its zone, for `<time datetime>`; the raw text when it is not a time.
    pub fn machine(&self) -> String {
        match self.millis() {
            Some(_) => format!("{}Z", self.0.trim_end_matches('Z')),
            None => self.0.to_string(),
        }
    }
}

impl PartialOrd for Timestamp {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Timestamp {
    /// By time, to the microsecond: the text decides among equal milliseconds.
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.millis().cmp(&other.millis()).then_with(|| self.0.cmp(&other.0))
    }
}

/// Reads `YYYY-MM-DDThh:mm:ss[.fraction][Z]` as UTC.
fn parse_utc_millis(text: &str) -> Option<i64> {
    let text = text.strip_suffix('Z').unwrap_or(text);
    let bytes = text.as_bytes();
    let number = |from: usize, to: usize| -> Option<i64> {
        let part = bytes.get(from..to)?;
        part.iter()
            .all(u8::is_ascii_digit)
            .then(|| part.iter().fold(0, |sum, b| sum * 10 + i64::from(b - b'0')))
    };
    let separators = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
    if separators.iter().any(|&(at, byte)| bytes.get(at) != Some(&byte)) {
        return None;
    }
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || hour > 23 || minute > 59 {
        return None;
    }
    let fraction = match bytes.get(19) {
        None => 0,
        Some(b'.') => {
            let digits = text.get(20..)?;
            if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            digits.bytes().chain(*b"000").take(3).fold(0, |sum, b| sum * 10 + i64::from(b - b'0'))
        }
        Some(_) => return None,
    };
    let seconds = days_from_civil(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second;
    Some(seconds * 1_000 + fraction)
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar (Howard Hinnant's algorithm).
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The inverse of [`days_from_civil`].
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_cinder_and_keystone_times_as_utc() {
        let cinder = Timestamp::new("2026-11-23T17:18:28.882686");
        let keystone = Timestamp::new("2026-11-23T17:18:28.882686Z");
        assert_eq!(cinder.millis(), Some(1_795_454_308_882));
        assert_eq!(cinder.millis(), keystone.millis());
        assert_eq!(cinder.machine(), "2026-11-23T17:18:28.882686Z");
        assert_eq!(Timestamp::new("1970-01-01T00:00:00").millis(), Some(0));
        assert_eq!(Timestamp::new("2024-02-29T00:00:00.5").millis(), Some(1_709_164_800_500));
    }

    #[test]
    fn keeps_what_is_not_a_time() {
        for text in ["", "yesterday", "2026-13-01T00:00:00", "2026-11-23 17:18:28", "2026-11-23T17:18:28.x"] {
            let time = Timestamp::new(text);
            assert_eq!((time.millis(), time.raw()), (None, text));
        }
    }

    #[test]
    fn writes_what_it_has_read() {
        for text in ["2026-11-23T17:18:28.882686", "1970-01-01T00:00:00.000000", "2024-02-29T23:59:59.000001"]
        {
            let time = Timestamp::new(text);
            assert_eq!(time.micros().map(Timestamp::from_micros), Some(time));
        }
        assert_eq!(Timestamp::new("2024-02-29T00:00:00.5Z").micros(), Some(1_709_164_800_500_000));
        assert_eq!(Timestamp::new("yesterday").micros(), None);
    }

    #[test]
    fn orders_to_the_microsecond() {
        assert!(Timestamp::new("2026-11-23T17:18:28.882686") < Timestamp::new("2026-11-23T17:18:28.882687"));
    }
}
