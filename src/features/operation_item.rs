//! One item of an operation: how it stands, where what it made is, why it failed.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::badge::Badge;
use crate::components::copy::{CopyButton, ShortId};
use crate::features::error_view::own_origin;
use crate::features::links::RouteLink;
use crate::features::operation_state::{Why, phase_look, why};
use crate::model::listing::Filter;
use crate::reactive::{derive, memo};
use crate::rules::deed::{Deed, DeedKind};
use crate::rules::list_view::ListView;
use crate::state::names::Names;
use crate::state::operation::{Operation, Phase, Progress};
use crate::state::panel::use_panel;
use crate::state::route::Route;
use crate::text::{faults, operations};

/// An item in a list of several, with its state and its name.
pub fn item_row(operation: &Arc<Operation>, at: usize) -> AnyView {
    let Some(item) = operation.items.get(at) else { return view! { <li></li> }.into_any() };
    let progress = item.progress.clone();
    let look = memo(move || phase_look(&progress.get().phase));
    let label = item.planned.label.clone();
    view! {
        <li class="bp-operation-item">
            <Badge
                tone=derive(move || look.get().tone)
                icon=derive(move || look.get().icon)
                text=derive(move || look.get().text)
            />
            <span class="bp-cut" title=label.clone()>{label.clone()}</span>
            {item_body(operation, at)}
        </li>
    }
    .into_any()
}

/// What there is to say of an item: links, and why it is not done.
pub fn item_body(operation: &Arc<Operation>, at: usize) -> AnyView {
    let operation = operation.clone();
    (move || {
        let Progress { phase, request_id, trouble, .. } = operation.items.get(at)?.progress.get();
        let trouble = trouble.map(|error| {
            let why = faults::sentence(&error, &own_origin());
            view! { <p class="bp-hint" role="status">{operations::look_failed(why)}</p> }.into_any()
        });
        let links = item_links(&operation, at);
        let why = why(&phase, request_id).map(why_view);
        Some(view! {
            {links}
            {trouble}
            {why}
        })
    })
    .into_any()
}

/// Links to the backup and the volume that it is about, where they can be seen; tracked.
pub fn item_links(operation: &Operation, at: usize) -> Option<AnyView> {
    let names = names_here(operation)?;
    let item = operation.items.get(at)?;
    let Progress { phase, outcome, .. } = item.progress.get();
    let is_gone =
        matches!(operation.kind, DeedKind::Delete | DeedKind::ForceDelete) && matches!(phase, Phase::Done(_));
    let backup = outcome.backup.or_else(|| match &item.planned.deed {
        // Not there before it has been imported.
        Deed::Import(..) => None,
        deed => deed.backup().cloned(),
    });
    let backup = backup
        .filter(|_| !is_gone)
        .map(|id| view! { <RouteLink to=Route::Backup(id)>{operations::to_backup()}</RouteLink> }.into_any());
    let volume = outcome.volume.map(|id| {
        let name = match &item.planned.deed {
            Deed::RestoreNew(new) => new.name.as_deref().map(Arc::from),
            Deed::RestoreBlocking { name, .. } => Some(Arc::from(name.as_str())),
            _ => names.and_then(|names| names.volume(id.as_str())),
        };
        let view = ListView::default();
        let view = match name {
            Some(name) => view.with_filter(Filter::exact("name", &name)),
            None => view,
        };
        view! {
            <RouteLink to=Route::Volumes(view)>{operations::to_volume()}</RouteLink>
            <ShortId
                id=id.as_str().to_owned()
                copy_label=operations::copy_volume_id()
                copied_label=faults::copied()
            />
        }
        .into_any()
    });
    (backup.is_some() || volume.is_some()).then(|| {
        view! {
            <span class="bp-operation-links">
                {backup}
                {volume}
            </span>
        }
        .into_any()
    })
}

/// The names that are known, if the operation runs where the session is: elsewhere links lead nowhere.
fn names_here(operation: &Operation) -> Option<Option<Names>> {
    let here = use_panel().session.ready()?;
    here.is_same_place(&operation.place).then(use_context::<Names>)
}

/// Why it failed: in plain words, in the cloud's, and the request.
pub fn why_view(why: Why) -> AnyView {
    let Why { sentence, said, request_id } = why;
    let said = said.map(|said| view! { <p class="bp-server-message">{said.to_string()}</p> }.into_any());
    let request = request_id.map(|id| {
        let id = id.to_string();
        view! {
            <p class="bp-request-id">
                {faults::request_id()} " " <code>{id.clone()}</code>
                <CopyButton text=id label=faults::copy_request_id() copied_label=faults::copied() />
            </p>
        }
        .into_any()
    });
    view! {
        <div class="bp-operation-why">
            <p>{sentence}</p>
            {said}
            {request}
        </div>
    }
    .into_any()
}
