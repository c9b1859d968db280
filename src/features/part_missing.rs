//! What is said when a part of the panel could not be fetched: most often the server has been
//! given another version since the page was opened.

use leptos::prelude::*;

use crate::components::button::{Button, ButtonKind};
use crate::components::chunk::Chunk;
use crate::components::dialog::Dialog;
use crate::components::feedback::Notice;
use crate::components::tone::Tone;
use crate::text::{faults, operations, shell};

/// The notice, with the two ways on.
pub fn part_missing<T: Copy + Send + Sync + 'static>(part: Chunk<T>) -> AnyView {
    notice(Callback::new(move |()| part.retry()))
}

/// The same over the page, for what has no room for it where it would stand, such as a menu in a row.
pub fn missing_dialog(retry: Callback<()>) -> AnyView {
    let open = RwSignal::new(true);
    not_loaded_dialog(open.into(), Callback::new(move |()| open.set(false)), retry)
}

/// The dialog of that, which somebody else may hold open.
pub fn not_loaded_dialog(open: Signal<bool>, on_close: Callback<()>, retry: Callback<()>) -> AnyView {
    view! {
        <Dialog open title=shell::not_loaded() close_label=operations::close() on_close>
            {notice(retry)}
        </Dialog>
    }
    .into_any()
}

fn notice(retry: Callback<()>) -> AnyView {
    let reload = move |()| {
        let _ = window().location().reload();
    };
    let actions = move || {
        view! {
            <Button label=faults::try_again() on_press=retry />
            <Button label=shell::reload_page() kind=ButtonKind::Primary on_press=Callback::new(reload) />
        }
        .into_any()
    };
    view! {
        <Notice alert=true tone=Tone::Bad title=shell::part_missing() actions>
            <p>{shell::part_missing_body()}</p>
        </Notice>
    }
    .into_any()
}
