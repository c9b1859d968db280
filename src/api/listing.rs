//! What the list requests for backups, volumes and snapshots have in common.

use crate::api::endpoint::{Endpoint, Undecodable, json};
use crate::api::request::{Base, Request};
use crate::api::transport::WireAnswer;
use crate::model::json::{Fields, FromJson};
use crate::model::listing::{ListParams, Page};
use crate::model::microversion::Microversion;
use crate::model::unread::{Unread, unread_page};

/// A call that answers a page of a list.
pub trait ListEndpoint: Endpoint<Output = Page<Self::Row>> {
    /// What is listed.
    type Row: FromJson;
    /// The field with the rows.
    const KEY: &'static str;
}

/// The same call, of whose answer a row is read when somebody looks at it: for lists on screen, and for what reads them a few
/// rows at a time.
pub struct Later<E>(pub E);

impl<E: ListEndpoint> Endpoint for Later<E> {
    type Output = Page<Unread>;
    const FLOOR: Microversion = E::FLOOR;
    const BEST: Microversion = E::BEST;

    fn request(&self) -> Request {
        self.0.request()
    }

    fn decode(&self, answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        unread_page(&answer.body, E::KEY).ok_or(Undecodable)
    }
}

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
    use crate::api::backups::ListBackups;
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
    fn what_is_read_later_is_the_same_call() {
        let [now, later] = [ListBackups(ListParams::default()), ListBackups(ListParams::default())];
        let later = Later(later);
        assert_eq!(later.request().path, now.request().path);
        assert_eq!(later.request().query, now.request().query);
        assert_eq!(<Later<ListBackups> as Endpoint>::BEST, ListBackups::BEST);
        let answer = WireAnswer {
            body: r#"{"backups":[{"id":"a","size":2}],"count":1}"#.into(),
            ..WireAnswer::default()
        };
        let (now, later) = (now.decode(&answer).unwrap(), later.decode(&answer).unwrap());
        assert_eq!((later.items[0].read().as_ref(), later.count), (now.items.first(), now.count));
        let other = WireAnswer { body: "[]".into(), ..WireAnswer::default() };
        assert!(Later(ListBackups(ListParams::default())).decode(&other).is_err());
    }

    #[test]
    fn what_is_not_a_list_is_unreadable() {
        assert!(page(r#"{"backups":[{"id":"a""#).is_err());
        assert!(page("<html></html>").is_err());
        assert!(page(r#"{"itemNotFound":{}}"#).is_err());
    }
}
