//! Choosing one volume by name or id: a combobox with its list always open, since a form in a dialog
//! has the room for it.
//!
//! Volumes that cannot be chosen stay in the list and say why.

use std::sync::Arc;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::components::button::Button;
use crate::components::focus::focus;
use crate::components::icon::{Icon, IconView};
use crate::components::ids::unique_id;
use crate::features::error_view::ErrorView;
use crate::features::status_badge::volume_status_badge;
use crate::features::volume_list::name_text;
use crate::model::volume::Volume;
use crate::reactive::{derive, effect, memo};
use crate::state::panel::use_panel;
use crate::state::volume_picker::{Extent, VolumeSearch};
use crate::text::{listing, volume_picker as words};

/// How far Page Up and Page Down go.
const STRIDE: isize = 6;

/// What the form says of a volume in the list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judged {
    /// Why it cannot be chosen.
    pub denied: Option<String>,
    /// What is worth knowing of it, in a word or two.
    pub note: Option<String>,
}

/// Judges a volume.
pub type Judge = Arc<dyn Fn(&Volume) -> Judged + Send + Sync>;

/// The choice of a volume: a list to search, then what was chosen.
#[component]
pub fn VolumePicker(
    /// The label of the search field.
    #[prop(into)]
    label: Signal<String>,
    /// What is chosen, in both directions.
    chosen: RwSignal<Option<Arc<Volume>>>,
    /// Which volumes can be chosen.
    judge: Judge,
    /// What is wrong with the choice.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// It cannot be changed just now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let session = use_panel().session;
    // The focus goes along only when people switch between list and choice.
    let moved = StoredValue::new(false);
    move || match chosen.get() {
        Some(volume) => {
            let note = judge(&volume).note;
            let change = move |()| {
                moved.set_value(true);
                chosen.set(None);
            };
            let node: NodeRef<html::Div> = NodeRef::new();
            effect(move || {
                let Some(node) = node.get() else { return };
                // Once: the volume may be read anew while people are elsewhere in the form.
                if moved.get_value() {
                    moved.set_value(false);
                    focus_in(&node, "button");
                }
            });
            view! {
                <div class="bp-field" role="group" aria-label=label node_ref=node>
                    <span class="bp-field-label">{label}</span>
                    <div class="bp-picked" data-volume-id=volume.id.to_string()>
                        {facts(&volume, None, note)}
                        <Button label=words::change() small=true inactive=disabled on_press=change />
                    </div>
                </div>
            }
            .into_any()
        }
        None => {
            let search = VolumeSearch::start(session);
            let choose = Callback::new(move |volume: Arc<Volume>| {
                moved.set_value(true);
                chosen.set(Some(volume));
            });
            list_view(label, search, judge.clone(), choose, error, moved)
        }
    }
}

fn focus_in(element: &HtmlElement, what: &str) {
    let found = element.query_selector(what).ok().flatten();
    if let Some(found) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        // A frame later: what had the focus is taken out of the page in this one.
        request_animation_frame(move || focus(&found));
    }
}

fn list_view(
    label: Signal<String>,
    search: VolumeSearch,
    judge: Judge,
    choose: Callback<Arc<Volume>>,
    error: Signal<Option<String>>,
    moved: StoredValue<bool>,
) -> AnyView {
    let id = unique_id("volumes");
    let (list_id, error_id) = (format!("{id}-list"), format!("{id}-error"));
    let root: NodeRef<html::Div> = NodeRef::new();
    let volumes = memo(move || search.volumes());
    let active = RwSignal::new(None::<usize>);
    // Another list: nothing of it is pointed at.
    effect(move || {
        search.typed.track();
        active.set(None);
    });
    effect(move || {
        let Some(root) = root.get() else { return };
        if moved.get_value() {
            focus_in(&root, "input");
        }
    });
    let option_id = move |list: &str, at: usize| format!("{list}-{at}");
    let list_of_input = list_id.clone();
    let pointed = move || active.get().map(|at| option_id(&list_of_input, at));
    let judged = judge.clone();
    let pick = Callback::new(move |at: usize| {
        let volume = volumes.with_untracked(|volumes| volumes.get(at).cloned());
        if let Some(volume) = volume.filter(|volume| judged(volume).denied.is_none()) {
            choose.run(volume);
        }
    });
    let pressed = move |event: ev::KeyboardEvent| {
        let count = volumes.with_untracked(Vec::len) as isize;
        let at = active.get_untracked().map_or(-1, |at| at as isize);
        let to = match &*event.key() {
            "ArrowDown" => at + 1,
            "ArrowUp" => (if at < 0 { count } else { at }) - 1,
            "PageDown" => (at + STRIDE).min(count - 1),
            "PageUp" => (at - STRIDE).max(0),
            "Enter" => {
                // Not the whole form.
                event.prevent_default();
                let only = (count == 1).then_some(0);
                if let Some(at) = active.get_untracked().or(only) {
                    pick.run(at);
                }
                return;
            }
            "Escape" if search.typed.with_untracked(|typed| !typed.is_empty()) => {
                event.prevent_default();
                event.stop_propagation();
                search.type_in(String::new());
                return;
            }
            _ => return,
        };
        event.prevent_default();
        if to >= count && untrack(|| search.has_more()) {
            search.more();
        }
        if count > 0 {
            let to = to.clamp(0, count - 1);
            active.set(Some(to as usize));
            if let Some(root) = root.get_untracked() {
                show_option(&root, to as u32);
            }
        }
    };
    let own_list = list_id.clone();
    let options = move || {
        let option = |(at, volume): (usize, Arc<Volume>)| {
            let Judged { denied, note } = judge(&volume);
            let is_denied = denied.is_some().then_some("true");
            let points = move || active.get() == Some(at);
            view! {
                <li
                    id=option_id(&own_list, at)
                    role="option"
                    aria-selected=move || if points() { "true" } else { "false" }
                    aria-disabled=is_denied
                    data-volume-id=volume.id.to_string()
                    on:click=move |_| pick.run(at)
                >
                    {facts(&volume, denied, note)}
                </li>
            }
            .into_any()
        };
        volumes.get().into_iter().enumerate().map(option).collect::<Vec<AnyView>>().into_any()
    };
    let retry = Callback::new(move |()| search.retry());
    let more = move || match search.has_more() {
        true => {
            let busy = derive(move || search.busy());
            view! { <Button label=words::more() small=true busy on_press=move |()| search.more() /> }
                .into_any()
        }
        false => ().into_any(),
    };
    let message = move || {
        error.get().map(|text| {
            view! { <p class="bp-field-error"><IconView icon=Icon::XCircle />{text}</p> }.into_any()
        })
    };
    view! {
        <div class="bp-field bp-picker" node_ref=root data-invalid=move || error.with(Option::is_some).then_some("")>
            <label for=id.clone()>{label}</label>
            <div class="bp-input-group" data-kind="search">
                <IconView icon=Icon::Search />
                <input
                    class="bp-input"
                    id=id.clone()
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    aria-autocomplete="list"
                    aria-expanded="true"
                    aria-controls=list_id.clone()
                    aria-activedescendant=pointed
                    aria-describedby=error_id.clone()
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    placeholder=words::find()
                    prop:value=search.typed
                    on:input=move |event| search.type_in(event_target_value(&event))
                    on:keydown=pressed
                />
            </div>
            <ul
                class="bp-picker-list"
                id=list_id
                role="listbox"
                aria-label=label
                aria-busy=move || search.busy().then_some("true")
                hidden=move || volumes.with(Vec::is_empty)
                on:mousedown=|event| event.prevent_default()
            >
                {options}
            </ul>
            <div class="bp-picker-more">
                <span class="bp-hint" role="status">{move || extent(search, volumes.with(Vec::len))}</span>
                {more}
            </div>
            <ErrorView error=derive(move || search.error()) on_retry=retry />
            <div id=error_id aria-live="polite">{message}</div>
        </div>
    }
    .into_any()
}

/// Brings an option into sight without moving the page around it.
fn show_option(root: &HtmlElement, at: u32) {
    let list = root.query_selector("[role=listbox]").ok().flatten();
    let Some(list) = list.and_then(|list| list.dyn_into::<HtmlElement>().ok()) else { return };
    let Some(option) = list.children().item(at).and_then(|o| o.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    let top = option.offset_top() - list.offset_top();
    let bottom = top + option.offset_height();
    if top < list.scroll_top() {
        list.set_scroll_top(top);
    } else if bottom > list.scroll_top() + list.client_height() {
        list.set_scroll_top(bottom - list.client_height());
    }
}

/// How much is shown of what there is.
fn extent(search: VolumeSearch, shown: usize) -> String {
    if search.busy() && shown == 0 {
        return words::looking();
    }
    match search.extent() {
        Extent::All { .. } if shown == 0 => words::no_volumes(),
        Extent::All { total: Some(total) } => words::all(shown, total),
        Extent::All { .. } if search.has_more() => words::some_of_many(shown),
        Extent::All { .. } => words::some(shown),
        Extent::Matches { .. } if shown == 0 => words::nothing(),
        Extent::Matches { total: Some(total) } => words::matching(shown, total),
        Extent::Matches { .. } => words::matching_some(shown),
        Extent::Part { loaded, total: Some(total) } => words::part_of(shown, loaded, total),
        Extent::Part { loaded, .. } => words::part(shown, loaded),
    }
}

/// What a volume is known by.
fn facts(volume: &Volume, denied: Option<String>, note: Option<String>) -> AnyView {
    let status = volume.status.as_deref().unwrap_or_default().to_owned();
    let size = volume.size.map(|size| listing::gib(size.0));
    let attached = match volume.attachments.len() {
        0 => None,
        1 => Some(words::attached()),
        several => Some(words::attached_to(several)),
    };
    let details: Vec<String> =
        size.into_iter().chain(volume.volume_type.as_deref().map(str::to_owned)).chain(attached).collect();
    view! {
        <div class="bp-volume-facts">
            <span class="bp-volume-name">
                <bdi class="bp-cut" title=name_text(volume)>{name_text(volume)}</bdi>
                <code title=volume.id.to_string()>{volume.id.short().to_owned()}</code>
                {note.map(|note| view! { <em>{note}</em> })}
            </span>
            <span class="bp-volume-details">
                {(!status.is_empty()).then(|| volume_status_badge(&status))}
                <span>{details.join(" · ")}</span>
            </span>
            {denied.map(|reason| view! { <span class="bp-volume-denied">{reason}</span> })}
        </div>
    }
    .into_any()
}
