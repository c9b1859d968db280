//! Reads everything that matches, not only a page: 1,000 rows a request.

use std::collections::HashSet;

use crate::model::fault::{ApiError, FaultKind};
use crate::model::listing::{ListParams, MAX_LIMIT, Sort};
use crate::state::list::{Listed, RowKey};
use crate::state::session::SessionStore;

/// How often it starts again when the row that it continues after has gone meanwhile.
const STARTS: u32 = 3;

/// Reads the list that `params` ask for, from its start to its end. `going_on` is told how many
/// rows have come, and how many there are; None when it says that nobody wants them any more.
///
/// # Errors
/// Every failure there is: a part of the list would be taken for the whole.
pub async fn read_whole<L: Listed>(
    session: SessionStore,
    params: ListParams,
    going_on: impl Fn(u64, Option<u64>) -> bool,
) -> Result<Option<Vec<L::Row>>, ApiError> {
    // Rows keep their place in this order, so that one can continue after each.
    let from_start =
        ListParams { sort: Some(Sort::newest_first()), limit: MAX_LIMIT, offset: 0, marker: None, ..params };
    let mut starts = 1;
    let mut params = from_start.clone();
    let mut rows: Vec<L::Row> = Vec::new();
    let mut seen: HashSet<RowKey> = HashSet::new();
    // An operator may allow less than is asked for; the first page shows how much.
    let (mut largest, mut count) = (0, None);
    loop {
        let page = match session.ask(&L::endpoint(params.clone())).await {
            Err(error) if error.kind == FaultKind::NotFound && params.marker.is_some() && starts < STARTS => {
                starts += 1;
                params = from_start.clone();
                rows.clear();
                seen.clear();
                continue;
            }
            other => other?,
        };
        let came = page.items.len();
        largest = largest.max(came);
        count = count.max(page.count);
        params.marker = page.items.last().map(L::key);
        rows.extend(page.items.into_iter().filter(|row| seen.insert(L::key(row))));
        if !going_on(rows.len() as u64, count) {
            return Ok(None);
        }
        let is_short = came < largest || (count.is_none() && came < MAX_LIMIT as usize);
        if came == 0 || is_short || count.is_some_and(|count| rows.len() as u64 >= count) {
            return Ok(Some(rows));
        }
    }
}
