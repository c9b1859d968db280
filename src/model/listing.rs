//! The vocabulary of Cinder's list requests, shared by backups, volumes and snapshots.

use std::sync::Arc;

use crate::provided::lower;

/// The most rows Cinder sends at once (`osapi_max_limit`); a larger limit is cut without a word.
pub const MAX_LIMIT: u32 = 1_000;

/// Which way to sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Smallest first.
    Asc,
    /// Largest first; what Cinder takes when none is named.
    Desc,
}

impl Direction {
    /// Cinder's spelling, which must be in lower case.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Asc => "asc",
            Self::Desc => "desc",
        }
    }

    /// The other way.
    pub fn reversed(self) -> Self {
        match self {
            Self::Asc => Self::Desc,
            Self::Desc => Self::Asc,
        }
    }
}

/// What to sort by: one of Cinder's sort keys and a direction.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Sort {
    /// Cinder's sort key, such as `created_at`.
    pub key: Arc<str>,
    /// Which way.
    pub direction: Direction,
}

impl Sort {
    /// Newest first, Cinder's own default.
    pub fn newest_first() -> Self {
        Self { key: Arc::from("created_at"), direction: Direction::Desc }
    }
}

/// A filter: a field, how to compare, and the text to compare with.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Filter {
    /// Cinder's filter key without `~`, such as `name`.
    pub field: Arc<str>,
    /// Whether `~` (contains) was meant, which needs 3.34 for all but admins.
    pub contains: bool,
    /// Never empty: an empty value matches next to nothing, so it is left out.
    pub value: Arc<str>,
}

impl Filter {
    /// A filter for the exact value.
    pub fn exact(field: &str, value: &str) -> Self {
        Self { field: Arc::from(field), contains: false, value: Arc::from(value) }
    }

    /// A filter for a part of the value.
    pub fn containing(field: &str, value: &str) -> Self {
        Self { field: Arc::from(field), contains: true, value: Arc::from(value) }
    }

    /// Whether a value passes; a part of it is looked for without regard to case, as Cinder's LIKE does.
    pub fn accepts(&self, value: &str) -> bool {
        if self.contains { lower(value).contains(&lower(&self.value)) } else { value == &*self.value }
    }

    /// The query parameter's name, `name` or `name~`.
    pub fn parameter(&self) -> String {
        format!("{}{}", self.field, if self.contains { "~" } else { "" })
    }
}

/// One list request: what, in which order, and which part of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListParams {
    /// Filters that the server applies.
    pub filters: Vec<Filter>,
    /// None leaves the order to Cinder (newest first).
    pub sort: Option<Sort>,
    /// Rows wanted; 0 with `with_count` asks for the count alone.
    pub limit: u32,
    /// Rows to skip. Never sent together with a marker: Cinder would apply both.
    pub offset: u64,
    /// The id of the last row seen.
    pub marker: Option<Arc<str>>,
    /// Ask for the number of all that match (3.45).
    pub with_count: bool,
    /// All projects of the cloud; for admins only.
    pub all_projects: bool,
}

impl ListParams {
    /// The query in one canonical order, so that the browser's preflight cache is of use.
    pub fn query(&self) -> Vec<(String, String)> {
        let mut query: Vec<(String, String)> = Vec::new();
        for filter in &self.filters {
            let parameter = filter.parameter();
            let at = query.partition_point(|(known, _)| *known <= parameter);
            query.insert(at, (parameter, filter.value.to_string()));
        }
        if self.all_projects {
            query.insert(0, ("all_tenants".to_owned(), "1".to_owned()));
        }
        let mut add = |key: &str, value: String| query.push((key.to_owned(), value));
        if let Some(sort) = &self.sort {
            add("sort", format!("{}:{}", sort.key, sort.direction.as_str()));
        }
        add("limit", self.limit.to_string());
        match &self.marker {
            Some(marker) => add("marker", marker.to_string()),
            None if self.offset > 0 => add("offset", self.offset.to_string()),
            None => {}
        }
        if self.with_count {
            add("with_count", "True".to_owned());
        }
        query
    }
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// The rows, in the server's order.
    pub items: Vec<T>,
    /// The number of all that match, if it was asked for and the cloud has 3.45.
    pub count: Option<u64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(params: &ListParams) -> String {
        params.query().iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>().join("&")
    }

    #[test]
    fn writes_parameters_in_one_order() {
        let params = ListParams {
            filters: vec![Filter::exact("status", "error"), Filter::containing("name", "web")],
            sort: Some(Sort::newest_first()),
            limit: 50,
            offset: 100,
            with_count: true,
            all_projects: true,
            ..ListParams::default()
        };
        assert_eq!(
            text(&params),
            "all_tenants=1&name~=web&status=error&sort=created_at:desc&limit=50&offset=100&with_count=True"
        );
    }

    #[test]
    fn never_sends_marker_and_offset_together() {
        let params =
            ListParams { limit: 20, offset: 40, marker: Some(Arc::from("m")), ..ListParams::default() };
        assert_eq!(text(&params), "limit=20&marker=m");
    }
}
