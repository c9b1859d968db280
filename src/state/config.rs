//! config.json: what an operator or a portal decides for the panel.

use crate::model::json::Json;
use crate::state::sign_in::identity_address;

/// The whole of config.json; every part may be left out. Described in docs/config.schema.json.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PanelConfig {
    /// The clouds on offer; none means that the user types an identity URL.
    pub clouds: Vec<Cloud>,
    /// Whether the session survives a reload.
    pub session_storage: SessionStorage,
    /// The theme before the user chooses one.
    pub theme: Option<String>,
}

/// A cloud to sign in to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cloud {
    /// What people call it.
    pub name: String,
    /// Keystone's address.
    pub identity_url: String,
    /// The region to use when there are several; the user may switch.
    pub region: Option<String>,
    /// `public` unless said otherwise.
    pub interface: Option<String>,
    /// The domain filled in on the sign-in form.
    pub default_domain: Option<String>,
}

/// Where the session is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SessionStorage {
    /// In the tab's `sessionStorage`, so that a reload survives.
    #[default]
    Tab,
    /// In memory only.
    Memory,
}

impl PanelConfig {
    /// Reads config.json's text.
    ///
    /// # Errors
    /// What is wrong with it, for the integrator. Nothing is passed over here: to go on without
    /// something would set aside what an operator has decided.
    pub fn parse(text: &str) -> Result<Self, String> {
        let json = Json::parse(text).ok_or("config.json is not JSON")?;
        json.as_object().ok_or_else(|| odd("config.json", "an object"))?;
        let clouds = match json.get("clouds") {
            None => &[],
            Some(clouds) => clouds.as_list().ok_or_else(|| odd("clouds", "a list"))?,
        };
        Ok(Self {
            clouds: clouds.iter().map(Cloud::read).collect::<Result<_, _>>()?,
            session_storage: match optional(&json, "session_storage")?.as_deref() {
                None | Some("tab") => SessionStorage::Tab,
                Some("memory") => SessionStorage::Memory,
                Some(_) => return Err(odd("session_storage", "\"tab\" or \"memory\"")),
            },
            theme: optional(&json, "theme")?,
        })
    }

    /// The cloud with this identity URL, in any spelling.
    pub fn cloud(&self, identity_url: &str) -> Option<&Cloud> {
        let wanted = identity_address(identity_url).ok()?;
        self.clouds.iter().find(|cloud| identity_address(&cloud.identity_url).as_ref() == Ok(&wanted))
    }
}

impl Cloud {
    fn read(json: &Json) -> Result<Self, String> {
        json.as_object().ok_or_else(|| odd("clouds", "a list of objects"))?;
        Ok(Self {
            name: optional(json, "name")?.unwrap_or_default(),
            identity_url: optional(json, "identity_url")?.unwrap_or_default(),
            region: optional(json, "region")?,
            interface: optional(json, "interface")?,
            default_domain: optional(json, "default_domain")?,
        })
    }
}

/// A string that may be missing or null.
fn optional(json: &Json, key: &str) -> Result<Option<String>, String> {
    match json.get(key) {
        None | Some(Json::Null) => Ok(None),
        Some(value) => value.as_str().map(|text| Some(text.to_owned())).ok_or_else(|| odd(key, "a string")),
    }
}

fn odd(key: &str, expected: &str) -> String {
    format!("invalid type: {key} must be {expected}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_said_means_defaults() {
        assert_eq!(PanelConfig::parse("{}"), Ok(PanelConfig::default()));
        let config = PanelConfig::parse(
            r#"{"clouds":[{"name":"One","identity_url":"https://one/v3"}],"session_storage":"memory","later":1}"#,
        )
        .unwrap();
        assert_eq!(config.cloud("https://one/v3").map(|c| c.name.as_str()), Some("One"));
        assert_eq!(config.session_storage, SessionStorage::Memory);
    }

    #[test]
    fn garbage_is_explained() {
        assert!(PanelConfig::parse("{\"clouds\":7}").unwrap_err().contains("invalid type"));
        assert!(PanelConfig::parse("<html>").is_err());
        for odd in [
            r#"[]"#,
            r#"{"clouds":[7]}"#,
            r#"{"clouds":[{"name":7}]}"#,
            r#"{"session_storage":"cookie"}"#,
            r#"{"theme":true}"#,
        ] {
            assert!(PanelConfig::parse(odd).is_err(), "{odd}");
        }
    }
}
