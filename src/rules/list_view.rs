//! Which part of a list is shown, as it stands in the address.

use std::sync::Arc;

use crate::model::listing::{Direction, Filter, MAX_LIMIT, Sort};

/// Rows on a page unless the address says otherwise: a page that waits for 1,000 rows is slow.
pub const DEFAULT_ROWS: u32 = 50;

/// The page sizes on offer.
pub const ROW_CHOICES: [u32; 5] = [20, 50, 100, 500, 1_000];

/// Filters, order and part of a list. What is at its default is not in the address.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ListView {
    /// Filters, wherever they are applied.
    pub filters: Vec<Filter>,
    /// None is Cinder's own order, newest first.
    pub sort: Option<Sort>,
    /// Rows on a page, 1 to 1,000.
    pub rows: u32,
    /// Rows before the page.
    pub offset: u64,
    /// All projects of the cloud; for admins.
    pub all_projects: bool,
}

impl Default for ListView {
    fn default() -> Self {
        Self { filters: Vec::new(), sort: None, rows: DEFAULT_ROWS, offset: 0, all_projects: false }
    }
}

impl ListView {
    /// Reads the parameters of an address; what makes no sense is left at its default.
    pub fn parse(parameters: &[(String, String)]) -> Self {
        let mut view = Self::default();
        for (key, value) in parameters {
            match key.as_str() {
                "sort" => view.sort = parse_sort(value),
                "rows" => view.rows = value.parse().map_or(DEFAULT_ROWS, |n: u32| n.clamp(1, MAX_LIMIT)),
                "offset" => view.offset = value.parse().unwrap_or(0).min(i32::MAX as u64),
                "all_projects" => view.all_projects = value == "1",
                _ if value.is_empty() => {}
                _ => {
                    let (field, contains) =
                        key.strip_suffix('~').map_or((key.as_str(), false), |f| (f, true));
                    view.set_filter(Filter {
                        field: Arc::from(field),
                        contains,
                        value: Arc::from(value.as_str()),
                    });
                }
            }
        }
        view
    }

    /// Writes the parameters that [`ListView::parse`] reads.
    pub fn parameters(&self) -> Vec<(String, String)> {
        let mut out: Vec<(String, String)> =
            self.filters.iter().map(|filter| (filter.parameter(), filter.value.to_string())).collect();
        let mut add = |key: &str, value: String| out.push((key.to_owned(), value));
        if let Some(sort) = &self.sort {
            add("sort", format!("{}:{}", sort.key, sort.direction.as_str()));
        }
        if self.rows != DEFAULT_ROWS {
            add("rows", self.rows.to_string());
        }
        if self.offset > 0 {
            add("offset", self.offset.to_string());
        }
        if self.all_projects {
            add("all_projects", "1".to_owned());
        }
        out
    }

    /// The filter for a field, if there is one.
    pub fn filter(&self, field: &str) -> Option<&Filter> {
        self.filters.iter().find(|filter| &*filter.field == field)
    }

    /// Sets the one filter of a field: Cinder takes the last of several.
    pub fn set_filter(&mut self, filter: Filter) {
        // Cinder takes a project only where all are asked for.
        self.all_projects |= &*filter.field == "project_id";
        match self.filters.iter_mut().find(|known| known.field == filter.field) {
            Some(known) => *known = filter,
            None => self.filters.push(filter),
        }
        self.offset = 0;
    }

    /// The view with this filter, from its first page.
    pub fn with_filter(&self, filter: Filter) -> Self {
        let mut view = self.clone();
        view.set_filter(filter);
        view
    }

    /// The view without the filter of a field, from its first page.
    pub fn without_filter(&self, field: &str) -> Self {
        let mut view = self.clone();
        view.filters.retain(|filter| &*filter.field != field);
        view.offset = 0;
        view
    }

    /// The view of one project or of all.
    pub fn across_projects(&self, all_projects: bool) -> Self {
        let base = if all_projects { self.clone() } else { self.without_filter("project_id") };
        Self { all_projects, offset: 0, ..base }
    }

    /// Whether the other view differs only in the part of the name that is looked for, as while
    /// somebody types.
    pub fn is_typing_towards(&self, other: &Self) -> bool {
        let looks_for_name = |view: &Self| view.filter("name").is_some_and(|filter| filter.contains);
        looks_for_name(self)
            && looks_for_name(other)
            && self.without_filter("name") == other.without_filter("name")
    }

    /// The order after a press on a column's header: its natural direction first, then the other.
    pub fn sorted_by(&self, key: &str, first: Direction) -> Self {
        let current = self.effective_sort();
        let direction = if &*current.key == key { current.direction.reversed() } else { first };
        let sort = Sort { key: Arc::from(key), direction };
        let sort = (sort != Sort::newest_first()).then_some(sort);
        Self { sort, offset: 0, ..self.clone() }
    }

    /// The order in force.
    pub fn effective_sort(&self) -> Sort {
        self.sort.clone().unwrap_or_else(Sort::newest_first)
    }

    /// The page shown, counted from 1.
    pub fn page(&self) -> u64 {
        self.offset / u64::from(self.rows) + 1
    }

    /// The view of another page, counted from 1.
    pub fn at_page(&self, page: u64) -> Self {
        Self { offset: page.saturating_sub(1) * u64::from(self.rows), ..self.clone() }
    }

    /// The view with another page size, on the page that holds the first row shown now.
    pub fn with_rows(&self, rows: u32) -> Self {
        let rows = rows.clamp(1, MAX_LIMIT);
        Self { rows, offset: self.offset / u64::from(rows) * u64::from(rows), ..self.clone() }
    }

    /// How many pages there are; at least one.
    pub fn pages(&self, total: u64) -> u64 {
        total.div_ceil(u64::from(self.rows)).max(1)
    }
}

fn parse_sort(text: &str) -> Option<Sort> {
    let (key, direction) = text.split_once(':').unwrap_or((text, "desc"));
    let direction = if direction == "asc" { Direction::Asc } else { Direction::Desc };
    let sort = Sort { key: Arc::from(key), direction };
    (!key.is_empty() && sort != Sort::newest_first()).then_some(sort)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> ListView {
        let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
        ListView::parse(&pairs.map(|(k, v)| (k.to_owned(), v.to_owned())).collect::<Vec<_>>())
    }

    #[test]
    fn every_view_reads_back() {
        let views = [
            ListView::default(),
            ListView {
                filters: vec![Filter::exact("status", "error"), Filter::containing("name", "a&b=c")],
                sort: Some(Sort { key: Arc::from("size"), direction: Direction::Asc }),
                rows: 1_000,
                offset: 3_000,
                all_projects: true,
            },
        ];
        for view in views {
            assert_eq!(ListView::parse(&view.parameters()), view);
        }
        assert!(ListView::default().parameters().is_empty());
    }

    #[test]
    fn nonsense_falls_back_to_defaults() {
        assert_eq!(parse("rows=banana&offset=-1&sort=&status="), ListView::default());
        assert_eq!(parse("rows=5000").rows, 1_000);
        assert_eq!(parse("rows=0").rows, 1);
        assert_eq!(parse("offset=99999999999").offset, i32::MAX as u64);
        assert_eq!(parse("sort=created_at:desc"), ListView::default());
    }

    #[test]
    fn filters_and_order_start_from_the_first_page() {
        let view = ListView { offset: 100, ..ListView::default() };
        assert_eq!(view.with_filter(Filter::exact("status", "error")).offset, 0);
        assert_eq!(view.sorted_by("size", Direction::Desc).offset, 0);
        let twice = view.with_filter(Filter::exact("name", "a")).with_filter(Filter::containing("name", "b"));
        assert_eq!(twice.filters, [Filter::containing("name", "b")]);
    }

    #[test]
    fn pressing_a_header_twice_turns_the_order() {
        let view = ListView::default();
        let once = view.sorted_by("created_at", Direction::Desc);
        assert_eq!(once.effective_sort().direction, Direction::Asc);
        assert_eq!(once.sorted_by("created_at", Direction::Desc), view);
    }

    #[test]
    fn a_project_is_asked_for_among_all() {
        let view = ListView::default().with_filter(Filter::exact("project_id", "p"));
        assert!(view.all_projects);
        assert_eq!(view.across_projects(false), ListView::default());
        assert_eq!(view.across_projects(true), view);
    }

    #[test]
    fn typing_is_a_change_of_the_name_alone() {
        let look_for = |name: &str| ListView::default().with_filter(Filter::containing("name", name));
        assert!(look_for("we").is_typing_towards(&look_for("web")));
        assert!(!ListView::default().is_typing_towards(&look_for("w")));
        assert!(
            !look_for("we").is_typing_towards(&look_for("web").with_filter(Filter::exact("status", "error")))
        );
        assert!(
            !look_for("we").is_typing_towards(&ListView::default().with_filter(Filter::exact("name", "we")))
        );
    }

    #[test]
    fn pages_are_counted_from_one() {
        let view = ListView { rows: 20, ..ListView::default() };
        assert_eq!([view.pages(0), view.pages(20), view.pages(21), view.pages(310)], [1, 1, 2, 16]);
        assert_eq!((view.at_page(16).offset, view.at_page(16).page()), (300, 16));
        assert_eq!(view.at_page(16).with_rows(100).page(), 4);
    }
}
