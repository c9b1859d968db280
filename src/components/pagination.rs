//! Paging below a list: to the ends, one by one, to a page by its number.

use leptos::ev;
use leptos::prelude::*;

use crate::components::button::{Button, ButtonKind};
use crate::components::icon::{Icon, IconView};
use crate::reactive::derive;

/// The words of the paging.
#[derive(Clone, Copy)]
pub struct PaginationText {
    /// The name of the whole.
    pub label: Signal<String>,
    /// "First page".
    pub first: Signal<String>,
    /// "Previous page".
    pub previous: Signal<String>,
    /// "Next page".
    pub next: Signal<String>,
    /// "Last page".
    pub last: Signal<String>,
    /// "Page", before the field of its number.
    pub page: Signal<String>,
    /// "of 9", after it.
    pub of_pages: Signal<String>,
    /// "Rows per page".
    pub rows: Signal<String>,
    /// "1-50 of 412".
    pub range: Signal<String>,
}

/// Paging by number, where the count is known, or by whether there is more.
#[component]
pub fn Pagination(
    /// The words.
    text: PaginationText,
    /// The page shown, from 1.
    #[prop(into)]
    page: Signal<u64>,
    /// How many pages there are, if that is known.
    #[prop(into)]
    pages: Signal<Option<u64>>,
    /// A page follows.
    #[prop(into)]
    has_next: Signal<bool>,
    /// Rows per page.
    #[prop(into)]
    rows: Signal<u32>,
    /// Its place is kept, and it is shown when its words are complete.
    #[prop(into)]
    pending: Signal<bool>,
    /// The choices of rows per page.
    row_choices: Vec<u32>,
    /// Goes to a page.
    #[prop(into)]
    on_page: Callback<u64>,
    /// Changes the rows per page.
    #[prop(into)]
    on_rows: Callback<u32>,
) -> impl IntoView {
    let at_start = derive(move || page.get() <= 1);
    let at_end = derive(move || !has_next.get());
    let last = derive(move || pages.get().filter(|_| !at_end.get()));
    let step = move |label, icon: Icon, inactive: Signal<bool>, to: Callback<()>| {
        view! { <Button label kind=ButtonKind::Quiet icon icon_only=true inactive on_press=to /> }
    };
    let go_last = move |()| {
        if let Some(pages) = last.get_untracked() {
            on_page.run(pages);
        }
    };
    view! {
        <nav class="bp-pagination" data-pending=move || pending.get().then_some("") aria-label=text.label>
            <span class="bp-range">{text.range}</span>
            <RowsPerPage label=text.rows rows row_choices on_rows />
            <div class="bp-pages">
                {step(text.first, Icon::First, at_start, Callback::new(move |()| on_page.run(1)))}
                {step(
                    text.previous,
                    Icon::ChevronLeft,
                    at_start,
                    Callback::new(move |()| on_page.run(page.get_untracked() - 1)),
                )}
                <PageNumber text page pages on_page />
                {step(
                    text.next,
                    Icon::ChevronRight,
                    at_end,
                    Callback::new(move |()| on_page.run(page.get_untracked() + 1)),
                )}
                {step(
                    text.last,
                    Icon::Last,
                    derive(move || last.with(Option::is_none)),
                    Callback::new(go_last),
                )}
            </div>
        </nav>
    }
}

#[component]
fn PageNumber(
    text: PaginationText,
    page: Signal<u64>,
    pages: Signal<Option<u64>>,
    on_page: Callback<u64>,
) -> impl IntoView {
    let chosen = move |event: ev::Event| {
        // A field that is taken out of the document still says that it was changed.
        let Some(now) = page.try_get_untracked() else { return };
        let most = pages.get_untracked().unwrap_or(u64::MAX).max(1);
        let wanted = event_target_value(&event).trim().parse::<u64>().ok();
        let wanted = wanted.map_or(now, |wanted| wanted.clamp(1, most));
        // The field shows where one is, until another page has come.
        event_target::<web_sys::HtmlInputElement>(&event).set_value(&now.to_string());
        if wanted != now {
            on_page.run(wanted);
        }
    };
    view! {
        <label class="bp-page-number">
            <span>{text.page}</span>
            <input
                class="bp-input"
                type="number"
                min="1"
                aria-label=text.page
                prop:value=move || page.get().to_string()
                on:change=chosen
            />
            <span>{text.of_pages}</span>
        </label>
    }
}

#[component]
fn RowsPerPage(
    label: Signal<String>,
    rows: Signal<u32>,
    row_choices: Vec<u32>,
    on_rows: Callback<u32>,
) -> impl IntoView {
    let chosen = move |event: ev::Event| {
        if let Ok(rows) = event_target_value(&event).parse() {
            on_rows.run(rows);
        }
    };
    let options = move || {
        let now = rows.get();
        let other = (!row_choices.contains(&now)).then_some(now);
        let choices = row_choices.iter().copied().chain(other);
        let option = |choice: u32| {
            view! {
                <option value=choice.to_string() prop:selected=choice == now>
                    {choice.to_string()}
                </option>
            }
            .into_any()
        };
        choices.map(option).collect::<Vec<AnyView>>().into_any()
    };
    view! {
        <label class="bp-rows-per-page">
            <span>{label}</span>
            <div class="bp-select">
                <select class="bp-input" aria-label=label on:change=chosen>
                    {options}
                </select>
                <IconView icon=Icon::ChevronDown />
            </div>
        </label>
    }
}
