//! The way through a whole list, page by page: each page begins after the last row of the one before.
//!
//! Sources: `cinder/api/common.py` (`limited`), `cinder/db/sqlalchemy/api.py` (a marker that has gone is a 404).

use std::sync::Arc;

use crate::model::listing::{ListParams, MAX_LIMIT, Sort};

/// What a page was on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Took {
    /// There are more.
    More,
    /// It was the last one.
    Last,
    /// It brought no new row, and nothing explains that: the cloud does not go on after the marker.
    Nothing,
}

/// How often one may go back without a new row.
const RETURNS: u32 = 3;

/// How far one has come. It goes on from where it stands, also after a failure.
#[derive(Clone, Debug)]
pub struct Walk {
    from_start: ListParams,
    /// The last row of each page.
    markers: Vec<Arc<str>>,
    /// An operator may allow less than is asked for; the first page shows how much.
    largest: usize,
    total: Option<u64>,
    /// Rows that have come in all.
    rows: u64,
    /// Pages that may bring nothing new, because it was gone back over them.
    behind: u32,
    /// How often it was gone back since the last new row, and whether no page has come since.
    returns: u32,
    is_going_back: bool,
}

impl Walk {
    /// The way through the list that `params` ask for, from its start, wherever they stand.
    pub fn new(params: ListParams) -> Self {
        // Rows keep their place in this order, so that one can continue after each.
        let sort = Some(Sort::newest_first());
        let from_start = ListParams { sort, limit: MAX_LIMIT, offset: 0, marker: None, ..params };
        Self {
            from_start,
            markers: Vec::new(),
            largest: 0,
            total: None,
            rows: 0,
            behind: 0,
            returns: 0,
            is_going_back: false,
        }
    }

    /// The next page.
    pub fn next(&self) -> ListParams {
        ListParams { marker: self.markers.last().cloned(), ..self.from_start.clone() }
    }

    /// How many rows there are, as far as that was said.
    pub fn total(&self) -> Option<u64> {
        self.total
    }

    /// Notes a page of `came` rows; `rows` have come in all.
    ///
    /// Where the cloud does not count, only a page that is empty or shorter than another is known to be the last:
    /// an operator may allow less than is asked for.
    pub fn took(&mut self, came: usize, last: Option<Arc<str>>, count: Option<u64>, rows: u64) -> Took {
        self.largest = self.largest.max(came);
        // Fewer than before means that some are gone which had come: no reason to end sooner.
        self.total = self.total.max(count);
        self.markers.extend(last);
        let is_new = rows > self.rows;
        self.rows = rows;
        self.is_going_back = false;
        if came == 0 || came < self.largest || self.total.is_some_and(|total| rows >= total) {
            return Took::Last;
        }
        if is_new {
            self.returns = 0;
        } else if self.behind == 0 {
            return Took::Nothing;
        } else {
            self.behind -= 1;
        }
        Took::More
    }

    /// The row to continue after has gone: continues after the one before it. Rows between the two come a
    /// second time. False at the start, where there is none, and where going back has brought nothing several times.
    pub fn step_back(&mut self) -> bool {
        if !self.is_going_back && self.returns >= RETURNS || self.markers.pop().is_none() {
            return false;
        }
        if !self.is_going_back {
            self.returns += 1;
        }
        self.is_going_back = true;
        self.behind += 1;
        true
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
        assert_eq!(walk.took(1_000, Some("a".into()), Some(2_300), 1_000), Took::More);
        assert_eq!(marker(&walk).as_deref(), Some("a"));
        assert_eq!(walk.took(1_000, Some("b".into()), Some(2_300), 2_000), Took::More);
        assert_eq!(walk.took(300, Some("c".into()), Some(2_300), 2_300), Took::Last);
    }

    #[test]
    fn a_round_number_of_rows_needs_no_empty_page_where_the_cloud_counts() {
        assert_eq!(walk().took(1_000, Some("a".into()), Some(1_000), 1_000), Took::Last);
        let mut uncounted = walk();
        assert_eq!(uncounted.took(1_000, Some("a".into()), None, 1_000), Took::More);
        assert_eq!(uncounted.took(0, None, None, 1_000), Took::Last);
    }

    #[test]
    fn rows_that_go_meanwhile_hide_none_of_the_others() {
        let mut walk = walk();
        assert_eq!(walk.took(2, Some("b".into()), Some(6), 2), Took::More);
        assert_eq!(walk.took(2, Some("d".into()), Some(4), 4), Took::More);
        assert_eq!(walk.took(2, Some("f".into()), Some(4), 6), Took::Last);
    }

    #[test]
    fn an_operator_may_allow_less_a_page() {
        let mut walk = walk();
        assert_eq!(walk.took(100, Some("a".into()), Some(150), 100), Took::More);
        assert_eq!(walk.took(50, Some("b".into()), Some(150), 150), Took::Last);
    }

    #[test]
    fn uncounted_and_limited() {
        let mut walk = walk();
        assert_eq!(walk.took(100, Some("a".into()), None, 100), Took::More);
        assert_eq!(walk.took(100, Some("b".into()), None, 200), Took::More);
        assert_eq!(walk.took(50, Some("c".into()), None, 250), Took::Last);
    }

    #[test]
    fn a_cloud_that_does_not_go_on_is_not_asked_for_ever() {
        let mut walk = walk();
        assert_eq!(walk.took(1_000, Some("a".into()), Some(5_000), 1_000), Took::More);
        assert_eq!(walk.took(1_000, Some("a".into()), Some(5_000), 1_000), Took::Nothing);
    }

    #[test]
    fn going_back_again_and_again_without_a_new_row_ends() {
        let mut walk = walk();
        walk.took(1_000, Some("a".into()), Some(5_000), 1_000);
        for _ in 0..RETURNS {
            assert!(walk.step_back());
            assert_eq!(walk.took(1_000, Some("a".into()), Some(5_000), 1_000), Took::More);
        }
        assert!(!walk.step_back());
        // A new row shows that it goes on.
        assert_eq!(walk.took(1_000, Some("b".into()), Some(5_000), 1_001), Took::More);
        assert!(walk.step_back());
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
