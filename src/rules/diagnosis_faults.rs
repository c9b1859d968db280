//! The candidates for what a page cannot tell apart, the likeliest first.

use crate::rules::finding::Fault;
use crate::rules::web_address::WebAddress;

/// What it may be that an answer came which the page may not read.
pub fn opaque(address: &WebAddress, worked_before: bool) -> Vec<Fault> {
    let mut faults = vec![Fault::CorsOff, Fault::OtherOrigin, Fault::ProxyError, Fault::OtherService];
    let mut lead = |fault: Fault| {
        faults.retain(|other| *other != fault);
        faults.insert(0, fault);
    };
    if worked_before {
        // The service has let this page read a while ago, so something in front of it speaks now.
        lead(Fault::ProxyError);
    } else if address.looks_like_dashboard() {
        lead(Fault::OtherService);
    }
    if !address.is_https {
        faults.push(Fault::Redirect);
    }
    faults
}

/// What it may be that nothing answers an address, asked from a page of `origin`; `in_time` when
/// that was known before the time limit.
pub fn silent(address: &WebAddress, origin: &str, in_time: bool) -> Vec<Fault> {
    if !in_time {
        return vec![Fault::Firewall, Fault::Down];
    }
    let mut faults = vec![Fault::Down];
    if address.is_https {
        faults.push(Fault::Certificate);
    }
    if !address.is_number() && !address.is_loopback() {
        faults.push(Fault::NameUnknown);
    }
    if !address.is_loopback() {
        faults.push(Fault::Firewall);
    }
    let page = WebAddress::parse(origin);
    let from_outside = page.is_some_and(|page| !page.is_private() && !page.is_loopback());
    if address.is_private() && from_outside {
        faults.push(Fault::PrivateNetwork);
    }
    faults
}
