//! What can be done with one backup, as a menu; what cannot is greyed and says why.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::icon::Icon;
use crate::components::menu::Menu;
use crate::components::menu_panel::{MenuItem, menu_panel};
use crate::components::table_menu::RowMenu;
use crate::features::menus::{MenuOf, menu_of};
use crate::model::backup::Backup;
use crate::reactive::derive;
use crate::rules::verdict::{Action, Actor, Reason, Verdict, verdict};
use crate::state::dialogs::{CreateFrom, DialogRequest};
use crate::state::panel::{Panel, use_panel};
use crate::text::{actions, verdicts};

/// Who acts, as far as is known; tracked.
pub fn actor(panel: Panel) -> Actor {
    let ready = panel.session.ready_untracked();
    Actor {
        admin: ready.as_ref().is_some_and(|scoped| scoped.is_admin()),
        offers: ready.map_or(crate::model::microversion::Microversion::BASE, |scoped| scoped.offers()),
        refused: (*panel.operations.refused_rules()).clone(),
    }
}

/// Why an action is not possible, in words; None when it is. A backup that others depend on can be
/// deleted along with them, so its dialog opens.
pub fn denied(action: Action, backup: Option<&Backup>, actor: &Actor) -> Option<String> {
    match verdict(action, backup, actor) {
        Verdict::Allowed | Verdict::Denied(Reason::HasDependents) => None,
        Verdict::Denied(reason) => Some(verdicts::reason(action, &reason)),
    }
}

/// The items for a backup.
pub fn backup_menu_items(panel: Panel, backup: &Arc<Backup>) -> Vec<MenuItem> {
    let actor = actor(panel);
    let item = |action: Action, label: String, icon: Icon, request: DialogRequest| {
        let open = move || panel.dialogs.show(request.clone());
        MenuItem::action(label, open).icon(icon).denied(denied(action, Some(backup), &actor))
    };
    let one: Arc<[Backup]> = Arc::from([(**backup).clone()]);
    let again = DialogRequest::Create(CreateFrom::Backup(backup.clone()));
    let mut items = vec![
        item(Action::Restore, actions::restore(), Icon::Restore, DialogRequest::Restore(backup.clone())),
        item(Action::Create, actions::back_up_again(), Icon::Plus, again),
        item(Action::Edit, actions::edit(), Icon::Edit, DialogRequest::Edit(backup.clone())),
        item(Action::Export, actions::export(), Icon::Download, DialogRequest::Export(one.clone())),
        MenuItem::separator(),
        item(Action::Delete, actions::delete(), Icon::Trash, DialogRequest::Delete(one.clone())).danger(),
    ];
    if actor.admin {
        let reset = DialogRequest::Reset(one.clone());
        items.push(item(Action::ResetStatus, actions::reset_status(), Icon::Refresh, reset));
        let force = DialogRequest::ForceDelete(one);
        items.push(item(Action::ForceDelete, actions::force_delete(), Icon::Trash, force).danger());
    }
    items
}

/// The menu of a backup, by itself.
#[component]
pub fn BackupMenu(
    /// The backup, None while it is not there.
    backup: Signal<Option<Arc<Backup>>>,
) -> impl IntoView {
    view! { <Menu label=actions::actions() icon=Icon::More content=menu_of(MenuOf::Backup(backup)) /> }
}

/// The menu of a row that backups are made from; the row may not be there any more. `from` is tracked.
pub fn back_up_menu(
    opened: RowMenu,
    from: impl Fn() -> Option<CreateFrom> + Send + Sync + 'static,
) -> AnyView {
    let panel = use_panel();
    let item = move |from: CreateFrom| {
        let open = move || panel.dialogs.show(DialogRequest::Create(from.clone()));
        let denied = denied(Action::Create, None, &actor(panel));
        MenuItem::action(actions::back_up(), open).icon(Icon::Plus).denied(denied)
    };
    menu_panel(opened.frame(), derive(move || from().map(item).into_iter().collect()), None)
}
