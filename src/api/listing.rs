//! What the list requests for backups, volumes and snapshots have in common.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::api::endpoint::{Undecodable, json};
use crate::api::request::{Base, Request};
use crate::api::transport::WireAnswer;
use crate::model::listing::{ListParams, Page};

/// A list request. All projects' names go by the token's project in the path.
pub fn list_request(path: &str, params: &ListParams) -> Request {
    Request::get(Base::Project, path).query(params.query())
}

/// The envelope; the rows' key differs, so it is renamed by an alias.
#[derive(Deserialize)]
struct Envelope<T> {
    #[serde(alias = "backups", alias = "volumes", alias = "snapshots", alias = "messages")]
    items: Vec<T>,
    /// Anything but a number is as good as none.
    #[serde(default)]
    count: Value,
}

/// Reads a page. A row with a field of an unexpected type loses that field only.
pub fn decode_page<T: DeserializeOwned>(answer: &WireAnswer) -> Result<Page<T>, Undecodable> {
    if let Ok(Envelope { items, count }) = json::<Envelope<T>>(answer) {
        return Ok(Page { items, count: count.as_u64() });
    }
    let Envelope { items, count } = json::<Envelope<Value>>(answer)?;
    Ok(Page { items: items.into_iter().filter_map(lenient).collect(), count: count.as_u64() })
}

/// Takes a row field by field: one that does not fit is left out, like one that is missing.
pub fn lenient<T: DeserializeOwned>(row: Value) -> Option<T> {
    let Value::Object(fields) = row else {
        return None;
    };
    let fits = |key: &str, value: &Value| {
        let alone = Value::Object([(key.to_owned(), value.clone())].into_iter().collect());
        serde_json::from_value::<T>(alone).is_ok()
    };
    let fitting = fields.into_iter().filter(|(key, value)| fits(key, value)).collect();
    serde_json::from_value(Value::Object(fitting)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::backup::Backup;

    fn page(body: &str) -> Result<Page<Backup>, Undecodable> {
        decode_page(&WireAnswer { status: 200, body: body.into(), ..WireAnswer::default() })
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
