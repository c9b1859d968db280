//! What a restore reads: the backup and, before it, all that it builds on.

use std::collections::HashMap;

use leptos::prelude::*;

use crate::components::feedback::Notice;
use crate::components::tone::Tone;
use crate::features::backup_cell::name_text;
use crate::features::times::time_cell;
use crate::model::backup::Backup;
use crate::model::ids::BackupId;
use crate::model::listing::Page;
use crate::model::status::BackupStatus;
use crate::rules::chains::{Chains, Role};
use crate::rules::parents::is_incremental;
use crate::text::listing::status_name;
use crate::text::restore;

/// With more than this, those in the middle are counted only.
const SHOWN: usize = 6;

/// The chain up to the backup, with a warning where it is broken.
pub fn chain_view(backup: &Backup, siblings: Option<&Page<Backup>>) -> AnyView {
    if !is_incremental(backup) {
        return view! { <p class="bp-muted">{restore::reads_alone()}</p> }.into_any();
    }
    let Some(page) = siblings else { return ().into_any() };
    let by_id: HashMap<&BackupId, &Backup> = page.items.iter().map(|backup| (&backup.id, backup)).collect();
    let chains = Chains::of(&page.items);
    let before = chains.ancestors(&backup.id);
    let is_whole = page.count.is_none_or(|count| count <= page.items.len() as u64);
    let first = before.first().unwrap_or(&backup.id);
    let is_broken =
        chains.chains().iter().any(|chain| chain.root.id == *first && chain.root.role == Role::Orphan);
    if is_broken && is_whole {
        return warning(restore::chain_broken());
    }
    let read: Vec<&Backup> = before.iter().filter_map(|id| by_id.get(id).copied()).chain([backup]).collect();
    let damaged = read.iter().find(|one| {
        one.id != backup.id
            && matches!(
                one.status,
                BackupStatus::Error | BackupStatus::ErrorDeleting | BackupStatus::Deleting
            )
    });
    let damaged =
        damaged.map(|one| warning(restore::chain_damaged(name_text(one), status_name(&one.status))));
    let left_out = if read.len() > SHOWN { 2..read.len() - (SHOWN - 3) } else { 0..0 };
    let mut rows = Vec::new();
    for (at, one) in read.iter().enumerate() {
        if at == left_out.start && !left_out.is_empty() {
            rows.push(view! { <li class="bp-muted">{restore::reads_middle(left_out.len())}</li> }.into_any());
        }
        if !left_out.contains(&at) {
            rows.push(row(one, one.id == backup.id));
        }
    }
    view! {
        <div class="bp-restore-chain">
            <p title=restore::reads_inferred()>{restore::reads_chain(read.len())}</p>
            <ol aria-label=restore::reads()>{rows}</ol>
            {damaged}
        </div>
    }
    .into_any()
}

fn row(backup: &Backup, is_current: bool) -> AnyView {
    let name = name_text(backup);
    let time = time_cell(backup.data_timestamp.as_ref().or(backup.created_at.as_ref()));
    view! {
        <li aria-current=is_current.then_some("true")>
            <bdi class="bp-cut" title=name.clone()>{name.clone()}</bdi>
            {time}
        </li>
    }
    .into_any()
}

fn warning(title: String) -> AnyView {
    view! { <Notice tone=Tone::Warn title /> }.into_any()
}
