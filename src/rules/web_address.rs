//! An http or https address taken apart, as far as a diagnosis needs it.

/// An address with a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebAddress {
    /// Whether it is https.
    pub is_https: bool,
    /// Name or number, in lower case; an IPv6 number keeps its brackets.
    pub host: String,
    /// The port, where it is said.
    pub port: Option<String>,
    /// What follows, beginning with a slash; empty where nothing does.
    pub path: String,
    /// Whether a user name or password stands before the host.
    pub has_credentials: bool,
}

impl WebAddress {
    /// Reads what people type; without a scheme it is https. None for anything else than a web address.
    pub fn parse(typed: &str) -> Option<Self> {
        let typed = typed.trim();
        let (scheme, rest) = typed.split_once("://").unwrap_or(("https", typed));
        let is_https = match scheme.to_ascii_lowercase().as_str() {
            "http" => false,
            "https" => true,
            _ => return None,
        };
        let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        let (credentials, place) =
            authority.rsplit_once('@').map_or((None, authority), |(before, after)| (Some(before), after));
        let (host, port) = match place.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => (host, Some(port)),
            _ => (place, None),
        };
        let is_number = |port: &str| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
        let is_odd = host.is_empty() || host.contains(char::is_whitespace);
        if is_odd || path.contains(char::is_whitespace) || port.is_some_and(|port| !is_number(port)) {
            return None;
        }
        Some(Self {
            is_https,
            host: host.to_ascii_lowercase(),
            port: port.map(str::to_owned),
            path: path.to_owned(),
            has_credentials: credentials.is_some(),
        })
    }

    /// Scheme, host and port, without the port that goes without saying.
    pub fn origin(&self) -> String {
        let (scheme, usual) = if self.is_https { ("https", "443") } else { ("http", "80") };
        let port = self.port.as_deref().filter(|port| *port != usual);
        let port = port.map(|port| format!(":{port}")).unwrap_or_default();
        format!("{scheme}://{}{port}", self.host)
    }

    /// The address without what nobody should see: user, password, query, fragment.
    pub fn shown(&self) -> String {
        let path = self.path.split(['?', '#']).next().unwrap_or_default();
        format!("{}{path}", self.origin())
    }

    /// Whether the host is this computer, which browsers count as secure over http as well.
    pub fn is_loopback(&self) -> bool {
        self.host == "localhost"
            || self.host.ends_with(".localhost")
            || self.host == "[::1]"
            || (self.is_number() && self.host.starts_with("127."))
    }

    /// Whether the host is a number, so that no name has to be found for it.
    pub fn is_number(&self) -> bool {
        let parts = self.host.split('.');
        self.host.starts_with('[')
            || (parts.clone().count() == 4 && parts.into_iter().all(|part| part.parse::<u8>().is_ok()))
    }

    /// Whether the host is a number of a private network.
    pub fn is_private(&self) -> bool {
        let Some((first, second)) = self.host.split_once('.').filter(|_| self.is_number()) else {
            return false;
        };
        let second = second.split('.').next().and_then(|part| part.parse::<u8>().ok()).unwrap_or_default();
        match first {
            "10" => true,
            "172" => (16..32).contains(&second),
            "192" => second == 168,
            _ => false,
        }
    }

    /// Whether the path is one of the web dashboards of OpenStack rather than of an API.
    pub fn looks_like_dashboard(&self) -> bool {
        let path = self.path.to_ascii_lowercase();
        ["/dashboard", "/horizon", "/skyline", "/auth/login", "/project", "/ngdetails", "/base/overview"]
            .iter()
            .any(|start| path.starts_with(start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> WebAddress {
        WebAddress::parse(typed).unwrap()
    }

    #[test]
    fn reads_what_people_type() {
        let address = read(" HTTPS://Cloud.Example:5000/v3?x=1 ");
        assert_eq!((address.origin(), &*address.path), ("https://cloud.example:5000".into(), "/v3?x=1"));
        assert_eq!(address.shown(), "https://cloud.example:5000/v3");
        assert_eq!(read("cloud:443").origin(), "https://cloud");
        assert_eq!(read("http://c:80/").origin(), "http://c");
        assert_eq!(read("https://[::1]:5000/v3").origin(), "https://[::1]:5000");
        assert_eq!(read("https://[fe80::1]/v3").host, "[fe80::1]");
        for typed in ["", "ftp://c", "javascript:alert(1)", "https://", "https:///v3", "a b", "https://c:x/"]
        {
            assert_eq!(WebAddress::parse(typed), None, "{typed}");
        }
    }

    #[test]
    fn what_nobody_should_see_is_not_shown() {
        let address = read("https://user:secret@cloud/v3?token=secret#secret");
        assert!(address.has_credentials);
        assert_eq!(address.shown(), "https://cloud/v3");
    }

    #[test]
    fn knows_this_computer_numbers_and_private_networks() {
        for (typed, loopback, number, private) in [
            ("http://127.0.0.1:5000", true, true, false),
            ("http://localhost", true, false, false),
            ("http://panel.localhost", true, false, false),
            ("http://[::1]", true, true, false),
            ("http://127.0.0.1.example", false, false, false),
            ("http://10.1.2.3", false, true, true),
            ("http://172.31.0.1", false, true, true),
            ("http://172.32.0.1", false, true, false),
            ("http://192.168.1.1", false, true, true),
            ("http://10.example.org", false, false, false),
        ] {
            let address = read(typed);
            let seen = (address.is_loopback(), address.is_number(), address.is_private());
            assert_eq!(seen, (loopback, number, private), "{typed}");
        }
    }

    #[test]
    fn knows_the_dashboards() {
        assert!(read("https://c/dashboard/auth/login/?next=/dashboard/").looks_like_dashboard());
        assert!(read("https://c/Horizon").looks_like_dashboard());
        assert!(!read("https://c/identity/v3").looks_like_dashboard());
        assert!(!read("https://c:5000/v3").looks_like_dashboard());
    }
}
