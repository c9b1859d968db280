//! The whole set filtered, put in order and grouped, a little at a time.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use crate::model::backup_set::BackupSet;
use crate::model::listing::Sort;
use crate::rules::slices::Sorting;
use crate::rules::whole_filter::Matcher;
use crate::rules::whole_groups::{Groups, VolumeGroup, group_key};
use crate::rules::whole_order::{Keyed, Order, ranks};
use crate::state::list::RowKey;
use crate::state::route::Grouping;
use crate::state::slice::Slice;
use crate::state::whole_question::Question;
use crate::state::whole_view::{Sums, WholeView};

/// Rows looked at between two looks at the clock.
pub(super) const AT_ONCE: usize = 500;

impl WholeView {
    /// What people call a volume or a project.
    fn name(self, id: &str) -> Option<Arc<str>> {
        untrack(|| self.names.volume(id).or_else(|| self.names.project(id)))
    }

    /// Looks at the set while this piece of work is wanted.
    fn look<T>(self, turn: u32, question: &Question, look: impl FnOnce(&BackupSet) -> T) -> Option<T> {
        let is_wanted = self.turns.is(turn)
            && self.set.state_untracked().is_some_and(|(epoch, _)| epoch == question.state.0);
        is_wanted.then(|| self.set.look(look)).flatten()
    }

    /// Works out what the question asks for and shows it; None when it is no longer wanted.
    pub(super) async fn work(self, question: Question, turn: u32) -> Option<()> {
        let mut slice = Slice::start();
        let name = move |id: &str| self.name(id);
        let by_volume = question.grouping == Grouping::ByVolume;
        let order = if by_volume { None } else { question.sort.clone() };
        let order = self.order(&question, turn, order.unwrap_or_else(Sort::newest_first), &mut slice).await?;
        let matcher = self.look(turn, &question, |set| Matcher::new(&question.filters, set, name))?;
        let (mut rows, mut sums, mut groups) = (Vec::new(), Sums::default(), Groups::default());
        for some in order.chunks(AT_ONCE) {
            self.look(turn, &question, |set| {
                for row in some.iter().copied().filter(|row| set.is_here(*row) && matcher.passes(set, *row)) {
                    rows.push(row);
                    sums.gib += set.size(row).unwrap_or_default();
                    if by_volume {
                        groups.add(set, row);
                    }
                }
            })?;
            slice.rest().await;
        }
        sums.backups = rows.len() as u64;
        let groups = self.sorted_groups(&question, turn, groups.into_groups(), &mut slice).await?;
        let keys: Vec<RowKey> = self.look(turn, &question, |set| {
            let key = |group: &VolumeGroup| group.volume.map(|place| set.shared_text(place).clone());
            groups.iter().map(|group| key(group).unwrap_or_else(|| RowKey::from("-"))).collect()
        })?;
        self.found.try_update_value(|found| {
            found.rows = rows.into();
            found.groups = groups;
            found.group_places = keys.iter().cloned().zip(0..).collect();
            found.group_keys = keys;
            found.question = Some(question);
        })?;
        self.sums.try_set(sums);
        self.doing.try_set_value(None);
        self.show_page();
        // What has changed meanwhile did not begin it anew.
        self.renew();
        Some(())
    }

    /// All rows in order; what was put in order before is not looked at again.
    async fn order(self, question: &Question, turn: u32, sort: Sort, slice: &mut Slice) -> Option<Rc<[u32]>> {
        let wanted = (sort, question.state, question.names);
        let known = self.found.try_with_value(|found| {
            found.order.as_ref().filter(|(by, _)| *by == wanted).map(|(_, rows)| rows.clone())
        })?;
        if known.is_some() {
            return known;
        }
        let name = move |id: &str| self.name(id);
        let (order, end) = self.look(turn, question, |set| (Order::new(&wanted.0, set, name), set.end()))?;
        let mut keys: Vec<Keyed> = Vec::with_capacity(end as usize);
        while (keys.len() as u32) < end {
            self.look(turn, question, |set| {
                let from = keys.len() as u32;
                keys.extend((from..end.min(from + AT_ONCE as u32)).map(|row| order.key(set, row)));
            })?;
            slice.rest().await;
        }
        let mut sorting = Sorting::new(keys);
        while !self.look(turn, question, |set| sorting.step(AT_ONCE, &|a, b| order.compare(set, a, b)))? {
            slice.rest().await;
        }
        let rows: Rc<[u32]> = sorting.into_items().into_iter().map(|(_, row)| row).collect();
        self.found.try_update_value(|found| found.order = Some((wanted, rows.clone())))?;
        Some(rows)
    }

    async fn sorted_groups(
        self,
        question: &Question,
        turn: u32,
        groups: Vec<VolumeGroup>,
        slice: &mut Slice,
    ) -> Option<Vec<VolumeGroup>> {
        let name = move |id: &str| untrack(|| self.names.volume(id));
        let is_by_name = question.sort.as_ref().is_some_and(|sort| &*sort.key == "volume_id");
        let ranks = if is_by_name { self.look(turn, question, |set| ranks(set, name))? } else { Vec::new() };
        let rank = |place: u32| ranks.get(place as usize).map_or(0, |rank| u64::from(*rank));
        let key = |group: &VolumeGroup| group_key(question.sort.as_ref(), group, rank);
        let keys = groups.iter().map(key).zip(0..).collect::<Vec<(u64, usize)>>();
        let mut sorting = Sorting::new(keys);
        while !sorting.step(AT_ONCE, &|a: &(u64, usize), b: &(u64, usize)| a.0.cmp(&b.0)) {
            slice.rest().await;
        }
        Some(sorting.into_items().into_iter().map(|(_, place)| groups[place].clone()).collect())
    }
}
