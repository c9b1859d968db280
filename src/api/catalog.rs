//! Finds Block Storage in Keystone's catalog.

use crate::model::identity::{CatalogService, TokenBody};
use crate::model::ids::ProjectId;

/// The names under which clouds list Block Storage, the best first (os-service-types).
pub(crate) const TYPES: [&str; 5] = ["block-storage", "volumev3", "block-store", "volumev2", "volume"];

/// A region's Block Storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionEndpoint {
    /// The region's id.
    pub region: String,
    /// The root of the service, with a slash at the end.
    pub root: String,
}

/// Block Storage of every region that has it, in the catalog's order.
///
/// `interface` is `public` unless an operator says otherwise.
pub fn block_storage(token: &TokenBody, interface: &str) -> Vec<RegionEndpoint> {
    let mut found: Vec<RegionEndpoint> = Vec::new();
    let project = token.project.as_ref().map(|project| project.id.clone()).unwrap_or_default();
    for kind in TYPES {
        for service in token.catalog.iter().filter(|service| &*service.kind == kind) {
            add_endpoints(&mut found, service, interface, &project);
        }
    }
    found
}

/// An address of Block Storage in the catalog that is not for use, since it is neither http nor https.
pub fn strange_address(token: &TokenBody, interface: &str) -> Option<String> {
    let services = token.catalog.iter().filter(|service| TYPES.contains(&&*service.kind));
    let mut endpoints = services.flat_map(|service| &service.endpoints);
    let is_strange = |url: &str| root_of(url, &ProjectId::default()).is_none();
    let found = endpoints.find(|endpoint| &*endpoint.interface == interface && is_strange(&endpoint.url));
    found.map(|endpoint| endpoint.url.to_string())
}

fn add_endpoints(
    found: &mut Vec<RegionEndpoint>,
    service: &CatalogService,
    interface: &str,
    project: &ProjectId,
) {
    for endpoint in service.endpoints.iter().filter(|endpoint| &*endpoint.interface == interface) {
        let region = endpoint.region_id.as_deref().unwrap_or_default();
        // A better name of the service has been here already.
        if found.iter().any(|known| known.region == region) {
            continue;
        }
        if let Some(root) = root_of(&endpoint.url, project) {
            found.push(RegionEndpoint { region: region.to_owned(), root });
        }
    }
}

/// The service's root: the address without the project and the version, with a slash at the end.
///
/// None unless it is http or https: the address comes from a server.
pub fn root_of(url: &str, project: &ProjectId) -> Option<String> {
    if !(url.starts_with("http://") || url.starts_with("https://")) {
        return None;
    }
    let mut rest = url.trim_end_matches('/');
    if let Some((before, last)) = rest.rsplit_once('/') {
        let version_before = before.rsplit('/').next().is_some_and(is_version);
        if last == project.as_str() || version_before {
            rest = before;
        }
    }
    if let Some((before, last)) = rest.rsplit_once('/')
        && is_version(last)
    {
        rest = before;
    }
    Some(format!("{rest}/"))
}

fn is_version(segment: &str) -> bool {
    segment.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(catalog: &str) -> TokenBody {
        crate::model::json::read(&format!(r#"{{"project":{{"id":"p1"}},"catalog":{catalog}}}"#)).unwrap()
    }

    #[test]
    fn strips_project_and_version() {
        let project = ProjectId::new("p1");
        for (url, root) in [
            ("http://c:8776/v3/p1", "http://c:8776/"),
            ("http://c:8776/v3/p1/", "http://c:8776/"),
            ("https://c/volume/v3/p1", "https://c/volume/"),
            ("https://c/volume/v3/other", "https://c/volume/"),
            ("https://c/volume/v3", "https://c/volume/"),
            ("https://c/volume", "https://c/volume/"),
            ("https://c", "https://c/"),
        ] {
            assert_eq!(root_of(url, &project).as_deref(), Some(root), "{url}");
        }
        assert_eq!(root_of("javascript:alert(1)//v3", &project), None);
    }

    #[test]
    fn prefers_the_best_name_per_region_and_the_interface_asked_for() {
        let token = token(
            r#"[
            {"type":"volumev3","endpoints":[
                {"interface":"public","region_id":"One","url":"http://old/v3/p1"},
                {"interface":"public","region_id":"Two","url":"http://two/v3/p1"},
                {"interface":"admin","region_id":"Three","url":"http://admin/v3/p1"}]},
            {"type":"block-storage","endpoints":[
                {"interface":"public","region_id":"One","url":"http://one/v3/p1"}]},
            {"type":"identity","endpoints":[{"interface":"public","region_id":"One","url":"http://k/v3"}]}]"#,
        );
        let regions = block_storage(&token, "public");
        let roots: Vec<_> = regions.iter().map(|r| (r.region.as_str(), r.root.as_str())).collect();
        assert_eq!(roots, [("One", "http://one/"), ("Two", "http://two/")]);
        assert!(block_storage(&TokenBody::default(), "public").is_empty());
    }

    #[test]
    fn an_address_that_is_not_for_use_is_told_from_none() {
        let endpoints = |url: &str| {
            token(&format!(
                r#"[{{"type":"image","endpoints":[{{"interface":"public","url":"ftp://images"}}]}},
                {{"type":"volumev3","endpoints":[{{"interface":"admin","url":"file:///x"}},
                {{"interface":"public","region_id":"One","url":"{url}"}}]}}]"#
            ))
        };
        let strange = endpoints("javascript:alert(1)");
        assert!(block_storage(&strange, "public").is_empty());
        assert_eq!(strange_address(&strange, "public").as_deref(), Some("javascript:alert(1)"));
        assert_eq!(strange_address(&endpoints("https://c/v3"), "public"), None);
        assert_eq!(strange_address(&strange, "internal"), None);
    }
}
