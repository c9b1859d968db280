//! The volumes of a form for many: what each becomes and why, with a mode of its own if wanted.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::button::Button;
use crate::components::field::Field;
use crate::components::field_control::{Choice, Control};
use crate::features::create_fields::mode_choices;
use crate::features::status_badge::volume_status_badge;
use crate::features::volume_list::name_text;
use crate::model::volume::Volume;
use crate::reactive::memo;
use crate::text::{create, listing};

/// So many rows are drawn, and so many more on demand: a form of thousands must open at once.
const SHOWN: usize = 100;

/// The mode of a volume that is left out.
pub const LEAVE_OUT: &str = "none";

/// What becomes of a volume.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fate {
    /// Not known yet.
    #[default]
    Unknown,
    /// A full backup.
    Full,
    /// An incremental one.
    Incremental,
    /// It cannot be backed up.
    Cannot,
    /// The user has left it out.
    LeftOut,
}

impl Fate {
    fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Full => "full",
            Self::Incremental => "incremental",
            Self::Cannot => "cannot",
            Self::LeftOut => "left-out",
        }
    }
}

/// What a row says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CreateRow {
    /// The volume's status.
    pub status: Option<Arc<str>>,
    /// What becomes of it.
    pub fate: Fate,
    /// The same in words, with the reason.
    pub says: String,
    /// What the backup is called.
    pub name: Option<String>,
}

/// The rows. `row` says what stands in which; tracked.
pub fn rows_view(
    volumes: Arc<[Volume]>,
    modes: Arc<[RwSignal<String>]>,
    row: Callback<usize, CreateRow>,
) -> AnyView {
    let shown = RwSignal::new(SHOWN);
    let count = volumes.len();
    let choices: Vec<Choice> = [(String::new(), create::as_all())]
        .into_iter()
        .map(|(value, label)| Choice { value, label })
        .chain(mode_choices())
        .chain([Choice { value: LEAVE_OUT.to_owned(), label: create::leave_out() }])
        .collect();
    let choices = Signal::stored(choices);
    // A part at a time, so that rows that are there stay as they are.
    let part = move |from: usize| {
        let places = from..count.min(from + SHOWN);
        let one = |place: usize| row_view(&volumes[place], modes[place], choices, place, row);
        places.map(one).collect::<Vec<AnyView>>().into_any()
    };
    let parts: Vec<AnyView> = (0..count)
        .step_by(SHOWN)
        .map(|from| {
            let part = part.clone();
            let is_shown = memo(move || from < shown.get());
            (move || is_shown.get().then(|| part(from))).into_any()
        })
        .collect();
    let more = move || {
        let left = count.saturating_sub(shown.get());
        (left > 0).then(|| {
            let more = move |()| shown.update(|shown| *shown += SHOWN);
            view! { <Button label=create::show_more(left.min(SHOWN)) small=true on_press=more /> }.into_any()
        })
    };
    view! {
        <ul class="bp-create-rows" aria-label=create::rows() tabindex="0">
            {parts}
        </ul>
        {more}
    }
    .into_any()
}

fn row_view(
    volume: &Volume,
    mode: RwSignal<String>,
    choices: Signal<Vec<Choice>>,
    place: usize,
    row: Callback<usize, CreateRow>,
) -> AnyView {
    let name = name_text(volume);
    let size = volume.size.map(|size| listing::gib(size.0)).unwrap_or_default();
    let now = memo(move || row.run(place));
    let status = memo(move || now.with(|row| row.status.clone()));
    let badge = move || status.get().map(|status| volume_status_badge(&status));
    let becomes = move || now.with(|row| row.name.clone().unwrap_or_default());
    view! {
        <li data-volume-id=volume.id.to_string() data-fate=move || now.with(|row| row.fate.as_str())>
            <div class="bp-volume-facts">
                <span class="bp-volume-name">
                    <bdi class="bp-cut" title=name.clone()>{name.clone()}</bdi>
                </span>
                <span class="bp-volume-details">
                    {badge}
                    <span>{size}</span>
                </span>
            </div>
            <div class="bp-create-fate">
                <bdi class="bp-cut">{becomes}</bdi>
                <span>{move || now.with(|row| row.says.clone())}</span>
            </div>
            <Field
                label=create::mode_of(name.clone())
                label_hidden=true
                value=mode
                control=Control::Select(choices)
            />
        </li>
    }
    .into_any()
}
