//! Files of backup records: written, read, damaged, put in order and planned for an import.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "this is how tests fail")]

mod support;

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use backup_panel::model::identity::Project;
use backup_panel::model::ids::{BackupId, ProjectId};
use backup_panel::model::json;
use backup_panel::model::record::BackupRecord;
use backup_panel::model::service::BackupService;
use backup_panel::model::units::{Gib, Timestamp};
use backup_panel::rules::decoded_record::{DecodedRecord, NEEDED, pretty};
use backup_panel::rules::import_plan::{Cloud, Plan, Reach, Status, Warning};
use backup_panel::rules::record_file::{
    Entry, FileError, ReadFile, ReadRecord, RecordProblem, Source, VERSION, read, write,
};
use backup_panel::rules::record_text;
use backup_panel::text::records as words;
use serde_json::{Value, json};

use support::recording::Recording;

const ID: &str = "709e0283-324e-5f94-98da-f0fd55b0e1e0";

fn recorded() -> BackupRecord {
    json::read(&Recording::read("backup_export").json.to_string()).expect("a record")
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = (0..3).fold(0_u32, |bits, at| bits << 8 | u32::from(*chunk.get(at).unwrap_or(&0)));
        for at in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * at)) as usize & 63];
            text.push(if at > chunk.len() { '=' } else { char::from(letter) });
        }
    }
    text
}

/// A record like the recorded one, changed.
fn changed(change: impl Fn(&mut Value)) -> BackupRecord {
    let record = recorded();
    let mut fields: Value = serde_json::from_str(&pretty(&record).unwrap()).unwrap();
    change(&mut fields);
    BackupRecord { backup_url: base64(fields.to_string().as_bytes()).into(), ..record }
}

fn entry(record: BackupRecord) -> Entry {
    Entry::of(record, None).expect("it decodes")
}

/// An entry for a backup of a project.
fn made(id: &str, parent: Option<&str>, project: Option<&str>) -> Entry {
    entry(changed(|fields| {
        fields["id"] = json!(id);
        fields["parent_id"] = json!(parent);
        fields["project_id"] = json!(project);
    }))
}

fn file(entries: &[Entry]) -> String {
    let source = Source {
        identity: Some("https://keystone.example.org:5000/v3".into()),
        region: Some("RegionOne".into()),
    };
    write(entries, &source, &Timestamp::new("2026-11-23T10:00:00.000Z"))
}

fn reread(entries: &[Entry]) -> Vec<ReadRecord> {
    read(&file(entries)).expect("a file").records
}

fn ids(records: &[ReadRecord]) -> Vec<&str> {
    records.iter().map(|record| record.id.as_ref().map_or("?", BackupId::as_str)).collect()
}

/// What is planned in a cloud where the user has some projects.
fn planned(records: &[ReadRecord], existing: &[&str], services: Option<&[BackupService]>) -> Plan {
    let existing: HashSet<BackupId> = existing.iter().map(|id| BackupId::new(id)).collect();
    let projects =
        [("p", "Here"), ("q", "There"), ("r", "Before"), ("off", "Off")].map(|(id, name)| Project {
            id: ProjectId::new(id),
            name: name.into(),
            enabled: Some(id != "off"),
            ..Project::default()
        });
    Plan::of(
        records,
        &Cloud { existing: &existing, current: &ProjectId::new("p"), projects: &projects, services },
    )
}

/// Numbers that look random and are the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

#[test]
fn a_recorded_export_decodes() {
    let decoded = DecodedRecord::of(&recorded()).unwrap();
    assert_eq!((decoded.id.as_str(), decoded.size), (ID, Gib(2)));
    assert_eq!(decoded.project_id, Some(ProjectId::new("7eac4d72075f52a19d7cc7f82ce2c36b")));
    assert_eq!(decoded.name.as_deref(), Some("slow to restore"));
    assert_eq!((decoded.description, decoded.parent_id, decoded.encryption_key_id), (None, None, None));
    assert_eq!(decoded.container.as_deref(), Some("70/9e/709e0283-324e-5f94-98da-f0fd55b0e1e0"));
    assert_eq!(decoded.service.as_deref(), Some("cinder.backup.drivers.posix.PosixBackupDriver"));
    assert_eq!(
        (decoded.host.as_deref(), decoded.availability_zone.as_deref()),
        (Some("cloud"), Some("nova"))
    );
    assert_eq!((decoded.object_count, decoded.num_dependent_backups), (Some(2), Some(0)));
    assert_eq!(decoded.created_at.unwrap().machine(), "2026-11-23T09:00:00Z");
    assert_eq!(decoded.status.unwrap().as_str(), "available");
    assert_eq!(decoded.metadata.map(|metadata| metadata.len()), Some(0));
    assert!(decoded.missing.is_empty());
}

#[test]
fn a_file_is_written_exactly_so() {
    let BackupRecord { backup_service, backup_url } = recorded();
    let golden = format!(
        r#"{{"format":"openstack-backup-records","version":1,"exported_at":"2026-11-23T10:00:00.000Z","source":{{"identity":"https://keystone.example.org:5000/v3","region":"RegionOne"}},"records":[
{{"id":"{ID}","name":"slow to restore","project_id":"7eac4d72075f52a19d7cc7f82ce2c36b","project_name":"Größe \"A\"","volume_id":"4d3eb6d6-de3e-559a-8dac-43866ea4b991","parent_id":null,"created_at":"2026-11-23T09:00:00Z","size":2,"crc32":"93a86675","backup_service":"{backup_service}","backup_url":"{backup_url}"}}
]}}
"#
    );
    let entry = Entry { project_name: Some("Größe \"A\"".into()), ..entry(recorded()) };
    assert_eq!(file(std::slice::from_ref(&entry)), golden);
    let read = read(&golden).unwrap();
    assert_eq!(read.records[0].entry(), Some(&entry));
    assert_eq!(read.source.unwrap().region.as_deref(), Some("RegionOne"));
    assert_eq!(read.exported_at.unwrap().millis(), Some(1_795_428_000_000));
}

#[test]
fn the_schema_names_the_fields_that_are_written() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/record-file.schema.json");
    let schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let written: Value =
        serde_json::from_str(&file(&[Entry { project_name: Some("P".into()), ..entry(recorded()) }]))
            .unwrap();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(keys(&schema["properties"]), keys(&written));
    assert_eq!(keys(&schema["properties"]["source"]["properties"]), keys(&written["source"]));
    assert_eq!(keys(&schema["$defs"]["record"]["properties"]), keys(&written["records"][0]));
    assert_eq!(schema["properties"]["format"]["const"], written["format"]);
    assert_eq!(schema["properties"]["version"]["const"], written["version"]);
}

#[test]
fn ten_thousand_records_come_back_in_order_quickly() {
    let start = Instant::now();
    let template = entry(recorded());
    // One chain, the youngest first, so that every parent is at the other end.
    let mut entries: Vec<Entry> = (0..10_000)
        .rev()
        .map(|n| {
            let mut entry = template.clone();
            entry.decoded.id = BackupId::new(&format!("{n:05}"));
            entry.decoded.parent_id = (n > 0).then(|| BackupId::new(&format!("{:05}", n - 1)));
            // All of the same time: only the parents tell.
            entry.decoded.created_at = None;
            entry
        })
        .collect();
    let mut chance = Chance(1);
    for at in 0..entries.len() {
        let other = chance.below(entries.len());
        entries.swap(at, other);
    }
    let text = file(&entries);
    let places: Vec<usize> =
        (0..10_000).step_by(999).map(|n| text.find(&format!("{{\"id\":\"{n:05}\"")).unwrap()).collect();
    assert!(places.is_sorted());

    let records: Vec<ReadRecord> = entries
        .into_iter()
        .enumerate()
        .map(|(at, entry)| ReadRecord {
            place: at + 1,
            id: Some(entry.decoded.id.clone()),
            name: None,
            project: Some(ProjectId::new("p")),
            content: Ok(entry),
        })
        .collect();
    let plan = planned(&records, &[], None);
    assert!(plan.items.iter().all(|item| item.status.is_ready()));
    assert!(plan.items.iter().enumerate().skip(1).all(|(at, item)| item.after == Some(at - 1)));
    assert_eq!(plan.needs(&plan.groups[0]), (10_000, Gib(20_000)));
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn circles_are_written_once_each_and_never_imported() {
    let circle = [
        made("a", Some("c"), Some("p")),
        made("b", Some("a"), Some("p")),
        made("c", Some("b"), Some("p")),
        made("self", Some("self"), Some("p")),
    ];
    let records = reread(&circle);
    assert_eq!(ids(&records).into_iter().collect::<BTreeSet<_>>(), BTreeSet::from(["a", "b", "c", "self"]));
    let plan = planned(&records, &[], None);
    let circular = plan.items.iter().filter(|item| item.status == Status::Circular).count();
    assert_eq!((circular, plan.items.len()), (4, 4));
}

#[test]
fn groups_by_reach_and_name() {
    let entries = [
        made("a", None, Some("stranger")),
        made("b", Some("d"), Some("q")),
        made("c", None, Some("off")),
        made("d", None, Some("p")),
        made("e", None, None),
        Entry { project_name: Some("Theirs".into()), ..made("f", None, Some("stranger")) },
        made("g", None, Some("r")),
    ];
    let plan = planned(&reread(&entries), &[], None);
    let told: Vec<_> = plan
        .groups
        .iter()
        .map(|group| (group.project.as_str(), group.name.as_deref(), group.reach, group.items.clone()))
        .collect();
    let expected = [
        ("p", Some("Here"), Reach::Current, 0..2),
        ("r", Some("Before"), Reach::Own, 2..3),
        ("q", Some("There"), Reach::Own, 3..4),
        ("off", Some("Off"), Reach::Unreachable, 4..5),
        ("stranger", Some("Theirs"), Reach::Unreachable, 5..7),
    ];
    assert_eq!(told, expected);
    assert_eq!(plan.needs(&plan.groups[0]), (2, Gib(4)));
    assert_eq!(plan.warnings, [Warning::Unreachable(3)]);
    // Its parent is another project's, which it does not wait for.
    assert_eq!((&plan.items[3].status, plan.items[3].after), (&Status::Ready, None));
}

#[test]
fn warnings_are_of_what_can_be_sent() {
    let encrypted = entry(changed(|fields| fields["encryption_key_id"] = json!("key")));
    let mut other = made("b", None, Some("p"));
    other.record.backup_service = "cinder.backup.drivers.s3".into();
    let records = reread(&[encrypted.clone(), other.clone()]);
    let services: Vec<Arc<str>> = vec![encrypted.record.backup_service, other.record.backup_service];
    let warnings = |existing: &[&str], services| planned(&records, existing, services).warnings;
    let up = [BackupService { enabled: true, up: true, ..BackupService::default() }];
    assert_eq!(
        warnings(&[], Some(&up)),
        [Warning::SeveralServices(services), Warning::Encrypted(1), Warning::Unreachable(1)]
    );
    assert!(warnings(&[ID, "b"], None).is_empty());
    let disabled = [BackupService { up: true, ..BackupService::default() }];
    assert_eq!(warnings(&[ID], Some(&disabled)), [Warning::NoServiceUp]);
}

#[test]
fn missing_fields_are_named_before_the_import() {
    for field in NEEDED.into_iter().filter(|field| !matches!(*field, "id" | "size")) {
        let record = changed(|fields| {
            fields.as_object_mut().unwrap().remove(field);
        });
        let plan = planned(&reread(&[entry(record)]), &[], None);
        assert_eq!(plan.items[0].status, Status::Incomplete(vec![field]));
        assert!(words::status_reason(&plan.items[0].status).unwrap().contains(field));
    }
}

#[test]
fn a_damaged_file_says_which_record_it_is() {
    let good =
        file(&[made("a", None, Some("p")), made("b", Some("a"), Some("p")), made("c", Some("b"), Some("p"))]);
    let lines: Vec<&str> = good.lines().collect();
    // A letter of the second record's content.
    let at = lines[2].find("backup_url").unwrap() + 40;
    let letter = if lines[2].as_bytes()[at] == b'A' { "B" } else { "A" };
    let second = format!("{}{letter}{}", &lines[2][..at], &lines[2][at + 1..]);
    let damaged = good.replace(lines[2], &second);
    let records = record_text::read(&damaged).unwrap().records;
    assert_eq!(ids(&records), ["a", "b", "c"]);
    assert_eq!(records[1].content, Err(RecordProblem::CorruptChecksum));
    assert!(records[0].entry().is_some() && records[2].entry().is_some());
    let plan = planned(&records, &[], None);
    assert_eq!(plan.items[2].status, Status::ParentMissing(BackupId::new("b")));

    let cut = &good[..good.len() / 2];
    assert!(matches!(record_text::read(cut), Err(FileError::NotJson { line: 3, .. })));
    let newer = good.replacen("\"version\":1", "\"version\":2,\"more\":[]", 1);
    assert_eq!(record_text::read(&newer), Err(FileError::NewerVersion { is: 2, known: VERSION }));
    let unknown_fields = good
        .replace("\"source\":{", "\"later\":{},\"source\":{\"x\":1,")
        .replace("\"size\":", "\"y\":[],\"size\":");
    assert_eq!(record_text::read(&unknown_fields), record_text::read(&good));
}

/// Reads a text in every way, and words and plans whatever comes of it.
fn survives(text: &str) -> Result<ReadFile, FileError> {
    let strict = read(text);
    let lenient = record_text::read(text);
    for error in [&strict, &lenient].into_iter().filter_map(|read| read.as_ref().err()) {
        assert!(!words::file_error(error).is_empty());
    }
    if let Ok(file) = &lenient {
        assert!(!file.records.is_empty());
        let plan = planned(&file.records, &["b"], None);
        let mut seen: Vec<usize> = plan.items.iter().map(|item| item.record).collect();
        seen.sort_unstable();
        assert!(seen.into_iter().eq(0..file.records.len()));
        for (at, item) in plan.items.iter().enumerate() {
            assert!(item.after.is_none_or(|after| after < at));
            assert_eq!(item.status.is_ready(), words::status_reason(&item.status).is_none());
            assert!(!words::status(&item.status).is_empty());
        }
        for warning in &plan.warnings {
            assert!(!words::warning(warning).is_empty());
        }
    }
    lenient
}

#[test]
fn two_hundred_mutilated_files_break_nothing() {
    let entries =
        [made("a", None, Some("p")), made("b", Some("a"), Some("q")), made("c", Some("b"), Some("p"))];
    let good = file(&entries).into_bytes();
    let mut chance = Chance(42);
    let (mut refused, mut damaged) = (0, 0);
    for round in 0..100 {
        let mut bytes = good.clone();
        for _ in 0..=chance.below(4) {
            let (at, byte) = (chance.below(bytes.len()), chance.below(256) as u8);
            match chance.below(4) {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => drop(bytes.remove(at)),
                _ if round % 5 == 0 => bytes.truncate(at + 1),
                _ => bytes[at] ^= 1,
            }
        }
        match survives(&String::from_utf8_lossy(&bytes)) {
            Err(_) => refused += 1,
            Ok(file) => damaged += file.records.iter().filter(|record| record.entry().is_none()).count(),
        }
    }
    assert!(refused > 10 && damaged > 10, "{refused} {damaged}");
    for round in 0..100 {
        let letters = b"{}[]\",:|+-= \n.aZ09backup_url\xff";
        let any = |chance: &mut Chance| match round % 2 {
            0 => chance.below(256) as u8,
            _ => letters[chance.below(letters.len())],
        };
        let bytes: Vec<u8> = (0..chance.below(2_000)).map(|_| any(&mut chance)).collect();
        assert!(survives(&String::from_utf8_lossy(&bytes)).is_err() || round % 2 == 1);
    }
}

#[test]
fn two_hundred_fuzzed_records_break_nothing() {
    let mut chance = Chance(7);
    let odd =
        [json!(null), json!(-1), json!(1.5), json!(""), json!("é"), json!([]), json!({"a": 1}), json!(true)];
    for _ in 0..200 {
        let seed = chance.below(1 << 20) as u64;
        let record = changed(|fields| {
            let fields = fields.as_object_mut().unwrap();
            let names: Vec<String> = fields.keys().cloned().collect();
            let mut chance = Chance(seed);
            for _ in 0..3 {
                fields.insert(names[chance.below(names.len())].clone(), odd[chance.below(odd.len())].clone());
            }
        });
        let mut url = record.backup_url.to_string().into_bytes();
        let at = chance.below(url.len());
        url[at] = b' ' + chance.below(95) as u8;
        let url = String::from_utf8(url).unwrap();
        let text = json!({ "backup_service": &*record.backup_service, "backup_url": url }).to_string();
        let file = survives(&text).expect("one record, whatever is in it");
        assert_eq!(file.records.len(), 1);
        if let Err(problem) = &file.records[0].content {
            assert!(!words::record_problem(problem).is_empty());
        }
    }
}
