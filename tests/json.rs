//! The panel's own reader of JSON takes and refuses what serde_json does, and writes what it reads.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "this is how tests fail")]

mod support;

use backup_panel::model::identity::{Domain, Project, Role, User};
use backup_panel::model::ids::{ProjectId, UserId};
use backup_panel::model::json::{Json, read};
use backup_panel::model::units::Timestamp;
use backup_panel::state::scope::{Region, Scoped, Unscoped};
use serde_json::Value;

use support::recording::{Recording, names};

/// What serde_json makes of what the panel writes of what the panel reads.
fn there_and_back(text: &str) -> Option<Value> {
    let json = Json::parse(text)?;
    let (compact, indented) = (json.compact(), json.indented());
    assert_eq!(Json::parse(&compact).as_ref(), Some(&json));
    assert_eq!(Json::parse(&indented).as_ref(), Some(&json));
    let value: Value = serde_json::from_str(&compact).expect("what is written is JSON");
    assert_eq!(serde_json::from_str::<Value>(&indented).expect("also indented"), value);
    Some(value)
}

#[test]
fn reads_every_recorded_answer_as_serde_json_does() {
    let mut read = 0;
    for name in names() {
        let body = String::from_utf8(Recording::read(&name).answer.body).unwrap();
        let expected: Option<Value> = serde_json::from_str(&body).ok();
        assert_eq!(there_and_back(&body), expected, "{name}");
        read += usize::from(expected.is_some());
    }
    assert!(read > 20, "only {read} recordings hold JSON");
}

#[test]
fn takes_what_is_json() {
    for text in [
        "null",
        " true ",
        "\t[\r\n1 , 2\n]\n",
        "[]",
        "{ }",
        "[[],{}]",
        "0",
        "-0",
        "10",
        "-1.5e+3",
        "1E9",
        "0.25",
        "1e-7",
        "18446744073709551615",
        r#""""#,
        r#""a\"b\\c\/d\b\f\n\r\t""#,
        r#""\u00e4\u20AC\ud83d\udCbe!""#,
        r#""\n start and end \t""#,
        "\"\u{7f}\u{2028}ü💾\"",
        r#"{"a":1,"b":{"c":[null,false]},"ü":"\u0000\u001f"}"#,
    ] {
        let expected: Value = serde_json::from_str(text).expect(text);
        assert_eq!(there_and_back(text), Some(expected), "{text}");
    }
}

#[test]
fn refuses_what_is_not() {
    for text in [
        "",
        " ",
        "nul",
        "True",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{a:1}",
        "{\"a\":}",
        "{'a':1}",
        "[1",
        "{\"a\":1",
        "\"a",
        "\"a\\",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\u12",
        "\"\n\"",
        "\"\u{0}\"",
        "01",
        "1.",
        ".5",
        "-",
        "+1",
        "1e",
        "NaN",
        "Infinity",
        "1 1",
        "[] x",
        "<html>",
        "\u{feff}{}",
    ] {
        assert!(serde_json::from_str::<Value>(text).is_err(), "{text}");
        assert_eq!(Json::parse(text), None, "{text}");
    }
}

#[test]
fn refuses_every_part_of_an_answer_that_was_cut() {
    let whole = String::from_utf8(Recording::read("backup_show_full").answer.body).unwrap();
    let whole = whole.trim_end();
    for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
        assert_eq!(Json::parse(&whole[..end]), None, "{end}");
    }
    assert!(Json::parse(whole).is_some());
}

#[test]
fn survives_depth_and_takes_half_a_pair_for_an_unknown_character() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(Json::parse(&nested(127)).is_some());
    assert_eq!(Json::parse(&nested(100_000)), None);
    assert_eq!(Json::parse(&"{\"a\":".repeat(100_000)), None);
    for (text, expected) in [
        (r#""\ud83d""#, "\u{fffd}"),
        (r#""\udcbe-""#, "\u{fffd}-"),
        (r#""\ud83d\n""#, "\u{fffd}\n"),
        (r#""\ud83d\u0041""#, "\u{fffd}A"),
    ] {
        assert_eq!(Json::parse(text).unwrap().as_str(), Some(expected), "{text}");
    }
}

#[test]
fn indents_as_serde_json_does() {
    let text = r#"{"a":[1,{"b":null}],"c":{},"d":[],"e":"x"}"#;
    let value: Value = serde_json::from_str(text).unwrap();
    assert_eq!(Json::parse(text).unwrap().indented(), serde_json::to_string_pretty(&value).unwrap());
}

#[test]
fn a_kept_session_reads_back_and_a_part_of_one_does_not() {
    let project = Project {
        id: ProjectId::new("p"),
        name: "demo \"1\"".into(),
        domain_id: Some("d".into()),
        domain: Some(Domain { id: "d".into(), name: None }),
        enabled: Some(true),
    };
    let region = Region { name: "One".into(), root: "https://c/".into() };
    let user = User { id: UserId::new("u"), name: "demo".into(), domain: Domain::default() };
    let unscoped = Unscoped {
        identity: "https://k/v3".into(),
        token: "t1".into(),
        user,
        projects: vec![project.clone()],
        left: vec!["t0".into()],
    };
    let scoped = Scoped {
        unscoped,
        token: "t2".into(),
        project,
        roles: vec![Role { name: "member".into() }],
        expires_at: Some(Timestamp::new("2026-11-23T17:18:28.000000Z")),
        regions: vec![region.clone()],
        region,
        offers_minor: 71,
    };
    let kept = scoped.to_json().compact();
    assert!(read::<Scoped>(&kept) == Some(scoped));
    let value: Value = serde_json::from_str(&kept).unwrap();
    for key in value.as_object().unwrap().keys().filter(|key| *key != "expires_at") {
        let mut part = value.clone();
        part.as_object_mut().unwrap().remove(key);
        assert!(read::<Scoped>(&part.to_string()).is_none(), "{key}");
    }
}
