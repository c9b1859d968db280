//! A deed as a call of curl: the very request that the panel would send, written for a shell.

use crate::model::json::object;
use crate::model::microversion::Microversion;
use crate::model::requests::restore_body;
use crate::rules::commands::{CommandPlace, Note, needs};
use crate::rules::deed::Deed;

/// The call; an id that would make the address mean something else is refused.
pub(crate) fn curl(deed: &Deed, place: &CommandPlace) -> Result<String, Note> {
    if matches!(deed.backup().map(|id| id.as_str()), Some("" | "." | "..")) {
        return Err(Note::OddId);
    }
    let (method, path, body) = request(deed);
    let root = place.root.trim_end_matches('/');
    let url = format!("{root}/v3/{}{path}", encode(place.project.as_str()));
    let mut out = String::from("curl");
    // The other answers are empty or short: their status and request id tell more.
    out.push_str(if method == "GET" { " -sS" } else { " -i -X " });
    out.push_str(method.strip_prefix("GET").unwrap_or(method));
    out.push(' ');
    out.push_str(&quote(&url));
    out.push_str(" \\\n  -H \"X-Auth-Token: $OS_TOKEN\"");
    let needs = needs(deed);
    if needs > Microversion::BASE {
        out.push_str(&format!(" \\\n  -H 'OpenStack-API-Version: volume {needs}'"));
    }
    if let Some(body) = body {
        out.push_str(" \\\n  -H 'Content-Type: application/json' \\\n  -d ");
        out.push_str(&quote(&body));
    }
    Ok(out)
}

/// Method, path below the project, body.
fn request(deed: &Deed) -> (&'static str, String, Option<String>) {
    let of = |what: &str| {
        let id = deed.backup().map(|id| encode(id.as_str())).unwrap_or_default();
        format!("/backups/{id}{what}")
    };
    match deed {
        Deed::Create(new) => ("POST", "/backups".to_owned(), Some(new.to_json().to_string())),
        Deed::Update(_, change) => ("PUT", of(""), Some(change.to_json().to_string())),
        Deed::Delete(_) => ("DELETE", of(""), None),
        Deed::ForceDelete(_) => {
            ("POST", of("/action"), Some(object([("os-force_delete", object([]))]).to_string()))
        }
        Deed::Reset(_, to) => ("POST", of("/action"), Some(to.to_json().to_string())),
        Deed::RestoreInto { volume, .. } => {
            ("POST", of("/restore"), Some(restore_body(Some(volume), None).to_string()))
        }
        Deed::RestoreNew(new) => ("POST", "/volumes".to_owned(), Some(new.to_json().to_string())),
        Deed::RestoreBlocking { name, .. } => {
            ("POST", of("/restore"), Some(restore_body(None, Some(name)).to_string()))
        }
        Deed::Export(_) => ("GET", of("/export_record"), None),
        Deed::Import(record, _) => (
            "POST",
            "/backups/import_record".to_owned(),
            Some(object([("backup-record", record.to_json())]).to_string()),
        ),
    }
}

/// One part of an address.
fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// A text as one word of a POSIX shell.
///
/// Control characters are spelt out: pasted into a terminal they would act before the shell reads
/// them. Only NUL is left out, which no argument can hold.
pub fn quote(text: &str) -> String {
    let bare = |char: char| char.is_ascii_alphanumeric() || "_@%+:,./-".contains(char);
    // A `=` in front means something to zsh.
    if !text.is_empty() && !text.starts_with('=') && text.chars().all(|char| bare(char) || char == '=') {
        return text.to_owned();
    }
    let mut out = String::from("'");
    for char in text.chars() {
        match char {
            '\'' => out.push_str("'\\''"),
            '\0' => {}
            '\n' => out.push(char),
            _ if char.is_control() => {
                out.push_str("'\"$(printf '");
                for byte in char.encode_utf8(&mut [0; 4]).bytes() {
                    out.push_str(&format!("\\{byte:03o}"));
                }
                out.push_str("')\"'");
            }
            _ => out.push(char),
        }
    }
    out.push('\'');
    out
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    /// Texts that a shell or a terminal could take for something else.
    const NASTY: [&str; 24] = [
        "",
        " ",
        "a b",
        "it's",
        "'",
        "''",
        "\"",
        "$HOME `id` $(id)",
        "\\",
        "a\\nb",
        "!!",
        "*",
        "~",
        "#x",
        "=ls",
        "-n",
        "a;b&c|d<e>f(g)h{i}[j]?k",
        "%s%n",
        "line\nbreak",
        "ends with a break\n",
        "tab\tand\r",
        "\u{1b}[201~;id\u{3}\u{7f}",
        "ä 漢 😀 \u{9b}31m",
        "-- --force",
    ];

    #[test]
    fn a_shell_reads_back_what_was_quoted() {
        let words: Vec<String> = NASTY.iter().map(|text| quote(text)).collect();
        let script = format!("printf '%s\\0' {}", words.join(" "));
        let output = Command::new("sh").arg("-c").arg(script).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(text.split_terminator('\0').collect::<Vec<_>>(), NASTY);
        assert_eq!(quote("db-1_2.3:/@+%,=x"), "db-1_2.3:/@+%,=x");
        assert_eq!(quote("a\0b"), "'ab'", "no argument can hold a NUL");
    }

    #[test]
    fn what_is_pasted_into_a_terminal_holds_nothing_that_acts_on_it() {
        for text in NASTY {
            let acts = |char: &char| char.is_control() && *char != '\n';
            assert_eq!(quote(text).chars().find(acts), None, "{text:?}");
        }
    }
}
