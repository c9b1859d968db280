//! From what was seen of a cloud to what is wrong with it.
//!
//! A page learns little of a request that fails: not whether nobody answered or whether the answer
//! did not name the page. A second look that does not want to read the answer (`no-cors`) tells
//! these two apart. What is left is said as candidates, the likeliest first.

use crate::model::fault::Service;
use crate::rules::diagnosis_faults::{opaque, silent};
use crate::rules::diagnosis_version::found;
use crate::rules::finding::{Check, Diagnosis, Fault, Grade, Item, Report, Seen};
use crate::rules::probe::{Clocks, Examination, Outcome, Probe, Reading, Subject};
use crate::rules::web_address::WebAddress;

/// Clocks that are further apart are wrong, in seconds. Keystone counts in whole ones.
const CLOCK_LIMIT: i64 = 60;

/// What a service's address rules out before anything is asked.
pub fn ruled_out(subject: &Subject, origin: &str) -> Option<Fault> {
    let Some(address) = WebAddress::parse(&subject.typed) else {
        return Some(Fault::NotAnAddress);
    };
    if address.has_credentials {
        return Some(Fault::Credentials);
    }
    if subject.base.is_none() {
        return Some(Fault::NotAnAddress);
    }
    let plain_from_secure = origin.starts_with("https://") && !address.is_https;
    (plain_from_secure && !address.is_loopback()).then_some(Fault::MixedContent)
}

/// Whether the plain GET was answered by the service, in a version that the panel can use.
pub fn is_usable(subject: &Subject) -> bool {
    let Some(Probe { outcome: Outcome::Read(reading), .. }) = &subject.plain else { return false };
    found(subject.service, reading).is_ok()
}

/// The whole judgement.
pub fn judge(seen: &Examination) -> Report {
    let mut report = Report::default();
    report.subject(&seen.identity, seen);
    report.clock(seen);
    report.catalog(seen);
    report.subject(&seen.block_storage, seen);
    if seen.is_over {
        for check in report.checks.iter_mut().filter(|check| check.seen == Seen::Pending) {
            check.seen = Seen::Pointless;
        }
    }
    report
}

impl Report {
    fn add(&mut self, service: Service, item: Item, grade: Grade, seen: Seen, took_ms: Option<u32>) {
        self.checks.push(Check { service, item, grade, seen, took_ms });
    }

    fn wrong(&mut self, service: Service, item: Item, faults: Vec<Fault>, probe: Option<&Probe>) {
        if let Some(first) = faults.first() {
            self.add(
                service,
                item,
                Grade::Failed,
                Seen::Wrong(first.clone()),
                probe.map(|probe| probe.took_ms),
            );
        }
        self.diagnoses.push(Diagnosis { service, faults, asked: probe.map(|probe| probe.asked.clone()) });
    }

    fn skip(&mut self, service: Service, items: &[Item], why: Seen) {
        for item in items {
            self.add(service, *item, Grade::Skipped, why.clone(), None);
        }
    }

    fn subject(&mut self, subject: &Subject, seen: &Examination) {
        const AFTER_ADDRESS: [Item; 6] =
            [Item::Answers, Item::Readable, Item::Version, Item::Headers, Item::Methods, Item::Exposed];
        let service = subject.service;
        if subject.typed.is_empty() {
            let why = if seen.has_session { Seen::Pointless } else { Seen::NoAddress };
            return self.skip(service, &[Item::Address], why);
        }
        if let Some(fault) = ruled_out(subject, &seen.origin) {
            self.wrong(service, Item::Address, vec![fault], None);
            return self.skip(service, &AFTER_ADDRESS, Seen::Pointless);
        }
        let address = WebAddress::parse(&subject.typed);
        let origin = address.as_ref().map(WebAddress::origin).unwrap_or_default();
        self.add(service, Item::Address, Grade::Fine, Seen::Origin(origin), None);
        let (Some(probe), Some(address)) = (&subject.plain, address) else {
            return self.skip(service, &AFTER_ADDRESS, Seen::Pending);
        };
        match &probe.outcome {
            Outcome::Read(reading) => {
                let took = Some(probe.took_ms);
                self.add(service, Item::Answers, Grade::Fine, Seen::Status(reading.status), took);
                self.add(service, Item::Readable, Grade::Fine, Seen::NamesPage, None);
                if self.version(subject, reading, probe) {
                    self.preflights(subject, seen);
                } else {
                    self.skip(service, &AFTER_ADDRESS[3..], Seen::Pointless);
                }
            }
            Outcome::Opaque | Outcome::Refused => {
                self.add(service, Item::Answers, Grade::Fine, Seen::Unreadable, Some(probe.took_ms));
                let faults = opaque(&address, subject.worked_before);
                // That the page may not read it is certain; the rest is for the candidates.
                self.add(service, Item::Readable, Grade::Failed, Seen::Unreadable, None);
                self.diagnoses.push(Diagnosis { service, faults, asked: Some(probe.asked.clone()) });
                self.skip(service, &AFTER_ADDRESS[2..], Seen::Pointless);
            }
            Outcome::Forbidden => {
                self.wrong(service, Item::Answers, vec![Fault::PagePolicy], Some(probe));
                self.skip(service, &AFTER_ADDRESS[1..], Seen::Pointless);
            }
            Outcome::Nothing | Outcome::TimedOut => {
                let in_time = probe.outcome == Outcome::Nothing;
                let saw = if in_time { Seen::Silence } else { Seen::NoAnswerInTime };
                self.add(service, Item::Answers, Grade::Failed, saw, Some(probe.took_ms));
                let faults = silent(&address, &seen.origin, in_time);
                self.diagnoses.push(Diagnosis { service, faults, asked: Some(probe.asked.clone()) });
                self.skip(service, &AFTER_ADDRESS[1..], Seen::Pointless);
            }
        }
    }

    /// Whether it is the service, and can be gone on with.
    fn version(&mut self, subject: &Subject, reading: &Reading, probe: &Probe) -> bool {
        match found(subject.service, reading) {
            Ok(version) => {
                self.add(subject.service, Item::Version, Grade::Fine, version, None);
                true
            }
            Err(fault) => {
                self.wrong(subject.service, Item::Version, vec![fault], Some(probe));
                false
            }
        }
    }

    fn preflights(&mut self, subject: &Subject, seen: &Examination) {
        let service = subject.service;
        let Some(probe) = &subject.headers else {
            return self.skip(service, &[Item::Headers, Item::Methods, Item::Exposed], Seen::Pending);
        };
        let Outcome::Read(reading) = &probe.outcome else {
            let is_read = |probe: &&Probe| matches!(probe.outcome, Outcome::Read(_));
            let named = |probe: &Probe| probe.asked.headers.clone();
            let refused: Vec<_> =
                subject.single.iter().filter(|probe| !is_read(probe)).flat_map(named).collect();
            let faults = match refused.len() {
                // Each by itself is allowed: whatever keeps them out does not do so by name.
                0 => vec![Fault::OptionsRefused, Fault::ProxyError],
                some if some < subject.single.len() => vec![Fault::HeadersNotAllowed(refused)],
                _ => vec![Fault::OptionsRefused, Fault::HeadersNotAllowed(refused)],
            };
            self.wrong(service, Item::Headers, faults, Some(probe));
            return self.skip(service, &[Item::Methods, Item::Exposed], Seen::Pointless);
        };
        self.add(
            service,
            Item::Headers,
            Grade::Fine,
            Seen::Names(probe.asked.headers.clone()),
            Some(probe.took_ms),
        );
        self.methods(subject);
        self.exposed(subject, reading, probe, seen);
    }

    fn methods(&mut self, subject: &Subject) {
        let service = subject.service;
        if subject.methods.is_empty() {
            return self.skip(service, &[Item::Methods], Seen::Pending);
        }
        let (read, refused): (Vec<_>, Vec<_>) =
            subject.methods.iter().partition(|probe| matches!(probe.outcome, Outcome::Read(_)));
        let names = |probes: &[&Probe]| probes.iter().map(|probe| probe.asked.method).collect::<Vec<_>>();
        match refused.first() {
            None => {
                let took = subject.methods.iter().map(|probe| probe.took_ms).sum();
                self.add(service, Item::Methods, Grade::Fine, Seen::Names(names(&read)), Some(took));
            }
            Some(first) => {
                let fault = Fault::MethodsNotAllowed(names(&refused));
                self.wrong(service, Item::Methods, vec![fault, Fault::ProxyError], Some(first));
            }
        }
    }

    fn exposed(&mut self, subject: &Subject, reading: &Reading, probe: &Probe, seen: &Examination) {
        const ID: &str = "X-OpenStack-Request-ID";
        let service = subject.service;
        if seen.has_session && reading.status == 401 {
            return self.wrong(service, Item::Exposed, vec![Fault::TokenRefused], Some(probe));
        }
        let (name, is_read, is_told) = match service {
            // Only the answer to a good token holds it.
            Service::Identity => ("X-Subject-Token", reading.subject_token, reading.status == 200),
            Service::BlockStorage => ("OpenStack-API-Version", reading.api_version, reading.status == 200),
        };
        let mut missing = Vec::new();
        if !reading.request_id {
            missing.push(ID);
        }
        if is_told && !is_read {
            missing.push(name);
        }
        if !missing.is_empty() {
            self.wrong(service, Item::Exposed, vec![Fault::NotExposed(missing)], Some(probe));
        } else if is_told {
            self.add(service, Item::Exposed, Grade::Fine, Seen::Names(vec![ID, name]), None);
        } else {
            self.add(service, Item::Exposed, Grade::Unclear, Seen::OnlyNames(vec![ID], vec![name]), None);
        }
    }

    fn clock(&mut self, seen: &Examination) {
        match seen.clocks {
            Some(Clocks { cloud, here }) => {
                let apart = (cloud - here) / 1_000;
                if apart.abs() > CLOCK_LIMIT {
                    self.wrong(Service::Identity, Item::Clock, vec![Fault::Clock(apart)], None);
                } else {
                    self.add(Service::Identity, Item::Clock, Grade::Fine, Seen::Apart(apart), None);
                }
            }
            None => {
                let why = match seen.has_session {
                    true if seen.identity.methods.is_empty() => Seen::Pending,
                    true => Seen::NotExchanged,
                    false => Seen::NeedsSession,
                };
                self.skip(Service::Identity, &[Item::Clock], why);
            }
        }
    }

    fn catalog(&mut self, seen: &Examination) {
        match &seen.catalog {
            Some(listed) if listed.is_empty() => {
                self.wrong(Service::Identity, Item::Catalog, vec![Fault::NotListed], None);
            }
            Some(listed) => {
                self.add(Service::Identity, Item::Catalog, Grade::Fine, Seen::Listed(listed.clone()), None);
            }
            None => {
                let why = if seen.has_session { Seen::Pending } else { Seen::NeedsSession };
                self.skip(Service::Identity, &[Item::Catalog], why);
            }
        }
    }
}
