//! The whole set as a place where rows are chosen: all that match are there already.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use crate::model::backup::Backup;
use crate::rules::whole_filter::are_readable;
use crate::state::chosen::{GoingOn, ReadingAll, Source};
use crate::state::slice::Slice;
use crate::state::whole_question::Question;
use crate::state::whole_view::WholeView;
use crate::state::whole_work::AT_ONCE;

impl Source<Backup> for WholeView {
    fn row(&self, key: &str) -> Option<Arc<Backup>> {
        self.backup(key)
    }

    fn all(&self, going_on: GoingOn) -> ReadingAll<Backup> {
        let this = *self;
        Box::pin(async move {
            let is_right =
                this.view.with_untracked(|view| are_readable(&view.filters) && this.has_rows_of(view));
            if !is_right {
                return Ok(None);
            }
            let rows = this.rows();
            let epoch = this.set.state_untracked().map(|(epoch, _)| epoch);
            let mut backups = Vec::with_capacity(rows.len());
            let mut slice = Slice::start();
            for some in rows.chunks(AT_ONCE) {
                let is_same = this.set.state_untracked().map(|(epoch, _)| epoch) == epoch;
                if !is_same || !going_on(backups.len() as u64, Some(rows.len() as u64)) {
                    return Ok(None);
                }
                this.set.look(|set| {
                    backups.extend(some.iter().filter(|row| set.is_here(**row)).map(|row| set.backup(*row)));
                });
                slice.rest().await;
            }
            Ok(Some(backups))
        })
    }
}

impl WholeView {
    /// The rows that are found, if they answer what is asked now. While the set is not whole, rows that came last may be missing.
    pub fn rows_asked_for(self) -> Option<Rc<[u32]>> {
        let wanted = self.question()?;
        let is_whole = self.set.is_complete();
        self.found.try_with_value(|found| {
            let known = found.question.clone()?;
            let is_same_set = known.state.0 == wanted.state.0;
            let state = if is_whole || !is_same_set { known.state } else { wanted.state };
            (Question { state, ..known } == wanted).then(|| found.rows.clone())
        })?
    }
}
