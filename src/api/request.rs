//! A request as a value, before anything is known of the cloud that it goes to.

use crate::model::fault::Service;

/// The HTTP methods that the two services are asked with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads; may be repeated and abandoned.
    Get,
    /// Writes; never repeated on its own.
    Post,
    /// Writes; never repeated on its own.
    Put,
    /// Writes; never repeated on its own.
    Delete,
}

impl Method {
    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// What the path of a request starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// Keystone's v3 address.
    Identity,
    /// The root of Cinder, where the version document is.
    BlockStorageRoot,
    /// `{root}v3/{project_id}`, which every release understands.
    Project,
}

impl Base {
    /// The service that answers there.
    pub fn service(self) -> Service {
        match self {
            Self::Identity => Service::Identity,
            Self::BlockStorageRoot | Self::Project => Service::BlockStorage,
        }
    }
}

/// Which token goes along.
#[derive(Clone, Default)]
pub enum Auth {
    /// None: the version document, signing in.
    None,
    /// The token of the session.
    #[default]
    Session,
    /// Another one, such as the unscoped token.
    Token(String),
    /// The token is also the subject: revoking or looking at it.
    Subject(String),
    /// None yet, but Keystone's receipt for the first step of signing in.
    Receipt(String),
}

/// A request: method, path under its base, query, body.
#[derive(Clone)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// What the path starts from.
    pub base: Base,
    /// Starts with `/`, except for the version document.
    pub path: String,
    /// In canonical order, not yet encoded.
    pub query: Vec<(String, String)>,
    /// JSON.
    pub body: Option<String>,
    /// The token.
    pub auth: Auth,
}

impl Request {
    /// A GET without query.
    pub fn get(base: Base, path: impl Into<String>) -> Self {
        Self {
            method: Method::Get,
            base,
            path: path.into(),
            query: Vec::new(),
            body: None,
            auth: Auth::Session,
        }
    }

    /// A POST with a JSON body.
    pub fn post(base: Base, path: impl Into<String>, body: String) -> Self {
        Self { method: Method::Post, body: Some(body), ..Self::get(base, path) }
    }

    /// A PUT with a JSON body.
    pub fn put(base: Base, path: impl Into<String>, body: String) -> Self {
        Self { method: Method::Put, ..Self::post(base, path, body) }
    }

    /// A DELETE.
    pub fn delete(base: Base, path: impl Into<String>) -> Self {
        Self { method: Method::Delete, ..Self::get(base, path) }
    }

    /// Whether the path means what its parts say. A record can be imported under any id, and one
    /// that is empty, a dot or two would ask for something else: browsers fold such parts away,
    /// and some proxies do so after reading `%2F` as a slash. Cinder knows no id with a slash.
    pub fn is_addressable(&self) -> bool {
        let mut parts = self.path.strip_prefix('/').into_iter().flat_map(|parts| parts.split('/'));
        parts.all(|part| !matches!(part, "" | "." | "..") && !part.contains("%2F"))
    }

    /// With this query.
    pub fn query(mut self, query: Vec<(String, String)>) -> Self {
        self.query = query;
        self
    }

    /// With this token.
    pub fn auth(mut self, auth: Auth) -> Self {
        self.auth = auth;
        self
    }
}

/// Percent-encodes one part of a path or query.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b':' | b',' => {
                out.push(char::from(byte));
            }
            _ => {
                const HEX: &[u8; 16] = b"0123456789ABCDEF";
                out.push('%');
                out.push(char::from(HEX[usize::from(byte >> 4)]));
                out.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
    out
}

/// Undoes [`encode`], also reading `+` as a space; bytes that are no UTF-8 become U+FFFD.
pub fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let hex = bytes.get(at + 1..at + 3).and_then(|two| std::str::from_utf8(two).ok());
        match (byte, hex.and_then(|two| u8::from_str_radix(two, 16).ok())) {
            (b'%', Some(value)) => {
                out.push(value);
                at += 3;
                continue;
            }
            (b'+', _) => out.push(b' '),
            _ => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodes_what_could_break_a_url() {
        assert_eq!(encode("a b&c=d/ü#?%"), "a%20b%26c%3Dd%2F%C3%BC%23%3F%25");
        assert_eq!(encode("created_at:desc"), "created_at:desc");
    }

    #[test]
    fn an_id_that_would_change_the_address_is_seen() {
        for id in ["", ".", "..", "a/b", "../volumes/v", "/"] {
            for path in [format!("/backups/{}", encode(id)), format!("/backups/{}/action", encode(id))] {
                assert!(!Request::get(Base::Project, path).is_addressable(), "{id}");
            }
        }
        for id in ["b", "...", ".b", "%2e%2e", "%2F", "a b?c#d", "ü", "\\"] {
            let path = format!("/backups/{}/action", encode(id));
            assert!(Request::get(Base::Project, path).is_addressable(), "{id}");
        }
        assert!(Request::get(Base::BlockStorageRoot, "").is_addressable());
        assert!(Request::get(Base::BlockStorageRoot, "v3/").is_addressable());
    }

    #[test]
    fn decodes_what_it_encodes_and_survives_the_rest() {
        for text in ["a b&c=d/ü#?%", "💾", "", "100%"] {
            assert_eq!(decode(&encode(text)), text);
        }
        assert_eq!(decode("a+b%2"), "a b%2");
        assert_eq!(decode("%zz%FF"), "%zz\u{FFFD}");
    }
}
