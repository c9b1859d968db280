//! What has become of the restores of a backup that were started in this session. The backup itself
//! does not tell: it is available again, also after a restore that has failed.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::badge::Badge;
use crate::components::icon::Icon;
use crate::components::layout::Section;
use crate::components::tone::Tone;
use crate::features::form_dialog::failure_view;
use crate::features::links::RouteLink;
use crate::model::ids::BackupId;
use crate::model::listing::Filter;
use crate::rules::deed::{Deed, DeedKind};
use crate::rules::list_view::ListView;
use crate::state::operation::{Item, Operation, Phase, Progress};
use crate::state::panel::use_panel;
use crate::state::route::Route;
use crate::text::{faults, restore};

/// The section; nothing while there were none.
#[component]
pub fn RestoreResults(
    /// The backup.
    id: BackupId,
) -> impl IntoView {
    let operations = use_panel().operations;
    let restores = move || {
        let mut rows = Vec::new();
        for operation in operations.all().iter().filter(|operation| operation.kind == DeedKind::Restore) {
            for (at, item) in operation.items.iter().enumerate() {
                if item.planned.deed.backup() == Some(&id) {
                    rows.push(row(operation.clone(), at));
                }
            }
        }
        rows
    };
    move || {
        let rows = restores();
        (!rows.is_empty()).then(|| {
            view! {
                <Section title=restore::results()>
                    <ul class="bp-restore-results">{rows}</ul>
                </Section>
            }
        })
    }
}

fn row(operation: Arc<Operation>, at: usize) -> AnyView {
    let content = move || {
        let item = &operation.items[at];
        row_content(item, item.progress.get())
    };
    view! { <li>{content}</li> }.into_any()
}

fn row_content(item: &Item, progress: Progress) -> AnyView {
    let Progress { phase, request_id, .. } = progress;
    let (tone, icon, words) = match &phase {
        Phase::Waiting | Phase::Sending => (Tone::Busy, Icon::Spinner, restore::sending()),
        Phase::Looking(_) => (Tone::Warn, Icon::Spinner, restore::looking()),
        Phase::Following(_) => (Tone::Busy, Icon::Spinner, restore::running()),
        Phase::Done(_) => (Tone::Good, Icon::Check, restore::done()),
        Phase::Failed(_) => (Tone::Bad, Icon::XCircle, restore::failed()),
        Phase::NotRun(_) => (Tone::Neutral, Icon::Info, restore::not_run()),
    };
    let volume = match &phase {
        Phase::Following(outcome) | Phase::Done(outcome) => outcome.volume.clone(),
        _ => None,
    };
    let volume = volume.or(match &item.planned.deed {
        Deed::RestoreInto { volume, .. } => Some(volume.clone()),
        _ => None,
    });
    let volume = volume.map(|volume| view! { <code>{volume.to_string()}</code> });
    let label = item.planned.label.clone();
    let name = match &item.planned.deed {
        Deed::RestoreNew(new) => new.name.clone(),
        Deed::RestoreBlocking { name, .. } => Some(name.clone()),
        _ => None,
    };
    // The list of volumes, where the new one is.
    let label = match (name, &phase) {
        (Some(name), Phase::Following(_) | Phase::Done(_)) => {
            let to = Route::Volumes(ListView::default().with_filter(Filter::exact("name", &name)));
            view! { <RouteLink to>{label}</RouteLink> }.into_any()
        }
        _ => label.into_any(),
    };
    let (failure, request_id) = match &phase {
        Phase::Failed(failure) => (
            Some(failure_view(failure)),
            request_id.map(|id| view! { <span class="bp-request-id">{faults::request_id()} " " <code>{id.to_string()}</code></span> }),
        ),
        _ => (None, None),
    };
    view! {
        <span class="bp-restore-result">
            <Badge tone icon text=words />
            <span>{label}</span>
            {volume}
            {request_id}
        </span>
        {failure}
    }
    .into_any()
}
