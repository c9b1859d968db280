//! What is chosen in a list and what can be done with it, below the table so that no row moves.

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use crate::components::button::{Button, ButtonKind};
use crate::components::chunk::{Draw, Fetching, from_part};
use crate::components::copy::CopyButton;
use crate::features::error_view::ErrorView;
use crate::model::microversion::Microversion;
use crate::reactive::{derive, memo};
use crate::rules::capability::Feature;
use crate::state::panel::use_panel;
use crate::state::selection::{Beyond, Selection};
use crate::text::listing;

/// What the bar shows.
#[derive(Clone)]
pub struct Bar {
    selection: Selection,
    actions: ViewFn,
}

#[wasm_split(dialogs, wasm_split_path = leptos::wasm_split, fallible)]
fn load() -> Result<Draw<Bar>, SplitLoaderError> {
    Ok(bar)
}

fn fetch() -> Fetching<Draw<Bar>> {
    Box::pin(load())
}

/// The bar, while something is chosen.
#[component]
pub fn SelectionBar(
    /// What is chosen.
    selection: Selection,
    /// Buttons for what can be done with it.
    #[prop(into)]
    actions: ViewFn,
) -> impl IntoView {
    let some = memo(move || selection.is_some());
    move || some.get().then(|| from_part(fetch, Bar { selection, actions: actions.clone() }))
}

fn bar(Bar { selection, actions }: Bar) -> AnyView {
    view! {
        <div class="bp-selection" role="group" aria-label=listing::selection()>
            <span role="status" data-selected=move || selection.count().to_string()>
                {move || words(selection)}
            </span>
            {move || choose_all(selection)}
            {move || match selection.reading.get().is_some() {
                true => reading(selection),
                false => view! { <div class="bp-actions">{actions.run()}</div> }.into_any(),
            }}
            <div class="bp-actions">
                {move || (!selection.all.get()).then(|| copy_ids(selection))}
                <Button
                    label=listing::clear_selection()
                    kind=ButtonKind::Quiet
                    small=true
                    on_press=move |()| selection.clear()
                />
            </div>
            <ErrorView error=selection.error />
        </div>
    }
    .into_any()
}

fn words(selection: Selection) -> String {
    let count = selection.count();
    if selection.all.get() { listing::all_selected(count) } else { listing::selected(count) }
}

fn copy_ids(selection: Selection) -> AnyView {
    let ids = derive(move || {
        selection.keys.with(|keys| keys.iter().map(|key| &**key).collect::<Vec<_>>().join("\n"))
    });
    view! { <CopyButton text=ids label=listing::copy_ids() copied_label=listing::copied() with_words=true /> }
        .into_any()
}

/// The way from the page to all that match, or why there is none.
fn choose_all(selection: Selection) -> AnyView {
    let offers = move || {
        let ready = use_panel().session.ready_untracked();
        ready.map_or(Microversion::BASE, |scoped| scoped.offers()).to_string()
    };
    let (label, denied) = match selection.beyond() {
        Beyond::Nothing => return ().into_any(),
        Beyond::Matching(total) => (listing::select_all_matching(total), None),
        Beyond::PageOnly => (listing::select_all(), Some(listing::select_all_page_only())),
        Beyond::Uncounted => {
            let needs = Feature::Count.floor().to_string();
            (listing::select_all(), Some(listing::no_total(needs, offers())))
        }
    };
    view! {
        <Button
            label
            kind=ButtonKind::Quiet
            small=true
            denied=Signal::stored(denied)
            on_press=move |()| selection.choose_all()
        />
    }
    .into_any()
}

fn reading(selection: Selection) -> AnyView {
    let how_far = move || selection.reading.get().unwrap_or_default();
    view! {
        <span class="bp-reading" role="status">
            {move || listing::reading(how_far().came, how_far().total)}
            <progress
                aria-label=listing::reading_all()
                prop:max=move || how_far().total as f64
                prop:value=move || how_far().came as f64
            ></progress>
        </span>
        <Button
            label=listing::cancel()
            kind=ButtonKind::Quiet
            small=true
            on_press=move |()| selection.cancel()
        />
    }
    .into_any()
}
