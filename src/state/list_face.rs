//! What is to be known of a list beside its rows: the same for backups, volumes and snapshots.

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::fault::ApiError;
use crate::reactive::memo;
use crate::rules::list_view::ListView;
use crate::state::left_list::OLD;
use crate::state::list::{ListData, RowKey};
use crate::state::query::Query;

/// The signals around a list.
#[derive(Clone, Copy)]
pub struct ListFace {
    /// What the address asks for.
    pub view: Signal<ListView>,
    /// The page's rows, those left out that a filter on the page leaves out.
    pub keys: Signal<Arc<[RowKey]>>,
    /// Rows before the page that is shown, which is not yet the one asked for while that loads.
    pub offset: Signal<u64>,
    /// Rows that came, before filters on the page.
    pub came: Signal<u64>,
    /// How many match in all; None where the cloud does not count.
    pub total: Signal<Option<u64>>,
    /// More rows follow this page.
    pub has_next: Signal<bool>,
    /// Why the newest request failed.
    pub error: Signal<Option<ApiError>>,
    /// A request for this view is under way and what is shown is of another one.
    pub loading: Signal<bool>,
    /// Data or an error has come.
    pub settled: Signal<bool>,
    /// What is shown is of another view than the one asked for.
    pub outdated: Signal<bool>,
    /// When the data came, in milliseconds since 1970 UTC.
    pub updated_at: Signal<Option<f64>>,
    /// A filter is applied to this page only, or not at all.
    pub page_only: Signal<bool>,
    /// How far its table is scrolled, in CSS pixels; None where nobody comes back to it.
    pub scroll_top: Option<StoredValue<i32>>,
    /// Asks again.
    pub reload: Callback<()>,
    anchor: Callback<(ListView, RowKey)>,
    query: RwSignal<Query<ListData>>,
}

impl ListFace {
    /// The face of a list whose state is in `query`.
    pub fn new(
        view: Signal<ListView>,
        query: RwSignal<Query<ListData>>,
        keys: Memo<Arc<[RowKey]>>,
        page_only: Signal<bool>,
        reload: Callback<()>,
        anchor: Callback<(ListView, RowKey)>,
        scroll_top: Option<StoredValue<i32>>,
    ) -> Self {
        let data = move |part: fn(&ListData) -> u64| query.with(|q| q.data.as_ref().map_or(0, part));
        Self {
            view,
            keys: keys.into(),
            offset: memo(move || data(|data| data.view.offset)).into(),
            came: memo(move || data(|data| data.keys.len() as u64)).into(),
            total: memo(move || query.with(|q| q.data.as_ref().and_then(|data| data.total))).into(),
            has_next: memo(move || query.with(|q| q.data.as_ref().is_some_and(has_next))).into(),
            error: memo(move || query.with(|q| q.error.clone())).into(),
            loading: memo(move || {
                let shown = query.with(|q| q.fetching.then(|| q.data.as_ref().map(|data| data.view.clone())));
                shown.is_some_and(|shown| shown.as_ref() != Some(&view.get()))
            })
            .into(),
            outdated: memo(move || {
                let view = view.get();
                query.with(|q| q.data.as_ref().is_some_and(|data| data.view != view))
            })
            .into(),
            settled: memo(move || query.with(Query::is_settled)).into(),
            updated_at: memo(move || query.with(|q| q.updated_at)).into(),
            page_only,
            scroll_top,
            reload,
            anchor,
            query,
        }
    }

    /// The view of the page after this one, which continues after the last row seen.
    pub fn next_page(self) -> ListView {
        let view = self.view.get_untracked();
        let next = view.at_page(view.page() + 1);
        let last = self.query.with_untracked(|query| {
            let shown = query.data.as_ref().filter(|data| data.view == view && is_stable(&view))?;
            shown.keys.last().cloned()
        });
        if let Some(marker) = last {
            self.anchor.run((next.clone(), marker));
        }
        next
    }
}

/// Whether a row keeps its place in the order, so that one can continue after it.
fn is_stable(view: &ListView) -> bool {
    matches!(&*view.effective_sort().key, "created_at" | "id")
}

fn has_next(data: &ListData) -> bool {
    let (shown, rows) = (data.keys.len() as u64, u64::from(data.view.rows & !OLD));
    data.total.map_or(shown >= rows, |total| data.view.offset + shown < total)
}
