//! Words of the connection check: the form, the checks and what was seen.

use crate::model::fault::Service;
use crate::rules::finding::{Check, Grade, Item, Seen};
use crate::rules::probe::Listed;
use crate::text::doctor_faults::what;
use crate::text::faults;
use crate::text::phrase::phrases;

phrases! {
    title = "Connection check";
    intro = "Looks at a cloud the way this page sees it, and says what its operator has to change. No password is needed, and none is sent.";
    block_storage_url = "Block Storage URL";
    block_storage_hint = "Needed only before signing in: Cinder's address, such as https://cloud.example:8776";
    check = "Check";
    check_again = "Check again";
    checking = "Checking…";
    to_sign_in = "Back to signing in";

    all_well = "Nothing stands in the way";
    all_well_body = "Everything that could be looked at is as it should be.";
    all_well_without_session = "Sign in and check again to look at the clock, the catalog and the token as well.";
    found(count) = "{count} {count, one: fault, other: faults} found";
    copy_report = "Copy report";

    answers = "Answers";
    readable = "Lets this page read it";
    address = "Address";
    version = "Version";
    headers = "Takes the panel's headers";
    methods = "Takes the panel's methods";
    exposed = "Shows the headers needed";
    clock = "Clock";
    catalog = "Catalog";

    fine = "OK";
    failed = "Failed";
    unclear = "Cannot tell";
    skipped = "Not checked";
    pending = "Next";
    took(ms) = "{ms} ms";

    seen_status(status) = "It answered with status {status}.";
    seen_unreadable = "An answer came, and this page may not read it.";
    seen_unnamed = "It has no Access-Control-Allow-Origin for this page.";
    seen_silence = "No answer came, not even one that this page may not read.";
    seen_too_late = "No answer came in time.";
    seen_names_page = "The answer names this page.";
    seen_identity(version) = "Keystone {version}";
    seen_microversions(from, to) = "Cinder with microversions {from} to {to}";
    seen_only(known, unknown) = "{known} can be read. Whether {unknown} can be is known only when somebody has signed in.";
    seen_apart(seconds) = "{seconds} {seconds, one: second, other: seconds} apart.";
    seen_together_well = "It agrees with the clock of this computer.";
    not_yet = "Not yet.";
    pointless = "There is nothing to learn after what failed before.";
    needs_session = "Only with a session: sign in, then check again.";
    not_exchanged = "Keystone tells its time when it gives a token, and has not exchanged this one for another.";
    no_address = "Its address is in the catalog, which only a session can read. Fill it in above to check it now.";
    listed(region, kind, interface, url) = "{region}: {url} ({kind}, {interface})";
}

/// The name of a service.
pub fn service(service: Service) -> String {
    match service {
        Service::Identity => faults::identity_name(),
        Service::BlockStorage => faults::block_storage(),
    }
}

/// What was looked at.
pub fn item(item: Item) -> String {
    match item {
        Item::Address => address(),
        Item::Answers => answers(),
        Item::Readable => readable(),
        Item::Version => version(),
        Item::Headers => headers(),
        Item::Methods => methods(),
        Item::Exposed => exposed(),
        Item::Clock => clock(),
        Item::Catalog => catalog(),
    }
}

/// How it ended, in a word.
pub fn grade(check: &Check) -> String {
    match (check.grade, &check.seen) {
        (_, Seen::Pending) => pending(),
        (Grade::Fine, _) => fine(),
        (Grade::Failed, _) => failed(),
        (Grade::Unclear, _) => unclear(),
        (Grade::Skipped, _) => skipped(),
    }
}

/// What was seen, in one line.
pub fn seen(check: &Check) -> String {
    match &check.seen {
        Seen::Origin(origin) => origin.clone(),
        Seen::Status(status) => seen_status(status.to_string()),
        Seen::Unreadable if check.item == Item::Readable => seen_unnamed(),
        Seen::Unreadable => seen_unreadable(),
        Seen::Silence => seen_silence(),
        Seen::NoAnswerInTime => seen_too_late(),
        Seen::NamesPage => seen_names_page(),
        Seen::IdentityVersion(version) => seen_identity(version.as_str()),
        Seen::Microversions(from, to) => seen_microversions(from.as_str(), to.as_str()),
        Seen::Names(names) => names.join(", "),
        Seen::OnlyNames(known, unknown) => seen_only(known.join(", "), unknown.join(", ")),
        Seen::Apart(0) => seen_together_well(),
        Seen::Apart(seconds) => seen_apart(seconds.unsigned_abs()),
        Seen::Listed(all) => all.iter().map(one_listed).collect::<Vec<_>>().join("\n"),
        Seen::Wrong(fault) => what(fault, check.service),
        Seen::Pending => not_yet(),
        Seen::Pointless => pointless(),
        Seen::NeedsSession => needs_session(),
        Seen::NotExchanged => not_exchanged(),
        Seen::NoAddress => no_address(),
    }
}

fn one_listed(one: &Listed) -> String {
    listed(one.region.as_str(), one.kind.as_str(), one.interface.as_str(), one.url.as_str())
}
