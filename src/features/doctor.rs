//! The connection check: what to look at, what is wrong, and what was seen.

use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::components::button::{Button, ButtonKind};
use crate::components::copy::CopyButton;
use crate::components::feedback::{Announcer, Notice};
use crate::components::field::Field;
use crate::components::field_control::Control;
use crate::components::focus::focus;
use crate::components::layout::PageHeader;
use crate::components::tone::Tone;
use crate::features::doctor_checks::checks_view;
use crate::features::doctor_diagnosis::diagnosis_view;
use crate::features::error_view::own_origin;
use crate::reactive::{derive, effect, memo, note};
use crate::rules::finding::Report;
use crate::rules::probe::Examination;
use crate::state::doctor::Doctor;
use crate::state::panel::use_panel;
use crate::state::route::Route;
use crate::state::storage::Shelf;
use crate::text::doctor as words;
use crate::text::doctor_report::report_text;
use crate::text::{faults, shell};

/// The addresses to begin with: those of the route, else those of the session, of the configuration,
/// or those remembered.
fn first_addresses() -> (String, String) {
    let panel = use_panel();
    let route = panel.address.signal().get_untracked();
    let given = match route {
        Route::Doctor { identity, block_storage } => (identity, block_storage),
        _ => Default::default(),
    };
    if !given.0.is_empty() {
        return given;
    }
    let session = panel.session.ready_untracked().map(|session| session.unscoped.identity.to_string());
    let configured = || panel.session.config().clouds.first().map(|cloud| cloud.identity_url.clone());
    let identity = session.or_else(configured).or_else(|| Shelf::Local.get("identity"));
    (identity.unwrap_or_default(), given.1)
}

/// The whole of it, below and with its heading.
#[component]
pub fn DoctorView() -> impl IntoView {
    let panel = use_panel();
    note(panel.ready, true);
    let (identity, block_storage) = first_addresses();
    let doctor = Doctor::start(panel.session, own_origin(), &identity, &block_storage);
    let busy = doctor.running();
    let attempted = RwSignal::new(false);
    let missing = derive(move || {
        (attempted.get() && doctor.identity.with(|typed| typed.trim().is_empty())).then(shell::fill_in)
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        attempted.set(true);
        if doctor.identity.with_untracked(|typed| !typed.trim().is_empty()) {
            doctor.check();
        }
    };
    // The heading is what a screen reader should say first, and it has come late.
    let root: NodeRef<html::Div> = NodeRef::new();
    effect(move || {
        let heading = root.get().and_then(|root| root.query_selector("h1").ok().flatten());
        if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
            request_animation_frame(move || focus(&heading));
        }
    });
    let report = memo(move || doctor.report());
    let message = derive(move || match (busy.get(), report.get()) {
        (true, _) => words::checking(),
        (false, Some(report)) => summary(&report),
        (false, None) => String::new(),
    });
    let label =
        derive(move || if report.with(Option::is_some) { words::check_again() } else { words::check() });
    let outcome = move || {
        let (seen, report) = (doctor.seen()?, report.get()?);
        Some(outcome_view(&seen, &report))
    };
    view! {
        <div class="bp-stack" node_ref=root>
            <PageHeader title=words::title() />
            <p class="bp-muted">{words::intro()}</p>
            <form class="bp-form bp-doctor-form" novalidate on:submit=submit>
                <Field
                    label=shell::identity_url()
                    value=doctor.identity
                    control=Control::Url
                    hint=shell::identity_url_hint()
                    error=missing
                    required=true
                    autocomplete="url"
                />
                <Field
                    label=words::block_storage_url()
                    value=doctor.block_storage
                    control=Control::Url
                    hint=words::block_storage_hint()
                    autocomplete="off"
                />
                <div class="bp-actions">
                    <Button label kind=ButtonKind::Primary submit=true busy />
                </div>
            </form>
            <Announcer message />
            {outcome}
        </div>
    }
}

fn summary(report: &Report) -> String {
    match report.diagnoses.len() {
        0 => words::all_well(),
        count => words::found(count),
    }
}

fn outcome_view(seen: &Examination, report: &Report) -> AnyView {
    let diagnoses = report.diagnoses.iter().map(|diagnosis| diagnosis_view(diagnosis, seen)).collect_view();
    let copied = report_text(seen, report);
    let head = seen.is_over.then(|| {
        let is_well = report.diagnoses.is_empty();
        let tone = if is_well { Tone::Good } else { Tone::Bad };
        let body = match (is_well, seen.has_session) {
            (true, true) => Some(words::all_well_body()),
            (true, false) => Some(words::all_well_without_session()),
            (false, _) => None,
        };
        let actions = move || {
            view! {
                <CopyButton
                    text=copied.clone()
                    label=words::copy_report()
                    copied_label=faults::copied()
                    with_words=true
                />
            }
            .into_any()
        };
        view! {
            <Notice tone title=summary(report) actions>
                {body.map(|body| view! { <p>{body}</p> })}
            </Notice>
        }
    });
    view! {
        {head}
        {diagnoses}
        {checks_view(seen, report)}
    }
    .into_any()
}
