//! Metadata in a form: rows of a key and a value, with what is wrong beside the field.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::components::button::{Button, ButtonKind};
use crate::components::field::Field;
use crate::components::focus::focus;
use crate::components::icon::Icon;
use crate::components::keyed::Key;
use crate::components::keyed_view::Keyed;
use crate::reactive::{derive, memo};
use crate::rules::metadata_fields::{Metadata, RowProblem, read};
use crate::text::edit;

/// One row of the form.
#[derive(Clone, Copy)]
struct Row {
    id: u32,
    key: RwSignal<String>,
    value: RwSignal<String>,
}

/// What is written in the rows. Copied freely; lives as long as the form that made it.
#[derive(Clone, Copy)]
pub struct MetadataRows {
    rows: RwSignal<Vec<Row>>,
    next: StoredValue<u32>,
    owner: StoredValue<Option<Owner>>,
}

impl MetadataRows {
    /// A row for each pair.
    pub fn new(metadata: &Metadata) -> Self {
        let rows = Self {
            rows: RwSignal::default(),
            next: StoredValue::new(0),
            owner: StoredValue::new(Owner::current()),
        };
        rows.set(metadata);
        rows
    }

    /// Writes other pairs in place of all that is there.
    pub fn set(self, metadata: &Metadata) {
        let rows = metadata.iter().map(|(key, value)| self.row(key, value)).collect();
        self.rows.set(rows);
    }

    /// What is written, row by row; tracked.
    pub fn written(self) -> Vec<(String, String)> {
        self.rows.with(|rows| rows.iter().map(|row| (row.key.get(), row.value.get())).collect())
    }

    /// The metadata; else what is wrong with which row. Tracked.
    pub fn read(self) -> Result<Metadata, Vec<(usize, RowProblem)>> {
        read(&self.written())
    }

    fn row(self, key: &str, value: &str) -> Row {
        let id = self.next.get_value();
        self.next.set_value(id.wrapping_add(1));
        let make = || Row { id, key: RwSignal::new(key.to_owned()), value: RwSignal::new(value.to_owned()) };
        match self.owner.get_value() {
            // Not those of the event that asks for it: the row stays.
            Some(owner) => owner.with(make),
            None => make(),
        }
    }

    fn place(self, id: u32) -> Option<usize> {
        self.rows.with(|rows| rows.iter().position(|row| row.id == id))
    }
}

/// The rows, with a button for one more.
#[component]
pub fn MetadataFields(
    /// What is written in them.
    rows: MetadataRows,
    /// Why there can be none; the rows are not shown then.
    #[prop(optional, into)]
    denied: Signal<Option<String>>,
) -> impl IntoView {
    let list: NodeRef<html::Fieldset> = NodeRef::new();
    let keys = derive(move || {
        rows.rows.with(|rows| rows.iter().map(|row| Key::from(row.id.to_string())).collect::<Vec<_>>())
    });
    let problems = memo(move || rows.read().err().unwrap_or_default());
    let draw = move |key: Key| row_view(rows, key.parse().unwrap_or_default(), problems, list);
    let add = move |()| {
        let row = rows.row("", "");
        rows.rows.update(|rows| rows.push(row));
        focus_in(list, "li:last-child input");
    };
    view! {
        <fieldset class="bp-fieldset" node_ref=list>
            <legend>{edit::metadata()}</legend>
            {move || match denied.get() {
                Some(why) => view! { <p class="bp-hint">{why}</p> }.into_any(),
                None => {
                    view! {
                        <Keyed keys draw class="bp-metadata-rows" />
                        <Button
                            label=edit::add_metadata()
                            kind=ButtonKind::Quiet
                            icon=Icon::Plus
                            small=true
                            on_press=add
                        />
                    }
                        .into_any()
                }
            }}
        </fieldset>
    }
}

fn row_view(
    rows: MetadataRows,
    id: u32,
    problems: Memo<Vec<(usize, RowProblem)>>,
    list: NodeRef<html::Fieldset>,
) -> AnyView {
    let Some(row) = rows.rows.with_untracked(|rows| rows.iter().find(|row| row.id == id).copied()) else {
        return view! { <li></li> }.into_any();
    };
    let number = derive(move || rows.place(id).map_or(0, |place| place + 1));
    let problem = move |of_value: bool| {
        derive(move || {
            let place = rows.place(id)?;
            problems.with(|problems| {
                let (_, problem) = problems.iter().find(|(row, _)| *row == place)?;
                let concerns_value = matches!(problem, RowProblem::ValueTooLong(_));
                (concerns_value == of_value).then(|| edit::row_problem(problem))
            })
        })
    };
    let remove = move |()| {
        let place = rows.rows.try_update(|rows| {
            let place = rows.iter().position(|row| row.id == id);
            rows.retain(|row| row.id != id);
            place
        });
        // The next row takes its place; without one, the button that adds one.
        let next = place.flatten().unwrap_or(0) + 1;
        focus_in(list, &format!("li:nth-child({next}) .bp-button, fieldset > .bp-button"));
    };
    let label = |phrase: fn(usize) -> String| derive(move || phrase(number.get()));
    view! {
        <li>
            <Field
                label=label(edit::key_of)
                label_hidden=true
                value=row.key
                placeholder=Some(edit::key())
                error=problem(false)
                autocomplete="off"
            />
            <Field
                label=label(edit::value_of)
                label_hidden=true
                value=row.value
                placeholder=Some(edit::value())
                error=problem(true)
                autocomplete="off"
            />
            <Button
                label=label(edit::remove_metadata)
                kind=ButtonKind::Quiet
                icon=Icon::Trash
                icon_only=true
                on_press=remove
            />
        </li>
    }
    .into_any()
}

/// Gives the focus to the first of these once they are there.
fn focus_in(list: NodeRef<html::Fieldset>, what: &str) {
    let what = what.to_owned();
    request_animation_frame(move || {
        let list = list.try_get_untracked().flatten();
        let found = list.and_then(|list| list.query_selector(&what).ok().flatten());
        if let Some(found) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
            focus(&found);
        }
    });
}
