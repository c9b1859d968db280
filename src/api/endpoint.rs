//! An endpoint is a value: what to ask, from which microversion on, and how to read the answer.

use crate::api::request::Request;
use crate::api::transport::WireAnswer;
use crate::model::json::{Fields, FromJson, Value, parse_bytes};
use crate::model::microversion::Microversion;

/// The answer's body was not what the API promises.
#[derive(Debug, PartialEq, Eq)]
pub struct Undecodable;

/// One call of an API.
pub trait Endpoint {
    /// What the answer becomes.
    type Output;

    /// Below this microversion the call does not exist. 3.0 for Keystone, which has none.
    const FLOOR: Microversion = Microversion::BASE;

    /// Above this microversion nothing that the panel reads is added.
    const BEST: Microversion = Microversion::BASE;

    /// The request to send.
    fn request(&self) -> Request;

    /// Whether it is an answer and no failure. Some are with another status than 200-299: the version
    /// document comes with 300.
    fn accepts(answer: &WireAnswer) -> bool {
        (200..300).contains(&answer.status)
    }

    /// Reads the answer.
    fn decode(&self, answer: &WireAnswer) -> Result<Self::Output, Undecodable>;
}

/// Reads a JSON body.
pub fn json(answer: &WireAnswer) -> Result<Value<'_>, Undecodable> {
    parse_bytes(&answer.body).ok_or(Undecodable)
}

/// Reads a JSON body that is an object around a list; items of another kind are left out.
pub fn json_list<T: FromJson>(answer: &WireAnswer, key: &str) -> Result<Vec<T>, Undecodable> {
    json(answer)?.all(key).ok_or(Undecodable)
}

/// The microversion to send: the endpoint's best, as far as the cloud goes; None if the cloud
/// does not reach the endpoint's floor.
pub fn negotiate(floor: Microversion, best: Microversion, offers: Microversion) -> Option<Microversion> {
    (offers >= floor).then(|| best.min(offers))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sends_the_best_the_cloud_has_and_nothing_below_the_floor() {
        let v = Microversion::v3;
        assert_eq!(negotiate(v(9), v(64), v(71)), Some(v(64)));
        assert_eq!(negotiate(v(9), v(64), v(27)), Some(v(27)));
        assert_eq!(negotiate(v(9), v(64), v(9)), Some(v(9)));
        assert_eq!(negotiate(v(9), v(64), v(8)), None);
    }
}
