//! What went wrong, in plain words, and what to do about it.

use crate::model::fault::{ApiError, FaultKind, Service};
use crate::text::phrase::phrases;

phrases! {
    try_again = "Try again";
    check_connection = "Check the connection";
    request_id = "Request ID";
    copy_request_id = "Copy request ID";
    copied = "Copied";

    identity = "The identity service";
    identity_name = "Identity";
    block_storage = "Block Storage";

    unreachable(service, origin) =
        "{service} cannot be reached. It may be down, its address may be wrong, or it may not allow this page: then its operator adds “allowed_origin = {origin}” to the [cors] section of its configuration.";
    timed_out(service) = "{service} has not answered in time. It may be busy; try again.";
    redirected(service) =
        "{service} leads to another address. The panel does not follow, since it would give your token to whoever is there. Its address has to be put right in the configuration or the catalog.";
    refused(service) = "{service} does not accept this request.";
    not_sent = "This was not sent: an ID such as this one cannot be part of an address.";
    unauthorized = "The sign-in is no longer valid.";
    forbidden = "Your role does not allow this. Someone with more rights in the project can do it.";
    not_found = "This is not there, or not in this project.";
    service_missing = "No backup service is running in this cloud. Only its operator can start it.";
    version_unsupported(service) = "{service} does not speak this version of its interface.";
    quota_exceeded = "The project's quota does not allow it. Delete backups or ask for a larger quota.";
    rate_limited = "The cloud takes no more requests for a moment. Wait, then try again.";
    unavailable(service) = "{service} is not available at the moment: something in front of it says that it does not answer.";
    server_error(service) = "{service} failed inside. The request ID tells its operator where to look.";
    unreadable(service) = "The answer of {service} cannot be read: it is cut off or comes from something else.";
    needs_version(needs, offers) = "This needs microversion {needs}; the cloud offers {offers}.";
    unexpected(service, status) = "{service} answered with status {status}, which this panel does not know.";

    wrong_password = "User name, password or domain is wrong, or the account is locked.";
    not_an_address(typed) = "“{typed}” is not a web address. It should look like https://cloud.example:5000/v3";
    no_project = "You are in no project yet. Ask an administrator of the cloud to add you to one.";
    other_user(expected, found) = "This signs in {found}, but the session is that of {expected}. Sign out to change the user.";
    other_project(expected) = "This leads to another project than {expected}, where the session is. Sign out to go there.";
    not_in_project(wanted) = "The page asks for the project {wanted}, which this user has no role in.";
    no_block_storage(project) =
        "The cloud lists no Block Storage for {project}. Choose another project, or ask its operator to add a block-storage endpoint.";
    strange_address(address) =
        "The cloud's catalog gives “{address}” as the address of Block Storage. The panel goes to http and https addresses only: its operator has to correct the catalog.";
    no_v3(root) = "Block Storage at {root} has no v3 API, which backups need.";
    header_hidden(header) =
        "Keystone keeps the header {header} from this page. Its operator adds it to expose_headers in the [cors] section of its configuration, or takes that line out.";
    kept_back(service, origin) =
        "The content security policy of this page does not let it ask {service}. Whoever runs the page has to add {origin} to connect-src.";
    not_keystone = "There is no Keystone v3 at this address. Check the identity URL.";
}

fn service(which: Service) -> String {
    match which {
        Service::Identity => identity(),
        Service::BlockStorage => block_storage(),
    }
}

/// The sentence for a service at `origin` that the page's own policy puts out of reach.
pub fn kept_back_sentence(which: Service, origin: &str) -> String {
    kept_back(service(which).replacen("The", "the", 1), origin)
}

/// The sentence for a failure. `origin` is this page's, for the line of `[cors]` to add.
pub fn sentence(error: &ApiError, origin: &str) -> String {
    let service = || service(error.service);
    match &error.kind {
        FaultKind::Unreachable => unreachable(service(), origin),
        FaultKind::TimedOut => timed_out(service()),
        FaultKind::Redirected => redirected(service()),
        FaultKind::Refused if error.status.is_none() => not_sent(),
        FaultKind::Refused => refused(service()),
        FaultKind::Unauthorized => unauthorized(),
        FaultKind::Forbidden => forbidden(),
        FaultKind::NotFound => not_found(),
        FaultKind::ServiceMissing => service_missing(),
        FaultKind::VersionUnsupported => version_unsupported(service()),
        FaultKind::QuotaExceeded => quota_exceeded(),
        FaultKind::RateLimited => rate_limited(),
        FaultKind::Unavailable => unavailable(service()),
        FaultKind::ServerError => server_error(service()),
        FaultKind::Unreadable => unreadable(service()),
        FaultKind::NeedsMicroversion { needs, offers } => {
            needs_version(needs.to_string(), offers.to_string())
        }
        FaultKind::Unexpected => unexpected(service(), error.status.unwrap_or_default()),
    }
}

/// The sentence for a failure of signing in, where a 401 and a 404 have meanings of their own.
pub fn sign_in_sentence(error: &ApiError, origin: &str) -> String {
    match (error.service, &error.kind) {
        (Service::Identity, FaultKind::Unauthorized) => wrong_password(),
        (Service::Identity, FaultKind::NotFound | FaultKind::Unreadable) => not_keystone(),
        _ => sentence(error, origin),
    }
}
