//! The backups of the same volume: full ones with the incrementals that build on them.

use std::collections::HashMap;

use leptos::prelude::*;

use crate::components::icon::{Icon, IconView};
use crate::components::layout::Section;
use crate::features::backup_cell::{mode, name_text};
use crate::features::cells::size_cell;
use crate::features::error_view::ErrorView;
use crate::features::links::RouteLink;
use crate::features::status_badge::backup_status_badge;
use crate::features::times::time_cell;
use crate::model::backup::Backup;
use crate::model::ids::BackupId;
use crate::reactive::{derive, memo};
use crate::rules::chains::{Chains, Link, Role};
use crate::state::backup_detail::BackupDetail;
use crate::state::route::Route;
use crate::text::detail;

/// The chains of the backup's volume, with this backup marked.
#[component]
pub fn BackupChain(
    /// The backup that the page is about.
    backup: Signal<Option<Backup>>,
    /// Its siblings.
    store: BackupDetail,
) -> impl IntoView {
    let error = derive(move || store.siblings.with(|query| query.error.clone()));
    let retry = Callback::new(move |()| {
        if let Some(backup) = backup.get_untracked() {
            store.load_siblings(&backup);
        }
    });
    // An answer that brings nothing new draws nothing new.
    let siblings = memo(move || store.siblings.with(|query| query.data.clone()));
    let current = move || backup.get().map(|backup| backup.id);
    let list = move || {
        let page = siblings.get()?;
        let partial = page
            .count
            .filter(|&count| count > page.items.len() as u64)
            .map(|count| detail::chain_partial(page.items.len(), count));
        Some(view! {
            <p class="bp-muted">{detail::chain_inferred()} " " {partial}</p>
            <ul class="bp-chain">{rows(&page.items, current()?)}</ul>
        })
    };
    view! {
        <Section title=detail::chain()>
            <ErrorView error on_retry=retry />
            {list}
        </Section>
    }
}

fn rows(backups: &[Backup], current: BackupId) -> Vec<AnyView> {
    let by_id: HashMap<&BackupId, &Backup> = backups.iter().map(|backup| (&backup.id, backup)).collect();
    let chains = Chains::of(backups).chains();
    let links = chains.iter().flat_map(|chain| std::iter::once(&chain.root).chain(&chain.incrementals));
    links
        .filter_map(|link| {
            let backup = by_id.get(&link.id)?;
            let parent = link.parent.as_ref().and_then(|id| by_id.get(id)).map(|parent| name_text(parent));
            Some(row(backup, link, parent, link.id == current))
        })
        .collect()
}

fn row(backup: &Backup, link: &Link, parent: Option<String>, is_current: bool) -> AnyView {
    let (icon, words) = match link.role {
        Role::Full => mode(false),
        Role::Incremental => mode(true),
        Role::Orphan => (Icon::Alert, detail::parent_missing()),
    };
    let title = match parent {
        Some(parent) => format!("{words}, {}", detail::based_on(parent)),
        None => words.clone(),
    };
    let name = name_text(backup);
    let named = if is_current {
        view! { <strong aria-current="true" title=detail::this_backup()>{name}</strong> }.into_any()
    } else {
        view! { <RouteLink to=Route::Backup(backup.id.clone())>{name}</RouteLink> }.into_any()
    };
    let orphan = (link.role == Role::Orphan).then(|| view! { <span class="bp-chain-note">{words}</span> });
    view! {
        <li data-current=is_current.then_some("")>
            <span class="bp-chain-name" title=title style=("--bp-depth", link.depth.to_string())>
                <IconView icon />
                <span class="bp-cut">{named}</span>
            </span>
            {backup_status_badge(&backup.status)}
            {time_cell(backup.created_at.as_ref())}
            <span>{size_cell(backup.size)}</span>
            {orphan}
        </li>
    }
    .into_any()
}
