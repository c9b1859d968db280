//! The commands that do the same as a form.

use leptos::ev::Event;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlDetailsElement;

use crate::components::chips::{Toggle, ToggleGroup};
use crate::components::code::CodeBlock;
use crate::components::tone::Tone;
use crate::reactive::{derive, memo};
use crate::rules::commands::{CommandPlace, Tool, commands_of, token_command};
use crate::rules::deed::Deed;
use crate::state::panel::use_panel;
use crate::state::scope::Scoped;
use crate::text::{commands, detail};

/// More deeds than these are not written out.
const MOST: usize = 50;

/// An expander with the commands for some deeds; nothing when there are none, and nothing is
/// computed while it is closed.
#[component]
pub fn CommandView(
    /// What the form would do.
    deeds: Signal<Vec<Deed>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let any = memo(move || deeds.with(|deeds| !deeds.is_empty()));
    let toggled = move |event: Event| {
        let details = event.target().and_then(|target| target.dyn_into::<HtmlDetailsElement>().ok());
        if let Some(details) = details {
            // The event comes later, when the form may have gone.
            open.try_set(details.open());
        }
    };
    move || {
        any.get().then(|| {
            view! {
                <details class="bp-details" on:toggle=toggled>
                    <summary>{commands::copy_as_command()}</summary>
                    {move || open.get().then(|| open_view(deeds))}
                </details>
            }
        })
    }
}

fn open_view(deeds: Signal<Vec<Deed>>) -> AnyView {
    let session = use_panel().session;
    let chosen = RwSignal::new(None::<Tool>);
    let found = memo(move || {
        let Some(place) = session.ready() else { return Vec::new() };
        deeds.with(|deeds| commands_of(&deeds[..deeds.len().min(MOST)], &place_of(&place)))
    });
    // Those that work come first.
    let tool = move || chosen.get().or_else(|| found.with(|found| Some(found.first()?.tool)));
    let toggles = derive(move || {
        let shown = tool();
        let toggle = |tool: Tool| Toggle {
            id: commands::tool(tool).to_owned(),
            label: commands::tool(tool).to_owned(),
            tone: Tone::Neutral,
            pressed: shown == Some(tool),
        };
        found.with(|found| found.iter().map(|command| toggle(command.tool)).collect::<Vec<_>>())
    });
    let choose = move |name: String| {
        let tools = [Tool::OpenStack, Tool::Cinder, Tool::Curl];
        chosen.set(tools.into_iter().find(|tool| commands::tool(*tool) == name));
    };
    let shown = move || {
        let tool = tool()?;
        let command = found.with(|found| found.iter().find(|command| command.tool == tool).cloned())?;
        let place = session.ready()?;
        let note = command.note.map(|note| {
            let tone = if note.fails() { Tone::Bad } else { Tone::Warn };
            view! { <p class="bp-command-note" data-tone=tone.as_str()>{commands::note(note)}</p> }.into_any()
        });
        let left_out = deeds.with(Vec::len).saturating_sub(MOST);
        let rest = (left_out > 0)
            .then(|| view! { <p class="bp-hint">{commands::left_out(MOST, left_out)}</p> }.into_any());
        let (text, hint) = match (command.text.is_empty(), tool) {
            (true, _) => (view! { <p>{commands::no_command(commands::tool(tool))}</p> }.into_any(), None),
            (false, Tool::Curl) => {
                let token = code(token_command(&place_of(&place)));
                (
                    code(command.text),
                    Some(view! { <p class="bp-hint">{commands::token()}</p> {token} }.into_any()),
                )
            }
            (false, _) => {
                let project = commands::acts_on(&*place.project.name);
                let credentials = commands::credentials();
                (
                    code(command.text),
                    Some(view! { <p class="bp-hint">{project} " " {credentials}</p> }.into_any()),
                )
            }
        };
        Some(view! {
            {note}
            {text}
            {rest}
            {hint}
        })
    };
    view! {
        <div class="bp-command">
            <ToggleGroup label=commands::tools() toggles on_press=choose />
            {shown}
        </div>
    }
    .into_any()
}

/// A command with a button that copies it.
fn code(text: String) -> AnyView {
    view! { <CodeBlock text copy_label=commands::copy_command() copied_label=detail::copied() /> }.into_any()
}

fn place_of(scoped: &Scoped) -> CommandPlace<'_> {
    CommandPlace {
        root: &scoped.region.root,
        project: &scoped.project.id,
        project_name: &scoped.project.name,
        region: Some(&*scoped.region.name),
        offers: scoped.offers(),
    }
}
