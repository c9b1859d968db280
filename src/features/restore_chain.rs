//! What a restore reads: the backup and, before it, all that it builds on.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;

use crate::components::feedback::Notice;
use crate::components::tone::Tone;
use crate::features::backup_cell::name_text;
use crate::features::times::time_cell;
use crate::model::backup::Backup;
use crate::model::ids::BackupId;
use crate::model::listing::Page;
use crate::model::status::BackupStatus;
use crate::reactive::memo;
use crate::rules::chains::{Chains, Role};
use crate::rules::parents::is_incremental;
use crate::text::listing::status_name;
use crate::text::restore;

/// With more than this, those in the middle are counted only.
const SHOWN: usize = 6;

/// The chain up to the backup, in a line that unfolds; with a warning where it is broken. The line is there before the chain is
/// known, so that nothing moves from under a pointer.
pub fn chain_view(backup: &Arc<Backup>, siblings: Signal<Option<Page<Backup>>>) -> AnyView {
    if !is_incremental(backup) {
        return view! { <p class="bp-muted">{restore::reads_alone()}</p> }.into_any();
    }
    let backup = backup.clone();
    let read = memo(move || siblings.with(|page| page.as_ref().map(|page| Read::of(&backup, page))));
    let says = move || {
        let whole =
            read.with(|read| read.as_ref().filter(|read| !read.is_orphan).map(|read| read.backups.len()));
        whole.map_or_else(restore::reads_parents, restore::reads_chain)
    };
    let rows = move || read.with(|read| read.as_ref().map_or_else(unknown, rows));
    view! {
        <details class="bp-details">
            <summary title=restore::reads_inferred()>{says}</summary>
            {rows}
        </details>
        {move || read.with(|read| read.as_ref().map(warnings))}
    }
    .into_any()
}

/// What is read, from the full backup on.
#[derive(Clone, PartialEq)]
struct Read {
    backups: Vec<Backup>,
    /// The full backup that all of it builds on is not among those that were read.
    is_orphan: bool,
    /// It is not there at all.
    is_broken: bool,
}

impl Read {
    fn of(backup: &Backup, page: &Page<Backup>) -> Self {
        let by_id: HashMap<&BackupId, &Backup> = page.items.iter().map(|one| (&one.id, one)).collect();
        let chains = Chains::of(&page.items);
        let before = chains.ancestors(&backup.id);
        let is_whole = page.count.is_none_or(|count| count <= page.items.len() as u64);
        let first = before.first().unwrap_or(&backup.id);
        let is_orphan =
            chains.chains().iter().any(|chain| chain.root.id == *first && chain.root.role == Role::Orphan);
        Self {
            is_orphan,
            is_broken: is_whole && is_orphan,
            backups: before.iter().filter_map(|id| by_id.get(id).copied()).chain([backup]).cloned().collect(),
        }
    }
}

fn unknown() -> AnyView {
    view! { <p class="bp-hint">{restore::reads_unknown()}</p> }.into_any()
}

fn rows(read: &Read) -> AnyView {
    let count = read.backups.len();
    let left_out = if count > SHOWN { 2..count - (SHOWN - 3) } else { 0..0 };
    let mut rows = Vec::new();
    for (at, one) in read.backups.iter().enumerate() {
        if at == left_out.start && !left_out.is_empty() {
            rows.push(view! { <li class="bp-muted">{restore::reads_middle(left_out.len())}</li> }.into_any());
        }
        if !left_out.contains(&at) {
            rows.push(row(one, at + 1 == count));
        }
    }
    view! { <ol class="bp-restore-chain" aria-label=restore::reads()>{rows}</ol> }.into_any()
}

fn warnings(read: &Read) -> AnyView {
    if read.is_broken {
        return warning(restore::chain_broken());
    }
    let is_damaged = |one: &&Backup| {
        matches!(one.status, BackupStatus::Error | BackupStatus::ErrorDeleting | BackupStatus::Deleting)
    };
    // The last is the backup itself.
    let parents = read.backups.split_last().map_or(&[][..], |(_, parents)| parents);
    match parents.iter().find(is_damaged) {
        Some(one) => warning(restore::chain_damaged(name_text(one), status_name(&one.status))),
        None => ().into_any(),
    }
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
