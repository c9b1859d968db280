//! What is wrong with a service: the fault or the candidates, the lines to add, and the call of curl
//! that decides.

use leptos::prelude::*;

use crate::components::code::CodeBlock;
use crate::components::layout::Section;
use crate::model::fault::Service;
use crate::rules::finding::{Diagnosis, Fault};
use crate::rules::probe::Examination;
use crate::rules::remedy::{curl, lines};
use crate::text::doctor::service;
use crate::text::doctor_faults as words;
use crate::text::doctor_report::address_of;
use crate::text::faults;

/// The section.
pub fn diagnosis_view(diagnosis: &Diagnosis, seen: &Examination) -> AnyView {
    let url = address_of(diagnosis.service, seen);
    let one = |fault: &Fault| fault_view(fault, diagnosis.service, &seen.origin, &url);
    let (title, body) = match diagnosis.faults.as_slice() {
        [only] => (words::certain(service(diagnosis.service)), one(only)),
        several => {
            let items = several.iter().map(|fault| view! { <li>{one(fault)}</li> }).collect_view();
            let list = view! { <ol class="bp-candidates">{items}</ol> }.into_any();
            (words::likely(service(diagnosis.service)), list)
        }
    };
    let decide = diagnosis.asked.as_ref().map(|asked| {
        let is_certain = diagnosis.faults.len() == 1;
        let lead = if is_certain { words::see_more() } else { words::decide() };
        let read = words::how_to_read(&diagnosis.faults).into_iter();
        let read = read.map(|line| view! { <li>{line}</li> }).collect_view();
        view! {
            <div class="bp-group">
                <p>{lead}</p>
                <CodeBlock
                    text=curl(asked, &seen.origin)
                    copy_label=words::copy_curl()
                    copied_label=faults::copied()
                />
                <ul class="bp-points">{read}</ul>
            </div>
        }
    });
    view! {
        <Section title>
            {body} {decide}
        </Section>
    }
    .into_any()
}

fn fault_view(fault: &Fault, service: Service, origin: &str, url: &str) -> AnyView {
    let lines = lines(fault, service, origin, url).into_iter().map(|lines| {
        view! {
            <p class="bp-hint">{words::place(lines.place)}</p>
            <CodeBlock text=lines.text copy_label=words::copy_lines() copied_label=faults::copied() />
        }
    });
    view! {
        <div class="bp-group">
            <p>
                <strong>{words::what(fault, service)}</strong>
                " "
                {words::next(fault, service)}
            </p>
            {lines.collect_view()}
        </div>
    }
    .into_any()
}
