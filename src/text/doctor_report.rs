//! The connection check as plain text, to be sent to a cloud's operator. Holds no secret: addresses
//! go without user, password and query.

use crate::model::fault::Service;
use crate::rules::finding::{Check, Diagnosis, Report};
use crate::rules::probe::Examination;
use crate::rules::remedy::{curl, lines};
use crate::rules::web_address::WebAddress;
use crate::text::doctor::{found, grade, item, seen, service, title, took};
use crate::text::doctor_faults::{how_to_read, next, place, what};

/// The whole report.
pub fn report_text(examined: &Examination, report: &Report) -> String {
    let mut out = format!("{}\n{}\n", title(), examined.origin);
    for subject in [&examined.identity, &examined.block_storage] {
        if subject.typed.is_empty() {
            continue;
        }
        let shown = WebAddress::parse(&subject.typed).map(|address| address.shown()).unwrap_or_default();
        out.push_str(&format!("\n{} {shown}\n", service(subject.service)));
        let checks = report.checks.iter().filter(|check| check.service == subject.service);
        checks.for_each(|check| out.push_str(&check_text(check)));
    }
    if !report.diagnoses.is_empty() {
        out.push_str(&format!("\n{}\n", found(report.diagnoses.len())));
    }
    for diagnosis in &report.diagnoses {
        out.push_str(&diagnosis_text(diagnosis, examined));
    }
    out
}

fn check_text(check: &Check) -> String {
    let time = check.took_ms.map(|ms| format!(" ({})", took(ms.to_string()))).unwrap_or_default();
    format!("- {}: {}{time}. {}\n", item(check.item), grade(check), seen(check).replace('\n', "\n  "))
}

fn diagnosis_text(diagnosis: &Diagnosis, examined: &Examination) -> String {
    let asked_at = address_of(diagnosis.service, examined);
    let mut out = format!("\n{}:\n", service(diagnosis.service));
    for (index, fault) in diagnosis.faults.iter().enumerate() {
        let (what, next) = (what(fault, diagnosis.service), next(fault, diagnosis.service));
        out.push_str(&format!("{}. {what} {next}\n", index + 1));
        for lines in lines(fault, diagnosis.service, &examined.origin, &asked_at) {
            out.push_str(&format!("   {}\n   {}\n", place(lines.place), lines.text.replace('\n', "\n   ")));
        }
    }
    if let Some(asked) = &diagnosis.asked {
        out.push_str(&format!("{}\n", curl(asked, &examined.origin)));
        how_to_read(&diagnosis.faults).iter().for_each(|line| out.push_str(&format!("- {line}\n")));
    }
    out
}

/// Where a service was asked, for its lines.
pub fn address_of(service: Service, examined: &Examination) -> String {
    let subject = match service {
        Service::Identity => &examined.identity,
        Service::BlockStorage => &examined.block_storage,
    };
    subject.base.clone().unwrap_or_default()
}
