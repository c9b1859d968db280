//! Restoring into a volume that exists: what is lost there is named, and its name typed.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::button::Button;
use crate::components::definition_list::{Properties, Property};
use crate::components::feedback::Notice;
use crate::components::field::Field;
use crate::components::tone::Tone;
use crate::features::backup_cell::name_text as backup_name;
use crate::features::error_view::ErrorView;
use crate::features::times::time_cell;
use crate::features::volume_list::name_text;
use crate::features::volume_picker::{Judge, Judged, VolumePicker};
use crate::model::backup::Backup;
use crate::model::fault::ApiError;
use crate::model::status::BackupStatus;
use crate::model::volume::Volume;
use crate::reactive::{derive, effect, memo};
use crate::rules::deed::Deed;
use crate::rules::follow::Seen;
use crate::rules::restore_form::{can_take, confirms, overwritten, to_type};
use crate::state::dialogs::{CreateFrom, DialogRequest};
use crate::state::panel::{Panel, use_panel};
use crate::state::restore::RestoreData;
use crate::text::{listing, restore};

type LastBackups = RwSignal<Option<Result<Vec<Backup>, ApiError>>>;

/// The choice of the volume and what confirms it. Copied freely.
#[derive(Clone, Copy)]
pub struct IntoForm {
    data: RestoreData,
    backup: StoredValue<Arc<Backup>>,
    chosen: RwSignal<Option<Arc<Volume>>>,
    typed: RwSignal<String>,
    /// The volume is looked at once more.
    pub checking: RwSignal<bool>,
    /// What has changed since the choice, found by that look.
    changed: RwSignal<Vec<String>>,
    error: RwSignal<Option<ApiError>>,
    backups: LastBackups,
}

impl IntoForm {
    /// Nothing chosen yet.
    pub fn new(data: RestoreData, backup: Arc<Backup>) -> Self {
        let form = Self {
            data,
            backup: StoredValue::new(backup),
            chosen: RwSignal::new(None),
            typed: RwSignal::new(String::new()),
            checking: RwSignal::new(false),
            changed: RwSignal::new(Vec::new()),
            error: RwSignal::new(None),
            backups: RwSignal::new(None),
        };
        let target = memo(move || form.chosen.with(|chosen| chosen.as_ref().map(|volume| volume.id.clone())));
        effect(move || {
            form.typed.set(String::new());
            if let Some(volume) = target.get() {
                form.changed.set(Vec::new());
                form.error.set(None);
                form.data.backups_of(volume, form.backups);
            }
        });
        form
    }

    /// The name of the chosen volume, tracked.
    pub fn name(self) -> Option<String> {
        self.chosen.with(|chosen| chosen.as_ref().map(|volume| name_text(volume)))
    }

    fn refusal(self, volume: &Volume) -> Option<String> {
        let source = self.data.source.get();
        let source = match &source {
            Seen::There(source) => Some(source),
            _ => None,
        };
        let verdict = can_take(volume, &self.backup.get_value(), source);
        verdict.err().map(|problem| restore::target_problem(&problem))
    }

    /// Why it cannot be sent, tracked.
    pub fn denied(self) -> Option<String> {
        let Some(volume) = self.chosen.get() else { return Some(restore::choose_first()) };
        self.refusal(&volume).or_else(|| {
            let confirmed = self.typed.with(|typed| confirms(&volume, typed));
            (!confirmed).then(|| restore::confirm_first(to_type(&volume)))
        })
    }

    /// What is to be done, tracked; None before a volume is chosen.
    pub fn deed(self) -> Option<Deed> {
        let volume = self.chosen.get()?;
        Some(Deed::RestoreInto {
            backup: self.backup.with_value(|backup| backup.id.clone()),
            volume: volume.id.clone(),
            before: volume.updated_at.clone(),
        })
    }

    /// Looks at volume and backup once more, and goes on only if they are as the user saw them.
    pub fn check_then(self, go_on: impl Fn(Backup, Arc<Volume>) + 'static) {
        let Some(seen) = self.chosen.get_untracked() else { return };
        self.checking.set(true);
        self.error.set(None);
        self.data.spawn(async move {
            let looked = self.look_again(&seen).await;
            self.checking.try_set(false);
            match looked {
                Ok(Some(backup)) => go_on(backup, seen),
                Ok(None) => {}
                Err(error) => drop(self.error.try_set(Some(error))),
            }
        });
    }

    async fn look_again(self, seen: &Volume) -> Result<Option<Backup>, ApiError> {
        let now = match self.data.volume(seen.id.clone()).await? {
            Seen::There(now) => now,
            _ => {
                self.chosen.try_set(None);
                self.changed.try_set(vec![restore::volume_gone()]);
                return Ok(None);
            }
        };
        let changes = changes(seen, &now);
        if !changes.is_empty() {
            self.typed.try_set(String::new());
            self.chosen.try_set(Some(Arc::new(now)));
            self.changed.try_set(std::iter::once(restore::volume_changed()).chain(changes).collect());
            return Ok(None);
        }
        let backup = self.data.backup().await?;
        if backup.status != BackupStatus::Available {
            self.changed.try_set(vec![restore::backup_changed(listing::status_name(&backup.status))]);
            return Ok(None);
        }
        self.changed.try_set(Vec::new());
        Ok(Some(backup))
    }
}

/// What is different about a volume, in words.
fn changes(was: &Volume, now: &Volume) -> Vec<String> {
    let text = |text: Option<&str>| text.filter(|text| !text.is_empty()).unwrap_or("–").to_owned();
    let size = |volume: &Volume| volume.size.map_or_else(listing::nothing, |size| listing::gib(size.0));
    let time = |volume: &Volume| text(volume.updated_at.as_ref().map(|time| time.raw()));
    let metadata = |volume: &Volume| {
        let pairs = volume.metadata.iter().flatten().map(|(key, value)| format!("{key}={value}"));
        text(Some(&pairs.collect::<Vec<_>>().join(", ")))
    };
    let fields = [
        (listing::name(), text(was.name.as_deref()), text(now.name.as_deref())),
        (listing::status(), text(was.status.as_deref()), text(now.status.as_deref())),
        (listing::size(), size(was), size(now)),
        (listing::volume_type(), text(was.volume_type.as_deref()), text(now.volume_type.as_deref())),
        (restore::metadata(), metadata(was), metadata(now)),
        (listing::updated(), time(was), time(now)),
    ];
    fields
        .into_iter()
        .filter(|(_, was, now)| was != now)
        .map(|(what, was, now)| restore::was_now(what, was, now))
        .collect()
}

/// Draws the choice and, once there is one, what it means.
pub fn into_form_view(form: IntoForm, disabled: Signal<bool>) -> AnyView {
    let panel = use_panel();
    let judge: Judge = Arc::new(move |volume: &Volume| {
        let is_source = form.backup.with_value(|backup| backup.volume_id.as_ref() == Some(&volume.id));
        Judged { denied: form.refusal(volume), note: is_source.then(restore::source) }
    });
    let changed = move || {
        let mut changed = form.changed.get().into_iter();
        let title = changed.next()?;
        let rest: Vec<AnyView> = changed.map(|change| view! { <p>{change}</p> }.into_any()).collect();
        Some(view! { <Notice tone=Tone::Warn title alert=true>{rest}</Notice> }.into_any())
    };
    let refused = derive(move || form.chosen.get().and_then(|volume| form.refusal(&volume)));
    let meaning = move || {
        let volume = form.chosen.get()?;
        Some(match refused.get() {
            Some(reason) => view! { <p class="bp-field-error">{reason}</p> }.into_any(),
            None => overwrite_view(form, panel, &volume, disabled),
        })
    };
    view! {
        <VolumePicker label=restore::pick() chosen=form.chosen judge disabled />
        {changed}
        <ErrorView error=form.error />
        {meaning}
    }
    .into_any()
}

fn overwrite_view(form: IntoForm, panel: Panel, volume: &Arc<Volume>, disabled: Signal<bool>) -> AnyView {
    let backup = form.backup.get_value();
    let facts = overwritten(volume, &backup, &[]);
    let (larger_by, metadata) = (facts.larger_by.0, facts.metadata);
    let servers: Vec<String> = volume
        .attachments
        .iter()
        .map(|attachment| {
            let text = |text: &Option<Arc<str>>| text.as_deref().unwrap_or("–").to_owned();
            restore::attached_as(text(&attachment.server_id), text(&attachment.device))
        })
        .collect();
    let servers = if servers.is_empty() { restore::no_attachments() } else { servers.join(", ") };
    let of = volume.clone();
    let last = move || {
        Some(match form.backups.get()? {
            Err(_) => restore::last_backup_unknown().into_any(),
            Ok(backups) => match overwritten(&of, &form.backup.get_value(), &backups).last_backup {
                Some(last) => {
                    let time = time_cell(last.data_timestamp.as_ref().or(last.created_at.as_ref()));
                    view! { <bdi>{backup_name(last)}</bdi> ", " {time} }.into_any()
                }
                None => view! { <span data-tone="bad">{restore::no_backup()}</span> }.into_any(),
            },
        })
    };
    let (name, id, size) = (name_text(volume), volume.id.to_string(), volume.size);
    let create = DialogRequest::Create(CreateFrom::Volume(volume.clone()));
    let back_up = move |()| panel.dialogs.show(create.clone());
    let metadata =
        if metadata == 0 { restore::metadata_added() } else { restore::metadata_replaced(metadata) };
    view! {
        <Notice tone=Tone::Bad title=restore::overwrites(name)>
            <Properties>
                <Property term=restore::volume_id()><code>{id}</code></Property>
                <Property term=listing::size()>
                    {size.map(|size| listing::gib(size.0))}
                    {(larger_by > 0).then(|| format!(" · {}", restore::larger(larger_by)))}
                </Property>
                <Property term=restore::attachments()>{servers}</Property>
                <Property term=restore::metadata()>{metadata}</Property>
                <Property term=restore::last_backup()>{last}</Property>
            </Properties>
            <div><Button label=restore::back_up_first() small=true inactive=disabled on_press=back_up /></div>
        </Notice>
        <Field
            label=restore::type_to_confirm(to_type(volume))
            value=form.typed
            disabled
            required=true
            autocomplete="off"
        />
    }
    .into_any()
}
