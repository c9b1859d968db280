//! The exact lines to add, and the calls of curl that decide what a page cannot tell.

use crate::model::fault::Service;
use crate::rules::commands_curl::quote;
use crate::rules::finding::Fault;
use crate::rules::probe::Asked;
use crate::rules::web_address::WebAddress;

/// Where some lines belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// `/etc/keystone/keystone.conf`.
    KeystoneConf,
    /// `/etc/cinder/cinder.conf`.
    CinderConf,
    /// The configuration of an nginx in front of the service.
    Nginx,
    /// The panel's own config.json.
    ConfigJson,
    /// A shell, to be run by the cloud's operator or by whoever hosts the panel.
    Shell,
}

/// Lines to add, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines {
    /// Where.
    pub place: Place,
    /// The lines.
    pub text: String,
}

/// What Keystone lets pages send and read unless it is told otherwise (keystone/conf/__init__.py).
const KEYSTONE_ALLOWS: &str = "X-Auth-Token,X-Openstack-Request-Id,X-Subject-Token,X-Project-Id,X-Project-Name,\
X-Project-Domain-Id,X-Project-Domain-Name,X-Domain-Id,X-Domain-Name,Openstack-Auth-Receipt";
const KEYSTONE_EXPOSES: &str = "X-Auth-Token,X-Openstack-Request-Id,X-Subject-Token,Openstack-Auth-Receipt";
/// The same of Cinder (cinder/common/config.py).
const CINDER_ALLOWS: &str = "X-Auth-Token,X-Identity-Status,X-Roles,X-Service-Catalog,X-User-Id,X-Tenant-Id,\
X-OpenStack-Request-ID,X-Trace-Info,X-Trace-HMAC,OpenStack-API-Version";
const CINDER_EXPOSES: &str =
    "X-Auth-Token,X-Subject-Token,X-Service-Token,X-OpenStack-Request-ID,OpenStack-API-Version";

/// The lines against a fault of a service that is asked at `url` from a page of `origin`; empty when
/// no configuration is at fault.
///
/// `allow_headers` and `expose_headers` are named only when they are the fault: a line of that name
/// replaces what the service allows by itself.
pub fn lines(fault: &Fault, service: Service, origin: &str, url: &str) -> Vec<Lines> {
    let (conf, allows, exposes) = match service {
        Service::Identity => (Place::KeystoneConf, KEYSTONE_ALLOWS, KEYSTONE_EXPOSES),
        Service::BlockStorage => (Place::CinderConf, CINDER_ALLOWS, CINDER_EXPOSES),
    };
    let one = |place, text: String| vec![Lines { place, text }];
    let cors = |line: &str| one(conf, format!("[cors]\n{line}"));
    match fault {
        Fault::CorsOff => cors(&format!("allowed_origin = {origin}\nmax_age = 7200")),
        Fault::OtherOrigin => cors(&format!("allowed_origin = https://the-other-site.example,{origin}")),
        Fault::HeadersNotAllowed(_) => cors(&format!("allow_headers = {allows}")),
        Fault::MethodsNotAllowed(_) => cors("allow_methods = GET,PUT,POST,DELETE,PATCH,HEAD"),
        Fault::NotExposed(_) => cors(&format!("expose_headers = {exposes}")),
        Fault::ProxyError => one(Place::Nginx, nginx(origin)),
        Fault::PagePolicy => {
            let cloud = WebAddress::parse(url).map(|address| address.origin()).unwrap_or_default();
            let mut found = match service {
                Service::Identity => one(Place::ConfigJson, format!("\"identity_url\": \"{url}\"")),
                Service::BlockStorage => one(Place::ConfigJson, format!("\"api_origins\": [\"{cloud}\"]")),
            };
            let command = "node scripts/web_server_config.mjs --server nginx --config dist/config.json";
            found.extend(one(Place::Shell, format!("{command} --site {}", quote(&format!("{origin}/")))));
            found
        }
        Fault::MixedContent if service == Service::BlockStorage => one(
            Place::Shell,
            format!(
                "openstack endpoint list --service block-storage --interface public\n\
                 openstack endpoint set --url '{}/v3/%(project_id)s' ENDPOINT_ID",
                url.replacen("http://", "https://", 1).trim_end_matches('/')
            ),
        ),
        _ => Vec::new(),
    }
}

/// A header of nginx's own goes to answers that have none yet: two of them are as bad as none.
fn nginx(origin: &str) -> String {
    format!(
        "# in http {{ … }}\nmap $upstream_http_access_control_allow_origin $panel_origin {{\n  \
         \"\" {};\n  default \"\";\n}}\n# in the location of the service\n\
         add_header Access-Control-Allow-Origin $panel_origin always;\nadd_header Vary Origin always;",
        quote(origin),
    )
}

/// The call that shows what the browser keeps from the page: the request itself, or for one that is
/// asked for beforehand that question.
pub fn curl(asked: &Asked, origin: &str) -> String {
    let mut out = String::from("curl -i");
    if asked.is_preflighted() {
        out.push_str(" -X OPTIONS");
    }
    out.push_str(&format!(" -H {}", quote(&format!("Origin: {origin}"))));
    if asked.is_preflighted() {
        let headers = asked.headers.join(", ").to_ascii_lowercase();
        out.push_str(&format!(" \\\n  -H 'Access-Control-Request-Method: {}'", asked.method));
        if !headers.is_empty() {
            out.push_str(&format!(" \\\n  -H 'Access-Control-Request-Headers: {headers}'"));
        }
    }
    out.push_str(&format!(" \\\n  {}", quote(&asked.url)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORIGIN: &str = "https://panel.example";

    fn text(fault: &Fault, service: Service) -> String {
        let lines = lines(fault, service, ORIGIN, "http://cinder.example:8776/");
        lines.into_iter().map(|lines| lines.text).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn an_override_is_named_only_where_it_is_the_fault() {
        for service in [Service::Identity, Service::BlockStorage] {
            for fault in [Fault::CorsOff, Fault::OtherOrigin] {
                let text = text(&fault, service);
                assert!(text.starts_with("[cors]\nallowed_origin = ") && text.contains(ORIGIN), "{text}");
                assert!(!text.contains("_headers"), "{text}");
            }
        }
        let missing = Fault::NotExposed(vec!["X-Subject-Token"]);
        assert!(text(&missing, Service::Identity).contains("expose_headers = X-Auth-Token,"));
        let refused = Fault::HeadersNotAllowed(vec!["OpenStack-API-Version"]);
        let text = text(&refused, Service::BlockStorage);
        assert!(text.contains("allow_headers = ") && text.ends_with("OpenStack-API-Version"), "{text}");
    }

    #[test]
    fn the_panels_own_policy_is_widened_by_its_own_configuration() {
        let text = text(&Fault::PagePolicy, Service::BlockStorage);
        assert!(text.contains(r#""api_origins": ["http://cinder.example:8776"]"#), "{text}");
        assert!(text.contains("--site https://panel.example/"), "{text}");
    }

    #[test]
    fn plain_text_endpoints_are_moved_to_https() {
        let text = text(&Fault::MixedContent, Service::BlockStorage);
        assert!(text.contains("--url 'https://cinder.example:8776/v3/%(project_id)s' ENDPOINT_ID"), "{text}");
    }

    #[test]
    fn an_nginx_adds_the_header_only_where_none_is() {
        let text = text(&Fault::ProxyError, Service::BlockStorage);
        assert!(text.contains("map $upstream_http_access_control_allow_origin $panel_origin {\n  \"\" https://panel.example;"), "{text}");
        assert!(text.contains("add_header Access-Control-Allow-Origin $panel_origin always;"), "{text}");
    }

    #[test]
    fn curl_asks_what_the_browser_asked() {
        let plain = Asked::plain("https://k:5000/v3");
        assert_eq!(
            curl(&plain, ORIGIN),
            "curl -i -H 'Origin: https://panel.example' \\\n  https://k:5000/v3"
        );
        let write =
            Asked { method: "POST", url: "https://k/v3/auth/tokens".into(), headers: vec!["Content-Type"] };
        assert_eq!(
            curl(&write, ORIGIN),
            "curl -i -X OPTIONS -H 'Origin: https://panel.example' \\\n  \
             -H 'Access-Control-Request-Method: POST' \\\n  \
             -H 'Access-Control-Request-Headers: content-type' \\\n  https://k/v3/auth/tokens"
        );
    }
}
