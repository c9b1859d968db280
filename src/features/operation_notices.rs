//! Says what has been started and how it has ended, wherever the user is.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use crate::components::button::{Button, ButtonKind};
use crate::components::chunk::{Chunk, Fetching};
use crate::components::feedback::Announcer;
use crate::components::icon::{Icon, IconView};
use crate::components::keyed::Key;
use crate::components::keyed_view::Keyed;
use crate::components::latch::latch;
use crate::components::tone::Tone;
use crate::features::links::RouteLink;
use crate::features::operation_item::{item_links, why_view};
use crate::features::operation_state::{subject, why};
use crate::reactive::{derive, effect};
use crate::state::clock::Timer;
use crate::state::news::{News, NewsFeed, Stand};
use crate::state::operation::Operation;
use crate::state::panel::use_panel;
use crate::state::route::Route;
use crate::text::operations;

/// How long good news stay, unless somebody points at them.
const GOOD_MS: u32 = 8_000;

type DrawNotices = fn(bool, RwSignal<String>) -> AnyView;

/// In the file of the dialogs: an operation starts from one, so it is there by then.
#[wasm_split(dialogs, wasm_split_path = leptos::wasm_split, fallible)]
fn load() -> Result<DrawNotices, SplitLoaderError> {
    Ok(notices)
}

fn fetch() -> Fetching<DrawNotices> {
    Box::pin(load())
}

/// The newest news of operations.
#[component]
pub fn OperationNotices() -> impl IntoView {
    let operations = use_panel().operations;
    // Those of before a change of project have been told.
    let are_old = !operations.all_untracked().is_empty();
    let message = RwSignal::new(String::new());
    let any = latch(move || !operations.all().is_empty());
    let part = Chunk::new(fetch);
    let section = move || {
        let draw = any.get().then(|| part.get()).flatten();
        draw.map(|draw| draw(are_old, message))
    };
    view! {
        <Announcer message />
        {section}
    }
}

fn notices(are_old: bool, message: RwSignal<String>) -> AnyView {
    let feed = NewsFeed::start(use_panel(), are_old);
    let keys =
        derive(move || feed.shown().0.iter().map(|news| Key::from(news.id.to_string())).collect::<Vec<_>>());
    let draw = move |key: Key| {
        let (shown, _) = untrack(|| feed.shown());
        match shown.into_iter().find(|news| news.id.to_string() == *key) {
            Some(news) => news_view(feed, news),
            None => view! { <li></li> }.into_any(),
        }
    };
    effect(move || {
        let newest = feed.newest();
        message.set(newest.map(|news| title(&news.operation, news.stand)).unwrap_or_default());
    });
    let more = move || {
        let more = feed.shown().1;
        (more > 0).then(|| {
            view! {
                <p class="bp-toast">
                    <RouteLink to=Route::Operations>{operations::more_news(more)}</RouteLink>
                </p>
            }
        })
    };
    view! {
        <section class="bp-toasts" aria-label=operations::notices()>
            {more}
            <Keyed keys draw class="bp-toast-list" />
        </section>
    }
    .into_any()
}

fn title(operation: &Arc<Operation>, stand: Stand) -> String {
    let subject = subject(operation);
    let tally = untrack(|| operation.tally());
    match (stand, tally.all) {
        (Stand::Submitted | Stand::Started, _) => operations::news_started(subject),
        (Stand::Done, 1) => operations::news_done(subject),
        (Stand::Done, all) => operations::news_done_many(subject, all),
        (Stand::Failed, 1) => operations::news_failed(subject),
        (Stand::Failed, all) => operations::news_failed_many(subject, tally.failed, all),
        (Stand::Stopped, _) => operations::news_stopped(subject, tally.not_run),
    }
}

fn news_view(feed: NewsFeed, News { id, operation, stand }: News) -> AnyView {
    let (tone, icon) = match stand {
        Stand::Submitted | Stand::Started => (Tone::Busy, Icon::Activity),
        Stand::Done => (Tone::Good, Icon::Check),
        Stand::Failed => (Tone::Bad, Icon::XCircle),
        Stand::Stopped => (Tone::Warn, Icon::Alert),
    };
    let node: NodeRef<html::Li> = NodeRef::new();
    if stand != Stand::Failed {
        let timer = StoredValue::new_local(None::<Timer>);
        leave_later(feed, id, node, timer);
    }
    let progress = match &operation.items[..] {
        [only] => Some(only.progress.get_untracked()),
        _ => None,
    };
    let links = progress.as_ref().filter(|_| stand == Stand::Done).and_then(|_| item_links(&operation, 0));
    let why = progress.and_then(|progress| why(&progress.phase, progress.request_id)).map(why_view);
    view! {
        <li class="bp-toast" data-tone=tone.as_str() node_ref=node>
            <IconView icon />
            <div class="bp-toast-text">
                <p>{title(&operation, stand)}</p>
                {why}
                <p class="bp-operation-links">
                    {links}
                    <RouteLink to=Route::Operations>{operations::to_operations()}</RouteLink>
                </p>
            </div>
            <Button
                label=operations::dismiss()
                kind=ButtonKind::Quiet
                icon=Icon::Close
                icon_only=true
                small=true
                on_press=move |()| feed.dismiss(id)
            />
        </li>
    }
    .into_any()
}

fn leave_later(
    feed: NewsFeed,
    id: u32,
    node: NodeRef<html::Li>,
    timer: StoredValue<Option<Timer>, LocalStorage>,
) {
    let leave = move || {
        let is_read = |node: web_sys::HtmlLiElement| node.matches(":hover, :focus-within") == Ok(true);
        if node.try_get_untracked().flatten().is_some_and(is_read) {
            leave_later(feed, id, node, timer);
        } else {
            feed.dismiss(id);
        }
    };
    timer.try_set_value(Some(Timer::start(GOOD_MS, leave)));
}
