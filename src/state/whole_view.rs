//! What is shown of the whole set, and when it is worked out anew (`whole_work.rs`).
//!
//! One piece of work at a time; what is asked for meanwhile ends it. While the set is being read, the work
//! is done anew once a second.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::model::backup::Backup;
use crate::model::backup_set::BackupSet;
use crate::model::listing::Sort;
use crate::reactive::{effect, memo};
use crate::rules::list_view::ListView;
use crate::rules::whole_filter::are_readable;
use crate::rules::whole_groups::VolumeGroup;
use crate::state::clock::{Timer, now};
use crate::state::list::{ListData, RowKey};
use crate::state::list_face::ListFace;
use crate::state::names::Names;
use crate::state::query::Query;
use crate::state::route::Grouping;
use crate::state::turns::Turns;
use crate::state::whole_question::{Question, Step, step};
use crate::state::whole_set::WholeSet;

/// While the set grows, what is shown of it is renewed after so many milliseconds.
const PACE_MS: f64 = 1_000.0;

/// What is found, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sums {
    /// Backups that pass the filters.
    pub backups: u64,
    /// The sum of their sizes, in GiB.
    pub gib: u64,
}

/// Sort, state of the set, names.
pub(super) type OrderOf = (Sort, (u32, u32), u32);

#[derive(Default)]
pub(super) struct Found {
    pub(super) question: Option<Question>,
    /// All rows in order, and what they were ordered by.
    pub(super) order: Option<(OrderOf, Rc<[u32]>)>,
    /// Those that pass.
    pub(super) rows: Rc<[u32]>,
    pub(super) groups: Vec<VolumeGroup>,
    pub(super) group_keys: Vec<RowKey>,
    pub(super) group_places: HashMap<RowKey, usize>,
}

/// One row, kept as long as its cells are drawn.
type Drawn = Option<(RowKey, (u32, u32), Arc<Backup>)>;

/// The view. Copied freely.
#[derive(Clone, Copy)]
pub struct WholeView {
    pub(super) set: WholeSet,
    pub(super) names: Names,
    pub(super) view: Signal<ListView>,
    grouping: Signal<Grouping>,
    query: RwSignal<Query<ListData>>,
    pub(super) sums: RwSignal<Sums>,
    pub(super) found: StoredValue<Found, LocalStorage>,
    /// How often names have become known.
    named: RwSignal<u32>,
    pub(super) turns: Turns,
    /// What is worked on.
    pub(super) doing: StoredValue<Option<Question>>,
    began: StoredValue<f64>,
    later: StoredValue<Option<Timer>, LocalStorage>,
    drawn: StoredValue<Drawn>,
}

impl WholeView {
    /// Shows the set as the view asks, as long as the owner lives.
    pub fn start(set: WholeSet, names: Names, view: Signal<ListView>, grouping: Signal<Grouping>) -> Self {
        let this = Self {
            set,
            names,
            view,
            grouping,
            query: RwSignal::default(),
            sums: RwSignal::default(),
            found: StoredValue::new_local(Found::default()),
            named: RwSignal::new(0),
            turns: Turns::start(),
            doing: StoredValue::new(None),
            began: StoredValue::new(0.0),
            later: StoredValue::new_local(None),
            drawn: StoredValue::new(None),
        };
        Effect::new(move |before: Option<()>| {
            names.track();
            if before.is_some() {
                this.named.update(|named| *named += 1);
            }
        });
        effect(move || {
            set.track();
            view.track();
            grouping.track();
            this.named.track();
            untrack(|| this.renew());
        });
        this
    }

    /// What the widgets around the rows need.
    pub fn face(self) -> ListFace {
        // Keys of volumes are no keys of backups: the other table shows none of them.
        let is_other = memo(move || self.is_of_other_table());
        let keys = memo(move || {
            let keys = self.query.with(|query| query.data.as_ref().map(|data| data.keys.clone()));
            keys.filter(|_| !is_other.get()).unwrap_or_default()
        });
        // A filter that is not applied lets everything pass: nobody means all of that.
        let is_wider = memo(move || self.view.with(|view| !are_readable(&view.filters)));
        let reload = Callback::new(move |()| self.set.read_again());
        let mut face =
            ListFace::new(self.view, self.query, keys, is_wider.into(), reload, Callback::new(|_| ()), None);
        let (loading, outdated) = (face.loading, face.outdated);
        face.loading = memo(move || loading.get() || is_other.get()).into();
        face.outdated = memo(move || outdated.get() || is_other.get()).into();
        face
    }

    /// Whether what is there is of the table that is not shown; tracked.
    fn is_of_other_table(self) -> bool {
        let grouping = self.grouping.get();
        self.query.track();
        self.found.with_value(|found| found.question.as_ref().is_some_and(|of| of.grouping != grouping))
    }

    /// Whether the rows that are there are those that the view asks for; tracked.
    pub fn is_current(self) -> bool {
        self.query.track();
        self.view.with(|view| self.has_rows_of(view))
    }

    /// The same of any view, not tracked.
    pub(super) fn has_rows_of(self, view: &ListView) -> bool {
        let epoch = self.set.state_untracked().map(|(epoch, _)| epoch);
        self.found.with_value(|found| {
            let of = found.question.as_ref();
            of.is_some_and(|of| of.has_rows_of(view) && Some(of.state.0) == epoch)
        })
    }

    /// What is found, in numbers; tracked.
    pub fn sums(self) -> Sums {
        self.sums.get()
    }

    /// The rows that pass, in order.
    pub fn rows(self) -> Rc<[u32]> {
        self.found.with_value(|found| found.rows.clone())
    }

    /// A backup of the set, tracked.
    pub fn backup(self, key: &str) -> Option<Arc<Backup>> {
        self.set.epoch();
        let state = self.set.state_untracked()?;
        let known = self.drawn.with_value(|drawn| {
            drawn.as_ref().filter(|drawn| &*drawn.0 == key && drawn.1 == state).map(|drawn| drawn.2.clone())
        });
        known.or_else(|| {
            let made = self.set.look(|set| set.find(key).map(|row| Arc::new(set.backup(row))))??;
            self.drawn.set_value(Some((RowKey::from(key), state, made.clone())));
            Some(made)
        })
    }

    /// The backups of a volume, with the volume's id; tracked.
    pub fn group(self, key: &str) -> Option<Arc<VolumeGroup>> {
        self.query.track();
        self.found.with_value(|found| {
            found.group_places.get(key).map(|place| Arc::new(found.groups[*place].clone()))
        })
    }

    pub(super) fn question(self) -> Option<Question> {
        let view = self.view.try_get_untracked()?;
        Some(Question {
            filters: view.filters,
            sort: view.sort,
            all_projects: view.all_projects,
            grouping: self.grouping.try_get_untracked()?,
            state: self.set.state_untracked()?,
            names: self.named.try_get_untracked()?,
        })
    }

    /// Shows what is asked for now.
    pub(super) fn renew(self) {
        let Some(question) = self.question() else { return };
        if self.set.look(BackupSet::is_empty) == Some(true) && !self.set.is_complete() {
            // Nothing has come yet of this set; what there was belongs to another.
            self.end();
            self.found.set_value(Found::default());
            self.sums.set(Sums::default());
            let mut query = Query::default();
            if self.set.is_reading() {
                query.ask();
            }
            return self.query.set(query);
        }
        let next = self.found.with_value(|found| {
            let is_reading = self.set.is_reading();
            self.doing
                .with_value(|doing| step(&question, found.question.as_ref(), doing.as_ref(), is_reading))
        });
        match next {
            Step::Show => {
                self.end();
                return self.show_page();
            }
            Step::GoOn { show: true } => return self.show_page(),
            Step::GoOn { show: false } => return,
            Step::Pace => {
                let wait = self.began.get_value() + PACE_MS - now();
                if wait > 0.0 {
                    self.end();
                    self.renew_later(wait);
                    return self.show_page();
                }
            }
            Step::Begin => {}
        }
        self.began.set_value(now());
        self.query.update(|query| {
            query.ask();
        });
        let Some(turn) = self.end() else { return };
        self.doing.set_value(Some(question.clone()));
        spawn_local(async move {
            self.work(question, turn).await;
        });
    }

    fn renew_later(self, wait: f64) {
        if self.later.with_value(Option::is_none) {
            let again = Timer::start(wait as u32, move || {
                if self.later.try_set_value(None).is_none() {
                    self.renew();
                }
            });
            self.later.set_value(Some(again));
        }
    }

    /// Ends the work that is under way; answers the number of the next.
    fn end(self) -> Option<u32> {
        self.doing.try_set_value(None);
        self.turns.next()
    }

    /// The part of what is found that the view asks for.
    pub(super) fn show_page(self) {
        let Some(view) = self.view.try_get_untracked() else { return };
        let read_at = self.set.progress().with_untracked(|progress| progress.read_at);
        let Some((keys, total, view)) = self.found.with_value(|found| {
            // It is of the view that it was worked out for, whatever is asked for by now.
            let question = found.question.as_ref()?;
            let is_grouped = question.grouping == Grouping::ByVolume;
            let total = if is_grouped { found.groups.len() } else { found.rows.len() };
            let from = (view.offset as usize).min(total);
            let part = from..(from + view.rows as usize).min(total);
            let keys: Option<Vec<RowKey>> = match is_grouped {
                true => Some(found.group_keys[part].to_vec()),
                false => {
                    self.set.look(|set| found.rows[part].iter().map(|row| set.id(*row).clone()).collect())
                }
            };
            Some((keys.unwrap_or_default(), total as u64, question.view(&view)))
        }) else {
            return;
        };
        let data = ListData { keys: keys.into(), total: Some(total), view };
        self.query.try_update(|query| {
            let ticket = query.newest();
            query.answer(ticket, Ok(data), read_at);
        });
    }
}
