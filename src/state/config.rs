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

impl Cloud {
    fn problem(&self) -> Option<String> {
        let interface = self.interface.as_deref().unwrap_or("public");
        // What people type may lack the scheme.
        let is_web = ["http://", "https://"].iter().any(|scheme| self.identity_url.starts_with(scheme));
        if self.name.trim().is_empty() {
            Some("name is missing".to_owned())
        } else if !is_web || identity_address(&self.identity_url).is_err() {
            Some(format!("identity_url: “{}” is no http or https address", self.identity_url))
        } else if !["public", "internal", "admin"].contains(&interface) {
            Some(format!("interface: “{interface}” is none of public, internal, admin"))
        } else {
            None
        }
    }
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
    /// What is wrong with it, for the integrator; of what cannot be read, in serde's words.
    pub fn parse(text: &str) -> Result<Self, String> {
        let config: Self = serde_json::from_str(text).map_err(|error| error.to_string())?;
        config.problem().map_or(Ok(config), Err)
    }

    /// What can be read, but would lead astray.
    fn problem(&self) -> Option<String> {
        let theme = self.theme.as_deref().filter(|theme| !["light", "dark", "system"].contains(theme));
        if let Some(theme) = theme {
            return Some(format!("theme: “{theme}” is none of light, dark, system"));
        }
        self.clouds
            .iter()
            .enumerate()
            .find_map(|(index, cloud)| cloud.problem().map(|problem| format!("clouds[{index}].{problem}")))
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
        for (text, place) in [
            (r#"{"theme":"blue"}"#, "theme: “blue”"),
            (
                r#"{"clouds":[{"name":"A","identity_url":"https://a"},{"name":" ","identity_url":"https://b"}]}"#,
                "clouds[1].name",
            ),
            (r#"{"clouds":[{"name":"A"}]}"#, "clouds[0].identity_url: “”"),
            (
                r#"{"clouds":[{"name":"A","identity_url":"javascript:alert(1)"}]}"#,
                "clouds[0].identity_url: “javascript",
            ),
            (
                r#"{"clouds":[{"name":"A","identity_url":"https://a","interface":"secret"}]}"#,
                "clouds[0].interface",
            ),
            (r#"{"session_storage":"disk"}"#, "unknown variant `disk`"),
        ] {
            let problem = PanelConfig::parse(text).unwrap_err();
            assert!(problem.starts_with(place), "{problem}");
        }
    }
}
