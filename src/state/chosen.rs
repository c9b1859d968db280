//! The rows that are chosen in a list, wherever they are.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use crate::model::fault::ApiError;
use crate::reactive::effect;
use crate::state::list::{ListStore, Listed, RowKey};
use crate::state::list_face::ListFace;
use crate::state::selection::{Reading, Selection};
use crate::state::session::SessionStore;
use crate::state::tasks::Tasks;
use crate::state::turns::Turns;
use crate::state::whole_list::read_whole;

/// Is told how many rows have come, and how many there are; false when nobody wants them any more.
pub type GoingOn = Box<dyn Fn(u64, Option<u64>) -> bool>;

/// What reads all that match; None when nobody wanted them any more.
pub type ReadingAll<R> = Pin<Box<dyn Future<Output = Result<Option<Vec<R>>, ApiError>>>>;

/// Where the rows of a list are.
pub trait Source<R> {
    /// A row, tracked; None when it is not there.
    fn row(&self, key: &str) -> Option<Arc<R>>;
    /// All that match.
    fn all(&self, going_on: GoingOn) -> ReadingAll<R>;
}

/// Where the rows are. Reading all of a list's is code that comes with the bar of the selection, so no table of
/// functions may lead to it.
enum Rows<L: Listed> {
    List(Box<(SessionStore, ListStore<L>)>),
    Other(Rc<dyn Source<L::Row>>),
}

/// The chosen rows themselves.
pub struct Chosen<L: Listed> {
    /// What is chosen.
    pub selection: Selection,
    from: StoredValue<Rows<L>, LocalStorage>,
    /// Rows as they were when they were last on screen.
    kept: StoredValue<HashMap<RowKey, Arc<L::Row>>>,
    tasks: Tasks,
    turns: Turns,
}

impl<L: Listed> Clone for Chosen<L> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<L: Listed> Copy for Chosen<L> {}

impl<L: Listed> Chosen<L> {
    /// Nothing chosen yet in a list, as in [`Selection::start`].
    pub fn start(session: SessionStore, store: ListStore<L>) -> Self {
        Self::of(store.face(), Rows::List(Box::new((session, store))))
    }

    /// The same of a list with this face, whose rows are elsewhere.
    pub fn elsewhere(face: ListFace, source: Rc<dyn Source<L::Row>>) -> Self {
        Self::of(face, Rows::Other(source))
    }

    fn of(face: ListFace, from: Rows<L>) -> Self {
        Self {
            selection: Selection::start(face),
            from: StoredValue::new_local(from),
            kept: StoredValue::new(HashMap::new()),
            tasks: Tasks::start(),
            turns: Turns::start(),
        }
    }

    /// Keeps the choice, and the rows, from page to page, as long as the owner lives.
    pub fn follow(self) {
        self.selection.follow();
        effect(move || {
            self.rows();
        });
    }

    /// The rows that are chosen by hand, tracked; those of other pages as they were seen last.
    pub fn rows(self) -> Vec<Arc<L::Row>> {
        let keys = self.selection.keys.get();
        let rows = self.kept.try_update_value(|kept| {
            kept.retain(|key, _| keys.contains(key));
            for key in &keys {
                let row = self.from.try_with_value(|from| match from {
                    Rows::List(list) => list.1.row(key),
                    Rows::Other(source) => source.row(key),
                });
                if let Some(row) = row.flatten() {
                    kept.insert(key.clone(), row);
                }
            }
            keys.iter().filter_map(|key| kept.get(key).cloned()).collect()
        });
        rows.unwrap_or_default()
    }

    /// Hands over what is chosen; when all that match are, they are read first.
    pub fn take(self, then: impl Fn(Arc<[L::Row]>) + 'static) {
        let selection = self.selection;
        if selection.reading.with_untracked(Option::is_some) {
            return;
        }
        if !selection.all.get_untracked() {
            let rows = untrack(|| self.rows());
            return then(rows.iter().map(|row| (**row).clone()).collect());
        }
        selection.error.set(None);
        let total = untrack(|| selection.count());
        selection.reading.set(Some(Reading { came: 0, total }));
        let Some(turn) = self.turns.next() else { return };
        let is_wanted = move || {
            self.turns.is(turn) && selection.reading.try_with_untracked(Option::is_some) == Some(true)
        };
        let going_on = move |came, count: Option<u64>| {
            let wanted = is_wanted();
            if wanted {
                selection.reading.try_set(Some(Reading { came, total: count.unwrap_or(total) }));
            }
            wanted
        };
        let reading: ReadingAll<L::Row> = self.from.with_value(|from| match from {
            Rows::List(list) => Box::pin(read_whole::<L>(list.0, list.1.whole(), going_on)),
            Rows::Other(source) => source.all(Box::new(going_on)),
        });
        self.tasks.spawn(async move {
            let result = reading.await;
            if !is_wanted() {
                return;
            }
            selection.reading.try_set(None);
            match result {
                Ok(Some(rows)) => then(rows.into()),
                Ok(None) => {}
                Err(error) => {
                    selection.error.try_set(Some(error));
                }
            }
        });
    }
}
