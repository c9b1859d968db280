//! config.json: what an operator or a portal decides for the panel.

use serde::Deserialize;

use crate::state::sign_in::identity_address;

/// The whole of config.json; every part may be left out. Described in docs/config.schema.json.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct PanelConfig {
    /// The clouds on offer; none means that the user types an identity URL.
    pub clouds: Vec<Cloud>,
    /// Whether the session survives a reload.
    pub session_storage: SessionStorage,
    /// The theme before the user chooses one.
    pub theme: Option<String>,
    /// Tells the panels of one page apart in what they keep; from the host, not from config.json.
    #[serde(skip)]
    pub instance: String,
    /// The project to go into, by id or name, in place of a choice; from the host.
    #[serde(skip)]
    pub project: Option<String>,
    /// The root of Block Storage in place of the catalog's; from the host.
    #[serde(skip)]
    pub block_storage: Option<String>,
}

/// A cloud to sign in to.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
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
    /// What is wrong with it, in serde's words, for the integrator.
    pub fn parse(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }

    /// A name in the browser's storage that no other panel of the page uses.
    pub fn key(&self, word: &str) -> String {
        let instance = &self.instance;
        if instance.is_empty() { word.to_owned() } else { format!("{word}:{instance}") }
    }

    /// The cloud with this identity URL, in any spelling.
    pub fn cloud(&self, identity_url: &str) -> Option<&Cloud> {
        let wanted = identity_address(identity_url).ok()?;
        self.clouds.iter().find(|cloud| identity_address(&cloud.identity_url).as_ref() == Ok(&wanted))
    }
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
    }
}
