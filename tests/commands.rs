//! The commands that a form shows do what the form does, and mean the same to a shell.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "this is how tests fail")]

use std::collections::BTreeMap;
use std::process::Command as Process;

use backup_panel::model::ids::{BackupId, ProjectId, SnapshotId, VolumeId};
use backup_panel::model::microversion::Microversion;
use backup_panel::model::record::BackupRecord;
use backup_panel::model::requests::{BackupChange, NewBackup, NewVolume, ResetTo};
use backup_panel::model::units::Gib;
use backup_panel::rules::commands::{
    Command, CommandPlace, Note, Tool, commands, commands_of, token_command,
};
use backup_panel::rules::deed::Deed;
use backup_panel::text::commands::note as words_of;
use serde_json::{Value, json};

const BACKUP: &str = "2ef47aee-8844-490c-804d-2a8efe561c65";
const VOLUME: &str = "64f5d2fb-d836-4063-b7e2-544d5c1ff607";
const SNAPSHOT: &str = "95f56a9d-2fa7-4d2c-9d1c-0b2d6e2b8a11";
const ON_DEMO: &str = "openstack --os-project-id p1 --os-region-name RegionOne";
const CINDER_ON_DEMO: &str = "cinder --os-project-id p1 --os_region_name RegionOne";

/// Texts that a shell or a client could take for something else; quoting has more beside its code.
const NASTY: [&str; 6] =
    ["", "it's $HOME `id` $(id)", "-n", "--force", "line\nbreak", "\u{1b}[201~;id\u{3} ä 漢"];

fn backup() -> BackupId {
    BackupId::new(BACKUP)
}

fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

fn on_cloud<T>(minor: u16, ask: impl Fn(&CommandPlace) -> T) -> T {
    ask(&CommandPlace {
        root: "https://cloud.example:8776/volume/",
        project: &ProjectId::new("p1"),
        project_name: "demo",
        region: Some("RegionOne"),
        offers: Microversion::v3(minor),
    })
}

fn all(deed: &Deed) -> Vec<Command> {
    on_cloud(71, |place| commands(deed, place))
}

fn one(deed: &Deed, tool: Tool) -> Command {
    all(deed).into_iter().find(|command| command.tool == tool).expect("one per tool")
}

fn openstack(deed: &Deed) -> String {
    let text = one(deed, Tool::OpenStack).text;
    text.strip_prefix(ON_DEMO).expect("it says where").trim_start().to_owned()
}

fn cinder(deed: &Deed) -> String {
    let text = one(deed, Tool::Cinder).text;
    text.strip_prefix(CINDER_ON_DEMO).expect("it says where").trim_start().to_owned()
}

/// The words that a real shell makes of a text, with what stands before them.
fn shell(before: &str, words: &str) -> Vec<String> {
    let script = format!("{before}\nfor word in {words}\ndo printf '%s\\0' \"$word\"\ndone");
    let output = Process::new("sh").arg("-c").arg(script).output().expect("a shell");
    assert!(output.status.success(), "{words}: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    text.split_terminator('\0').map(str::to_owned).collect()
}

/// What the panel writes, for comparison.
fn plain(json: &backup_panel::model::json::Value) -> Value {
    serde_json::from_str(&json.to_string()).expect("JSON")
}

/// Method, path, microversion and body of a call of curl, as a shell hands them to it.
fn curl(deed: &Deed) -> (String, String, Option<String>, Value) {
    let text = one(deed, Tool::Curl).text;
    let words = shell("OS_TOKEN='t k'", &text);
    assert_eq!(words[0], "curl");
    let after = |flag: &str| -> Vec<String> {
        words.windows(2).filter(|two| two[0] == flag).map(|two| two[1].clone()).collect()
    };
    let headers = after("-H");
    assert_eq!(headers[0], "X-Auth-Token: t k");
    let url = words.iter().find_map(|word| word.strip_prefix("https://cloud.example:8776/volume/v3/p1"));
    let body = after("-d").pop();
    assert_eq!(headers.iter().any(|header| header == "Content-Type: application/json"), body.is_some());
    (
        after("-X").pop().unwrap_or_else(|| "GET".to_owned()),
        url.expect("an address in the project").to_owned(),
        headers.iter().find_map(|header| header.strip_prefix("OpenStack-API-Version: ")).map(str::to_owned),
        body.map_or(Value::Null, |body| serde_json::from_str(&body).expect("JSON")),
    )
}

fn call(
    method: &str,
    path: &str,
    version: Option<&str>,
    body: Value,
) -> (String, String, Option<String>, Value) {
    (method.to_owned(), path.to_owned(), version.map(str::to_owned), body)
}

#[test]
fn nasty_texts_reach_the_clients_and_curl_unharmed() {
    for nasty in NASTY {
        let new = NewBackup {
            volume_id: VolumeId::new(VOLUME),
            name: Some(nasty.to_owned()),
            metadata: map(&[("k", nasty)]),
            ..NewBackup::default()
        };
        let deed = Deed::Create(new.clone());
        for tool in [Tool::OpenStack, Tool::Cinder] {
            let words = shell("", &one(&deed, tool).text);
            let joined = format!("--name={nasty}");
            assert!(
                words.contains(&joined) || words.windows(2).any(|two| two == ["--name", nasty]),
                "{words:?}"
            );
            assert!(words.contains(&format!("k={nasty}")), "{words:?}");
        }
        assert_eq!(curl(&deed).3, plain(&new.to_json()));
    }
}

#[test]
fn a_plain_backup_needs_no_microversion() {
    let deed = Deed::Create(NewBackup { volume_id: VolumeId::new(VOLUME), ..NewBackup::default() });
    assert_eq!(openstack(&deed), format!("volume backup create {VOLUME}"));
    assert_eq!(cinder(&deed), format!("backup-create {VOLUME}"));
    assert_eq!(curl(&deed), call("POST", "/backups", None, json!({"backup": {"volume_id": VOLUME}})));
    assert!(all(&deed).iter().all(|command| command.note.is_none()));
}

#[test]
fn a_backup_with_everything() {
    let new = NewBackup {
        volume_id: VolumeId::new(VOLUME),
        snapshot_id: Some(SnapshotId::new(SNAPSHOT)),
        name: Some("-nightly".to_owned()),
        description: Some("before the move".to_owned()),
        container: Some("c1".to_owned()),
        incremental: true,
        force: true,
        metadata: map(&[("a", "1"), ("b", "x y")]),
        availability_zone: Some("nova".to_owned()),
    };
    let deed = Deed::Create(new.clone());
    let shared = "--name=-nightly --description 'before the move' --container c1 --availability-zone nova \
                  --incremental --force";
    assert_eq!(
        openstack(&deed),
        format!(
            "--os-volume-api-version 3.51 volume backup create {VOLUME} --snapshot {SNAPSHOT} {shared} \
             --property a=1 --property 'b=x y'"
        )
    );
    assert_eq!(
        cinder(&deed),
        format!(
            "--os-volume-api-version 3.51 backup-create {VOLUME} --snapshot-id {SNAPSHOT} {shared} \
             --metadata a=1 'b=x y'"
        )
    );
    assert_eq!(curl(&deed), call("POST", "/backups", Some("volume 3.51"), plain(&new.to_json())));
    assert_eq!(one(&deed, Tool::OpenStack).note, Some(Note::IncrementalIgnored));
    let with_metadata = Deed::Create(NewBackup { availability_zone: None, ..new });
    assert_eq!(curl(&with_metadata).2.as_deref(), Some("volume 3.43"));
}

#[test]
fn changing_a_name_asks_for_no_more_than_it_needs() {
    let change = BackupChange { name: Some(Some("new".to_owned())), ..BackupChange::default() };
    let deed = Deed::Update(backup(), change.clone());
    assert_eq!(
        openstack(&deed),
        format!("--os-volume-api-version 3.9 volume backup set {BACKUP} --name new")
    );
    assert_eq!(cinder(&deed), format!("--os-volume-api-version 3.9 backup-update {BACKUP} --name new"));
    assert_eq!(
        curl(&deed),
        call("PUT", &format!("/backups/{BACKUP}"), Some("volume 3.9"), plain(&change.to_json()))
    );
}

#[test]
fn metadata_is_replaced_as_a_whole() {
    let change = |pairs| BackupChange { metadata: Some(map(pairs)), ..BackupChange::default() };
    let two = Deed::Update(backup(), change(&[("a", "1"), ("b", "")]));
    assert_eq!(
        openstack(&two),
        format!(
            "--os-volume-api-version 3.43 volume backup set {BACKUP} --no-property --property a=1 --property b="
        )
    );
    assert_eq!(
        cinder(&two),
        format!("--os-volume-api-version 3.43 backup-update {BACKUP} --metadata a=1 b=")
    );
    assert_eq!(one(&two, Tool::Curl).note, Some(Note::ReplacesMetadata));
    let none = Deed::Update(backup(), change(&[]));
    assert!(openstack(&none).ends_with("--no-property"));
    assert!(cinder(&none).ends_with("--metadata"));
    assert_eq!(curl(&none).3, json!({"backup": {"metadata": {}}}));
}

#[test]
fn a_client_that_cannot_do_it_says_so_and_comes_last() {
    let cleared = BackupChange { name: Some(None), ..BackupChange::default() };
    let clear = all(&Deed::Update(backup(), cleared));
    let tools: Vec<Tool> = clear.iter().map(|command| command.tool).collect();
    assert_eq!(tools, [Tool::Cinder, Tool::Curl, Tool::OpenStack]);
    assert_eq!((clear[2].text.as_str(), clear[2].note), ("", Some(Note::CannotClear)));
    assert!(clear[0].text.ends_with("--name ''"));
    assert_eq!(clear[0].note, Some(Note::ClearsToEmpty));

    let keys = |pairs| BackupChange { metadata: Some(map(pairs)), ..BackupChange::default() };
    let dashes = Deed::Update(backup(), keys(&[("-a", "1"), ("b", "2")]));
    assert!(openstack(&dashes).ends_with("--no-property --property=-a=1 --property b=2"));
    assert_eq!(one(&dashes, Tool::Cinder).note, Some(Note::OddKey));
    assert!(cinder(&Deed::Update(backup(), keys(&[("-a", "1")]))).ends_with("--metadata=-a=1"));
}

#[test]
fn nothing_to_do_is_no_command() {
    assert_eq!(all(&Deed::Update(backup(), BackupChange::default())), []);
    assert_eq!(on_cloud(71, |place| commands_of(&[], place)), []);
}

#[test]
fn deleting_and_resetting() {
    assert_eq!(openstack(&Deed::Delete(backup())), format!("volume backup delete {BACKUP}"));
    assert_eq!(cinder(&Deed::Delete(backup())), format!("backup-delete {BACKUP}"));
    let path = format!("/backups/{BACKUP}");
    assert_eq!(curl(&Deed::Delete(backup())), call("DELETE", &path, None, Value::Null));

    let force = Deed::ForceDelete(backup());
    let action = format!("{path}/action");
    assert_eq!(openstack(&force), format!("volume backup delete --force {BACKUP}"));
    assert_eq!(cinder(&force), format!("backup-delete --force {BACKUP}"));
    assert_eq!(curl(&force), call("POST", &action, None, json!({"os-force_delete": {}})));

    let reset = Deed::Reset(backup(), ResetTo::Error);
    assert_eq!(openstack(&reset), format!("volume backup set {BACKUP} --state error"));
    assert_eq!(cinder(&reset), format!("backup-reset-state {BACKUP} --state error"));
    assert_eq!(curl(&reset), call("POST", &action, None, json!({"os-reset_status": {"status": "error"}})));
    for deed in [force, reset] {
        let old = on_cloud(62, |place| commands(&deed, place));
        assert_eq!((old[2].tool, old[2].note), (Tool::OpenStack, Some(Note::ClientTooNew)));
    }
}

#[test]
fn restoring() {
    let path = format!("/backups/{BACKUP}/restore");
    let into = Deed::RestoreInto { backup: backup(), volume: VolumeId::new(VOLUME), before: None };
    assert_eq!(openstack(&into), format!("volume backup restore --force {BACKUP} {VOLUME}"));
    assert_eq!(cinder(&into), format!("backup-restore {BACKUP} --volume {VOLUME}"));
    assert_eq!(curl(&into), call("POST", &path, None, json!({"restore": {"volume_id": VOLUME}})));
    assert!(all(&into).iter().all(|command| command.note == Some(Note::Overwrites)));

    let blocking = Deed::RestoreBlocking { backup: backup(), name: "-n".to_owned() };
    assert_eq!(openstack(&blocking), format!("volume backup restore -- {BACKUP} -n"));
    assert_eq!(cinder(&blocking), format!("backup-restore {BACKUP} --name=-n"));
    assert_eq!(curl(&blocking), call("POST", &path, None, json!({"restore": {"name": "-n"}})));

    let new = NewVolume {
        backup_id: backup(),
        name: Some("db copy".to_owned()),
        description: Some("d".to_owned()),
        size: Some(Gib(20)),
        volume_type: Some("fast".to_owned()),
        availability_zone: Some("nova".to_owned()),
    };
    let deed = Deed::RestoreNew(new.clone());
    let options = "--availability-zone nova --description d";
    assert_eq!(
        openstack(&deed),
        format!(
            "--os-volume-api-version 3.47 volume create --backup {BACKUP} --type fast {options} --size 20 'db copy'"
        )
    );
    assert_eq!(
        cinder(&deed),
        format!(
            "--os-volume-api-version 3.47 create --backup-id {BACKUP} --volume-type fast {options} --name 'db copy' 20"
        )
    );
    assert_eq!(curl(&deed), call("POST", "/volumes", Some("volume 3.47"), plain(&new.to_json())));
    let too_old = on_cloud(43, |place| commands(&deed, place));
    assert!(too_old.iter().all(|command| command.note == Some(Note::CloudTooOld(Microversion::v3(47)))));
}

#[test]
fn records() {
    let export = Deed::Export(backup());
    assert_eq!(openstack(&export), format!("volume backup record export -f json {BACKUP}"));
    assert_eq!(cinder(&export), format!("backup-export {BACKUP}"));
    assert_eq!(curl(&export), call("GET", &format!("/backups/{BACKUP}/export_record"), None, Value::Null));

    let record = BackupRecord { backup_service: "a.b.Driver".into(), backup_url: "e30+/w==".into() };
    let import = Deed::Import(record.clone(), backup());
    let tools: Vec<Tool> = all(&import).iter().map(|command| command.tool).collect();
    assert_eq!(tools, [Tool::Cinder, Tool::Curl, Tool::OpenStack], "the one that fails comes last");
    assert_eq!(openstack(&import), "volume backup record import a.b.Driver e30+/w==");
    assert_eq!(cinder(&import), "backup-import a.b.Driver e30+/w==");
    assert_eq!(
        curl(&import),
        call("POST", "/backups/import_record", None, json!({"backup-record": plain(&record.to_json())}))
    );
    assert_eq!(one(&import, Tool::OpenStack).note, Some(Note::ImportGoesAstray));
    let odd = BackupRecord { backup_service: "-x".into(), backup_url: "$(id)".into() };
    assert_eq!(cinder(&Deed::Import(odd, backup())), "backup-import -- -x '$(id)'");
}

#[test]
fn an_odd_id_never_means_another_backup() {
    for id in ["", ".", ".."] {
        let deed = Deed::Delete(BackupId::new(id));
        let told = all(&deed);
        assert!(told.iter().all(|command| command.text.is_empty() && command.note == Some(Note::OddId)));
    }
    let path = Deed::Delete(BackupId::new("a/../b?c d"));
    assert_eq!(curl(&path).1, "/backups/a%2F..%2Fb%3Fc%20d");
    assert_eq!(one(&path, Tool::OpenStack).note, Some(Note::OddId));
    let name = Deed::Delete(BackupId::new("nightly"));
    assert_eq!(openstack(&name), "volume backup delete nightly");
    assert_eq!(one(&name, Tool::Cinder).note, Some(Note::OddId), "it would look for that name");
    assert_eq!(cinder(&Deed::Export(BackupId::new("nightly"))), "backup-export nightly");
}

#[test]
fn several_deeds_are_lines_in_order() {
    let deeds = [Deed::Delete(backup()), Deed::Delete(BackupId::new(SNAPSHOT))];
    let told = on_cloud(71, |place| commands_of(&deeds, place));
    let lines: Vec<&str> = told[1].text.lines().collect();
    assert_eq!(
        lines,
        [
            format!("{CINDER_ON_DEMO} backup-delete {BACKUP}"),
            format!("{CINDER_ON_DEMO} backup-delete {SNAPSHOT}")
        ]
    );
    assert!(told.iter().all(|command| command.note == Some(Note::WaitBetween)));
    let one_odd = [Deed::Delete(backup()), Deed::Delete(BackupId::new("nightly"))];
    let told = on_cloud(71, |place| commands_of(&one_odd, place));
    assert_eq!((told[2].tool, told[2].text.as_str()), (Tool::Cinder, ""), "half of it would be no help");
}

#[test]
fn a_place_without_region_and_the_token() {
    let project = ProjectId::new("p1");
    let mut place = CommandPlace {
        root: "http://[::1]:8776",
        project: &project,
        project_name: "demo",
        region: Some(""),
        offers: Microversion::v3(71),
    };
    let told = commands(&Deed::Export(backup()), &place);
    assert!(told[0].text.starts_with("openstack --os-project-id p1 volume"));
    assert!(
        told[2]
            .text
            .starts_with(&format!("curl -sS 'http://[::1]:8776/v3/p1/backups/{BACKUP}/export_record' "))
    );
    assert_eq!(token_command(&place), "OS_TOKEN=$(openstack --os-project-id p1 token issue -f value -c id)");
    place.region = Some("Region One");
    assert!(commands(&Deed::Delete(backup()), &place)[1].text.contains("--os_region_name 'Region One'"));
}

#[test]
fn every_note_has_words_of_its_own() {
    let notes = [
        Note::OddId,
        Note::CannotClear,
        Note::OddKey,
        Note::CloudTooOld(Microversion::v3(47)),
        Note::ClientTooNew,
        Note::ImportGoesAstray,
        Note::IncrementalIgnored,
        Note::NeedsNewerClient,
        Note::Overwrites,
        Note::WaitBetween,
        Note::AnswersLate,
        Note::ClearsToEmpty,
        Note::ReplacesMetadata,
    ];
    let words: std::collections::BTreeSet<String> = notes.into_iter().map(words_of).collect();
    assert_eq!(words.len(), notes.len());
    assert!(words_of(notes[3]).contains("3.47"));
    assert_eq!(notes.iter().filter(|note| note.fails()).count(), 6);
}
