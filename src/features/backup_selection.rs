//! What can be done with the backups that are chosen in the list.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use crate::components::button::{Button, ButtonKind};
use crate::components::chunk::{Draw, Fetching, from_part};
use crate::components::icon::Icon;
use crate::features::backup_actions::{actor, denied};
use crate::features::backup_cell::name_text;
use crate::model::backup::Backup;
use crate::reactive::derive;
use crate::rules::deed::DeedKind;
use crate::rules::verdict::Action;
use crate::state::backup_list::Backups;
use crate::state::chosen::Chosen;
use crate::state::dialogs::DialogRequest;
use crate::state::panel::{Panel, use_panel};
use crate::text::{actions, verdicts};

/// An action on several backups.
struct Bulk {
    action: Action,
    label: fn() -> String,
    icon: Icon,
    request: fn(Arc<[Backup]>) -> DialogRequest,
}

/// All of them; the last two are for admins.
const BULK: [Bulk; 4] = [
    Bulk {
        action: Action::Delete,
        label: actions::delete,
        icon: Icon::Trash,
        request: DialogRequest::Delete,
    },
    Bulk {
        action: Action::Export,
        label: actions::export_many,
        icon: Icon::Download,
        request: DialogRequest::Export,
    },
    Bulk {
        action: Action::ResetStatus,
        label: actions::reset_status,
        icon: Icon::Refresh,
        request: DialogRequest::Reset,
    },
    Bulk {
        action: Action::ForceDelete,
        label: actions::force_delete,
        icon: Icon::Trash,
        request: DialogRequest::ForceDelete,
    },
];

#[wasm_split(dialogs, wasm_split_path = leptos::wasm_split, fallible)]
fn load() -> Result<Draw<Chosen<Backups>>, SplitLoaderError> {
    Ok(buttons)
}

fn fetch() -> Fetching<Draw<Chosen<Backups>>> {
    Box::pin(load())
}

/// The buttons, which come with the bar that they are in.
pub fn backup_selection(chosen: Chosen<Backups>) -> AnyView {
    from_part(fetch, chosen)
}

fn buttons(chosen: Chosen<Backups>) -> AnyView {
    let panel = use_panel();
    let admin = panel.session.ready_untracked().is_some_and(|scoped| scoped.is_admin());
    let bulk = BULK.iter().take(if admin { 4 } else { 2 });
    bulk.map(|bulk| {
        let Bulk { action, label, icon, request } = *bulk;
        let take = move |()| chosen.take(move |rows| panel.dialogs.show(request(rows)));
        view! {
            <Button
                label=label()
                icon=Signal::stored(icon)
                kind=ButtonKind::Secondary
                small=true
                denied=derive(move || none_can(panel, chosen, action))
                on_press=take
            />
        }
        .into_any()
    })
    .collect::<Vec<_>>()
    .into_any()
}

/// Why none of the chosen ones allows it; None when one does.
fn none_can(panel: Panel, chosen: Chosen<Backups>, action: Action) -> Option<String> {
    let actor = actor(panel);
    if let Some(why) = denied(action, None, &actor) {
        return Some(why);
    }
    if chosen.selection.all.get() {
        return None;
    }
    let rows = chosen.rows();
    let why = |row: &Arc<Backup>| denied(action, Some(row), &actor);
    let first = rows.first()?;
    if rows.iter().any(|row| why(row).is_none()) {
        return None;
    }
    let first_why = why(first)?;
    Some(if rows.len() == 1 { first_why } else { verdicts::none_can(name_text(first), first_why) })
}

/// Takes out of the choice what a deletion has begun to delete; `known` operations are older than the choice.
pub fn forget_deleted(panel: Panel, chosen: Chosen<Backups>, known: usize) {
    Effect::new(move |before: Option<usize>| {
        let all = panel.operations.all();
        if let Some(newest) = all.first()
            && all.len() > before.unwrap_or(known)
            && matches!(newest.kind, DeedKind::Delete | DeedKind::ForceDelete)
        {
            if chosen.selection.all.get_untracked() {
                chosen.selection.clear();
            }
            let is_gone = |key: &Arc<str>| {
                newest
                    .items
                    .iter()
                    .any(|item| item.planned.deed.backup().is_some_and(|id| id.as_str() == &**key))
            };
            chosen.selection.drop_keys(is_gone);
        }
        all.len()
    });
}
