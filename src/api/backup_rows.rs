//! A page of backups whose rows are still to be read, a few at a time (api-ref: Backups).

use std::ops::Range;

use crate::api::backups::ListBackups;
use crate::api::endpoint::{Endpoint, Undecodable};
use crate::api::listing::list_request;
use crate::api::request::Request;
use crate::api::transport::WireAnswer;
use crate::model::backup::Backup;
use crate::model::json::read;
use crate::model::json_slices::slices;
use crate::model::listing::ListParams;
use crate::model::microversion::Microversion;

/// `GET /backups/detail`, as [`ListBackups`], for very long lists.
pub struct ListBackupRows(pub ListParams);

/// The answer, with the places of its rows.
pub struct BackupRows {
    text: String,
    rows: Vec<Range<usize>>,
    /// The number of all that match, if it was asked for and the cloud has 3.45.
    pub count: Option<u64>,
}

impl BackupRows {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Reads a row; None if it is no JSON or no object.
    pub fn read(&self, row: usize) -> Option<Backup> {
        read(self.text.get(self.rows.get(row)?.clone())?)
    }
}

impl Endpoint for ListBackupRows {
    type Output = BackupRows;
    const BEST: Microversion = ListBackups::BEST;

    fn request(&self) -> Request {
        list_request("/backups/detail", &self.0)
    }

    fn decode(&self, answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        let found = slices(&answer.body, "backups").ok_or(Undecodable)?;
        let text = String::from_utf8(answer.body.clone()).map_err(|_| Undecodable)?;
        Ok(BackupRows { text, rows: found.items, count: found.count })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_row_when_it_is_asked_for() {
        let body = r#"{"backups":[{"id":"a","name":"ü"},{"id":b}],"count":2}"#;
        let answer = WireAnswer { status: 200, body: body.into(), ..WireAnswer::default() };
        let page = ListBackupRows(ListParams::default()).decode(&answer).unwrap();
        assert_eq!((page.len(), page.count), (2, Some(2)));
        assert_eq!(page.read(0).unwrap().given_name(), Some("ü"));
        assert_eq!(page.read(1), None);
    }
}
