//! What the list requests for backups, volumes and snapshots have in common.

use crate::api::endpoint::{Undecodable, json};
use crate::api::request::{Base, Request};
use crate::api::transport::WireAnswer;
use crate::model::json::{Fields, FromJson};
use crate::model::listing::{ListParams, Page};

/// A list request. All projects' names go by the token's project in the path.
pub fn list_request(path: &str, params: &ListParams) -> Request {
    Request::get(Base::Project, path).query(params.query())
}

/// Reads a page, whose rows are under `key`. A row with a field of an unexpected type loses that
/// field only, and anything but a number is as good as no count.
pub fn decode_page<T: FromJson>(answer: &WireAnswer, key: &str) -> Result<Page<T>, Undecodable> {
    let body = json(answer)?;
    Ok(Page { items: body.all(key).ok_or(Undecodable)?, count: body.u64("count") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::backup::Backup;

    fn page(body: &str) -> Result<Page<Backup>, Undecodable> {
        decode_page(&WireAnswer { status: 200, body: body.into(), ..WireAnswer::default() }, "backups")
    }

    #[test]
    fn one_odd_field_costs_that_field_and_no_more() {
        let page = page(r#"{"backups":[{"id":"a","size":"ten","name":"n"},{"id":"b","size":2}],"count":2}"#)
            .unwrap();
        assert_eq!(page.count, Some(2));
        assert_eq!(page.items[0].given_name(), Some("n"));
        assert_eq!(page.items[0].size, None);
        assert_eq!(page.items[1].size.unwrap().0, 2);
    }

    #[test]
    fn what_is_not_a_list_is_unreadable() {
        assert!(page(r#"{"backups":[{"id":"a""#).is_err());
        assert!(page("<html></html>").is_err());
        assert!(page(r#"{"itemNotFound":{}}"#).is_err());
    }
}
