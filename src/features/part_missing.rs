//! What is said when a part of the panel could not be fetched: most often the server has been
//! given another version since the page was opened.

use leptos::prelude::*;

use crate::components::button::{Button, ButtonKind};
use crate::components::chunk::Chunk;
use crate::components::feedback::Notice;
use crate::components::tone::Tone;
use crate::text::{faults, shell};

/// The notice, with the two ways on.
pub fn part_missing<T: Copy + Send + Sync + 'static>(part: Chunk<T>) -> AnyView {
    notice(Callback::new(move |()| part.retry()))
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
