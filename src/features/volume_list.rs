//! The list of volumes, each leading to its backups.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::button::Button;
use crate::components::icon::Icon;
use crate::components::table_column::{Column, Compact};
use crate::features::backup_actions::{actor, back_up_menu, denied};
use crate::features::backup_cell::yes_no;
use crate::features::cells::{dash, id_cell, size_cell, text_cell};
use crate::features::links::RouteLink;
use crate::features::list_frame::{ListFrame, ListWords};
use crate::features::list_rows::{ListColumn, RowLook, list_rows};
use crate::features::list_surroundings::filtered;
use crate::features::status_badge::volume_status_badge;
use crate::features::times::time_cell;
use crate::model::listing::{Direction, Filter};
use crate::model::volume::Volume;
use crate::reactive::{derive, effect, note};
use crate::rules::list_view::ListView;
use crate::rules::verdict::Action;
use crate::state::chosen::Chosen;
use crate::state::dialogs::{CreateFrom, DialogRequest};
use crate::state::left_list::leave_behind;
use crate::state::list::ListStore;
use crate::state::panel::{Panel, use_panel};
use crate::state::preferences::ChosenColumns;
use crate::state::route::Route;
use crate::state::volume_lists::{Volumes, offered, place};
use crate::text::{actions, listing, shell};

const WORDS: ListWords = ListWords {
    title: shell::volumes,
    total: listing::total_volumes,
    loading: listing::loading_volumes,
    empty: listing::no_volumes,
    empty_body: None,
    icon: Icon::Disk,
};

/// The list in its frame.
#[component]
pub fn VolumeList() -> impl IntoView {
    let panel = use_panel();
    let view = panel.address.list_view(|route| match route {
        Route::Volumes(view) => Some(view.clone()),
        _ => None,
    });
    let store: ListStore<Volumes> = ListStore::start(panel.session, view, place);
    leave_behind(store, panel.operations);
    let face = store.face();
    let go = Callback::new(move |to| panel.address.go_view(&view.get_untracked(), to, Route::Volumes));
    effect(move || {
        if face.settled.get() {
            note(panel.ready, true);
        }
    });
    let chosen =
        ChosenColumns::start("volumes", &["status", "size", "type", "attached", "created", "backups"]);
    let look = RowLook {
        id_attribute: "volume-id",
        status: |volume: &Volume| volume.status.as_deref().unwrap_or_default(),
        name: name_text,
        menu: |volume, opened| back_up_menu(opened, move || volume.get().map(CreateFrom::Volume)),
    };
    let rows = list_rows(store, columns(), chosen, look, move |volume, column| {
        volume_cell(volume, column, untrack(|| view.with(|view| view.all_projects)))
    });
    let chosen_rows = Chosen::start(panel.session, store);
    chosen_rows.follow();
    view! {
        <ListFrame
            words=WORDS
            face
            rows
            go
            selection=chosen_rows.selection
            selected=move || volume_selection(panel, chosen_rows)
            around=filtered(view, go, Callback::new(|f: Filter| place(&f)), offered())
        />
    }
}

fn columns() -> Vec<ListColumn> {
    let sorted =
        |column: Column, key, first| ListColumn { column: column.sortable(), sort: Some((key, first)) };
    let plain = |column| ListColumn { column, sort: None };
    let (asc, desc) = (Direction::Asc, Direction::Desc);
    vec![
        sorted(Column::new("name", listing::name()).flexible(180, 3).compact(Compact::Title), "name", asc),
        sorted(
            Column::new("status", listing::status()).flexible(130, 1).compact(Compact::Status),
            "status",
            asc,
        ),
        sorted(
            Column::new("size", listing::size())
                .flexible(84, 1)
                .align_end()
                .priority(1)
                .compact(Compact::Line),
            "size",
            desc,
        ),
        plain(Column::new("type", listing::volume_type()).flexible(110, 1).priority(4)),
        plain(Column::new("zone", listing::zone()).flexible(90, 1).priority(6)),
        plain(Column::new("attached", listing::attached()).flexible(110, 1).priority(3)),
        plain(Column::new("bootable", listing::bootable()).flexible(100, 1).priority(6)),
        sorted(
            Column::new("created", listing::created()).flexible(126, 1).priority(2).compact(Compact::Line),
            "created_at",
            desc,
        ),
        plain(Column::new("backups", listing::backups_of()).flexible(100, 1).compact(Compact::Line)),
        plain(Column::new("id", listing::id()).flexible(110, 1).priority(7)),
        ListColumn::menu(),
    ]
}

fn volume_selection(panel: Panel, chosen: Chosen<Volumes>) -> AnyView {
    let show = move |rows: Arc<[Volume]>| {
        let from = match &*rows {
            [one] => CreateFrom::Volume(Arc::new(one.clone())),
            _ => CreateFrom::Volumes(rows),
        };
        panel.dialogs.show(DialogRequest::Create(from));
    };
    view! {
        <Button
            label=derive(move || actions::back_up_volumes(chosen.selection.count()))
            icon=Icon::Plus
            small=true
            denied=derive(move || denied(Action::Create, None, &actor(panel)))
            on_press=move |()| chosen.take(show)
        />
    }
    .into_any()
}

/// The volume's name, or what stands for it where it has none.
pub fn name_text(volume: &Volume) -> String {
    let name = volume.name.as_deref().filter(|name| !name.is_empty());
    name.map_or_else(|| listing::unnamed(volume.id.short()), str::to_owned)
}

fn volume_cell(volume: &Volume, column: &str, all_projects: bool) -> AnyView {
    match column {
        "name" => text_cell(Some(&name_text(volume))),
        "status" => volume.status.as_deref().map_or_else(dash, volume_status_badge),
        "size" => size_cell(volume.size),
        "type" => text_cell(volume.volume_type.as_deref()),
        "zone" => text_cell(volume.availability_zone.as_deref()),
        "attached" => {
            let servers = volume.attachments.iter().filter_map(|attachment| attachment.server_id.as_deref());
            let servers: Vec<&str> = servers.collect();
            match servers[..] {
                [] if volume.attachments.is_empty() => dash(),
                [one] => id_cell(Some(one)),
                _ => yes_no(true).into_any(),
            }
        }
        "bootable" => text_cell(volume.bootable.as_deref().map(|text| yes_no(text == "true")).as_deref()),
        "created" => time_cell(volume.created_at.as_ref()),
        "backups" => {
            let to = ListView::default().with_filter(Filter::exact("volume_id", volume.id.as_str()));
            let to = to.across_projects(all_projects);
            view! { <RouteLink to=Route::Backups(to)>{listing::backups_of()}</RouteLink> }.into_any()
        }
        "id" => id_cell(Some(volume.id.as_str())),
        _ => dash(),
    }
}
