//! What is known of something asked for: the data and, beside it, how the asking goes.
//!
//! Two axes, so that an error never takes away what is on screen. The newest request wins:
//!
//! ```text
//! ask A ──────────────┐            ask A ───────┐
//!     ask B ───┐      │                ask B ───│────┐
//!              B set  A dropped                 A dropped  B set
//! ```
//!
//! A is dropped in both cases: once B is asked, an answer to A is about a question that nobody
//! has any more.

use crate::model::fault::ApiError;

/// Identifies one asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket(u32);

/// Data, error and progress of something that is asked for again and again.
#[derive(Clone, Debug, PartialEq)]
pub struct Query<T> {
    /// The newest data, if there ever was any.
    pub data: Option<T>,
    /// Why the newest request failed; None once one succeeds.
    pub error: Option<ApiError>,
    /// A request is under way.
    pub fetching: bool,
    /// When the data came, in milliseconds since 1970 UTC.
    pub updated_at: Option<f64>,
    newest: u32,
}

impl<T> Default for Query<T> {
    fn default() -> Self {
        Self { data: None, error: None, fetching: false, updated_at: None, newest: 0 }
    }
}

impl<T> Query<T> {
    /// Notes that a request leaves.
    pub fn ask(&mut self) -> Ticket {
        self.newest = self.newest.wrapping_add(1);
        self.fetching = true;
        Ticket(self.newest)
    }

    /// The newest asking.
    pub fn newest(&self) -> Ticket {
        Ticket(self.newest)
    }

    /// Whether the answer to this request is still wanted.
    pub fn wants(&self, ticket: Ticket) -> bool {
        ticket.0 == self.newest
    }

    /// Takes an answer in; a stale one changes nothing. Tells whether it was taken.
    pub fn answer(&mut self, ticket: Ticket, result: Result<T, ApiError>, now: f64) -> bool {
        if !self.wants(ticket) {
            return false;
        }
        self.fetching = false;
        match result {
            Ok(data) => {
                self.data = Some(data);
                self.error = None;
                self.updated_at = Some(now);
            }
            Err(error) => self.error = Some(error),
        }
        true
    }

    /// Whether there is anything to show yet: data or an error.
    pub fn is_settled(&self) -> bool {
        self.data.is_some() || self.error.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fault::{FaultKind, Service};

    fn failure() -> ApiError {
        ApiError::without_answer(FaultKind::Unreachable, Service::BlockStorage, "GET /backups")
    }

    #[test]
    fn the_newest_request_wins_in_either_order() {
        for a_first in [true, false] {
            let mut query = Query::default();
            let (a, b) = (query.ask(), query.ask());
            if a_first {
                assert!(!query.answer(a, Ok("a"), 1.0));
            }
            assert!(query.fetching);
            assert!(query.answer(b, Ok("b"), 2.0));
            if !a_first {
                assert!(!query.answer(a, Err(failure()), 3.0));
            }
            assert_eq!((query.data, query.error, query.updated_at), (Some("b"), None, Some(2.0)));
        }
    }

    #[test]
    fn an_error_keeps_the_data_and_the_next_success_clears_it() {
        let mut query = Query::default();
        let first = query.ask();
        query.answer(first, Ok(1), 1.0);
        let second = query.ask();
        query.answer(second, Err(failure()), 2.0);
        assert_eq!((query.data, query.updated_at), (Some(1), Some(1.0)));
        assert!(query.error.is_some() && !query.fetching);
        let third = query.ask();
        query.answer(third, Ok(3), 3.0);
        assert_eq!((query.data, query.error), (Some(3), None));
    }
}
