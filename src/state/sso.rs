//! Signing in by Keystone's WebSSO: leaving the page for it, and taking the token on the way back.
//!
//! Keystone sends the browser back to exactly the address that the operator trusts, so nothing that
//! tells one sign-in from another can travel along. What is left is whether one was begun in this
//! tab: the token of a link that somebody else has made is refused, unless it comes at that moment.

use leptos::prelude::window;

use crate::api::request::encode;
use crate::model::json::{Fields, Value, object, parse, text};
use crate::state::address::Address;
use crate::state::config::SsoProtocol;
use crate::state::identity_address::identity_address;
use crate::state::sign_in::{SignInFailure, Step};
use crate::state::storage::Shelf;

/// What is kept of a sign-in that is under way, in this tab only.
const KEY: &str = "sso";

/// Signing in elsewhere takes no longer than this many milliseconds.
const LIMIT_MS: f64 = 600_000.0;

/// Whether one can leave the page and come back: identity providers refuse to be shown in a frame.
pub fn is_possible(address: Address) -> bool {
    address.is_own() && window().top().ok().flatten().is_some_and(|top| *top == *window())
}

/// Leaves the page. What is kept for the way back is the identity service and the time.
///
/// # Errors
/// [`SignInFailure::NotAnAddress`].
pub fn leave(identity: &str, way: &SsoProtocol) -> Step<()> {
    let identity = identity_address(identity)?;
    let here = window().location();
    // Without what follows the #, which Keystone would compare as well.
    let origin = here.href().unwrap_or_default();
    let origin = origin.split('#').next().unwrap_or_default();
    let begun = object([("identity", text(&identity)), ("at", Value::from(js_sys::Date::now() as u64))]);
    Shelf::Session.set(KEY, &begun.to_string());
    let _ = here.assign(&address(&identity, way, origin));
    Ok(())
}

/// Where Keystone hands the browser on to the identity provider.
fn address(identity: &str, way: &SsoProtocol, origin: &str) -> String {
    let (protocol, origin) = (encode(&way.protocol), encode(origin));
    let path = match &way.identity_provider {
        Some(provider) => format!("identity_providers/{}/protocols/{protocol}/websso", encode(provider)),
        None => format!("websso/{protocol}"),
    };
    format!("{identity}/auth/OS-FEDERATION/{path}?origin={origin}")
}

/// What was kept of the sign-in that was begun in this tab, for [`identity`]. It counts once.
pub fn take_begun() -> Option<String> {
    let kept = Shelf::Session.get(KEY);
    Shelf::Session.remove(KEY);
    kept
}

/// The identity service of a sign-in of which so much was kept.
///
/// # Errors
/// [`SignInFailure::StrangeLink`] when none was begun, or too long ago.
pub fn identity(begun: Option<String>) -> Step<String> {
    let identity = begun.and_then(|kept| {
        let kept = parse(&kept)?;
        let at = match kept.get("at")? {
            // So it was kept by the releases up to November 2026.
            Value::Fraction(at) => *at,
            at => at.as_u64()? as f64,
        };
        let age = js_sys::Date::now() - at;
        (0.0..LIMIT_MS).contains(&age).then(|| kept.str("identity").map(str::to_owned))?
    });
    identity.ok_or(SignInFailure::StrangeLink)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_out_names_protocol_provider_and_the_way_back() {
        let mut way = SsoProtocol { protocol: "openid".into(), ..SsoProtocol::default() };
        assert_eq!(
            address("https://k/v3", &way, "https://p/a b/"),
            "https://k/v3/auth/OS-FEDERATION/websso/openid?origin=https:%2F%2Fp%2Fa%20b%2F"
        );
        way.identity_provider = Some("acme/../x".into());
        assert_eq!(
            address("https://k/v3", &way, "https://p/"),
            "https://k/v3/auth/OS-FEDERATION/identity_providers/acme%2F..%2Fx/protocols/openid/websso?origin=https:%2F%2Fp%2F"
        );
    }
}
