//! What this cloud lets this user do: filters and limits.

use std::sync::Arc;

use crate::api::endpoint::{Endpoint, Undecodable, json};
use crate::api::request::{Base, Request};
use crate::api::transport::WireAnswer;
use crate::model::json::{Fields, Value};
use crate::model::microversion::Microversion;
use crate::model::quota::BackupLimits;

/// `GET /resource_filters?resource=…` (3.33): the filters open to those who are not admins.
pub struct ReadFilters(pub &'static str);

impl Endpoint for ReadFilters {
    /// Filter keys, with a `~` at the end where "contains" is meant; empty when all are refused.
    type Output = Vec<Arc<str>>;
    const FLOOR: Microversion = Microversion::v3(33);
    const BEST: Microversion = Microversion::v3(33);

    fn request(&self) -> Request {
        Request::get(Base::Project, "/resource_filters")
            .query(vec![("resource".to_owned(), self.0.to_owned())])
    }

    fn decode(&self, answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        let body = json(answer)?;
        let all = body.get("resource_filters").and_then(Value::as_array).ok_or(Undecodable)?;
        let ours = all.iter().find(|entry| entry.str("resource") == Some(self.0));
        Ok(ours.and_then(|entry| entry.all("filters")).unwrap_or_default())
    }
}

/// `GET /limits`: what the project may hold and holds.
pub struct ReadLimits;

impl Endpoint for ReadLimits {
    type Output = BackupLimits;

    fn request(&self) -> Request {
        Request::get(Base::Project, "/limits")
    }

    fn decode(&self, answer: &WireAnswer) -> Result<Self::Output, Undecodable> {
        json(answer)?.get("limits").and_then(|limits| limits.one("absolute")).ok_or(Undecodable)
    }
}
