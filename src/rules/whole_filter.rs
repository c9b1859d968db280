//! Filters over a set of backups that was read whole: any field, whatever the cloud allows.
//!
//! They stand in the address as those of the list do, under Cinder's names where there are such.

use std::sync::Arc;

use crate::model::backup_set::{BackupSet, Moment, Own, Shared};
use crate::model::listing::Filter;
use crate::model::status::BackupStatus;
use crate::model::units::Timestamp;
use crate::rules::needle::Needle;

/// How the value of a field is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// A part of it.
    Part,
    /// All of it.
    Exact,
    /// One of the statuses.
    Status,
    /// `full` or `incremental`.
    Mode,
    /// `yes` or `no`.
    YesNo,
    /// GiB.
    Number,
    /// A day, or a time on it, in UTC.
    Time,
}

/// A field that the whole set can be filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WholeField {
    /// Its name in the address.
    pub key: &'static str,
    /// How its value is given.
    pub given: Given,
    /// Holds something only for admins.
    pub admin: bool,
}

const fn field(key: &'static str, given: Given, admin: bool) -> WholeField {
    WholeField { key, given, admin }
}

/// What finds a text wherever it stands.
pub const ANYWHERE: &str = "text";

/// Every field but [`ANYWHERE`], in the order in which they are offered.
pub const WHOLE_FIELDS: [WholeField; 18] = [
    field("status", Given::Status, false),
    field("mode", Given::Mode, false),
    field("dependents", Given::YesNo, false),
    field("encrypted", Given::YesNo, false),
    field("size_from", Given::Number, false),
    field("size_to", Given::Number, false),
    field("created_from", Given::Time, false),
    field("created_to", Given::Time, false),
    field("name", Given::Part, false),
    field("description", Given::Part, false),
    field("fail_reason", Given::Part, false),
    field("metadata", Given::Part, false),
    field("volume_id", Given::Part, false),
    field("snapshot_id", Given::Part, false),
    field("availability_zone", Given::Part, false),
    field("container", Given::Part, false),
    field("project_id", Given::Part, true),
    field("user_id", Given::Part, true),
];

enum Test {
    Status(BackupStatus),
    Incremental(bool),
    Dependents(bool),
    Encrypted(bool),
    Size(u64),
    SizeFrom(u64),
    SizeTo(u64),
    CreatedFrom(i64),
    CreatedBefore(i64),
    Id(Value),
    Own(Own, Value),
    Metadata(Value),
    Shared(Shared, Hits),
    Container(Value, Hits),
    Anywhere(Needle, Hits),
}

enum Value {
    Part(Needle),
    Exact(Arc<str>),
}

impl Value {
    fn accepts(&self, text: &str) -> bool {
        match self {
            Self::Part(needle) => needle.is_in(text),
            Self::Exact(value) => **value == *text,
        }
    }
}

/// Which of the set's shared texts pass: each is looked at once, however many rows have it.
struct Hits(Vec<bool>);

impl Hits {
    fn has(&self, place: Option<u32>) -> bool {
        place.is_some_and(|place| self.0.get(place as usize).copied().unwrap_or(false))
    }
}

/// The filters, ready to be applied to each row.
#[derive(Default)]
pub struct Matcher {
    tests: Vec<Test>,
}

impl Matcher {
    /// The filters over this set; those that cannot be read are left out. `name` is that of a volume.
    pub fn new(filters: &[Filter], set: &BackupSet, name: impl Fn(&str) -> Option<Arc<str>>) -> Self {
        Self { tests: filters.iter().filter_map(|filter| test(filter, set, &name)).collect() }
    }

    /// Whether a row passes all of them.
    pub fn passes(&self, set: &BackupSet, row: u32) -> bool {
        self.tests.iter().all(|test| passes(test, set, row))
    }
}

/// Whether a filter says something that can be applied.
pub fn is_readable(filter: &Filter) -> bool {
    test(filter, &BackupSet::default(), &|_| None).is_some()
}

/// Whether all of them are applied: one that is not lets everything pass, so what passes may not be taken for what
/// somebody meant.
pub fn are_readable(filters: &[Filter]) -> bool {
    filters.iter().all(is_readable)
}

fn test(filter: &Filter, set: &BackupSet, name: &dyn Fn(&str) -> Option<Arc<str>>) -> Option<Test> {
    let text = &*filter.value;
    let value = || match filter.contains {
        true => Value::Part(Needle::new(text)),
        false => Value::Exact(filter.value.clone()),
    };
    let hits =
        |accepts: &dyn Fn(&str) -> bool| Hits(set.shared_texts().iter().map(|text| accepts(text)).collect());
    let shared = |which| {
        let value = value();
        // A volume is known by its id and by its name.
        let named = |id: &str| {
            which == Shared::Volume && filter.contains && name(id).is_some_and(|name| value.accepts(&name))
        };
        Test::Shared(which, hits(&|id| value.accepts(id) || named(id)))
    };
    Some(match &*filter.field {
        ANYWHERE => {
            let needle = Needle::new(text);
            let named = |id: &str| name(id).is_some_and(|name| needle.is_in(&name));
            let hits = hits(&|id| needle.is_in(id) || named(id));
            Test::Anywhere(needle, hits)
        }
        "status" => Test::Status(BackupStatus::parse(text)),
        "mode" => Test::Incremental(one_of(text, "incremental", "full")?),
        "dependents" => Test::Dependents(one_of(text, "yes", "no")?),
        "encrypted" => Test::Encrypted(one_of(text, "yes", "no")?),
        "size_from" => Test::SizeFrom(text.parse().ok()?),
        "size_to" => Test::SizeTo(text.parse().ok()?),
        "size" => Test::Size(text.parse().ok()?),
        "created_from" => Test::CreatedFrom(read_time(text)?.0),
        "created_to" => Test::CreatedBefore(read_time(text)?.1),
        "id" => Test::Id(value()),
        "name" => Test::Own(Own::Name, value()),
        "description" => Test::Own(Own::Description, value()),
        "fail_reason" => Test::Own(Own::Failure, value()),
        "metadata" => Test::Metadata(value()),
        "container" => {
            let value = value();
            let hits = hits(&|text| value.accepts(text));
            Test::Container(value, hits)
        }
        "volume_id" => shared(Shared::Volume),
        "snapshot_id" => shared(Shared::Snapshot),
        "availability_zone" => shared(Shared::Zone),
        "project_id" => shared(Shared::Project),
        "user_id" => shared(Shared::User),
        _ => return None,
    })
}

fn passes(test: &Test, set: &BackupSet, row: u32) -> bool {
    match test {
        Test::Status(status) => set.status(row) == status,
        Test::Incremental(wanted) => set.incremental(row) == Some(*wanted),
        Test::Dependents(wanted) => set.dependents(row) == Some(*wanted),
        Test::Encrypted(wanted) => set.shared(row, Shared::Key).is_some() == *wanted,
        Test::Size(wanted) => set.size(row) == Some(*wanted),
        Test::SizeFrom(least) => set.size(row).is_some_and(|size| size >= *least),
        Test::SizeTo(most) => set.size(row).is_some_and(|size| size <= *most),
        Test::CreatedFrom(from) => set.moment(row, Moment::Created).is_some_and(|at| at >= *from),
        Test::CreatedBefore(end) => set.moment(row, Moment::Created).is_some_and(|at| at < *end),
        Test::Id(value) => value.accepts(set.id(row)),
        Test::Own(which, value) => value.accepts(set.own(row, *which).unwrap_or_default()),
        Test::Metadata(value) => set.metadata(row).any(|(key, own)| value.accepts(&format!("{key}={own}"))),
        Test::Shared(which, hits) => hits.has(set.shared(row, *which)),
        Test::Container(value, hits) => match set.own_container(row) {
            Some(own) => value.accepts(&own),
            None => hits.has(set.shared(row, Shared::Container)),
        },
        Test::Anywhere(needle, hits) => anywhere(needle, hits, set, row),
    }
}

fn anywhere(needle: &Needle, hits: &Hits, set: &BackupSet, row: u32) -> bool {
    const OWN: [Own; 3] = [Own::Name, Own::Description, Own::Failure];
    const SHARED: [Shared; 3] = [Shared::Volume, Shared::Snapshot, Shared::Container];
    let is_own = || {
        // Most rows are through with one look. Beyond ASCII, a letter may depend on those beside it.
        (!needle.is_ascii() || needle.is_in(set.own_texts(row)))
            && (OWN.iter().any(|own| set.own(row, *own).is_some_and(|text| needle.is_in(text)))
                || set.metadata(row).any(|(key, value)| needle.is_in(key) || needle.is_in(value)))
    };
    needle.is_in(set.id(row)) || SHARED.iter().any(|shared| hits.has(set.shared(row, *shared))) || is_own()
}

fn one_of(text: &str, yes: &str, no: &str) -> Option<bool> {
    if text == yes { Some(true) } else { (text == no).then_some(false) }
}

/// A day (`2026-11-25`), an hour, a minute or a second of it (`2026-11-25T13:05`), in UTC: the microsecond at
/// which it begins, and the one at which the next begins.
fn read_time(text: &str) -> Option<(i64, i64)> {
    const SECOND: i64 = 1_000_000;
    let text = text.trim().trim_end_matches('Z').replacen(' ', "T", 1);
    let (missing, seconds) = match text.len() {
        10 => ("T00:00:00", 86_400),
        13 => (":00:00", 3_600),
        16 => (":00", 60),
        _ => ("", 1),
    };
    let from = Timestamp::new(&format!("{text}{missing}")).micros()?;
    Some((from, from + seconds * SECOND))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::json::read;

    fn set() -> BackupSet {
        let mut set = BackupSet::default();
        for text in [
            r#"{"id":"a1","name":"Web-01","status":"error","size":10,"fail_reason":"Quota","volume_id":"v1",
                "created_at":"2026-11-23T10:00:00.000000","is_incremental":false,"has_dependent_backups":true,
                "metadata":{"job":"Nightly"},"container":"pool"}"#,
            r#"{"id":"b2","name":"ÄPFEL","status":"available","size":20,"description":"x","volume_id":"v2",
                "created_at":"2026-11-24T00:00:00.000000","is_incremental":true,"has_dependent_backups":false,
                "encryption_key_id":"k"}"#,
            r#"{"id":"c3","status":"frozen"}"#,
        ] {
            set.push(&read(text).unwrap());
        }
        set
    }

    fn found(filters: &[Filter]) -> String {
        let set = set();
        let name = |id: &str| (id == "v2").then(|| Arc::from("Database"));
        let matcher = Matcher::new(filters, &set, name);
        (0..set.end()).filter(|row| matcher.passes(&set, *row)).map(|row| &set.id(row)[..1]).collect()
    }

    fn exact(field: &str, value: &str) -> String {
        found(&[Filter::exact(field, value)])
    }

    #[test]
    fn a_text_is_found_wherever_it_stands() {
        let anywhere = |text| found(&[Filter::containing(ANYWHERE, text)]);
        assert_eq!(anywhere("WEB"), "a");
        assert_eq!(anywhere("äpf"), "b");
        assert_eq!(anywhere("quota"), "a");
        assert_eq!(anywhere("data"), "b");
        assert_eq!(anywhere("nightly"), "a");
        assert_eq!(anywhere("c3"), "c");
        assert_eq!(anywhere("pool"), "a");
        assert_eq!(anywhere("nowhere"), "");
        // The end of a name and the beginning of the next text.
        assert_eq!(anywhere("01quota"), "");
    }

    #[test]
    fn every_field_is_a_filter() {
        assert_eq!(exact("status", "frozen"), "c");
        assert_eq!((exact("mode", "full"), exact("mode", "incremental")), ("a".into(), "b".into()));
        assert_eq!((exact("dependents", "yes"), exact("dependents", "no")), ("a".into(), "b".into()));
        assert_eq!((exact("encrypted", "yes"), exact("encrypted", "no")), ("b".into(), "ac".into()));
        assert_eq!((exact("size_from", "20"), exact("size_to", "10")), ("b".into(), "a".into()));
        assert_eq!((exact("volume_id", "v1"), exact("size", "20")), ("a".into(), "b".into()));
        assert_eq!(found(&[Filter::containing("volume_id", "base")]), "b");
        assert_eq!(found(&[Filter::containing("metadata", "job=night")]), "a");
        assert_eq!(found(&[Filter::containing("container", "POOL")]), "a");
        assert_eq!(exact("name", "web-01"), "");
    }

    #[test]
    fn a_day_is_a_day_of_utc() {
        assert_eq!(exact("created_from", "2026-11-24"), "b");
        assert_eq!(exact("created_to", "2026-11-23"), "a");
        assert_eq!(exact("created_to", "2026-11-24 00:00"), "ab");
        assert_eq!(exact("created_from", "2026-11-23T10:00:01"), "b");
    }

    #[test]
    fn all_have_to_be_passed_and_what_cannot_be_read_is_left_out() {
        assert_eq!(found(&[Filter::exact("size_from", "5"), Filter::exact("status", "error")]), "a");
        for (field, value) in [("size_from", "ten"), ("created_to", "soon"), ("mode", "x"), ("host", "h")] {
            assert!(
                !are_readable(&[Filter::exact("status", "error"), Filter::exact(field, value)]),
                "{field}"
            );
            assert_eq!(exact(field, value), "abc");
        }
        assert!(
            WHOLE_FIELDS
                .iter()
                .filter(|f| f.given == Given::Part)
                .all(|f| is_readable(&Filter::containing(f.key, "x")))
        );
    }
}
