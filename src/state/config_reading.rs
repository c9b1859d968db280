//! Reads config.json, strictly: what is of another kind than docs/config.schema.json says is refused, with its
//! place. Written by hand, because what serde derives for these types is 5 kB of brotli on the first page.

use serde::de::{Deserialize, Deserializer, Error};

use crate::model::json::Value;
use crate::state::config::{Cloud, CloudAuth, PanelConfig, SessionStorage, SignInMethod, SsoProtocol};

type Read<T> = Result<T, String>;

impl<'de> Deserialize<'de> for PanelConfig {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        config(&Value::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

fn config(json: &Value) -> Read<PanelConfig> {
    let mut config = PanelConfig { theme: text(json, "", "theme")?, ..PanelConfig::default() };
    config.clouds = list(json, "", "clouds", cloud)?.unwrap_or_default();
    if let Some(methods) = list(json, "", "sign_in", method)? {
        config.sign_in.0 = methods;
    }
    if let Some(word) = text(json, "", "session_storage")? {
        let all = [("tab", SessionStorage::Tab), ("memory", SessionStorage::Memory)];
        config.session_storage = one_of(&word, "session_storage", &all)?;
    }
    Ok(config)
}

fn cloud(json: &Value, at: &str) -> Read<Cloud> {
    object(json, at)?;
    let auth = match text(json, at, "auth")? {
        Some(word) => {
            let all = [("keystone", CloudAuth::Keystone), ("none", CloudAuth::None)];
            one_of(&word, &place(at, "auth"), &all)?
        }
        None => CloudAuth::default(),
    };
    Ok(Cloud {
        name: text(json, at, "name")?.unwrap_or_default(),
        identity_url: text(json, at, "identity_url")?.unwrap_or_default(),
        region: text(json, at, "region")?,
        interface: text(json, at, "interface")?,
        default_domain: text(json, at, "default_domain")?,
        auth,
        block_storage_url: text(json, at, "block_storage_url")?,
        project: text(json, at, "project")?,
        user: text(json, at, "user")?,
        sso: list(json, at, "sso", protocol)?.unwrap_or_default(),
    })
}

fn protocol(json: &Value, at: &str) -> Read<SsoProtocol> {
    object(json, at)?;
    Ok(SsoProtocol {
        label: text(json, at, "label")?.unwrap_or_default(),
        protocol: text(json, at, "protocol")?.unwrap_or_default(),
        identity_provider: text(json, at, "identity_provider")?,
    })
}

fn method(json: &Value, at: &str) -> Read<SignInMethod> {
    let all = SignInMethod::ALL.map(|method| (method.as_str(), method));
    one_of(json.as_str().ok_or_else(|| no(json, at, "text"))?, at, &all)
}

fn object(json: &Value, at: &str) -> Read<()> {
    if json.is_object() { Ok(()) } else { Err(no(json, at, "object")) }
}

/// A field that is a text; null is like one that is missing.
fn text(json: &Value, at: &str, key: &str) -> Read<Option<String>> {
    match json.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(other) => Err(no(other, &place(at, key), "text")),
    }
}

/// A field that is a list; null is like one that is missing.
fn list<T>(json: &Value, at: &str, key: &str, item: fn(&Value, &str) -> Read<T>) -> Read<Option<Vec<T>>> {
    let at = place(at, key);
    match json.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Array(items)) => {
            let mut read = Vec::with_capacity(items.len());
            for (index, json) in items.iter().enumerate() {
                read.push(item(json, &format!("{at}[{index}]"))?);
            }
            Ok(Some(read))
        }
        Some(other) => Err(no(other, &at, "list")),
    }
}

fn one_of<T: Copy>(word: &str, at: &str, all: &[(&str, T)]) -> Read<T> {
    let found = all.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
    found.ok_or_else(|| {
        let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
        format!("{at}: “{word}” is none of {}", names.join(", "))
    })
}

fn place(at: &str, key: &str) -> String {
    if at.is_empty() { key.to_owned() } else { format!("{at}.{key}") }
}

fn no(json: &Value, at: &str, kind: &str) -> String {
    format!("{at}: {json} is no {kind}")
}
