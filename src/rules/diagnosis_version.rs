//! Whether an answer is the service's own, and of which version.

use crate::model::fault::Service;
use crate::model::json::{Fields, Value};
use crate::rules::finding::{Fault, Seen};
use crate::rules::probe::{Body, Reading};

/// The version that an answer to the plain GET tells, or what is wrong with it.
pub fn found(service: Service, reading: &Reading) -> Result<Seen, Fault> {
    match service {
        Service::Identity => keystone(reading),
        Service::BlockStorage => cinder(reading),
    }
}

/// What is no answer of the service, whichever it is.
fn strange(reading: &Reading) -> Fault {
    match (reading.status, &reading.body) {
        (500.., _) => Fault::Unavailable(reading.status),
        (404 | 410, _) => Fault::NotFound,
        (_, Body::Page) => Fault::WebPage,
        (200..400, _) => Fault::OtherService,
        (status, _) => Fault::OddStatus(status),
    }
}

/// Reads `GET /v3`.
fn keystone(reading: &Reading) -> Result<Seen, Fault> {
    let Body::Json(json) = &reading.body else { return Err(strange(reading)) };
    let Some(version) = json.get("version").filter(|_| reading.status == 200) else {
        return Err(strange(reading));
    };
    match version.str("id") {
        Some(id) if id.starts_with("v3") => Ok(Seen::IdentityVersion(id.to_owned())),
        Some(_) => Err(Fault::TooOld),
        None => Err(Fault::OtherService),
    }
}

/// Reads `GET /`, which answers 300.
fn cinder(reading: &Reading) -> Result<Seen, Fault> {
    let Body::Json(json) = &reading.body else { return Err(strange(reading)) };
    let versions = json.get("versions").and_then(Value::as_array);
    let Some(versions) = versions.filter(|_| matches!(reading.status, 200 | 300)) else {
        return Err(strange(reading));
    };
    let is_v3 = |version: &&Value| version.str("id").is_some_and(|id| id.starts_with("v3"));
    let Some(v3) = versions.iter().find(is_v3) else { return Err(Fault::TooOld) };
    let text = |key| v3.str(key).filter(|text| !text.is_empty()).unwrap_or("3.0").to_owned();
    Ok(Seen::Microversions(text("min_version"), text("version")))
}
