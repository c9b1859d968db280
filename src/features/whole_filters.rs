//! Filters of the whole set: a text found in any field as one types, and a dialog with every field.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::components::button::{Button, ButtonKind};
use crate::components::chips::{Chip, Chips};
use crate::components::dialog::Dialog;
use crate::components::field::Field;
use crate::components::field_control::{Choice, Control};
use crate::components::icon::Icon;
use crate::model::backup_set::BackupSet;
use crate::model::listing::Filter;
use crate::model::status::BackupStatus;
use crate::reactive::{derive, effect, memo};
use crate::rules::list_view::ListView;
use crate::rules::whole_filter::{ANYWHERE, Given, WHOLE_FIELDS, WholeField, is_readable};
use crate::state::clock::Debounce;
use crate::state::panel::use_panel;
use crate::state::whole_set::WholeSet;
use crate::text::{listing, whole};

/// The first letter is looked for at once, those that follow it after such a pause: that asks nobody, and the next key ends it.
const TYPING_PAUSE_MS: u32 = 40;

/// Search field, button and chips.
#[component]
pub fn WholeFilters(
    /// The set, which tells the statuses that there are.
    set: WholeSet,
    /// What is shown.
    view: Signal<ListView>,
    /// Goes to another view; true while somebody types.
    go: Callback<(ListView, bool)>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let chips = derive(move || {
        view.with(|view| {
            view.filters.iter().filter(|filter| &*filter.field != ANYWHERE).map(chip).collect::<Vec<_>>()
        })
    });
    let remove = move |field: String| go.run((view.get_untracked().without_filter(&field), false));
    let clear =
        move |()| go.run((ListView { filters: Vec::new(), offset: 0, ..view.get_untracked() }, false));
    let dialog = move || open.get().then(|| filter_dialog(set, view, go, open));
    view! {
        <FindAnywhere view go />
        <Button label=whole::filters() icon=Icon::Filter on_press=move |()| open.set(true) />
        <Show when=move || view.with(|view| !view.filters.is_empty())>
            <Chips label=listing::active_filters() chips on_remove=remove />
            <Button label=listing::clear_filters() kind=ButtonKind::Quiet small=true on_press=clear />
        </Show>
        {dialog}
    }
}

fn chip(filter: &Filter) -> Chip {
    let (field, value) = (whole::field_name(&filter.field), whole::value_name(&filter.field, &filter.value));
    let words = if filter.contains { listing::contains(field, value) } else { listing::equals(field, value) };
    let label = if is_readable(filter) { words } else { listing::not_applied(words) };
    Chip { id: filter.field.to_string(), remove_label: listing::remove_filter(label.as_str()), label }
}

#[component]
fn FindAnywhere(view: Signal<ListView>, go: Callback<(ListView, bool)>) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let asked = memo(move || {
        view.with(|view| view.filter(ANYWHERE).map(|filter| filter.value.to_string())).unwrap_or_default()
    });
    let find = move || {
        let text = typed.with_untracked(|typed| typed.trim().to_owned());
        let (now, view) = (asked.get_untracked(), view.get_untracked());
        if text == now {
            return;
        }
        let to = match text.as_str() {
            "" => view.without_filter(ANYWHERE),
            _ => view.with_filter(Filter::containing(ANYWHERE, &text)),
        };
        // A text that is being typed is one step in the history.
        go.run((to, !now.is_empty() && !text.is_empty()));
    };
    effect(move || {
        let asked = asked.get();
        // What is being typed is further than what comes back of it.
        if typed.with_untracked(|typed| typed.trim() != asked) {
            typed.set(asked);
        }
    });
    let soon = StoredValue::new_local(Debounce::new(TYPING_PAUSE_MS, find));
    Effect::new(move |before: Option<()>| {
        typed.track();
        if before.is_some() {
            soon.with_value(Debounce::call_eagerly);
        }
    });
    view! {
        <search>
            <Field
                label=whole::find()
                label_hidden=true
                value=typed
                control=Control::Search
                placeholder=Some(whole::find())
                on_change=move |_| find()
            />
        </search>
    }
}

/// One field of the dialog, with what was typed.
#[derive(Clone, Copy)]
struct Entry {
    field: WholeField,
    value: RwSignal<String>,
    error: RwSignal<Option<String>>,
}

impl Entry {
    /// The filter that was asked for; None where nothing was typed.
    fn filter(self) -> Option<Filter> {
        let text = self.value.with_untracked(|value| value.trim().to_owned());
        let contains = self.field.given == Given::Part;
        (!text.is_empty()).then(|| Filter { contains, ..Filter::exact(self.field.key, &text) })
    }
}

fn filter_dialog(
    set: WholeSet,
    view: Signal<ListView>,
    go: Callback<(ListView, bool)>,
    open: RwSignal<bool>,
) -> AnyView {
    let now = view.get_untracked();
    let admin = use_panel().session.ready_untracked().is_some_and(|scoped| scoped.is_admin());
    // A filter by project means that all are read: where one is, it would throw that away and read the cloud.
    let is_of_one = |field: &WholeField| field.key == "project_id" && !now.all_projects;
    let offered = WHOLE_FIELDS.into_iter().filter(|field| (admin || !field.admin) && !is_of_one(field));
    let entries: Vec<Entry> = offered
        .map(|field| {
            let value = now.filter(field.key).map(|filter| filter.value.to_string()).unwrap_or_default();
            Entry { field, value: RwSignal::new(value), error: RwSignal::new(None) }
        })
        .collect();
    let entries = StoredValue::new(entries);
    let close = move |()| open.set(false);
    let apply = move |event: SubmitEvent| {
        event.prevent_default();
        let mut to = view.get_untracked();
        let mut is_right = true;
        entries.with_value(|entries| {
            for entry in entries {
                to = to.without_filter(entry.field.key);
                let filter = entry.filter();
                let wrong =
                    filter.as_ref().filter(|filter| !is_readable(filter)).map(|_| match entry.field.given {
                        Given::Time => whole::not_a_time(),
                        _ => whole::not_a_number(),
                    });
                is_right &= wrong.is_none();
                entry.error.set(wrong);
                if let Some(filter) = filter {
                    to.set_filter(filter);
                }
            }
        });
        if is_right {
            open.set(false);
            go.run((to, false));
        }
    };
    let clear = move |()| {
        entries.with_value(|entries| entries.iter().for_each(|entry| entry.value.set(String::new())));
    };
    let statuses = set.look(|set: &BackupSet| set.statuses().to_vec()).unwrap_or_default();
    let fields: Vec<AnyView> =
        entries.with_value(|entries| entries.iter().map(|entry| field(*entry, &statuses)).collect());
    view! {
        <Dialog
            open
            title=whole::filters()
            on_close=close
            wide=true
            close_label=Signal::stored(listing::cancel())
        >
            <form class="bp-form" novalidate on:submit=apply>
                <p class="bp-hint">{whole::filters_body()}</p>
                <div class="bp-columns">{fields}</div>
                <div class="bp-actions">
                    <Button label=listing::apply() kind=ButtonKind::Primary submit=true />
                    <Button label=whole::clear() on_press=clear />
                    <Button label=listing::cancel() kind=ButtonKind::Quiet on_press=close />
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}

fn field(entry: Entry, statuses: &[BackupStatus]) -> AnyView {
    let Entry { field: WholeField { key, given, .. }, value, error } = entry;
    let choose = |values: &[&str]| {
        let any = Choice { value: String::new(), label: whole::any() };
        let choice =
            |value: &&str| Choice { value: (*value).to_owned(), label: whole::value_name(key, value) };
        Control::Select(Signal::stored(std::iter::once(any).chain(values.iter().map(choice)).collect()))
    };
    let (control, placeholder) = match given {
        Given::Part | Given::Exact => (Control::Text, None),
        Given::Status => (choose(&statuses.iter().map(BackupStatus::as_str).collect::<Vec<_>>()), None),
        Given::Mode => (choose(&["full", "incremental"]), None),
        Given::YesNo => (choose(&["yes", "no"]), None),
        Given::Number => (Control::Number { min: Some(0), max: None }, None),
        Given::Time => (Control::Text, Some(whole::time_example())),
    };
    view! { <Field label=whole::field_name(key) value control error placeholder /> }.into_any()
}
