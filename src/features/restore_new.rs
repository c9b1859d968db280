//! Restoring to a new volume: its name, size, type and zone, and whether the quota allows it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::feedback::Notice;
use crate::components::field::Field;
use crate::components::field_control::{Choice, Control};
use crate::components::tone::Tone;
use crate::features::backup_cell::name_text;
use crate::features::quota_use::quota_use;
use crate::model::backup::Backup;
use crate::model::quota::BackupLimits;
use crate::model::requests::NewVolume;
use crate::model::units::Gib;
use crate::model::volume::{Volume, VolumeType};
use crate::reactive::{derive, effect, memo};
use crate::rules::capability::Feature;
use crate::rules::deed::Deed;
use crate::rules::follow::Seen;
use crate::rules::quota::Quotas;
use crate::rules::restore_form::{NewVolumeProblem, TargetProblem, check_new, needed_type};
use crate::state::query::Query;
use crate::state::restore::RestoreData;
use crate::text::{restore, verdicts};

/// The fields of a new volume. Copied freely.
#[derive(Clone, Copy)]
pub struct NewForm {
    data: RestoreData,
    backup: StoredValue<Arc<Backup>>,
    name: RwSignal<String>,
    size: RwSignal<String>,
    volume_type: RwSignal<String>,
    zone: RwSignal<String>,
    problems: Memo<Vec<NewVolumeProblem>>,
}

impl NewForm {
    /// The fields with what they hold at first.
    pub fn new(data: RestoreData, backup: Arc<Backup>) -> Self {
        let suggested = restore::suggested_name(name_text(&backup));
        let size = backup.size.map_or_else(String::new, |size| size.0.to_string());
        let name = RwSignal::new(suggested.clone());
        let size = RwSignal::new(size);
        let volume_type = RwSignal::new(String::new());
        let zone = RwSignal::new(String::new());
        // Once it is known what was backed up, unless something was typed meanwhile.
        let of = backup.clone();
        effect(move || {
            let Seen::There(source) = data.source.get() else { return };
            let source_name = source.name.as_deref().filter(|name| !name.trim().is_empty());
            if let (Some(source_name), true) = (source_name, name.with_untracked(|name| *name == suggested)) {
                name.set(restore::suggested_name(source_name));
            }
            if let Some(needs) = needed_type(&of, Some(&source)) {
                volume_type.set(needs.to_string());
            }
        });
        let backup = StoredValue::new(backup);
        let mut form =
            Self { data, backup, name, size, volume_type, zone, problems: Memo::new(|_| Vec::new()) };
        form.problems = memo(move || form.check());
        form
    }

    fn is_old_cloud(self) -> bool {
        !Feature::VolumeFromBackup.is_in(self.data.offers())
    }

    /// The volume that is wanted; tracked.
    fn wanted(self) -> NewVolume {
        let text = |field: RwSignal<String>| {
            let text = field.with(|text| text.trim().to_owned());
            (!text.is_empty()).then_some(text)
        };
        let backup = self.backup.get_value();
        let name = text(self.name);
        if self.is_old_cloud() {
            return NewVolume {
                backup_id: backup.id.clone(),
                name,
                size: backup.size,
                ..NewVolume::default()
            };
        }
        NewVolume {
            backup_id: backup.id.clone(),
            name,
            description: None,
            size: text(self.size).and_then(|size| size.parse().ok()).map(Gib),
            volume_type: text(self.volume_type),
            availability_zone: text(self.zone),
        }
    }

    fn check(self) -> Vec<NewVolumeProblem> {
        let quotas = self.data.limits.with(volume_quotas);
        let source = self.data.source.get();
        let old = self.is_old_cloud();
        let mut problems = check_new(&self.wanted(), &self.backup.get_value(), there(&source), &quotas);
        // That cloud chooses the type itself.
        problems.retain(|problem| {
            !(old && matches!(problem, NewVolumeProblem::Target(TargetProblem::OtherType { .. })))
        });
        problems
    }

    /// Why it cannot be sent, tracked.
    pub fn denied(self) -> Option<String> {
        let not_a_size = self.size.with(|size| size.trim().parse::<u64>().is_err()) && !self.is_old_cloud();
        let first = self.problems.with(|problems| problems.first().map(restore::new_volume_problem));
        first.or_else(|| not_a_size.then(restore::not_a_size))
    }

    /// What is to be done, and the name of the volume; tracked.
    pub fn deed(self) -> (Deed, String) {
        let wanted = self.wanted();
        let backup = &wanted.backup_id;
        // What Cinder itself would call it.
        let name = wanted.name.clone().unwrap_or_else(|| format!("restore_backup_{backup}"));
        if self.is_old_cloud() {
            return (Deed::RestoreBlocking { backup: backup.clone(), name: name.clone() }, name);
        }
        (Deed::RestoreNew(wanted), name)
    }
}

fn there(seen: &Seen<Volume>) -> Option<&Volume> {
    match seen {
        Seen::There(volume) => Some(volume),
        _ => None,
    }
}

/// Draws the fields.
pub fn new_form_view(form: NewForm, disabled: Signal<bool>) -> AnyView {
    let data = form.data;
    let offers = data.offers();
    let old = form.is_old_cloud();
    let needs = old.then(|| {
        verdicts::needs_microversion(Feature::VolumeFromBackup.floor().to_string(), offers.to_string())
    });
    let backup = form.backup.get_value();
    let problem = move |is: fn(&NewVolumeProblem) -> bool| {
        derive(move || {
            form.problems
                .with(|problems| problems.iter().find(|problem| is(problem)).map(restore::new_volume_problem))
        })
    };
    let size_error = problem(|p| matches!(p, NewVolumeProblem::Target(TargetProblem::TooSmall { .. })));
    let size_error = derive(move || {
        let wrong = form.size.with(|size| size.trim().parse::<u64>().is_err());
        if wrong { Some(restore::not_a_size()) } else { size_error.get() }
    });
    let least = backup.size.unwrap_or_default().0;
    let size = Control::Number { min: i64::try_from(least).ok(), max: None };
    let fixed = derive(move || old || disabled.get());
    let is_encrypted = backup.encryption_key_id.is_some();
    let blind = move || {
        (is_encrypted && data.source.with(|source| *source == Seen::Gone))
            .then(|| view! { <Notice tone=Tone::Warn title=restore::encrypted_unknown() /> }.into_any())
    };
    view! {
        <Field
            label=restore::name()
            value=form.name
            error=problem(|p| matches!(p, NewVolumeProblem::Name(_)))
            disabled
            autofocus=true
            autocomplete="off"
        />
        <div class="bp-columns">
            <Field
                label=restore::size()
                value=form.size
                control=size
                hint=needs.clone().or_else(|| Some(restore::size_hint(least)))
                error=size_error
                disabled=fixed
            />
            <Field
                label=restore::volume_type()
                value=form.volume_type
                control=Control::Select(derive(move || type_choices(data)))
                hint=needs.clone()
                error=problem(|p| matches!(p, NewVolumeProblem::Target(TargetProblem::OtherType { .. })))
                disabled=fixed
            />
            <Field
                label=restore::zone()
                value=form.zone
                control=Control::Select(derive(move || zone_choices(data)))
                hint=needs
                disabled=fixed
            />
        </div>
        {old.then(|| view! { <p class="bp-hint">{restore::old_cloud()}</p> }.into_any())}
        {blind}
        {quota_view(form)}
    }
    .into_any()
}

fn type_choices(data: RestoreData) -> Vec<Choice> {
    let default = match data.default_type.get() {
        Some(name) => restore::cloud_default_is(&*name),
        None => restore::cloud_default(),
    };
    let of_source = there(&data.source.get()).and_then(|source| source.volume_type.clone());
    let label = |kind: &VolumeType| match of_source.as_deref() {
        Some(name) if name == &*kind.name => restore::type_of_source(name),
        _ => kind.name.to_string(),
    };
    let types = data.types.get().unwrap_or_default();
    let types = types.iter().map(|kind| Choice { value: kind.name.to_string(), label: label(kind) });
    std::iter::once(Choice { value: String::new(), label: default }).chain(types).collect()
}

fn zone_choices(data: RestoreData) -> Vec<Choice> {
    let zones = data.zones.get().unwrap_or_default();
    let zones = zones.iter().map(|zone| Choice { value: zone.to_string(), label: zone.to_string() });
    std::iter::once(Choice { value: String::new(), label: restore::cloud_default() }).chain(zones).collect()
}

/// Without limits where they are not known.
fn volume_quotas(limits: &Query<BackupLimits>) -> Quotas {
    let nothing = BackupLimits::default();
    Quotas::of_volumes(limits.data.as_ref().unwrap_or(&nothing))
}

/// What the quota allows, and what this takes of it.
fn quota_view(form: NewForm) -> AnyView {
    let limits = form.data.limits;
    let quotas = derive(move || limits.with(|limits| limits.is_settled().then(|| volume_quotas(limits))));
    let takes = memo(move || {
        let size = form.wanted().size.or(form.backup.get_value().size);
        (1, size.unwrap_or_default().0)
    });
    let over = move || {
        form.problems.with(|problems| {
            let quota = problems.iter().filter(|problem| matches!(problem, NewVolumeProblem::Quota(_)));
            let line =
                |problem| view! { <p class="bp-field-error">{restore::new_volume_problem(problem)}</p> };
            quota.map(|problem| line(problem).into_any()).collect::<Vec<AnyView>>()
        })
    };
    view! {
        {quota_use([restore::quota_volumes(), restore::quota_gib()], quotas, takes)}
        <div class="bp-result" aria-live="polite">{over}</div>
    }
    .into_any()
}
