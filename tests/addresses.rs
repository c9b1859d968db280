//! Nothing that a server says becomes an address: the few places in `src/` that may write one are named here, with what
//! they write. A link, an image or a frame anywhere else fails this test, and so does markup out of a text.

#[path = "layers/files.rs"]
mod folder;
#[path = "layers/tokens.rs"]
mod source;

use std::fs;
use std::path::Path;

use folder::files;
use source::{Token, tokens};

/// What leads somewhere, or makes markup or code out of a text, as code and as the name of an attribute.
const WORDS: [&str; 26] = [
    "assign",
    "background_image",
    "create_contextual_fragment",
    "eval",
    "formaction",
    "href",
    "inner_html",
    "innerHTML",
    "insertAdjacentHTML",
    "insert_adjacent_html",
    "iframe",
    "location",
    "new_no_args",
    "new_with_args",
    "outerHTML",
    "ping",
    "script",
    "set_href",
    "set_inner_html",
    "set_location",
    "set_outer_html",
    "set_src",
    "src",
    "srcdoc",
    "srcset",
    "xlink",
];

/// Who may use one of them all the same, and for what.
const ALLOWED: [(&str, &str, &str); 26] = [
    ("api/fault_body.rs", "script", "takes the markup out of a message"),
    ("components/download.rs", "set_href", "a blob: address of the panel's own making"),
    ("features/links.rs", "href", "of a route, by Address::href"),
    ("features/error_view.rs", "location", "reads the page's origin"),
    ("features/part_missing.rs", "location", "reloads the page"),
    ("shell/boot.js", "location", "asks for the page's own headers"),
    ("shell/early.js", "location", "reads the page's path and hash"),
    ("shell/boot.js", "href", "of a file beside the script, and of the page"),
    ("shell/embed.js", "location", "reads whether the page has a hash"),
    ("shell/embed.js", "href", "reads the folder that the script lies in"),
    ("shell/frame-host.js", "iframe", "the frame that the portal hands over"),
    ("shell/frame-host.js", "location", "reads the portal's origin, to name it"),
    ("shell/frame.js", "location", "reloads the page"),
    ("shell/load.js", "href", "of a file beside the script"),
    ("shell/panic.js", "location", "reads the page's address, and reloads it"),
    ("shell/panic.js", "href", "reads the page's address"),
    ("state/address.rs", "href", "the hash of a route"),
    ("state/address.rs", "location", "reads and sets the hash"),
    ("state/sso.rs", "assign", "leaves for the identity service, an address checked to be http or https"),
    ("state/sso.rs", "href", "reads the page's address, to come back to"),
    ("state/sso.rs", "location", "reads the page's address, and leaves it"),
    ("state/storage.rs", "location", "reads the page's path"),
    // The one that sends, and the one that says where to.
    ("api/client.rs", "WireRequest {", "an address of the session's target and encoded segments"),
    (
        "state/doctor_probes.rs",
        "WireRequest {",
        "an address that is typed or configured, checked to be http or https",
    ),
    ("api/catalog.rs", "RegionEndpoint {", "an address that is http or https"),
    ("state/policy.rs", "WireRequest {", "where signing in was tried, each checked before it is asked"),
];

/// The words of a script outside comments of whole lines; what is inside quotes counts, as it may be markup.
fn script_words(text: &str) -> Vec<(usize, &str)> {
    let lines = text.lines().enumerate();
    let code =
        lines.filter(|(_, line)| !["*", "/*", "//"].iter().any(|start| line.trim_start().starts_with(start)));
    code.flat_map(|(at, line)| {
        line.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '-').map(move |word| (at + 1, word))
    })
    .collect()
}

/// Whether a text is a name of an attribute or an element, or markup, and not a sentence.
fn is_name(token: &Token, word: &str) -> bool {
    token.text == word || (token.is_text && token.text.contains('<') && token.text.contains(word))
}

/// What of the above a file uses, with the line.
fn uses(file: &str, text: &str) -> Vec<(usize, String)> {
    if !file.ends_with(".rs") {
        let words = script_words(text).into_iter();
        return words
            .filter(|(_, word)| WORDS.contains(word))
            .map(|(line, word)| (line, word.to_owned()))
            .collect();
    }
    // The tests of a file are its end.
    let text = text.split("\n#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let tokens = tokens(text);
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let next = |skip: usize| tokens.get(at + skip);
        for word in WORDS {
            // A method of this name on something of ours, such as `report.location`, has to find another name.
            if is_name(token, word) {
                found.push((token.line, word.to_owned()));
            }
        }
        if token.text.starts_with("open_with_url") {
            found.push((token.line, token.text.clone()));
        }
        let opens = ["(", ")", ".", "open"];
        if token.is("window")
            && opens.iter().enumerate().all(|(n, part)| next(n + 1).is_some_and(|t| t.is(part)))
        {
            found.push((token.line, "window.open".to_owned()));
        }
        // Building one; the other places are types, patterns and the declaration.
        let declares = at > 0 && ["struct", "for", "impl", ">"].iter().any(|word| tokens[at - 1].is(word));
        for made in ["WireRequest", "RegionEndpoint"] {
            if token.is(made) && next(1).is_some_and(|token| token.is("{")) && !declares {
                found.push((token.line, format!("{made} {{")));
            }
        }
    }
    found
}

#[test]
fn addresses_are_written_in_the_places_named_here_and_nowhere_else() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    files(&top, Path::new(""), &mut paths).expect("src can be read");
    let mut report = String::new();
    let mut used = Vec::new();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|kind| kind == "rs" || kind == "js"))
    {
        let text = fs::read_to_string(top.join(path)).expect("a text file");
        let file = path.to_string_lossy().replace('\\', "/");
        for (line, word) in uses(&file, &text) {
            match ALLOWED.iter().position(|(at, what, _)| *at == file && *what == word) {
                Some(place) => used.push(place),
                None => report.push_str(&format!("\nsrc/{file}:{line}: {word}")),
            }
        }
    }
    let hint = "where it comes from must be checked, then it is named in tests/addresses.rs";
    assert!(report.is_empty(), "{report}\n{hint}\n");
    let idle = (0..ALLOWED.len()).filter(|place| !used.contains(place)).map(|place| ALLOWED[place]);
    assert_eq!(idle.collect::<Vec<_>>(), [], "no longer used");
}

#[test]
fn each_way_to_lead_somewhere_is_found() {
    for (file, text, expected) in [
        ("a.rs", "view! { <a href=url>{name}</a> }", "href"),
        ("a.rs", "link.set_attribute(\"href\", &url)", "href"),
        ("a.rs", "view! { <div inner_html=text /> }", "inner_html"),
        ("a.rs", "window().open()", "window.open"),
        ("a.rs", "w.open_with_url(&url)", "open_with_url"),
        ("a.rs", "window().location().set_href(&url)", "set_href"),
        ("a.rs", "let html = \"<img src=x>\";", "src"),
        ("a.rs", "document().create_element(\"iframe\")", "iframe"),
        ("a.rs", "let request = WireRequest { method, url, headers, body };", "WireRequest {"),
        ("a.js", "root.innerHTML = text;", "innerHTML"),
        ("a.js", "frame.src = `https://${host}`;", "src"),
    ] {
        let found = uses(file, text);
        assert!(found.iter().any(|(_, word)| word == expected), "{expected} is not in {found:?}");
    }
    for (file, text) in [
        ("a.rs", "// href\nlet sentence = \"The location and the script\";"),
        ("a.rs", "fn f(request: &WireRequest) -> WireRequest { request.clone() }"),
        ("a.rs", "fn f() {}\n\n#[cfg(test)]\nmod tests { fn f() { location() } }"),
        ("a.js", "const sentence = 'script-src says it';"),
        ("a.js", "// innerHTML\nconst text = 'plain';"),
    ] {
        assert_eq!(uses(file, text), [], "{text}");
    }
}
