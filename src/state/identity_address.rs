//! Keystone's address, however it is typed.

use crate::state::sign_in_failure::{SignInFailure, Step};

/// Keystone's v3 address from what people type: `host:5000`, with or without `/v3`.
///
/// # Errors
/// [`SignInFailure::NotAnAddress`].
pub fn identity_address(typed: &str) -> Step<String> {
    let typed = typed.trim();
    let scheme = typed.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    let with_scheme = match scheme.as_deref() {
        Some("http" | "https") => typed.to_owned(),
        None if !typed.is_empty() => format!("https://{typed}"),
        _ => return Err(SignInFailure::NotAnAddress(typed.to_owned())),
    };
    let is_odd = |c: char| c.is_whitespace() || matches!(c, '?' | '#' | '@' | '\\');
    let trimmed = with_scheme.trim_end_matches('/');
    let host = trimmed.split_once("://").map_or("", |(_, rest)| rest);
    if host.is_empty() || host.starts_with('/') || host.contains(is_odd) {
        return Err(SignInFailure::NotAnAddress(typed.to_owned()));
    }
    let root = trimmed.strip_suffix("/v3").or_else(|| trimmed.strip_suffix("/v2.0")).unwrap_or(trimmed);
    Ok(format!("{}/v3", root.trim_end_matches('/')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_an_identity_address_in_any_spelling() {
        for typed in
            ["https://k:5000/v3", "https://k:5000", " https://k:5000/v3/ ", "k:5000", "https://k:5000/v2.0"]
        {
            assert_eq!(identity_address(typed), Ok("https://k:5000/v3".to_owned()), "{typed}");
        }
        assert_eq!(identity_address("http://k/identity/v3"), Ok("http://k/identity/v3".to_owned()));
        for typed in [
            "",
            "javascript://x",
            "ftp://k",
            "https://",
            "https:///v3",
            "https://u:p@k",
            "https://k/?x",
            "a b",
        ] {
            assert!(matches!(identity_address(typed), Err(SignInFailure::NotAnAddress(_))), "{typed}");
        }
    }
}
