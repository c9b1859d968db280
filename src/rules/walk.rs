//! The way through a whole list, page by page: each page begins after the last row of the one before.
//!
//! Sources: `cinder/api/common.py` (`limited`), `cinder/db/sqlalchemy/api.py` (a marker that has gone is a 404).

use std::sync::Arc;

use crate::model::listing::{ListParams, MAX_LIMIT, Sort};

/// How far one has come. It goes on from where it stands, also after a failure.
#[derive(Clone, Debug)]
pub struct Walk {
    from_start: ListParams,
    /// The last row of each page.
    markers: Vec<Arc<str>>,
    /// An operator may allow less than is asked for; the first page shows how much.
    largest: usize,
    total: Option<u64>,
}

impl Walk {
    /// The way through the list that `params` ask for, from its start, wherever they stand.
    pub fn new(params: ListParams) -> Self {
        // Rows keep their place in this order, so that one can continue after each.
        let sort = Some(Sort::newest_first());
        let from_start = ListParams { sort, limit: MAX_LIMIT, offset: 0, marker: None, ..params };
        Self { from_start, markers: Vec::new(), largest: 0, total: None }
    }

    /// The next page.
    pub fn next(&self) -> ListParams {
        ListParams { marker: self.markers.last().cloned(), ..self.from_start.clone() }
    }

    /// How many rows there are, as far as that was said.
    pub fn total(&self) -> Option<u64> {
        self.total
    }

    /// Notes a page of `came` rows; `rows` have come in all. Tells whether it was the last one.
    pub fn took(&mut self, came: usize, last: Option<Arc<str>>, count: Option<u64>, rows: u64) -> bool {
        self.largest = self.largest.max(came);
        // Fewer than before means that some are gone which had come: no reason to end sooner.
        self.total = self.total.max(count);
        self.markers.extend(last);
        let is_short = came < self.largest || (self.total.is_none() && came < MAX_LIMIT as usize);
        came == 0 || is_short || self.total.is_some_and(|total| rows >= total)
    }

    /// The row to continue after has gone: continues after the one before it. Rows between the two come a
    /// second time. False at the start, where there is none.
    pub fn step_back(&mut self) -> bool {
        self.markers.pop().is_some()
    }

    /// Begins anew; false at the start.
    pub fn start_over(&mut self) -> bool {
        let was_on_the_way = !self.markers.is_empty();
        *self = Self::new(self.from_start.clone());
        was_on_the_way
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk() -> Walk {
        Walk::new(ListParams { offset: 50, with_count: true, ..ListParams::default() })
    }

    fn marker(walk: &Walk) -> Option<String> {
        walk.next().marker.map(|marker| marker.to_string())
    }

    #[test]
    fn a_page_begins_after_the_last_row_of_the_one_before() {
        let mut walk = walk();
        assert_eq!((walk.next().offset, walk.next().limit, marker(&walk)), (0, 1_000, None));
        assert!(!walk.took(1_000, Some("a".into()), Some(2_300), 1_000));
        assert_eq!(marker(&walk).as_deref(), Some("a"));
        assert!(!walk.took(1_000, Some("b".into()), Some(2_300), 2_000));
        assert!(walk.took(300, Some("c".into()), Some(2_300), 2_300));
    }

    #[test]
    fn a_round_number_of_rows_needs_no_empty_page_where_the_cloud_counts() {
        assert!(walk().took(1_000, Some("a".into()), Some(1_000), 1_000));
        let mut uncounted = walk();
        assert!(!uncounted.took(1_000, Some("a".into()), None, 1_000));
        assert!(uncounted.took(0, None, None, 1_000));
    }

    #[test]
    fn rows_that_go_meanwhile_hide_none_of_the_others() {
        let mut walk = walk();
        assert!(!walk.took(2, Some("b".into()), Some(6), 2));
        assert!(!walk.took(2, Some("d".into()), Some(4), 4));
        assert!(walk.took(2, Some("f".into()), Some(4), 6));
    }

    #[test]
    fn an_operator_may_allow_less_a_page() {
        let mut walk = walk();
        assert!(!walk.took(100, Some("a".into()), Some(150), 100));
        assert!(walk.took(50, Some("b".into()), Some(150), 150));
    }

    #[test]
    fn a_marker_that_has_gone_leads_back_to_the_one_before() {
        let mut walk = walk();
        walk.took(1_000, Some("a".into()), Some(5_000), 1_000);
        walk.took(1_000, Some("b".into()), Some(5_000), 2_000);
        assert!(walk.step_back());
        assert_eq!(marker(&walk).as_deref(), Some("a"));
        assert!(walk.step_back() && !walk.step_back());
        assert_eq!(marker(&walk), None);
    }

    #[test]
    fn starting_over_forgets_what_it_knew() {
        let mut walk = walk();
        assert!(!walk.start_over());
        walk.took(1_000, Some("a".into()), Some(5_000), 1_000);
        assert!(walk.start_over());
        assert_eq!((marker(&walk), walk.total()), (None, None));
    }
}
