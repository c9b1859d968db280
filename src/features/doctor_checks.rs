//! What was looked at, one line each, by service.

use leptos::prelude::*;

use crate::components::badge::Badge;
use crate::components::icon::Icon;
use crate::components::layout::Section;
use crate::components::tone::Tone;
use crate::rules::finding::{Check, Grade, Report, Seen};
use crate::rules::probe::Examination;
use crate::text::doctor as words;

/// A section for each service.
pub fn checks_view(seen: &Examination, report: &Report) -> AnyView {
    let services = [seen.identity.service, seen.block_storage.service];
    let sections = services.map(|service| {
        let checks = report.checks.iter().filter(|check| check.service == service);
        let checks = checks.map(check_view).collect_view();
        view! {
            <Section title=words::service(service)>
                <ul class="bp-checks">{checks}</ul>
            </Section>
        }
    });
    sections.collect_view().into_any()
}

fn check_view(check: &Check) -> AnyView {
    let (tone, icon) = match (check.grade, &check.seen) {
        (_, Seen::Pending) => (Tone::Neutral, Icon::Clock),
        (Grade::Fine, _) => (Tone::Good, Icon::Check),
        (Grade::Failed, _) => (Tone::Bad, Icon::XCircle),
        (Grade::Unclear, _) => (Tone::Warn, Icon::Alert),
        (Grade::Skipped, _) => (Tone::Neutral, Icon::Info),
    };
    let took = check.took_ms.map(|ms| view! { <small class="bp-muted">{words::took(ms)}</small> });
    view! {
        <li>
            <Badge tone icon text=words::grade(check) />
            <strong>{words::item(check.item)}</strong>
            <span class="bp-check-seen">{words::seen(check)}</span>
            {took}
        </li>
    }
    .into_any()
}
