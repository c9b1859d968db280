//! config.json: what an operator or a portal decides for the panel.

use crate::state::identity_address::identity_address;

/// The whole of config.json; every part may be left out. Described in docs/config.schema.json.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PanelConfig {
    /// The clouds on offer; none means that the user types an identity URL.
    pub clouds: Vec<Cloud>,
    /// The ways to sign in that are offered, the first one chosen.
    pub sign_in: SignInMethods,
    /// Whether the session survives a reload.
    pub session_storage: SessionStorage,
    /// The theme before the user chooses one.
    pub theme: Option<String>,
    /// Tells the panels of one page apart in what they keep; from the host, not from config.json.
    pub instance: String,
    /// Whether a reload finds the page's address as it is now, and so may begin with the same request.
    pub keeps_first: bool,
    /// The project to go into, by id or name, in place of a choice; from the host.
    pub project: Option<String>,
    /// The root of Block Storage in place of the catalog's; from the host.
    pub block_storage: Option<String>,
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
    /// Who says who somebody is.
    pub auth: CloudAuth,
    /// Block Storage's root; read for a cloud without Keystone, which has no catalog.
    pub block_storage_url: Option<String>,
    /// The id of the project, for a cloud without Keystone.
    pub project: Option<String>,
    /// As whom one is there, for a cloud without Keystone.
    pub user: Option<String>,
    /// The ways of WebSSO.
    pub sso: Vec<SsoProtocol>,
}

/// Who says who somebody is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CloudAuth {
    /// Keystone.
    #[default]
    Keystone,
    /// Nobody: Cinder runs with `auth_strategy = noauth`.
    None,
}

/// A way of WebSSO that Keystone is configured with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SsoProtocol {
    /// What the button says.
    pub label: String,
    /// The id of the protocol in Keystone, such as `openid`.
    pub protocol: String,
    /// The id of the identity provider, where the protocol's own address does not lead to it.
    pub identity_provider: Option<String>,
}

/// A way to sign in by typing something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInMethod {
    /// User name and password, and a passcode where Keystone asks for one.
    Password,
    /// An application credential.
    ApplicationCredential,
    /// A token that there is already.
    Token,
}

impl SignInMethod {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Password, Self::ApplicationCredential, Self::Token];

    /// The spelling in config.json.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::ApplicationCredential => "application_credential",
            Self::Token => "token",
        }
    }
}

/// The ways to sign in, all of them unless config.json says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInMethods(pub Vec<SignInMethod>);

impl Default for SignInMethods {
    fn default() -> Self {
        Self(SignInMethod::ALL.to_vec())
    }
}

impl Cloud {
    /// The address that tells it from the others.
    pub fn address(&self) -> &str {
        match (self.auth, &self.block_storage_url) {
            (CloudAuth::None, Some(root)) => root,
            _ => &self.identity_url,
        }
    }
}

impl Cloud {
    fn problem(&self) -> Option<String> {
        let interface = self.interface.as_deref().unwrap_or("public");
        // What people type may lack the scheme.
        let address = self.address();
        let is_web = ["http://", "https://"].iter().any(|scheme| address.starts_with(scheme));
        let field = if self.auth == CloudAuth::None { "block_storage_url" } else { "identity_url" };
        if self.name.trim().is_empty() {
            Some("name is missing".to_owned())
        } else if !is_web || identity_address(address).is_err() {
            Some(format!("{field}: “{address}” is no http or https address"))
        } else if !["public", "internal", "admin"].contains(&interface) {
            Some(format!("interface: “{interface}” is none of public, internal, admin"))
        } else {
            None
        }
    }
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
    /// What is wrong with it, and where, for the integrator.
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
    fn ways_to_sign_in_are_all_unless_some_are_named() {
        let methods = |text| PanelConfig::parse(text).map(|config| config.sign_in.0);
        assert_eq!(methods("{}"), Ok(SignInMethod::ALL.to_vec()));
        assert_eq!(
            methods(r#"{"sign_in":["token","password"]}"#),
            Ok(vec![SignInMethod::Token, SignInMethod::Password])
        );
        assert!(methods(r#"{"sign_in":["magic"]}"#).is_err());
    }

    #[test]
    fn a_cloud_without_keystone_is_known_by_block_storage() {
        let config = PanelConfig::parse(
            r#"{"clouds":[{"name":"Lab","auth":"none","block_storage_url":"http://c:8776","project":"p"}]}"#,
        );
        let config = config.unwrap();
        assert_eq!((config.clouds[0].auth, config.clouds[0].address()), (CloudAuth::None, "http://c:8776"));
    }

    #[test]
    fn garbage_is_explained() {
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
            (r#"{"session_storage":"disk"}"#, "session_storage: “disk” is none of tab, memory"),
            ("[]", "config: [] is no object"),
            (r#"{"clouds":7}"#, "clouds: 7 is no list"),
            (r#"{"clouds":[null]}"#, "clouds[0]: null is no object"),
            (r#"{"clouds":[{"name":["A"]}]}"#, r#"clouds[0].name: ["A"] is no text"#),
            (
                r#"{"clouds":[{"name":"A","auth":"ldap"}]}"#,
                "clouds[0].auth: “ldap” is none of keystone, none",
            ),
            (r#"{"clouds":[{"sso":[{"label":1}]}]}"#, "clouds[0].sso[0].label: 1 is no text"),
            (r#"{"sign_in":["magic"]}"#, "sign_in[0]: “magic” is none of password,"),
            (r#"{"sign_in":[0]}"#, "sign_in[0]: 0 is no text"),
        ] {
            let problem = PanelConfig::parse(text).unwrap_err();
            assert!(problem.starts_with(place), "{problem}");
        }
    }
}
