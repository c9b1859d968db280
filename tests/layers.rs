//! Holds `src/` to the architecture: which folder may name which, and what no file may do.
//!
//! Data flows one way, `pages -> features -> {components, state} -> {rules, api} -> model`.
//! The source is read as tokens, so neither a comment nor a text nor a long `use` fools it.

#[path = "layers/files.rs"]
mod folder;
#[path = "layers/tokens.rs"]
mod source;

use std::fs;
use std::path::Path;

use folder::files;
use source::{Token, tokens};

/// Past this length a file has two jobs.
const MAX_LINES: usize = 400;

/// What the files of a folder may name: folders of ours, and crates that reach the browser.
struct Layer {
    folder: &'static str,
    ours: &'static [&'static str],
    browser: &'static [&'static str],
}

const ALL_BROWSER: &[&str] = &["gloo", "js_sys", "leptos", "wasm_bindgen", "wasm_bindgen_futures", "web_sys"];

const LAYERS: [Layer; 8] = [
    Layer { folder: "model", ours: &["model", "provided"], browser: &[] },
    Layer { folder: "rules", ours: &["rules", "model", "provided"], browser: &[] },
    Layer { folder: "api", ours: &["api", "model"], browser: &[] },
    // The browser's Intl words numbers and times.
    Layer { folder: "text", ours: &["text", "rules", "model"], browser: &["js_sys", "wasm_bindgen"] },
    Layer {
        folder: "state",
        ours: &["state", "reactive", "provided", "rules", "api", "model"],
        browser: ALL_BROWSER,
    },
    Layer { folder: "components", ours: &["components", "reactive", "provided"], browser: ALL_BROWSER },
    Layer {
        folder: "features",
        ours: &["features", "components", "state", "reactive", "provided", "text", "rules", "api", "model"],
        browser: ALL_BROWSER,
    },
    Layer {
        folder: "pages",
        ours: &["features", "components", "state", "reactive", "text", "rules", "model"],
        browser: ALL_BROWSER,
    },
];

/// Files that join the layers together and may name all of them.
const JOINTS: [&str; 9] = [
    "app.rs",
    "doctor_part.rs",
    "embed.rs",
    "gate.rs",
    "lib.rs",
    "main.rs",
    "other_pages.rs",
    "provided.rs",
    "reactive.rs",
];

/// The one file of `api` that knows the browser.
const TRANSPORT: &str = "api/browser.rs";

/// What sends requests; views leave that to the state.
const SENDING: [&str; 5] = ["browser", "client", "endpoint", "request", "transport"];

#[derive(Debug, PartialEq)]
struct Violation {
    file: String,
    line: usize,
    what: String,
}

/// Everything that is wrong with a file, by its path inside `src/`.
fn violations(file: &str, text: &str) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut add = |line, what: String| found.push(Violation { file: file.to_owned(), line, what });
    let lines = text.lines().count();
    if lines > MAX_LINES {
        add(lines, format!("{lines} lines: no file is longer than {MAX_LINES}"));
    }
    if !file.ends_with(".rs") {
        return found;
    }
    if file.ends_with("mod.rs") {
        add(1, "lib.rs declares the folders: there is no mod.rs".to_owned());
    }
    let tokens = tokens(text);
    for token in fixed_addresses(&tokens) {
        add(token.line, "an address in a view: links come from the route".to_owned());
    }
    for token in debug_texts(&tokens) {
        add(token.line, "a release writes nothing for Debug (scripts/build.sh)".to_owned());
    }
    if JOINTS.contains(&file) {
        return found;
    }
    let folder = file.split_once('/').map_or("", |(folder, _)| folder);
    let Some(layer) = LAYERS.iter().find(|layer| layer.folder == folder) else {
        add(1, format!("`{folder}` is no layer: tests/layers.rs has to say what it may name"));
        return found;
    };
    for (module, inner) in named_modules(&tokens) {
        let name = module.text.as_str();
        if !layer.ours.contains(&name) {
            add(module.line, format!("{folder} must not name crate::{name}"));
        }
        if let Some(inner) = inner
            && (folder, name) == ("features", "api")
            && SENDING.contains(&inner.text.as_str())
        {
            add(inner.line, format!("{folder} must not send by itself: crate::api::{}", inner.text));
        }
    }
    for pair in tokens.windows(4) {
        if pair[0].is("super") && pair[1].is(":") && pair[2].is(":") && pair[3].is("super") {
            add(pair[0].line, "super::super hides the layer: write crate::".to_owned());
        }
    }
    for token in &tokens {
        let name = if token.text.starts_with("gloo_") { "gloo" } else { &token.text };
        let reaches = !token.is_text && ALL_BROWSER.contains(&name) && !layer.browser.contains(&name);
        if reaches && file != TRANSPORT {
            add(token.line, format!("{folder} must not name {}", token.text));
        }
    }
    for call in tokens.windows(3) {
        if folder == "state" && call[0].is("view") && call[1].is("!") && !call[2].is("=") {
            add(call[0].line, "state has no view!".to_owned());
        }
    }
    found.sort_by_key(|violation| violation.line);
    found.dedup();
    found
}

/// The modules that are named after `crate::` or `backup_panel::`, each with what is named inside
/// it, through groups. Of a renaming of the crate it is the `as`, of a glob the `*`.
fn named_modules(tokens: &[Token]) -> Vec<(&Token, Option<&Token>)> {
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let rest = &tokens[at + 1..];
        if !token.is("crate") && !token.is("backup_panel") {
            continue;
        }
        if let Some(renaming) = rest.first().filter(|next| next.is("as")) {
            found.push((renaming, None));
        }
        for (module, tail) in branches(after_colons(rest)) {
            found.push((module, None));
            found.extend(branches(after_colons(tail)).into_iter().map(|(inner, _)| (module, Some(inner))));
        }
    }
    found
}

/// The names that a path goes on with: one, or those of a group, each with what follows it.
fn branches(rest: &[Token]) -> Vec<(&Token, &[Token])> {
    let Some(first) = rest.first() else { return Vec::new() };
    if !first.is("{") {
        return vec![(first, &rest[1..])];
    }
    let mut depth = 0;
    let mut starts = true;
    let mut found = Vec::new();
    for (at, token) in rest.iter().enumerate() {
        match token.text.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        if depth == 1 && starts && !token.is("{") {
            found.push((token, &rest[at + 1..]));
        }
        starts = depth == 1 && (token.is("{") || token.is(","));
    }
    found
}

/// What follows `::`, if that comes next.
fn after_colons(tokens: &[Token]) -> &[Token] {
    match tokens {
        [first, second, rest @ ..] if first.is(":") && second.is(":") => rest,
        _ => &[],
    }
}

/// Texts that begin with `#` in the value of an `href`.
fn fixed_addresses(tokens: &[Token]) -> Vec<&Token> {
    let starts = tokens.windows(2).enumerate().filter(|(_, pair)| pair[0].is("href") && pair[1].is("="));
    // The value may be wrapped: `href=move || format!("#/…")`.
    let values = starts.filter_map(|(at, _)| {
        let ends = |token: &&Token| !token.is(">") && !token.is("=") && !token.is(";");
        tokens[at + 2..].iter().take_while(ends).find(|token| token.is_text)
    });
    values.filter(|token| token.text.starts_with('#')).collect()
}

/// Texts outside the tests that write a value with Debug, such as `{a:?}` or `{:>8?}`.
fn debug_texts(tokens: &[Token]) -> Vec<&Token> {
    let begins = |six: &[Token]| six[0].is("cfg") && six[2].is("test") && six[4].is("]") && six[5].is("mod");
    let code = &tokens[..tokens.windows(6).position(begins).unwrap_or(tokens.len())];
    let is_debug = |place: &str| {
        place.split_once('}').is_some_and(|(place, _)| place.contains(':') && place.trim_end().ends_with('?'))
    };
    code.iter().filter(|token| token.is_text && token.text.split('{').skip(1).any(is_debug)).collect()
}

#[test]
fn the_source_keeps_to_the_layers() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    files(&top, Path::new(""), &mut paths).expect("src can be read");
    assert!(paths.iter().any(|path| path.ends_with(TRANSPORT)), "the walk has missed {TRANSPORT}");

    let mut report = String::new();
    for path in
        paths.into_iter().filter(|path| path.extension().is_some_and(|kind| kind == "rs" || kind == "js"))
    {
        let text = fs::read_to_string(top.join(&path)).expect("a text file");
        let name = path.to_string_lossy().replace('\\', "/");
        for Violation { file, line, what } in violations(&name, &text) {
            report.push_str(&format!("\nsrc/{file}:{line}: {what}"));
        }
    }
    assert!(report.is_empty(), "{report}\n");
}

#[test]
fn every_rule_finds_its_violation() {
    let cases = [
        ("model/a.rs", "\nuse crate::rules::b;", 2, "model must not name crate::rules"),
        ("rules/a.rs", "use crate::api::b;", 1, "rules must not name crate::api"),
        ("api/a.rs", "fn f() {\n    crate::rules::g()\n}", 2, "api must not name crate::rules"),
        (
            "rules/a.rs",
            "use crate::{\n    model::a,\n    state::{b, c},\n};",
            3,
            "rules must not name crate::state",
        ),
        ("components/a.rs", "use crate::model::ids::BackupId;", 1, "components must not name crate::model"),
        ("text/a.rs", "pub use crate::state::x;", 1, "text must not name crate::state"),
        ("text/a.rs", "use leptos::prelude::*;", 1, "text must not name leptos"),
        ("state/a.rs", "use crate::text::x;", 1, "state must not name crate::text"),
        ("state/a.rs", "\n\nview ! { <p/> }", 3, "state has no view!"),
        ("pages/a.rs", "use crate::api::identity::Proof;", 1, "pages must not name crate::api"),
        (
            "features/a.rs",
            "use crate::api::{identity::Proof, client::Client};",
            1,
            "features must not send by itself: crate::api::client",
        ),
        ("features/a.rs", "use crate::pages::a;", 1, "features must not name crate::pages"),
        ("rules/a.rs", "use crate::*;", 1, "rules must not name crate::*"),
        ("rules/a.rs", "use crate as all;", 1, "rules must not name crate::as"),
        ("rules/a.rs", "use backup_panel::api::x;", 1, "rules must not name crate::api"),
        ("rules/a.rs", "use super::super::api::x;", 1, "super::super hides the layer: write crate::"),
        ("model/a.rs", "fn f() -> web_sys::Window {}", 1, "model must not name web_sys"),
        ("api/a.rs", "use gloo_timers::x;", 1, "api must not name gloo_timers"),
        ("api/client.rs", "use wasm_bindgen::prelude::*;", 1, "api must not name wasm_bindgen"),
        ("pages/a.rs", "<a\n href = \"#/backups\">", 2, "an address in a view: links come from the route"),
        (
            "app.rs",
            "<a href=move || format!(\"#{x}\")>",
            1,
            "an address in a view: links come from the route",
        ),
        (
            "app.rs",
            "#[cfg(test)] const A: u8 = 1;\nlet a = format!(\"{b:?}\");",
            2,
            "a release writes nothing for Debug (scripts/build.sh)",
        ),
        (
            "model/a.rs",
            "write!(out, \"{}: {:>8x? }\", a, b)",
            1,
            "a release writes nothing for Debug (scripts/build.sh)",
        ),
        ("pages/mod.rs", "", 1, "lib.rs declares the folders: there is no mod.rs"),
        ("other/a.rs", "", 1, "`other` is no layer: tests/layers.rs has to say what it may name"),
    ];
    for (file, text, line, what) in cases {
        let expected = Violation { file: file.to_owned(), line, what: what.to_owned() };
        let found = violations(file, text);
        assert!(found.contains(&expected), "{expected:?} is not in {found:?}");
    }
    let long = "\n".repeat(MAX_LINES + 1);
    assert_eq!(violations("model/a.rs", &long).len(), 1);
    assert_eq!(violations("shell/a.js", &long).len(), 1);
}

#[test]
fn what_is_allowed_passes() {
    let cases = [
        (
            "api/browser.rs",
            "use gloo_net::http::Request; use web_sys::Window; use crate::model::fault::Service;",
        ),
        (
            "rules/a.rs",
            "//! crate::api\n/* leptos /* crate::state */ web_sys */ use crate::model::{a, b::{c, d}};",
        ),
        ("rules/a.rs", "const A: &str = \"crate::api \\\" leptos\"; const B: &str = r#\"\"web_sys\"#;"),
        ("rules/a.rs", "fn f<'a>(x: &'a str) -> char { '\"' } // view! \"\nfn web_sys_like() {}"),
        ("rules/a.rs", "pub(crate) fn f(self) { self.state.api() } mod tests { use super::*; }"),
        ("components/a.rs", "view! { <a href=href class=\"#x\">\"#\"</a> }"),
        ("state/a.rs", "fn review() { let view = 1; assert!(view != 2); format!(\"#{}\", 1) }"),
        ("features/a.rs", "use crate::api::identity::Proof; use crate::{model::client, text::request};"),
        ("rules/a.rs", "#[cfg(test)]\nmod tests { fn f() { assert!(true, \"{a:?}\"); } }"),
        ("rules/a.rs", "format!(\"{{a}}: {} {b:>3}?\", c)"),
    ];
    for (file, text) in cases {
        assert_eq!(violations(file, text), [], "{file}: {text}");
    }
    assert_eq!(violations("model/a.rs", &"\n".repeat(MAX_LINES)), []);
}
