//! Giving the records of an import: pasted, chosen or dropped; then what was given in a line.

use leptos::prelude::*;

use crate::components::button::{Button, ButtonKind};
use crate::components::error_panel::ErrorPanel;
use crate::components::field::Field;
use crate::components::field_control::Control;
use crate::components::file_drop::{FileDrop, GivenFile};
use crate::components::icon::{Icon, IconView};
use crate::features::error_view::error_panel_text;
use crate::features::times::utc;
use crate::reactive::{derive, memo};
use crate::rules::record_file::{FileError, MAX_BYTES};
use crate::state::clock::Debounce;
use crate::state::import::Import;
use crate::text::{records, transfer};

/// Milliseconds from the last key to the reading.
const AFTER_TYPING_MS: u32 = 300;

/// Takes the records, until there are some.
#[component]
pub fn ImportGive(
    /// What they are for.
    import: Import,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let file_name = RwSignal::new(None::<String>);
    let unreadable = RwSignal::new(None::<String>);
    let over = RwSignal::new(false);
    let read = Debounce::new(AFTER_TYPING_MS, move || {
        // A file that was given meanwhile counts.
        if file_name.with_untracked(Option::is_some) || untrack(|| is_read(import)) {
            return;
        }
        let text = typed.get_untracked();
        if text.trim().is_empty() {
            import.forget();
        } else {
            import.take(&text);
        }
    });
    Effect::new(move |before: Option<()>| {
        typed.track();
        if before.is_some() && !untrack(|| is_read(import)) {
            file_name.set(None);
            unreadable.set(None);
            read.call();
        }
    });
    let on_file = move |file: GivenFile| {
        file_name.set(Some(file.name.clone()));
        unreadable.set(None);
        match file.text {
            Some(text) => import.take(&text),
            None if file.size > MAX_BYTES as f64 => {
                import.take_read(Err(FileError::TooLarge { bytes: file.size as usize }));
            }
            None => unreadable.set(Some(transfer::unreadable_file(file.name))),
        }
    };
    let started = derive(move || import.run.is_started());
    let problem = move || {
        let wrong = unreadable
            .get()
            .or_else(|| import.given.with(|given| given.as_ref()?.as_ref().err().map(records::file_error)))?;
        let named = file_name.get().map(|name| transfer::named_because(name, wrong.clone()));
        let sentence = named.filter(|_| unreadable.with(Option::is_none)).unwrap_or(wrong);
        Some(view! { <ErrorPanel sentence text=error_panel_text() /> }.into_any())
    };
    let others = move |()| {
        typed.set(String::new());
        file_name.set(None);
        import.forget();
    };
    let read_yet = memo(move || is_read(import));
    let form = move || {
        if read_yet.get() {
            return view! {
                <div class="bp-given">
                    <IconView icon=Icon::Database />
                    <span>{move || given_line(import, file_name.get())}</span>
                    <Button
                        label=transfer::choose_others()
                        kind=ButtonKind::Quiet
                        small=true
                        inactive=started
                        on_press=others
                    />
                </div>
            }
            .into_any();
        }
        view! {
            <Field
                label=transfer::records()
                value=typed
                control=Control::TextArea { rows: 6 }
                hint=Some(transfer::give_hint())
                autofocus=true
            />
        }
        .into_any()
    };
    view! {
        <div class="bp-give" data-over=move || over.get().then_some("")>
            {form}
            <div hidden=move || read_yet.get()>
                <FileDrop
                    label=transfer::choose_file()
                    accept=".json,.txt,application/json,text/plain"
                    max_bytes=MAX_BYTES as f64
                    over
                    inactive=started
                    on_file
                />
            </div>
            <p class="bp-drop" aria-hidden="true">{transfer::drop_here()}</p>
            {problem}
        </div>
    }
}

fn is_read(import: Import) -> bool {
    import.given.with(|given| matches!(given, Some(Ok(_))))
}

/// What was given, and where it comes from.
fn given_line(import: Import, name: Option<String>) -> String {
    let Some(Ok(file)) = import.given.get() else { return String::new() };
    let n = file.records.len();
    let mut parts = vec![name.map_or_else(|| transfer::pasted(n), |name| transfer::given_file(name, n))];
    parts.extend(file.exported_at.as_ref().map(|time| transfer::exported_at(utc(time))));
    if let Some(source) = &file.source {
        let place = [source.identity.as_deref(), source.region.as_deref()];
        let place: Vec<&str> = place.into_iter().flatten().collect();
        if !place.is_empty() {
            parts.push(transfer::exported_from(place.join(", ")));
        }
    }
    parts.join(" · ")
}
