//! News of operations: that one was started, and how it has ended. Each is told once.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;

use crate::rules::deed::DeedKind;
use crate::state::operation::{Operation, OperationId, Phase, Tally};
use crate::state::panel::Panel;

/// So many are on screen at once.
const SHOWN: usize = 3;

/// What has become of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// Not accepted yet: a form is still open for it.
    Submitted,
    /// Accepted, not over.
    Started,
    /// Ended well.
    Done,
    /// Something in it has failed.
    Failed,
    /// Ended before all of it was started.
    Stopped,
}

/// One piece of news.
#[derive(Clone)]
pub struct News {
    /// Told apart from all others by this.
    pub id: u32,
    /// What it is about.
    pub operation: Arc<Operation>,
    /// What has become of it.
    pub stand: Stand,
}

/// The news that have not been dismissed. Copied freely.
#[derive(Clone, Copy)]
pub struct NewsFeed {
    news: RwSignal<Vec<News>>,
    known: StoredValue<HashMap<OperationId, Stand>>,
    next: StoredValue<u32>,
}

impl NewsFeed {
    /// Tells what happens from now on, as long as the owner lives. `are_old`: what there is already
    /// has been told.
    pub fn start(panel: Panel, are_old: bool) -> Self {
        let feed = Self {
            news: RwSignal::default(),
            known: StoredValue::new(HashMap::new()),
            next: StoredValue::new(0),
        };
        Effect::new(move |before: Option<()>| {
            for operation in panel.operations.all().iter().rev() {
                let stand = stand(operation);
                let known = feed.known.try_update_value(|known| known.insert(operation.id, stand)).flatten();
                if known == Some(stand) || (before.is_none() && are_old) {
                    continue;
                }
                // The form that is open for it says so itself.
                let told = known == Some(Stand::Submitted)
                    && stand == Stand::Failed
                    && untrack(|| panel.dialogs.request().is_some());
                // What was exported is on screen.
                let silent = operation.kind == DeedKind::Export && stand != Stand::Failed;
                feed.tell(operation, stand, told || silent || stand == Stand::Submitted);
            }
        });
        feed
    }

    fn tell(self, operation: &Arc<Operation>, stand: Stand, silently: bool) {
        let Some(id) = self.next.try_update_value(|next| {
            *next = next.wrapping_add(1);
            *next
        }) else {
            return;
        };
        self.news.update(|news| {
            // What was told of it before is old.
            news.retain(|one| one.operation.id != operation.id);
            if !silently {
                news.push(News { id, operation: operation.clone(), stand });
            }
        });
    }

    /// What is to be on screen, the oldest first, and how many more there are; tracked.
    pub fn shown(self) -> (Vec<News>, usize) {
        self.news.with(|news| {
            let urgent = |one: &&News| one.stand == Stand::Failed;
            let newest = |wanted: bool| news.iter().rev().filter(move |one| urgent(one) == wanted);
            let mut shown: Vec<News> = newest(true).chain(newest(false)).take(SHOWN).cloned().collect();
            shown.sort_by_key(|one| one.id);
            let more = news.iter().filter(urgent).count().saturating_sub(SHOWN);
            (shown, more)
        })
    }

    /// The newest of all; tracked.
    pub fn newest(self) -> Option<News> {
        self.news.with(|news| news.last().cloned())
    }

    /// Takes one off the screen. It may have gone already.
    pub fn dismiss(self, id: u32) {
        self.news.try_update(|news| news.retain(|one| one.id != id));
    }
}

/// Where the operation stands; tracked.
fn stand(operation: &Operation) -> Stand {
    let tally = operation.tally();
    let Tally { all, failed, not_run, .. } = tally;
    let first = operation.items.first();
    let phase = first.map(|item| item.progress.with(|progress| progress.phase.clone()));
    let is_unknown = matches!(phase, Some(Phase::Waiting | Phase::Sending | Phase::Looking(_)));
    match tally.is_over() {
        true if failed > 0 => Stand::Failed,
        true if not_run > 0 => Stand::Stopped,
        true => Stand::Done,
        false if all == 1 && is_unknown => Stand::Submitted,
        false => Stand::Started,
    }
}
