//! What people paste: a file of records, records as JSON, or what the command line tools print.
//!
//! `openstack volume backup record export` names the fields `backup_service` and `backup_url`, but
//! "Backup Service" and "Metadata" in its table; `-f value` prints the values alone, the service
//! first. `cinder backup-export` prints a table with the former names. A narrow terminal breaks
//! long values into several lines.

use crate::model::json::{Fields, Value};
use crate::model::record::BackupRecord;
use crate::rules::base64;
use crate::rules::record_file::{
    Beside, FileError, ReadFile, RecordProblem, SERVICE, URL, bounded, from_json, gather, not_json,
};

/// Reads a file of records, or any text with records in it.
pub fn read(text: &str) -> Result<ReadFile, FileError> {
    let text = bounded(text)?;
    let is_json = text.trim_start().starts_with(['{', '[']);
    let found = if is_json {
        let mut values = json_values(text)?;
        if let [file] = values.as_slice()
            && file.get("format").is_some()
        {
            return from_json(file);
        }
        if let [Value::Array(items)] = values.as_mut_slice() {
            values = std::mem::take(items);
        }
        if values.is_empty() {
            return Err(FileError::Empty);
        }
        values.iter().map(Found::of_json).collect()
    } else {
        let mut lines = Lines::default();
        text.lines().for_each(|line| lines.take(line));
        lines.found
    };
    if found.iter().all(|found| found.service.is_none() && found.url.is_none()) {
        return Err(if is_json { FileError::OtherFormat } else { FileError::NoRecord });
    }
    let records = found.into_iter().map(|found| (Beside::default(), found.record())).collect();
    Ok(ReadFile { records: gather(records), ..ReadFile::default() })
}

/// The values of a text, which may be several: a loop over backups prints them one after another.
fn json_values(text: &str) -> Result<Vec<Value<'_>>, FileError> {
    let values = serde_json::Deserializer::from_str(text).into_iter();
    values.collect::<Result<_, _>>().map_err(|error| not_json(&error))
}

/// What was found of a record.
#[derive(Default)]
struct Found {
    service: Option<String>,
    url: Option<String>,
}

impl Found {
    /// Bare, or in the `backup-record` that the API puts around it.
    fn of_json(json: &Value) -> Self {
        let fields = json.get("backup-record").unwrap_or(json);
        let field = |key| fields.str(key).map(str::to_owned);
        Self { service: field(SERVICE), url: field(URL) }
    }

    fn record(self) -> Result<BackupRecord, RecordProblem> {
        Ok(BackupRecord {
            backup_service: self.service.ok_or(RecordProblem::MissingField(SERVICE))?.into(),
            backup_url: self.url.ok_or(RecordProblem::MissingField(URL))?.into(),
        })
    }
}

/// A half of a record.
#[derive(Clone, Copy)]
enum Half {
    Service,
    Url,
}

/// The half that a field of any of the tools holds. `-f shell --prefix` puts a word before it.
fn half(key: &str) -> Option<Half> {
    let key = key.trim().to_ascii_lowercase().replace(' ', "_");
    if key.ends_with(SERVICE) {
        Some(Half::Service)
    } else if key.ends_with(URL) || key == "metadata" {
        Some(Half::Url)
    } else {
        None
    }
}

/// Reads line by line.
#[derive(Default)]
struct Lines<'a> {
    found: Vec<Found>,
    /// The last line, if it looks like a service: with an address under it, it is one.
    guess: Option<&'a str>,
    /// What the last line was a piece of, so that the next may go on with it.
    open: Option<Half>,
}

impl<'a> Lines<'a> {
    fn take(&mut self, line: &'a str) {
        let line = line.trim();
        let guess = self.guess.take();
        if let Some(row) = line.strip_prefix('|') {
            self.take_row(row);
        } else if let Some((half, value)) = named(line) {
            self.put(half, value);
        } else if let Some((service, url)) = pair(line) {
            self.put(Half::Service, service);
            self.put(Half::Url, url);
        } else if is_service(line) {
            (self.guess, self.open) = (Some(line), None);
        } else {
            self.take_piece(guess, line);
        }
    }

    /// A row of a table: the field and its value, or no field and the next piece of the value.
    fn take_row(&mut self, row: &str) {
        let (key, value) = row.split_once('|').unwrap_or((row, ""));
        let value = value.trim().trim_end_matches('|').trim_end();
        if key.trim().is_empty() {
            self.append(value);
        } else if let Some(half) = half(key) {
            self.put(half, value);
        } else {
            self.open = None;
        }
    }

    /// A line without a name: the address after its service, or a piece that the terminal has
    /// broken off.
    fn take_piece(&mut self, guess: Option<&str>, line: &str) {
        let piece = line.trim_end_matches('|').trim_end().trim_matches(['"', '\'']);
        if !base64::is_piece(piece) {
            self.open = None;
        } else if let Some(service) = guess {
            self.put(Half::Service, service);
            self.put(Half::Url, piece);
        } else if matches!(self.open, Some(Half::Url)) {
            self.append(piece);
        }
    }

    /// Begins a half, and a new record if this one has that half already.
    fn put(&mut self, half: Half, value: &str) {
        let has = |found: &Found| match half {
            Half::Service => found.service.is_some() || found.url.is_some(),
            Half::Url => found.url.is_some(),
        };
        if self.found.last().is_none_or(has) {
            self.found.push(Found::default());
        }
        self.open = Some(half);
        self.append(value);
    }

    /// Goes on with the half that is open.
    fn append(&mut self, value: &str) {
        let (Some(found), Some(half)) = (self.found.last_mut(), self.open) else { return };
        let text = match half {
            Half::Service => &mut found.service,
            Half::Url => &mut found.url,
        };
        text.get_or_insert_default().push_str(value);
    }
}

/// `name="value"` as of a shell, or `name: value` as of YAML.
fn named(line: &str) -> Option<(Half, &str)> {
    let line = line.strip_prefix("- ").unwrap_or(line);
    let (key, value) = line.split_once(['=', ':'])?;
    let key = key.trim().trim_matches(['"', '\'']);
    let value = value.trim().trim_matches(['"', '\'']);
    // YAML may put a long value under its name.
    let value = if matches!(value, ">" | ">-" | "|" | "|-") { "" } else { value };
    Some((half(key)?, value))
}

/// A service and an address in one line, as the commands for the import take them.
fn pair(line: &str) -> Option<(&str, &str)> {
    let mut words = line.split_ascii_whitespace().rev();
    let (url, service) = (words.next()?, words.next()?);
    (base64::is_piece(url) && is_service(service)).then_some((service, url))
}

/// Whether it looks like the class path of a driver. Base64 has no dots.
fn is_service(word: &str) -> bool {
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte == b'_' || byte.is_ascii_alphanumeric())
    };
    word.contains('.') && word.split('.').all(is_name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::units::Timestamp;
    use crate::rules::decoded_record::fixtures::record;
    use crate::rules::record_file::{Entry, Source, write};

    fn sample() -> BackupRecord {
        record("a", None, "p")
    }

    #[track_caller]
    fn records(text: &str) -> Vec<BackupRecord> {
        let records = read(text).unwrap().records;
        records.into_iter().map(|record| record.content.unwrap().record).collect()
    }

    #[track_caller]
    fn is_sample(text: &str) {
        assert_eq!(records(text), [sample()], "{text}");
    }

    /// A table as prettytable draws it, with values broken at a width.
    fn table(names: [&str; 3], width: usize) -> String {
        let BackupRecord { backup_service, backup_url } = sample();
        let border = format!("+----------------+-{:-<width$}-+\n", "");
        let row = |key: &str, value: &str| format!("| {key:14} | {value:width$} |\n");
        let mut table = format!("{border}{}{border}", row(names[0], "Value"));
        for (name, value) in [(names[1], backup_service), (names[2], backup_url)] {
            for (at, piece) in value.as_bytes().chunks(width).enumerate() {
                table += &row(if at == 0 { name } else { "" }, std::str::from_utf8(piece).unwrap());
            }
        }
        table + &border
    }

    #[test]
    fn json_bare_and_wrapped_and_several() {
        let it = sample();
        let bare = it.to_json();
        is_sample(&bare.to_string());
        is_sample(&format!("\u{feff}\n{}\r\n", bare.pretty()));
        is_sample(&format!(r#"{{"backup-record": {bare}}}"#));
        is_sample(&format!("[{bare}]"));
        let other = record("b", Some("a"), "p");
        let both = [sample(), other.clone()];
        assert_eq!(records(&format!("[{bare}, {{\"backup-record\": {}}}]", other.to_json())), both);
        assert_eq!(records(&format!("{bare}\n{:#}", other.to_json())), both);
    }

    #[test]
    fn the_file_itself() {
        let entry = Entry::of(sample(), None).unwrap();
        is_sample(&write(&[entry], &Source::default(), &Timestamp::new("2026-11-23T09:00:00Z")));
    }

    #[test]
    fn what_the_openstack_command_prints() {
        let BackupRecord { backup_service: service, backup_url: url } = sample();
        is_sample(&format!("backup_service: {service}\nbackup_url: {url}\n"));
        is_sample(&format!("---\n- backup_service: '{service}'\n  backup_url: >-\n    {url}\n"));
        is_sample(&format!("backup_service=\"{service}\"\nbackup_url=\"{url}\"\n"));
        is_sample(&format!("r_backup_service=\"{service}\"\r\nr_backup_url=\"{url}\"\r\n"));
        is_sample(&format!("{service}\n{url}\n"));
        is_sample(&format!("openstack volume backup record import {service} {url}"));
        for width in [16, 19, 79, 4_000] {
            is_sample(&table(["Field", "Backup Service", "Metadata"], width));
        }
    }

    #[test]
    fn what_the_cinder_command_prints() {
        for width in [16, 4_000] {
            is_sample(&table(["Property", "backup_service", "backup_url"], width));
        }
        let two = table(["Property", "backup_service", "backup_url"], 50).repeat(2);
        assert_eq!(read(&two).unwrap().records[1].content, Err(RecordProblem::Repeated(1)));
    }

    #[test]
    fn values_that_a_terminal_has_broken_are_joined() {
        let BackupRecord { backup_service: service, backup_url: url } = sample();
        let (one, two) = url.split_at(70);
        is_sample(&format!(
            "user@host:~$ openstack volume backup record export a -f value\n{service}\n{one}\n{two}\nuser@host:~$"
        ));
        is_sample(&format!("backup_service=\"{service}\"\nbackup_url=\"{one}\n{two}\"\n"));
        is_sample(&format!(
            "+---\n| backup_service | {service}  \n   |\n| backup_url  | {one}\n{two}  |\n+---\n"
        ));
    }

    #[test]
    fn halves_are_named() {
        let BackupRecord { backup_service: service, backup_url: url } = sample();
        let problem = |text: &str| read(text).unwrap().records[0].content.clone().unwrap_err();
        assert_eq!(problem(&format!("backup_service: {service}\n")), RecordProblem::MissingField(URL));
        assert_eq!(problem(&format!("backup_url: {url}")), RecordProblem::MissingField(SERVICE));
        assert_eq!(problem(&format!(r#"{{"backup_url": "{url}"}}"#)), RecordProblem::MissingField(SERVICE));
        assert_eq!(records(&format!("x.y\nbackup_service: {service}\nbackup_url: {url}")).len(), 1);
    }

    #[test]
    fn what_holds_no_record_is_told_apart() {
        assert_eq!(read(""), Err(FileError::Empty));
        assert_eq!(read("\u{feff} \n"), Err(FileError::Empty));
        assert_eq!(read("[]"), Err(FileError::Empty));
        assert_eq!(read("{}"), Err(FileError::OtherFormat));
        assert_eq!(read(r#"{"backup":{"id":"a"}}"#), Err(FileError::OtherFormat));
        assert_eq!(read(r#"[1, "x", null]"#), Err(FileError::OtherFormat));
        assert_eq!(read(r#"{"format":"x"}"#), Err(FileError::OtherFormat));
        assert!(matches!(read("{\"backup_service\": \"x\""), Err(FileError::NotJson { line: 1, .. })));
        assert_eq!(read("Policy doesn't allow it (HTTP 403)\n"), Err(FileError::NoRecord));
        assert_eq!(read("example.org\n"), Err(FileError::NoRecord));
        assert_eq!(read("done\n|\n| |\n+\n=\n:\n"), Err(FileError::NoRecord));
    }
}
