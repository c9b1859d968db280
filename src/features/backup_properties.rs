//! Every field of a backup, with units, and copy buttons where people copy.

use leptos::prelude::*;

use crate::components::copy::CopyButton;
use crate::features::backup_cell::{mode, named_cell};
use crate::features::cells::{dash, number_cell, text_cell};
use crate::features::links::RouteLink;
use crate::features::status_badge::backup_status_badge;
use crate::features::times::{distance_view, utc};
use crate::model::backup::Backup;
use crate::model::listing::Filter;
use crate::model::units::{Gib, Timestamp};
use crate::rules::list_view::ListView;
use crate::state::names::Names;
use crate::state::panel::use_panel;
use crate::state::route::Route;
use crate::text::{detail, intl, listing};

/// The volume id of a record that is being imported.
const NO_VOLUME: &str = "00000000-0000-0000-0000-000000000000";

/// The fields as terms and values.
pub fn backup_properties(backup: &Backup, names: Names) -> AnyView {
    let size = backup.size.map(|Gib(gib)| format!("{} ({})", listing::gib(gib), detail::size_of_volume()));
    let mode_words = backup.is_incremental.map(|incremental| mode(incremental).1);
    let dependents = backup
        .has_dependent_backups
        .map(|has| if has { detail::has_dependents() } else { detail::no_dependents() });
    let zone = backup.availability_zone.as_deref().map_or_else(detail::not_scheduled, str::to_owned);
    let container = backup.container.as_deref().filter(|name| !name.is_empty());
    let rows = [
        Some(row(listing::name(), text_cell_whole(backup.name.as_deref()))),
        Some(row(listing::status(), backup_status_badge(&backup.status))),
        Some(row(listing::id(), id_value(listing::id(), Some(backup.id.as_str())))),
        Some(row(listing::description(), text_cell_whole(backup.description.as_deref()))),
        Some(row(listing::mode(), text_cell(mode_words.as_deref()))),
        Some(row(listing::size(), text_cell(size.as_deref()))),
        Some(row(listing::object_count(), number_cell(backup.object_count))),
        Some(row(listing::dependents(), text_cell(dependents.as_deref()))),
        Some(row(listing::volume(), volume_value(backup, names))),
        Some(row(
            listing::snapshot(),
            id_value(listing::snapshot(), backup.snapshot_id.as_ref().map(|id| id.as_str())),
        )),
        Some(row(listing::zone(), zone.into_any())),
        Some(row(
            listing::container(),
            match container {
                Some(name) => id_value(listing::container(), Some(name)),
                None => detail::default_container().into_any(),
            },
        )),
        Some(row(listing::created(), time_value(backup.created_at.as_ref()))),
        Some(row(listing::data_timestamp(), time_value(backup.data_timestamp.as_ref()))),
        Some(row(listing::updated(), time_value(backup.updated_at.as_ref()))),
        backup.project_id.as_ref().map(|id| {
            let name = named_cell(Some(id.key()), move |id| names.project(id));
            row(
                listing::project(),
                view! { {name} " " {id_value(listing::project(), Some(id.as_str()))} }.into_any(),
            )
        }),
        backup.user_id.as_ref().map(|id| row(listing::user(), id_value(listing::user(), Some(id.as_str())))),
        backup
            .encryption_key_id
            .as_deref()
            .map(|key| row(detail::encryption_key(), id_value(detail::encryption_key(), Some(key)))),
    ];
    view! { <dl class="bp-properties">{rows.into_iter().flatten().collect_view()}</dl> }.into_any()
}

fn row(term: String, value: AnyView) -> AnyView {
    view! {
        <div>
            <dt>{term}</dt>
            <dd>{value}</dd>
        </div>
    }
    .into_any()
}

/// A text that may be long: it wraps.
fn text_cell_whole(text: Option<&str>) -> AnyView {
    match text.filter(|text| !text.is_empty()) {
        Some(text) => text.to_owned().into_any(),
        None => dash(),
    }
}

/// An id or path in full, with a button to copy it.
fn id_value(what: String, id: Option<&str>) -> AnyView {
    match id.filter(|id| !id.is_empty()) {
        Some(id) => {
            let label = detail::copy(what);
            view! {
                <code>{id.to_owned()}</code>
                <CopyButton text=id.to_owned() label copied_label=detail::copied() />
            }
            .into_any()
        }
        None => dash(),
    }
}

/// The volume by name and id, with the way to all its backups.
fn volume_value(backup: &Backup, names: Names) -> AnyView {
    let Some(id) = backup.volume_id.clone() else {
        return dash();
    };
    if id.as_str() == NO_VOLUME {
        return detail::volume_importing().into_any();
    }
    let key = id.key();
    let name = move || names.volume(&key).map(|name| view! { <span>{name.to_string()}</span> " " });
    let view = ListView::default().with_filter(Filter::exact("volume_id", id.as_str()));
    let view = view.across_projects(is_foreign(backup));
    view! {
        {name}
        {id_value(listing::volume(), Some(id.as_str()))}
        " "
        <RouteLink to=Route::Backups(view)>{detail::volume_backups()}</RouteLink>
    }
    .into_any()
}

/// Whether the backup is of another project, which only admins see.
fn is_foreign(backup: &Backup) -> bool {
    let own = use_panel().session.ready_untracked().map(|scoped| scoped.project.id.clone());
    backup.project_id.is_some() && backup.project_id != own
}

/// Local time in full, how long ago, and UTC.
fn time_value(time: Option<&Timestamp>) -> AnyView {
    let Some(time) = time.filter(|time| !time.raw().is_empty()) else {
        return dash();
    };
    let Some(millis) = time.millis() else {
        return time.raw().to_owned().into_any();
    };
    view! {
        <time datetime=time.machine()>{intl::local_time(millis as f64)}</time>
        " "
        <span class="bp-muted">{distance_view(time, millis)} " · " {utc(time)}</span>
    }
    .into_any()
}
