//! What may be wrong with a cloud, seen from a page, and what to do about it.

use crate::model::fault::Service;
use crate::rules::finding::Fault;
use crate::rules::remedy::Place;
use crate::text::phrase::phrases;

phrases! {
    certain(service) = "{service}: what is wrong";
    likely(service) = "{service}: what it can be, the likeliest first";
    decide = "A page cannot tell these apart. This line can, on any computer:";
    see_more = "This shows the answer as it is, on any computer:";
    copy_lines = "Copy these lines";
    copy_curl = "Copy the line for curl";

    in_file(file) = "In {file}:";
    keystone_conf = "keystone.conf, then restart Keystone";
    cinder_conf = "cinder.conf, then restart Cinder's API";
    nginx = "the configuration of nginx in front of the service, as an example";
    config_json = "the panel's config.json, for this cloud";
    in_shell = "In a shell:";

    not_an_address = "This is no web address. It should look like https://cloud.example:5000/v3";
    credentials = "There is a user name or a password in the address. Take it out: an address is shown, kept and logged.";
    mixed_content = "This page came over https, and browsers do not let such a page ask over http.";
    mixed_identity_next = "Serve Keystone over https, or give the address that does.";
    mixed_storage_next = "Serve Cinder over https, and list that address in the catalog.";
    page_policy = "The content security policy of this page does not let it ask there (connect-src).";
    page_policy_next = "Whoever hosts the panel names the address in its config.json and writes the web server's configuration anew.";

    down = "Nothing listens there.";
    down_next = "The service or its proxy is down, or the port in the address is wrong.";
    name_unknown = "The host's name is not known to this computer.";
    name_unknown_next = "Look for a typing error, or for a name that only the cloud's own network knows.";
    certificate = "This computer does not trust the certificate.";
    certificate_next = "Open the address in a tab of its own: a warning there says so. The certificate of a company's own authority has to be installed on every computer.";
    firewall = "Something on the way holds requests up, such as a firewall, or a VPN that is off.";
    firewall_next = "See whether the address can be reached from here in any other way.";
    private_network = "The browser keeps this page out of the private network.";
    private_network_next = "Allow it to reach the local network when the browser asks, in the settings of this page.";

    cors_off = "Cross-origin access (CORS) is off, as it is by default.";
    cors_off_next(conf) = "No page may read the answers until allowed_origin is set in {conf}.";
    other_origin = "allowed_origin names other pages, not this one.";
    other_origin_next = "It is a list: add this page after a comma. Scheme, host and port have to be the same letter by letter, without a path or a slash at the end.";
    proxy_error = "Something in front of the service answers with an error of its own, such as 502 Bad Gateway.";
    proxy_error_next = "Such answers name no page, so it looks the same from here. Look at the service behind it; with these lines a page can read such an error as well.";
    redirect = "The address leads on to another one, most often from http to https.";
    redirect_next = "Give the address that it leads to.";
    other_identity = "It is not Keystone that answers there, but something like a dashboard.";
    other_identity_next = "The identity URL is in the dashboard under API Access, and in OS_AUTH_URL of an openrc file. It mostly ends in :5000/v3 or /identity/v3.";
    other_storage = "It is not Cinder that answers there.";
    other_storage_next = "“openstack catalog show block-storage” shows the address.";
    web_page = "A web page comes from there, not the service. It may be the address of a dashboard, or a page to sign in to the network.";

    not_found_identity = "There is no Keystone v3 at this address: the answer is 404.";
    not_found_storage = "The list of Cinder's versions is not at this address: the answer is 404.";
    too_old_identity = "Keystone is there, but without its v3 API.";
    too_old_storage = "Cinder is there, but without its v3 API.";
    too_old_next = "The panel needs the v3 API, which every release since Queens has.";
    unavailable(status) = "The answer is {status}: the service does not work, or a proxy cannot reach it.";
    unavailable_next = "The cloud's operator has to look at the service and at what is in front of it.";
    odd_status(status) = "The answer is {status}, which the service would not give here.";
    odd_status_next = "Something in front of it may ask for a sign-in of its own.";

    headers_refused(names) = "These headers of the panel are not allowed: {names}.";
    headers_refused_next = "A line allow_headers is set, which replaces what the service allows by itself. Take it out, or let it be:";
    options_refused = "The browser is not let ask beforehand (OPTIONS).";
    options_refused_next = "Something in front of the service answers OPTIONS itself or wants a sign-in for it. OPTIONS has to reach the service without one.";
    methods_refused(names) = "These methods are not allowed: {names}.";
    methods_refused_next = "A line allow_methods is set, which replaces what the service allows by itself. Take it out, or let it be:";
    not_exposed(names) = "These headers of the answer are kept from the page: {names}.";
    not_exposed_identity_next = "A line expose_headers is set, which replaces what Keystone shows by itself, or a proxy takes headers away. Without X-Subject-Token nobody can sign in. Take the line out, or let it be:";
    not_exposed_storage_next = "A line expose_headers is set, which replaces what Cinder shows by itself, or a proxy takes headers away. Errors then come without their request ID. Take the line out, or let it be:";
    token_refused = "The token of the session is no longer valid.";
    token_refused_next = "Sign in again, then check again.";
    clock_ahead(seconds) = "The cloud's clock is {seconds} {seconds, one: second, other: seconds} ahead of the clock of this computer.";
    clock_behind(seconds) = "The cloud's clock is {seconds} {seconds, one: second, other: seconds} behind the clock of this computer.";
    clock_next = "One of the two is wrong: ages and times in the panel are as well. Both should be set by NTP.";
    not_listed = "The catalog lists no Block Storage for this project.";
    not_listed_next = "The cloud's operator adds an endpoint of the type block-storage.";

    read_cors = "With status 200 or 300 and without a line Access-Control-Allow-Origin: CORS is off or names other pages.";
    read_proxy = "With 502, 503 or 504, or a Server line of a proxy alone: it is the proxy.";
    read_redirect = "With 301, 302, 307 or 308: the line Location has the address.";
    read_page = "With Content-Type: text/html and 200 or 404: it is something else.";
    read_refused = "“Connection refused” (7): nothing listens. “Could not resolve host” (6): the name.";
    read_late = "“Timed out” (28): something holds it up.";
    read_certificate = "“SSL certificate problem” (60): the certificate.";
    read_answer = "Any answer at all: something between this browser and the service.";
    read_preflight = "Without a line Access-Control-Allow-Origin, or with another status than 200 or 204: it is refused. Access-Control-Allow-Headers and -Methods say what is allowed.";
    read_headers = "Access-Control-Expose-Headers says what a page may read.";
}

/// What it is.
pub fn what(fault: &Fault, service: Service) -> String {
    let of = |identity: fn() -> String, storage: fn() -> String| match service {
        Service::Identity => identity(),
        Service::BlockStorage => storage(),
    };
    match fault {
        Fault::NotAnAddress => not_an_address(),
        Fault::Credentials => credentials(),
        Fault::MixedContent => mixed_content(),
        Fault::PagePolicy => page_policy(),
        Fault::Down => down(),
        Fault::NameUnknown => name_unknown(),
        Fault::Certificate => certificate(),
        Fault::Firewall => firewall(),
        Fault::PrivateNetwork => private_network(),
        Fault::CorsOff => cors_off(),
        Fault::OtherOrigin => other_origin(),
        Fault::ProxyError => proxy_error(),
        Fault::Redirect => redirect(),
        Fault::OtherService => of(other_identity, other_storage),
        Fault::WebPage => web_page(),
        Fault::NotFound => of(not_found_identity, not_found_storage),
        Fault::TooOld => of(too_old_identity, too_old_storage),
        Fault::Unavailable(status) => unavailable(status.to_string()),
        Fault::OddStatus(status) => odd_status(status.to_string()),
        Fault::HeadersNotAllowed(names) => headers_refused(names.join(", ")),
        Fault::OptionsRefused => options_refused(),
        Fault::MethodsNotAllowed(names) => methods_refused(names.join(", ")),
        Fault::NotExposed(names) => not_exposed(names.join(", ")),
        Fault::TokenRefused => token_refused(),
        Fault::Clock(seconds) if *seconds > 0 => clock_ahead(*seconds),
        Fault::Clock(seconds) => clock_behind(-seconds),
        Fault::NotListed => not_listed(),
    }
}

/// What to do about it; empty where that is said already.
pub fn next(fault: &Fault, service: Service) -> String {
    let of = |identity: fn() -> String, storage: fn() -> String| match service {
        Service::Identity => identity(),
        Service::BlockStorage => storage(),
    };
    let conf = of(|| "keystone.conf".to_owned(), || "cinder.conf".to_owned());
    match fault {
        Fault::NotAnAddress | Fault::Credentials => String::new(),
        Fault::MixedContent => of(mixed_identity_next, mixed_storage_next),
        Fault::PagePolicy => page_policy_next(),
        Fault::Down => down_next(),
        Fault::NameUnknown => name_unknown_next(),
        Fault::Certificate => certificate_next(),
        Fault::Firewall => firewall_next(),
        Fault::PrivateNetwork => private_network_next(),
        Fault::CorsOff => cors_off_next(conf),
        Fault::OtherOrigin => other_origin_next(),
        Fault::ProxyError => proxy_error_next(),
        Fault::Redirect => redirect_next(),
        Fault::OtherService | Fault::WebPage | Fault::NotFound => of(other_identity_next, other_storage_next),
        Fault::TooOld => too_old_next(),
        Fault::Unavailable(_) => unavailable_next(),
        Fault::OddStatus(_) => odd_status_next(),
        Fault::HeadersNotAllowed(_) => headers_refused_next(),
        Fault::OptionsRefused => options_refused_next(),
        Fault::MethodsNotAllowed(_) => methods_refused_next(),
        Fault::NotExposed(_) => of(not_exposed_identity_next, not_exposed_storage_next),
        Fault::TokenRefused => token_refused_next(),
        Fault::Clock(_) => clock_next(),
        Fault::NotListed => not_listed_next(),
    }
}

/// Where some lines belong.
pub fn place(place: Place) -> String {
    match place {
        Place::KeystoneConf => in_file(keystone_conf()),
        Place::CinderConf => in_file(cinder_conf()),
        Place::Nginx => in_file(nginx()),
        Place::ConfigJson => in_file(config_json()),
        Place::Shell => in_shell(),
    }
}

/// How to read what curl prints, for the candidates that it tells apart.
pub fn how_to_read(faults: &[Fault]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for fault in faults {
        let line = match fault {
            Fault::CorsOff | Fault::OtherOrigin => read_cors(),
            Fault::ProxyError if faults.len() > 1 => read_proxy(),
            Fault::Redirect => read_redirect(),
            Fault::OtherService => read_page(),
            Fault::Down | Fault::NameUnknown => read_refused(),
            Fault::Firewall => read_late(),
            Fault::Certificate => read_certificate(),
            Fault::PrivateNetwork => read_answer(),
            Fault::HeadersNotAllowed(_) | Fault::OptionsRefused | Fault::MethodsNotAllowed(_) => {
                read_preflight()
            }
            Fault::NotExposed(_) => read_headers(),
            _ => continue,
        };
        if !found.contains(&line) {
            found.push(line);
        }
    }
    found
}
