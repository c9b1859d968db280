//! What the project may hold and holds, kept current while it is on screen.

use leptos::prelude::*;

use crate::api::capabilities::ReadLimits;
use crate::model::quota::BackupLimits;
use crate::reactive::note;
use crate::state::clock::Debounce;
use crate::state::on_screen::on_screen;
use crate::state::operations::Operations;
use crate::state::tasks::Tasks;

/// Milliseconds from a change to a look at it: many come together.
const AFTER_CHANGE_MS: u32 = 1_000;

/// The limits, None while they are not known. Asked for once `wanted`, when one comes back, and again after each change
/// that the panel has made; an error leaves what is known.
pub fn watch_limits(operations: Operations, wanted: Signal<bool>) -> Signal<Option<BackupLimits>> {
    let limits = RwSignal::new(None);
    let (tasks, on_screen) = (Tasks::start(), on_screen());
    let is_wanted = move || Some(wanted.try_get()? && on_screen.try_get()?);
    let ask = move || {
        if untrack(is_wanted) == Some(true) {
            tasks.spawn(async move {
                if let Ok(found) = operations.session.ask(&ReadLimits).await {
                    note(limits, Some(found));
                }
            });
        }
    };
    let again = Debounce::new(AFTER_CHANGE_MS, ask);
    Effect::new(move |asked: Option<(bool, u32)>| {
        let (wanted, changes) = (is_wanted() == Some(true), operations.changes().get());
        match asked {
            Some((true, before)) if before != changes => again.call(),
            Some((true, _)) => {}
            _ if wanted => ask(),
            _ => {}
        }
        (wanted, changes)
    });
    limits.into()
}
