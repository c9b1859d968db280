//! What a cell of the list of backups shows.

use leptos::prelude::*;

use crate::components::copied::{copied, element, text_node};
use crate::components::icon::{Icon, icon_element};
use crate::features::cells::{code, cut, dash, id_cell, number_cell, size_cell, text_cell};
use crate::features::links::route_link;
use crate::features::status_badge::backup_status_badge;
use crate::features::times::time_cell;
use crate::model::backup::Backup;
use crate::state::names::Names;
use crate::state::route::Route;
use crate::text::listing;

/// The backup's name, or its short id where it has none.
pub fn name_text(backup: &Backup) -> String {
    backup.given_name().map_or_else(|| listing::unnamed(backup.id.short()), str::to_owned)
}

/// The cell of a column.
pub fn backup_cell(backup: &Backup, column: &str, names: Names) -> AnyView {
    match column {
        "name" => name_cell(backup),
        "status" => backup_status_badge(&backup.status),
        "mode" => mode_cell(backup),
        "size" => size_cell(backup.size),
        "volume" => named_cell(backup.volume_id.as_ref().map(|id| id.key()), move |id| names.volume(id)),
        "snapshot" => id_cell(backup.snapshot_id.as_ref().map(|id| id.as_str())),
        "zone" => text_cell(backup.availability_zone.as_deref()),
        "created" => time_cell(backup.created_at.as_ref()),
        "data_timestamp" => time_cell(backup.data_timestamp.as_ref()),
        "updated" => time_cell(backup.updated_at.as_ref()),
        "container" => text_cell(backup.container.as_deref()),
        "object_count" => number_cell(backup.object_count),
        "dependents" => backup.has_dependent_backups.map_or_else(dash, |has| yes_no(has).into_any()),
        "description" => text_cell(backup.description.as_deref()),
        "failure" => text_cell(backup.failure()),
        "project" => named_cell(backup.project_id.as_ref().map(|id| id.key()), move |id| names.project(id)),
        "user" => id_cell(backup.user_id.as_ref().map(|id| id.as_str())),
        "id" => id_cell(Some(backup.id.as_str())),
        _ => dash(),
    }
}

fn name_cell(backup: &Backup) -> AnyView {
    let name = name_text(backup);
    // Said in both cases, so that a name that comes or goes leaves the link with the focus where it is.
    let unnamed = backup.given_name().is_none();
    cut(name.clone())
        .with("data-unnamed", unnamed.to_string())
        .around(route_link(Route::Backup(backup.id.clone()), name))
        .into_any()
}

fn mode_cell(backup: &Backup) -> AnyView {
    let Some((icon, words)) = backup.is_incremental.map(mode) else {
        return dash();
    };
    copied(format!("mode {words}"), move || {
        element("span", &[("class", "bp-with-icon")], &[icon_element(icon).into(), text_node(&words)])
    })
    .into_any()
}

/// Icon and word of a backup's mode.
pub fn mode(incremental: bool) -> (Icon, String) {
    if incremental { (Icon::Layers, listing::incremental()) } else { (Icon::Database, listing::full()) }
}

/// "Yes" or "No".
pub fn yes_no(yes: bool) -> String {
    if yes { listing::yes() } else { listing::no() }
}

/// A thing by its name once that is known, by its short id until then.
pub fn named_cell(
    id: Option<std::sync::Arc<str>>,
    name: impl Fn(&str) -> Option<std::sync::Arc<str>> + Send + 'static,
) -> AnyView {
    let Some(id) = id else {
        return dash();
    };
    let title = id.to_string();
    let shown = move || match name(&id) {
        Some(name) => name.to_string().into_any(),
        None => code(crate::model::ids::short(&id)).into_any(),
    };
    cut(title).around(shown.into_any()).into_any()
}
