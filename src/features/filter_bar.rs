//! Filters of the list of backups: the field to find by name, chips, and a menu for more.
//!
//! A filter that the cloud does not allow is applied to the page shown, and says so.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use crate::components::button::{Button, ButtonKind};
use crate::components::chips::{Chip, Chips};
use crate::components::chunk::{Draw, Fetching, from_part};
use crate::components::dialog::Dialog;
use crate::components::field::Field;
use crate::components::field_control::{Choice, Control};
use crate::components::icon::Icon;
use crate::components::latch::latch;
use crate::components::menu::Menu;
use crate::features::menus::{MenuOf, menu_of};
use crate::model::listing::Filter;
use crate::model::status::BackupStatus;
use crate::reactive::{derive, effect};
use crate::rules::filters::{FilterField, Place};
use crate::rules::list_view::ListView;
use crate::state::clock::Debounce;
use crate::state::on_screen::{on_screen, when_behind};
use crate::text::listing;

/// A pause in typing after which the list is asked for.
const TYPING_PAUSE_MS: u32 = 300;

/// Where a filter of this list is applied; tracked, since it may become known later.
pub type PlaceOf = Callback<Filter, Place>;

/// The words for a filter, with where it is applied if that is not the whole list.
fn filter_text(filter: &Filter, place: Place) -> String {
    let field = listing::field_name(&filter.field);
    let value = match &*filter.field {
        "status" => listing::status_name(&BackupStatus::parse(&filter.value)),
        _ => filter.value.to_string(),
    };
    let words = if filter.contains { listing::contains(field, value) } else { listing::equals(field, value) };
    match place {
        Place::Server => words,
        Place::Page => listing::on_this_page_only(words),
        Place::Nowhere => listing::not_applied(words),
    }
}

/// Search field, menu and chips.
#[component]
pub fn FilterBar(
    /// What is shown.
    view: Signal<ListView>,
    /// Goes to another view.
    go: Callback<ListView>,
    /// Where a filter is applied.
    place: PlaceOf,
    /// The fields on offer, with where they would be applied.
    offered: Signal<Vec<(FilterField, Place)>>,
    /// The statuses to choose from; typed where there are none.
    #[prop(optional)]
    statuses: &'static [BackupStatus],
) -> impl IntoView {
    let adding = RwSignal::new(None::<FilterField>);
    let asked = latch(move || adding.with(Option::is_some));
    // Its dialog would keep one from the page that comes before the list.
    when_behind(move || adding.set(None));
    let chips = derive(move || {
        view.get()
            .filters
            .iter()
            .map(|filter| {
                let label = filter_text(filter, place.run(filter.clone()));
                let remove_label = listing::remove_filter(label.as_str());
                Chip { id: filter.field.to_string(), label, remove_label }
            })
            .collect::<Vec<_>>()
    });
    let remove = move |field: String| go.run(view.get_untracked().without_filter(&field));
    let clear = move |()| {
        go.run(ListView { filters: Vec::new(), offset: 0, ..view.get_untracked() });
    };
    view! {
        <FindByName view go place />
        <Menu
            label=listing::add_filter()
            icon=Icon::Filter
            content=menu_of(MenuOf::Filters(offered, adding))
        />
        <Show when=move || chips.with(|chips| !chips.is_empty())>
            <Chips label=listing::active_filters() chips on_remove=remove />
            <Button label=listing::clear_filters() kind=ButtonKind::Quiet small=true on_press=clear />
        </Show>
        {move || asked.get().then(|| from_part(fetch, Adding { field: adding, view, go, place, statuses }))}
    }
}

/// Finds by a part of the name; where the cloud forbids that, on this page, with the exact name
/// in the whole list one press away.
#[component]
fn FindByName(view: Signal<ListView>, go: Callback<ListView>, place: PlaceOf) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let applied = StoredValue::new(String::new());
    effect(move || {
        let name = view.with(|view| view.filter("name").map(|filter| filter.value.to_string()));
        let name = name.unwrap_or_default();
        // What is being typed is further than what comes back of it.
        if applied.with_value(|applied| *applied != name) {
            applied.set_value(name.clone());
            typed.set(name);
        }
    });
    let on_screen = on_screen();
    let find = move || {
        if !on_screen.get_untracked() {
            return;
        }
        let text = typed.with_untracked(|typed| typed.trim().to_owned());
        if applied.with_value(|applied| *applied == text) {
            return;
        }
        applied.set_value(text.clone());
        let view = view.get_untracked();
        go.run(match text.as_str() {
            "" => view.without_filter("name"),
            _ => view.with_filter(Filter::containing("name", &text)),
        });
    };
    let soon = StoredValue::new_local(Debounce::new(TYPING_PAUSE_MS, find));
    effect(move || {
        typed.track();
        on_screen.track();
        soon.with_value(Debounce::call);
    });
    let exact = derive(move || {
        let filter = view.with(|view| view.filter("name").cloned())?;
        let exact = Filter { contains: false, ..filter.clone() };
        let is_helpful = place.run(filter) == Place::Page && place.run(exact.clone()) == Place::Server;
        is_helpful.then_some(exact)
    });
    let offer = move || {
        exact.get().map(|exact| {
            let label = listing::find_exactly(&*exact.value);
            let press = move |()| go.run(view.get_untracked().with_filter(exact.clone()));
            view! {
                <p class="bp-hint">{listing::find_on_page()}</p>
                <Button label small=true on_press=press />
            }
        })
    };
    view! {
        <search>
            <Field
                label=listing::find_by_name()
                label_hidden=true
                value=typed
                control=Control::Search
                placeholder=Some(listing::find_by_name())
                on_change=move |_| find()
            />
        </search>
        {offer}
    }
}

/// What the dialog for a filter's value needs.
#[derive(Clone, Copy)]
pub struct Adding {
    field: RwSignal<Option<FilterField>>,
    view: Signal<ListView>,
    go: Callback<ListView>,
    place: PlaceOf,
    statuses: &'static [BackupStatus],
}

#[wasm_split(dialogs, wasm_split_path = leptos::wasm_split, fallible)]
fn load() -> Result<Draw<Adding>, SplitLoaderError> {
    Ok(add_filter)
}

fn fetch() -> Fetching<Draw<Adding>> {
    Box::pin(load())
}

/// Asks for the value of a filter.
fn add_filter(Adding { field: adding, view, go, place, statuses }: Adding) -> AnyView {
    let value = RwSignal::new(String::new());
    let title = derive(move || {
        adding.get().map(|field| listing::filter_for(listing::field_name(field.key))).unwrap_or_default()
    });
    effect(move || {
        let is_status = adding.get().is_some_and(|field| field.key == "status");
        let first = statuses.first().filter(|_| is_status);
        value.set(first.map(|status| status.as_str().to_owned()).unwrap_or_default());
    });
    let close = move |()| adding.set(None);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let text = value.get_untracked().trim().to_owned();
        let Some(field) = adding.get_untracked().filter(|_| !text.is_empty()) else {
            return;
        };
        let part = Filter { contains: field.text, ..Filter::exact(field.key, &text) };
        let exact = Filter { contains: false, ..part.clone() };
        // The whole list by the exact value is worth more than this page by a part of it.
        let whole_list = |filter: &Filter| untrack(|| place.run(filter.clone())) == Place::Server;
        let filter = if whole_list(&part) || !whole_list(&exact) { part } else { exact };
        adding.set(None);
        go.run(view.get_untracked().with_filter(filter));
    };
    let control = move || match adding.get().map(|field| field.key) {
        Some("status") if !statuses.is_empty() => Control::Select(Signal::stored(
            statuses
                .iter()
                .map(|status| Choice {
                    value: status.as_str().to_owned(),
                    label: listing::status_name(status),
                })
                .collect(),
        )),
        _ => Control::Text,
    };
    let field = move || {
        view! {
            <Field label=listing::filter_value() value control=control() required=true autofocus=true />
        }
    };
    view! {
        <Dialog open=derive(move || adding.get().is_some()) title on_close=close>
            <form class="bp-form" novalidate on:submit=submit>
                {field}
                <div class="bp-actions">
                    <Button label=listing::apply() kind=ButtonKind::Primary submit=true />
                    <Button label=listing::cancel() on_press=close />
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}
