//! A list that is shown page by page, kept up to date in place.
//!
//! Rows are keyed by id and each is as if a signal of its own: an answer without changes changes
//! nothing, one with k changed rows touches those k.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use crate::api::listing::{Later, ListEndpoint};
use crate::model::fault::{ApiError, FaultKind};
use crate::model::json::FromJson;
use crate::model::listing::{Direction, Filter, ListParams, Page, Sort};
use crate::reactive::{derive, memo};
use crate::rules::capability::Feature;
use crate::rules::filters::Place;
use crate::rules::list_view::ListView;
use crate::rules::polling::{Observation, RECENT_ROWS, Tick, tick};
use crate::state::clock::now;
use crate::state::left_list::resume;
use crate::state::list_face::ListFace;
use crate::state::on_screen::on_screen;
use crate::state::poller::Poller;
use crate::state::query::{Query, Ticket};
use crate::state::row_signals::RowSignals;
use crate::state::session::SessionStore;

/// A row's identity: the id's text.
pub type RowKey = Arc<str>;

/// A kind of thing that Cinder lists.
pub trait Listed: 'static {
    /// One of them.
    type Row: FromJson + Clone + Default + PartialEq + Send + Sync + 'static;
    /// The call that lists them.
    type Endpoint: ListEndpoint<Row = Self::Row> + 'static;

    /// The call for one part of the list.
    fn endpoint(params: ListParams) -> Self::Endpoint;
    /// The row's id.
    fn key(row: &Self::Row) -> RowKey;
    /// Whether a status will change by itself.
    fn is_busy(status: &str) -> bool;
    /// Whether it passes a filter that is applied to the page shown.
    fn matches(row: &Self::Row, filter: &Filter) -> bool;
}

/// What an answer says of the list as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct ListData {
    /// The page's rows in the server's order.
    pub keys: Arc<[RowKey]>,
    /// How many there are in all; None where the cloud does not count.
    pub total: Option<u64>,
    /// The view that it answers.
    pub view: ListView,
}

/// Where "next" continues: after the last row that was seen, so that rows which came meanwhile
/// neither repeat nor hide others.
#[derive(Clone)]
pub(super) struct Anchor {
    view: ListView,
    marker: RowKey,
}

/// Where a filter is applied.
type PlaceOf = Rc<dyn Fn(&Filter) -> Place>;

/// A list on screen.
pub struct ListStore<L: Listed> {
    session: SessionStore,
    on_screen: Signal<bool>,
    pub(super) view: Signal<ListView>,
    place: StoredValue<PlaceOf, LocalStorage>,
    pub(super) query: RwSignal<Query<ListData>>,
    pub(super) rows: RowSignals<L>,
    pub(super) anchor: StoredValue<Option<Anchor>>,
    poller: StoredValue<Option<Poller>, LocalStorage>,
    bounded_looks: StoredValue<Cell<u32>, LocalStorage>,
    /// Notified by every answer that changed something.
    changes: RwSignal<()>,
    pub(super) scroll_top: StoredValue<i32>,
    keys: Memo<Arc<[RowKey]>>,
}

impl<L: Listed> Clone for ListStore<L> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<L: Listed> Copy for ListStore<L> {}

impl<L: Listed> ListStore<L> {
    /// Loads the view now, whenever it changes, and at the poller's pace, as long as the owner
    /// lives and is on screen. `place` says where a filter is applied.
    pub fn start(
        session: SessionStore,
        view: Signal<ListView>,
        place: impl Fn(&Filter) -> Place + 'static,
    ) -> Self {
        let query = RwSignal::new(Query::<ListData>::default());
        let rows = RowSignals::<L>::start();
        let place: PlaceOf = Rc::new(place);
        let place = StoredValue::new_local(place);
        let keys = memo(move || {
            let all =
                query.with(|query| query.data.as_ref().map(|data| data.keys.clone())).unwrap_or_default();
            let place = place.get_value();
            let here: Vec<Filter> =
                view.with(|view| view.filters.iter().filter(|f| place(f) == Place::Page).cloned().collect());
            if here.is_empty() {
                return all;
            }
            rows.passing(&all, |row| here.iter().all(|filter| L::matches(row, filter)))
        });
        let store = Self {
            session,
            on_screen: on_screen(),
            view,
            place,
            query,
            rows,
            anchor: StoredValue::new(None),
            poller: StoredValue::new_local(None),
            bounded_looks: StoredValue::new_local(Cell::new(0)),
            changes: RwSignal::new(()),
            scroll_top: StoredValue::new(0),
            keys,
        };
        resume(store);
        store.poller.set_value(Some(Poller::start(move || Box::pin(store.tick()))));
        Effect::new(move |before: Option<ListParams>| {
            // Those of no view: who comes back asks anew.
            let params = match store.on_screen.get() {
                true => store.params(&view.get()),
                false => return ListParams::default(),
            };
            if before.as_ref() != Some(&params) {
                store.load();
            } else {
                untrack(|| store.rename(&params));
            }
            params
        });
        store
    }

    /// Notes that what has come answers another view as well: one that differs only in filters that
    /// are applied to the page.
    fn rename(self, params: &ListParams) {
        let view = self.view.get_untracked();
        let is_other = |data: &ListData| data.view != view && self.params(&data.view) == *params;
        if self.query.with_untracked(|query| query.data.as_ref().is_some_and(is_other)) {
            self.query.update(|query| {
                if let Some(data) = &mut query.data {
                    data.view = view;
                }
            });
        }
    }

    /// Asks for the page now, or when it is on screen again.
    pub fn load(self) {
        if self.on_screen.try_get_untracked() == Some(true)
            && let Some(Some(poller)) = self.poller.try_get_value()
        {
            poller.run(Box::pin(self.read_page()));
        }
    }

    /// Tracks answers that changed something: a tick without changes does not notify.
    pub fn changes(self) {
        self.changes.track();
    }

    /// A row, tracked; None when it is no longer on the page.
    pub fn row(self, key: &str) -> Option<Arc<L::Row>> {
        self.rows.row(key)
    }

    /// What the widgets around the rows need, the same for every kind of list.
    pub fn face(self) -> ListFace {
        ListFace::new(
            self.view,
            self.query,
            self.keys,
            derive(move || self.view.with(|view| !self.takes_all_filters(view))),
            Callback::new(move |()| self.load()),
            Callback::new(move |(view, marker)| self.anchor.set_value(Some(Anchor { view, marker }))),
            Some(self.scroll_top),
        )
    }

    /// The filters of a view that the server applies.
    pub fn server_filters(self, view: &ListView) -> Vec<Filter> {
        let place = self.place.get_value();
        // Inside a reaction this is tracked; elsewhere there is nothing to track for.
        view.filters.iter().filter(|filter| place(filter) == Place::Server).cloned().collect()
    }

    fn takes_all_filters(self, view: &ListView) -> bool {
        self.server_filters(view).len() == view.filters.len()
    }

    /// What asks for everything that the server finds by the filters of the view.
    pub fn whole(self) -> ListParams {
        ListParams { offset: 0, marker: None, ..self.params(&self.view.get_untracked()) }
    }

    fn params(self, view: &ListView) -> ListParams {
        let ready = self.session.ready_untracked();
        ListParams {
            filters: self.server_filters(view),
            sort: view.sort.clone(),
            limit: view.rows,
            offset: view.offset,
            marker: self
                .anchor
                .with_value(|a| a.as_ref().filter(|anchor| anchor.view == *view).map(|a| a.marker.clone())),
            with_count: ready.as_ref().is_some_and(|scoped| Feature::Count.is_in(scoped.offers())),
            // An address may come from somebody with more rights.
            all_projects: view.all_projects && ready.is_some_and(|scoped| scoped.is_admin()),
        }
    }

    /// Whether the rows of a view are of all projects.
    pub fn spans_projects(self, view: &ListView) -> bool {
        self.params(view).all_projects
    }

    async fn tick(self) -> Option<Observation> {
        let view = self.view.try_get_untracked()?;
        let (rows, is_whole) = self.query.with_untracked(|query| {
            let data = query.data.as_ref().filter(|data| data.view == view && query.error.is_none());
            // Without a count nothing tells whether a row came or went.
            (data.map_or(0, |data| data.keys.len()), data.is_some_and(|data| data.total.is_some()))
        });
        let looks = self.bounded_looks.with_value(Cell::get);
        // After some bounded looks a whole one: a row that went while another came keeps the count.
        match tick(rows as u32, !is_whole || looks >= 5) {
            Tick::Page => self.read_page().await,
            Tick::Recent => self.read_recent(looks).await,
        }
    }

    async fn read_page(self) -> Option<Observation> {
        self.bounded_looks.with_value(|looks| looks.set(0));
        let view = self.view.get_untracked();
        let ticket = self.query.try_update(Query::ask)?;
        let params = self.params(&view);
        let anchored = params.marker.is_some();
        let mut result = self.session.ask_first(&Later(L::endpoint(params))).await;
        self.wanted(ticket)?;
        if anchored && leads_nowhere(&result) {
            // The row to continue after is gone, or the last one now; count from the start instead.
            self.anchor.set_value(None);
            result = self.session.ask(&Later(L::endpoint(self.params(&view)))).await;
            self.wanted(ticket)?;
        }
        let (mut observation, mut is_news) = (None, false);
        let result = result.map(|page| {
            let (keys, seen) = self.rows.take_page(page.items);
            let before = self.query.with_untracked(|query| query.data.clone());
            let data = ListData { keys, total: page.count, view };
            // Another view of the list is no change of the list.
            is_news = before.as_ref().is_none_or(|before| before.view == data.view);
            observation =
                Some(Observation { changed: seen.changed || before.as_ref() != Some(&data), ..seen });
            data
        });
        self.query.try_update(|query| query.answer(ticket, result, now()));
        untrack(|| self.rename(&self.params(&self.view.get_untracked())));
        if is_news {
            self.tell(observation);
        }
        observation
    }

    /// None when nobody waits for the answer to this asking any more, or the list is gone.
    fn wanted(self, ticket: Ticket) -> Option<()> {
        self.query.try_with_untracked(|query| query.wants(ticket))?.then_some(())
    }

    fn tell(self, observation: Option<Observation>) {
        if observation.is_some_and(|seen| seen.changed) {
            self.changes.try_set(());
        }
    }

    /// Looks only at what changed last: on a large page that is a fraction of the bytes.
    async fn read_recent(self, looks: u32) -> Option<Observation> {
        let view = self.view.get_untracked();
        let params = ListParams {
            sort: Some(Sort { key: Arc::from("updated_at"), direction: Direction::Desc }),
            limit: RECENT_ROWS,
            offset: 0,
            marker: None,
            ..self.params(&view)
        };
        let ticket = self.query.with_untracked(Query::newest);
        let result = self.session.ask(&Later(L::endpoint(params))).await;
        self.wanted(ticket)?;
        if self.view.try_get_untracked()? != view {
            return None;
        }
        match result {
            Ok(page) => {
                let total = self.query.with_untracked(|q| q.data.as_ref().and_then(|data| data.total));
                let came_or_went = page.count.is_none() || page.count != total;
                self.bounded_looks
                    .with_value(|kept| kept.set(if came_or_went { u32::MAX } else { looks + 1 }));
                let changed = self.rows.take_known(page.items);
                self.query.try_update(|query| {
                    query.error = None;
                    query.updated_at = Some(now());
                });
                let observation = Some(Observation {
                    busy: self.rows.any_busy() || came_or_went,
                    changed: changed || came_or_went,
                });
                self.tell(observation);
                observation
            }
            Err(error) => {
                self.query.try_update(|query| query.error = Some(error));
                None
            }
        }
    }
}

/// A continuation that cannot be shown: its marker is gone, or nothing follows it.
fn leads_nowhere<R>(result: &Result<Page<R>, ApiError>) -> bool {
    match result {
        Ok(page) => page.items.is_empty(),
        Err(error) => error.kind == FaultKind::NotFound,
    }
}
