//! Reads config.json, strictly: what is of another kind than docs/config.schema.json says is refused, with its
//! place. Written by hand, because what serde derives for these types is 5 kB of brotli on the first page;
//! and it goes on after a problem, because to leave off half-way costs as much in code that drops what is read.

use serde::de::{Deserialize, Deserializer, Error};

use crate::model::json::Value;
use crate::state::config::{Cloud, CloudAuth, PanelConfig, SessionStorage, SignInMethod, SsoProtocol};

impl<'de> Deserialize<'de> for PanelConfig {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut reader = Reader::default();
        let config = reader.config(&Value::deserialize(deserializer)?);
        reader.problem.map_or(Ok(config), |problem| Err(D::Error::custom(problem)))
    }
}

#[derive(Default)]
struct Reader {
    /// The first one.
    problem: Option<String>,
}

impl Reader {
    fn config(&mut self, json: &Value) -> PanelConfig {
        self.object(json, "config");
        let storages = [("tab", SessionStorage::Tab), ("memory", SessionStorage::Memory)];
        let mut config = PanelConfig {
            theme: self.text(json, "", "theme"),
            clouds: self.list(json, "", "clouds", Self::cloud).unwrap_or_default(),
            session_storage: self.word(json, "", "session_storage", &storages).unwrap_or_default(),
            ..PanelConfig::default()
        };
        if let Some(methods) = self.list(json, "", "sign_in", Self::method) {
            config.sign_in.0 = methods.into_iter().flatten().collect();
        }
        config
    }

    fn cloud(&mut self, json: &Value, at: &str) -> Cloud {
        self.object(json, at);
        let auths = [("keystone", CloudAuth::Keystone), ("none", CloudAuth::None)];
        Cloud {
            name: self.text(json, at, "name").unwrap_or_default(),
            identity_url: self.text(json, at, "identity_url").unwrap_or_default(),
            region: self.text(json, at, "region"),
            interface: self.text(json, at, "interface"),
            default_domain: self.text(json, at, "default_domain"),
            auth: self.word(json, at, "auth", &auths).unwrap_or_default(),
            block_storage_url: self.text(json, at, "block_storage_url"),
            project: self.text(json, at, "project"),
            user: self.text(json, at, "user"),
            sso: self.list(json, at, "sso", Self::protocol).unwrap_or_default(),
        }
    }

    fn protocol(&mut self, json: &Value, at: &str) -> SsoProtocol {
        self.object(json, at);
        SsoProtocol {
            label: self.text(json, at, "label").unwrap_or_default(),
            protocol: self.text(json, at, "protocol").unwrap_or_default(),
            identity_provider: self.text(json, at, "identity_provider"),
        }
    }

    fn method(&mut self, json: &Value, at: &str) -> Option<SignInMethod> {
        let Some(word) = json.as_str() else {
            self.no(json, at, "text");
            return None;
        };
        self.one_of(word, at, &SignInMethod::ALL.map(|method| (method.as_str(), method)))
    }

    fn object(&mut self, json: &Value, at: &str) {
        if json.as_object().is_none() {
            self.no(json, at, "object");
        }
    }

    /// A field that is a text; null is like one that is missing.
    #[inline(never)]
    fn text(&mut self, json: &Value, at: &str, key: &str) -> Option<String> {
        let json = json.get(key).filter(|json| **json != Value::Null)?;
        if json.as_str().is_none() {
            self.no(json, &place(at, key), "text");
        }
        json.as_str().map(str::to_owned)
    }

    /// A field that is one of these words.
    fn word<T: Copy>(&mut self, json: &Value, at: &str, key: &str, all: &[(&str, T)]) -> Option<T> {
        let word = self.text(json, at, key)?;
        self.one_of(&word, &place(at, key), all)
    }

    fn one_of<T: Copy>(&mut self, word: &str, at: &str, all: &[(&str, T)]) -> Option<T> {
        let found = all.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
        if found.is_none() {
            let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
            self.say(format!("{at}: “{word}” is none of {}", names.join(", ")));
        }
        found
    }

    /// A field that is a list; null is like one that is missing.
    fn list<T>(
        &mut self,
        json: &Value,
        at: &str,
        key: &str,
        item: fn(&mut Self, &Value, &str) -> T,
    ) -> Option<Vec<T>> {
        let json = json.get(key).filter(|json| **json != Value::Null)?;
        let at = place(at, key);
        let Some(items) = json.as_array() else {
            self.no(json, &at, "list");
            return None;
        };
        let mut read = Vec::with_capacity(items.len());
        for (index, json) in items.iter().enumerate() {
            read.push(item(self, json, &format!("{at}[{index}]")));
        }
        Some(read)
    }

    fn no(&mut self, json: &Value, at: &str, kind: &str) {
        self.say(format!("{at}: {json} is no {kind}"));
    }

    fn say(&mut self, problem: String) {
        if self.problem.is_none() {
            self.problem = Some(problem);
        }
    }
}

fn place(at: &str, key: &str) -> String {
    if at.is_empty() { key.to_owned() } else { format!("{at}.{key}") }
}
