//! The lists of volumes and snapshots.

use leptos::prelude::*;

use crate::api::volumes::{ListSnapshots, ListVolumes};
use crate::model::listing::{Filter, ListParams};
use crate::model::status::is_busy_volume_status;
use crate::model::volume::{Snapshot, Volume};
use crate::rules::filters::{FIELDS, FilterField, Place};
use crate::state::list::{Listed, RowKey};

/// Volumes as a kind of list.
pub struct Volumes;

impl Listed for Volumes {
    type Row = Volume;
    type Endpoint = ListVolumes;

    fn endpoint(params: ListParams) -> ListVolumes {
        ListVolumes(params)
    }

    fn key(row: &Volume) -> RowKey {
        row.id.key()
    }

    fn is_busy(status: &str) -> bool {
        is_busy_volume_status(status)
    }

    fn matches(row: &Volume, filter: &Filter) -> bool {
        name_or_status_matches(filter, row.name.as_deref(), row.status.as_deref())
    }
}

/// Snapshots as a kind of list.
pub struct Snapshots;

impl Listed for Snapshots {
    type Row = Snapshot;
    type Endpoint = ListSnapshots;

    fn endpoint(params: ListParams) -> ListSnapshots {
        ListSnapshots(params)
    }

    fn key(row: &Snapshot) -> RowKey {
        row.id.key()
    }

    fn is_busy(status: &str) -> bool {
        is_busy_volume_status(status)
    }

    fn matches(row: &Snapshot, filter: &Filter) -> bool {
        name_or_status_matches(filter, row.name.as_deref(), row.status.as_deref())
    }
}

/// Exact names, statuses and volumes are open to everybody in Cinder's stock configuration; a part
/// of a name is looked for on the page shown.
pub fn place(filter: &Filter) -> Place {
    match (&*filter.field, filter.contains) {
        ("name" | "status" | "volume_id", false) => Place::Server,
        ("name", true) => Place::Page,
        _ => Place::Nowhere,
    }
}

fn name_or_status_matches(filter: &Filter, name: Option<&str>, status: Option<&str>) -> bool {
    let value = match &*filter.field {
        "name" => name,
        "status" => status,
        _ => return true,
    };
    filter.accepts(value.unwrap_or_default())
}

/// The fields on offer for filtering.
pub fn offered() -> Signal<Vec<(FilterField, Place)>> {
    let fields = FIELDS.into_iter().filter(|field| matches!(field.key, "name" | "status"));
    // Statuses of volumes are too many to choose from: they are typed.
    Signal::stored(fields.map(|field| (field, Place::Server)).collect())
}
