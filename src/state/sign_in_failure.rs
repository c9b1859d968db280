//! Why signing in did not get to the end, or not yet.

use crate::model::fault::{ApiError, FaultKind};
use crate::model::identity::Receipt;
use crate::model::ids::UserId;

/// Why signing in did not get to the end.
#[derive(Clone, Debug, PartialEq)]
pub enum SignInFailure {
    /// What was typed is not an http or https address.
    NotAnAddress(String),
    /// A request failed.
    Api(ApiError),
    /// Keystone does not take this; for a password it is [`Self::Api`].
    NotTaken(NotTaken, ApiError),
    /// Keystone has answered in this header, which its CORS does not let the page read.
    HeaderHidden(&'static str),
    /// Not a failure yet: Keystone wants a second step.
    SecondStep(Receipt),
    /// Too much time went by before the second step.
    ReceiptExpired,
    /// The password is right, but must be changed first.
    PasswordExpired(UserId),
    /// A token came with a link, and no sign-in had been begun in this tab.
    StrangeLink,
    /// The user has no project.
    NoProject,
    /// Signing in again led to another user.
    OtherUser {
        /// Whose session it was.
        expected: String,
        /// Who it would have become.
        found: String,
    },
    /// Signing in again led to another project, and no way leads from there.
    OtherProject {
        /// The project of the session.
        expected: String,
    },
    /// The host wants a project that the user cannot enter.
    NotInProject {
        /// Its id or name.
        wanted: String,
    },
    /// The catalog of the project has no Block Storage.
    NoBlockStorage {
        /// The project's name.
        project: String,
    },
    /// The catalog's address of Block Storage is neither http nor https.
    StrangeAddress {
        /// What the catalog says.
        address: String,
    },
    /// Block Storage is there but has no v3 API.
    NoV3 {
        /// Its root.
        root: String,
    },
}

/// What Keystone did not take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// A passcode.
    Passcode,
    /// The secret of an application credential, or the credential.
    Secret,
    /// A token.
    Token,
}

impl From<ApiError> for SignInFailure {
    fn from(error: ApiError) -> Self {
        Self::Api(error)
    }
}

/// Result of a step.
pub type Step<T> = Result<T, SignInFailure>;

/// What a 401 means for what was sent. Keystone's words are the only difference between some.
pub(super) fn refused(failure: SignInFailure, kind: Option<NotTaken>) -> SignInFailure {
    match (failure, kind) {
        (SignInFailure::Api(error), None) if error.kind == FaultKind::Unauthorized => {
            let expired =
                error.message.strip_prefix("The password is expired and needs to be changed for user: ");
            match expired.and_then(|rest| rest.strip_suffix('.')) {
                Some(user) => SignInFailure::PasswordExpired(UserId::new(user)),
                None => SignInFailure::Api(error),
            }
        }
        (SignInFailure::Api(error), Some(NotTaken::Passcode))
            if error.kind == FaultKind::Unauthorized && error.message.contains("auth receipt") =>
        {
            SignInFailure::ReceiptExpired
        }
        // A token that has ended cannot ask about itself; on some releases it is not found.
        (SignInFailure::Api(error), Some(kind))
            if error.kind == FaultKind::Unauthorized
                || (kind == NotTaken::Token && error.message.contains("token")) =>
        {
            SignInFailure::NotTaken(kind, error)
        }
        (other, _) => other,
    }
}
