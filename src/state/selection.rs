//! Rows that are chosen in a list: on this page, on others, or all that match.
//!
//! Chosen are only rows that can be seen, or that were counted: another filter chooses none, and a
//! row that leaves its page is no longer chosen.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use crate::model::fault::ApiError;
use crate::reactive::effect;
use crate::rules::list_view::ListView;
use crate::state::list::RowKey;
use crate::state::list_face::ListFace;

/// Whether all that match can be chosen at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beyond {
    /// There is nothing beyond what is chosen.
    Nothing,
    /// So many match.
    Matching(u64),
    /// A filter applies to this page only, so what matches beyond it is not known.
    PageOnly,
    /// The cloud does not count.
    Uncounted,
}

/// How far reading all that match has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Rows that have come.
    pub came: u64,
    /// Rows there are.
    pub total: u64,
}

/// The choice, the same for every kind of list. Copied freely.
#[derive(Clone, Copy)]
pub struct Selection {
    /// The rows chosen; when all that match are, those of the page.
    pub keys: RwSignal<BTreeSet<RowKey>>,
    /// All that match are chosen.
    pub all: RwSignal<bool>,
    /// All that match are being read.
    pub reading: RwSignal<Option<Reading>>,
    /// Why they could not be read.
    pub error: RwSignal<Option<ApiError>>,
    follows: RwSignal<bool>,
    face: ListFace,
}

/// One by one: to collect them would sort them first, with code of its own.
fn set_of(keys: &mut dyn Iterator<Item = &RowKey>) -> BTreeSet<RowKey> {
    let mut set = BTreeSet::new();
    for key in keys {
        set.insert(key.clone());
    }
    set
}

/// Whether both show the same, but for order and page.
fn same_scope(one: &ListView, other: &ListView) -> bool {
    one.filters == other.filters && one.all_projects == other.all_projects
}

impl Selection {
    /// Nothing chosen yet in this list. A choice is not kept from page to page until [`Selection::follow`].
    pub fn start(face: ListFace) -> Self {
        let selection = Self {
            keys: RwSignal::default(),
            all: RwSignal::new(false),
            reading: RwSignal::new(None),
            error: RwSignal::new(None),
            follows: RwSignal::new(false),
            face,
        };
        let mut before: Option<(ListView, bool)> = None;
        effect(move || {
            let (now, page) = ((face.view.get(), face.outdated.get()), face.keys.get());
            let follows = selection.follows.get_untracked();
            let holds = before.as_ref().is_none_or(|before| match follows {
                true => same_scope(&before.0, &now.0),
                false => *before == now,
            });
            if !holds {
                selection.clear();
            } else if !follows {
                selection.keep_those_of(&page);
            }
            before = Some(now);
        });
        selection
    }

    /// Keeps the choice from page to page from now on, and drops rows that leave theirs. Code that the first rows
    /// do without.
    pub fn follow(self) {
        let face = self.face;
        self.follows.set(true);
        if face.outdated.get_untracked() {
            self.clear();
        } else {
            self.keep_those_of(&face.keys.get_untracked());
        }
        Effect::new(move |before: Option<Option<(ListView, Arc<[RowKey]>)>>| {
            let waited = before.is_some();
            let before = before.flatten();
            if face.outdated.get() {
                return before;
            }
            if waited && before.is_none() {
                // What was chosen of old rows since it began.
                self.clear();
            }
            let now = (face.view.get(), face.keys.get());
            let has_page = self.has_page();
            if before.as_ref() != Some(&now) {
                self.arrived(before.as_ref(), &now);
            } else if self.all.get_untracked() && !has_page {
                self.all.set(false);
            }
            Some(now)
        });
    }

    /// Another page has come, or the same one anew.
    fn arrived(self, before: Option<&(ListView, Arc<[RowKey]>)>, now: &(ListView, Arc<[RowKey]>)) {
        let Some((view, keys)) = before else { return };
        if !same_scope(view, &now.0) {
            // What was chosen while the old rows were still on screen.
            self.clear();
        } else if self.all.get_untracked() {
            self.keys.set(set_of(&mut now.1.iter()));
        } else if *view == now.0 {
            let [before, now] = [keys, &now.1].map(|keys| set_of(&mut keys.iter()));
            self.drop_keys(|key| before.contains(key) && !now.contains(key));
        }
    }

    fn keep_those_of(self, page: &[RowKey]) {
        self.drop_keys(|key| !page.contains(key));
    }

    /// Takes rows out. The others are put together anew: to take one out of a tree is code that the first rows do without.
    pub fn drop_keys(self, is_gone: impl Fn(&RowKey) -> bool) {
        if self.keys.with_untracked(|keys| keys.iter().any(&is_gone)) {
            self.keys.update(|keys| *keys = set_of(&mut keys.iter().filter(|key| !is_gone(key))));
        }
    }

    /// Chooses nothing.
    pub fn clear(self) {
        self.cancel();
        self.all.set(false);
        self.error.set(None);
        if !self.keys.with_untracked(BTreeSet::is_empty) {
            self.keys.set(BTreeSet::new());
        }
    }

    /// Reads no further.
    pub fn cancel(self) {
        self.reading.set(None);
    }

    /// Chooses all that match.
    pub fn choose_all(self) {
        self.keys.set(set_of(&mut self.face.keys.get_untracked().iter()));
        self.all.set(true);
    }

    /// Whether anything is chosen.
    pub fn is_some(self) -> bool {
        self.keys.with(|keys| !keys.is_empty())
    }

    /// How many are chosen.
    pub fn count(self) -> u64 {
        let all = self.all.get().then(|| self.face.total.get()).flatten();
        all.unwrap_or_else(|| self.keys.with(|keys| keys.len() as u64))
    }

    /// Whether every row of the page is chosen.
    fn has_page(self) -> bool {
        let has_all = |page: &Arc<[RowKey]>| self.keys.with(|keys| page.iter().all(|key| keys.contains(key)));
        self.face.keys.with(|page| !page.is_empty() && has_all(page))
    }

    /// Whether all that match can be chosen, once the whole page is.
    pub fn beyond(self) -> Beyond {
        let face = self.face;
        // All of them would have to be followed.
        if !self.follows.get() || self.all.get() || !self.has_page() || face.outdated.get() {
            return Beyond::Nothing;
        }
        let (came, total) = (face.came.get(), face.total.get());
        match total {
            Some(total) if total <= came => Beyond::Nothing,
            None if !face.has_next.get() && face.offset.get() == 0 => Beyond::Nothing,
            _ if face.page_only.get() => Beyond::PageOnly,
            Some(total) => Beyond::Matching(total),
            None => Beyond::Uncounted,
        }
    }
}
