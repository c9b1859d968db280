//! Reads everything that matches, not only a page: 1,000 rows a request.

use std::collections::HashSet;

use crate::model::fault::{ApiError, FaultKind};
use crate::model::listing::ListParams;
use crate::rules::walk::{Took, Walk};
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
    let mut walk = Walk::new(params);
    let mut starts = 1;
    let mut rows: Vec<L::Row> = Vec::new();
    let mut seen: HashSet<RowKey> = HashSet::new();
    loop {
        let page = match session.ask(&L::endpoint(walk.next())).await {
            Err(error) if error.kind == FaultKind::NotFound && starts < STARTS && walk.start_over() => {
                starts += 1;
                rows.clear();
                seen.clear();
                continue;
            }
            other => other?,
        };
        let (came, last) = (page.items.len(), page.items.last().map(L::key));
        rows.extend(page.items.into_iter().filter(|row| seen.insert(L::key(row))));
        let took = walk.took(came, last, page.count, rows.len() as u64);
        if !going_on(rows.len() as u64, walk.total()) {
            return Ok(None);
        }
        match took {
            Took::More => {}
            Took::Last => return Ok(Some(rows)),
            Took::Nothing => {
                return Err(ApiError::endless_list());
            }
        }
    }
}
