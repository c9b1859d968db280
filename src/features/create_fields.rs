//! The fields of a new backup that are the same for one and for many.

use leptos::ev;
use leptos::prelude::*;

use crate::components::field::Field;
use crate::components::field_control::{Choice, Control};
use crate::features::metadata_fields::{MetadataFields, MetadataRows};
use crate::model::microversion::Microversion;
use crate::model::requests::NewBackup;
use crate::reactive::derive;
use crate::rules::backup_fields::{
    FieldProblem, check_container, check_description, check_name, check_zone, optional,
};
use crate::rules::capability::Feature;
use crate::rules::create_form::Mode;
use crate::state::create::{MAX_INCREMENTALS, Zones};
use crate::text::{create, edit, verdicts};

/// What is typed. Copied freely.
#[derive(Clone, Copy)]
pub struct CreateFields {
    /// The cloud's highest microversion.
    offers: Microversion,
    /// The name, or the template of the names.
    pub name: RwSignal<String>,
    description: RwSignal<String>,
    container: RwSignal<String>,
    zone: RwSignal<String>,
    metadata: MetadataRows,
    mode: RwSignal<String>,
    /// Backing up what is in use is wanted.
    pub acknowledged: RwSignal<bool>,
}

/// A value of a choice, and its words.
type Worded = (&'static str, fn() -> String);

/// The modes by the values of their choice.
const MODES: [Worded; 3] =
    [("automatic", create::automatic), ("full", create::full), ("incremental", create::incremental)];

/// The mode that a value of the choice stands for.
pub fn mode_of(value: &str) -> Mode {
    match value {
        "full" => Mode::Full,
        "incremental" => Mode::Incremental,
        _ => Mode::Automatic { max_incrementals: MAX_INCREMENTALS },
    }
}

/// The choices of a mode.
pub fn mode_choices() -> impl Iterator<Item = Choice> {
    MODES.into_iter().map(|(value, label)| Choice { value: value.to_owned(), label: label() })
}

impl CreateFields {
    /// Nothing typed but the name, or the template of the names.
    pub fn new(offers: Microversion, name: &str) -> Self {
        Self {
            offers,
            name: RwSignal::new(name.to_owned()),
            description: RwSignal::default(),
            container: RwSignal::default(),
            zone: RwSignal::default(),
            metadata: MetadataRows::new(&Default::default()),
            mode: RwSignal::new(MODES[0].0.to_owned()),
            acknowledged: RwSignal::new(false),
        }
    }

    /// The mode; tracked.
    pub fn mode(self) -> Mode {
        self.mode.with(|mode| mode_of(mode))
    }

    /// Why a field cannot be used in this cloud.
    fn too_old(self, feature: Feature) -> Option<String> {
        let old = || verdicts::needs_microversion(feature.floor().to_string(), self.offers.to_string());
        (!feature.is_in(self.offers)).then(old)
    }

    /// Whether something in them would be refused; tracked.
    pub fn are_wrong(self) -> bool {
        self.description.with(|text| check_description(text).is_some())
            || self.container.with(|text| check_container(text).is_some())
            || self.zone.with(|text| check_zone(text).is_some())
            || self.metadata.read().is_err()
    }

    /// What they say, without what this cloud does not know; tracked.
    pub fn read(self) -> NewBackup {
        let text = |signal: RwSignal<String>| signal.with(|text| optional(text));
        let metadata = self.metadata.read().unwrap_or_default();
        let has = |feature: Feature| feature.is_in(self.offers);
        NewBackup {
            name: text(self.name),
            description: text(self.description),
            container: text(self.container),
            metadata: if has(Feature::Metadata) { metadata } else { Default::default() },
            availability_zone: if has(Feature::Zone) { text(self.zone) } else { None },
            ..NewBackup::default()
        }
    }

    /// The name of one backup.
    pub fn name_field(self) -> AnyView {
        let error = wrong(self.name, check_name);
        let hint = Some(create::optional());
        view! { <Field label=create::name() value=self.name hint error autocomplete="off" /> }.into_any()
    }

    /// The description. Of two lines, so that a line break that is pasted is seen and not lost.
    pub fn description_field(self) -> AnyView {
        let control = Control::TextArea { rows: 2 };
        let error = wrong(self.description, check_description);
        let label = create::description();
        view! { <Field label value=self.description control error autocomplete="off" /> }.into_any()
    }

    /// The mode, with what is wrong with it.
    pub fn mode_field(self, error: Signal<Option<String>>) -> AnyView {
        let control = Control::Select(Signal::stored(mode_choices().collect()));
        let hint = Some(create::mode_hint(MAX_INCREMENTALS));
        view! { <Field label=create::mode() value=self.mode control hint error /> }.into_any()
    }

    /// What few people need: container, zone, metadata.
    pub fn more(self, zones: Zones) -> AnyView {
        // Its line is there before it is known: nothing below is to move from under a pointer.
        let known = move || {
            let names = zones.names.get();
            let zones = (!names.is_empty()).then(|| create::zones_known(names.join(", ")));
            view! { <p class="bp-hint">{zones.unwrap_or_else(|| "\u{a0}".to_owned())}</p> }.into_any()
        };
        let (old_zone, old_metadata) = (self.too_old(Feature::Zone), self.too_old(Feature::Metadata));
        let zone_is_known = old_zone.is_none();
        let zone_hint = Some(old_zone.unwrap_or_else(create::zone_hint));
        let opened = move |_: ev::Event| {
            if zone_is_known {
                zones.load();
            }
        };
        view! {
            <details class="bp-details bp-create-more" on:toggle=opened>
                <summary>{create::more()}</summary>
                <div class="bp-form">
                    <Field
                        label=create::container()
                        value=self.container
                        hint=Some(create::container_hint())
                        error=wrong(self.container, check_container)
                        autocomplete="off"
                    />
                    <div>
                        <Field
                            label=create::zone()
                            value=self.zone
                            hint=zone_hint
                            error=wrong(self.zone, check_zone)
                            disabled=!zone_is_known
                            autocomplete="off"
                        />
                        {known}
                    </div>
                    <MetadataFields rows=self.metadata denied=Signal::stored(old_metadata) />
                </div>
            </details>
        }
        .into_any()
    }
}

fn wrong(text: RwSignal<String>, check: fn(&str) -> Option<FieldProblem>) -> Signal<Option<String>> {
    derive(move || text.with(|text| check(text)).map(|problem| edit::field_problem(&problem)))
}
