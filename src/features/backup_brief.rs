//! Some backups in a dialog, each in a line: what they are called and what is to be known of them.

use leptos::prelude::*;

use crate::components::icon::IconView;
use crate::features::backup_cell::{mode, name_text};
use crate::features::cells::size_cell;
use crate::features::status_badge::backup_status_badge;
use crate::features::times::time_cell;
use crate::model::backup::Backup;
use crate::text::delete;

/// More than so many are counted, not listed.
const SHOWN: usize = 8;

/// A list of backups, each with a note or none; of many, the first few and the number of the others.
pub fn brief_list(label: String, backups: &[(Backup, Option<String>)]) -> AnyView {
    let more = backups.len().saturating_sub(SHOWN);
    let more = (more > 0).then(|| view! { <li class="bp-muted">{delete::and_more(more)}</li> }.into_any());
    let lines = backups.iter().take(SHOWN).map(|(backup, note)| line(backup, note.clone()));
    let lines: Vec<AnyView> = lines.chain(more).collect();
    // The role is lost in some browsers where a list has no markers.
    view! {
        <ul class="bp-brief" role="list" aria-label=label>
            {lines}
        </ul>
    }
    .into_any()
}

fn line(backup: &Backup, note: Option<String>) -> AnyView {
    let name = name_text(backup);
    let kind = backup.is_incremental.map(|incremental| {
        let (icon, words) = mode(incremental);
        view! { <span title=words><IconView icon /></span> }.into_any()
    });
    let note = note.map(|note| view! { <span class="bp-brief-note">{note}</span> }.into_any());
    view! {
        <li data-backup-id=backup.id.to_string()>
            <span class="bp-with-icon">
                {kind}
                <span class="bp-cut" title=name.clone()>{name.clone()}</span>
            </span>
            {backup_status_badge(&backup.status)}
            {time_cell(backup.created_at.as_ref())}
            <span>{size_cell(backup.size)}</span>
            {note}
        </li>
    }
    .into_any()
}
