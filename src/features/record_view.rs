//! What a backup record says, decoded.

use leptos::prelude::*;

use crate::components::copy::CopyButton;
use crate::components::definition_list::{Properties, Property};
use crate::features::cells::text_cell;
use crate::features::times::utc;
use crate::model::record::BackupRecord;
use crate::model::units::{Gib, Timestamp};
use crate::rules::decoded_record::pretty;
use crate::rules::record_file::Entry;
use crate::state::names::Names;
use crate::text::{intl, listing, transfer};

/// The fields that people ask for, by name.
pub fn record_properties(entry: &Entry, names: Names) -> AnyView {
    let decoded = &entry.decoded;
    let own = |text: Option<&str>| text.map(str::to_owned);
    let project = decoded.project_id.as_ref().map(|id| {
        let name = entry.project_name.clone().or_else(|| names.project(id.as_str()));
        name.map_or_else(|| id.to_string(), |name| format!("{name} ({id})"))
    });
    let metadata = decoded.metadata.as_ref().filter(|pairs| !pairs.is_empty()).map(|pairs| {
        let pairs: Vec<String> = pairs.iter().map(|(key, value)| format!("{key} = {value}")).collect();
        pairs.join(", ")
    });
    let mode = if decoded.parent_id.is_some() { listing::incremental() } else { listing::full() };
    let Gib(size) = decoded.size;
    let rows = [
        (listing::name(), own(decoded.name.as_deref()), true),
        (transfer::backup_id(), Some(decoded.id.to_string()), true),
        (listing::description(), own(decoded.description.as_deref()), false),
        (listing::mode(), Some(mode), true),
        (transfer::based_on(), own(decoded.parent_id.as_ref().map(|id| id.as_str())), false),
        (listing::size(), Some(listing::gib(size)), true),
        (transfer::objects(), decoded.object_count.map(|count| intl::number(count as f64)), true),
        (listing::created(), decoded.created_at.as_ref().map(moment), true),
        (transfer::data_from(), decoded.data_timestamp.as_ref().map(moment), false),
        (listing::volume(), own(decoded.volume_id.as_ref().map(|id| id.as_str())), true),
        (transfer::snapshot(), own(decoded.snapshot_id.as_ref().map(|id| id.as_str())), false),
        (listing::project(), project, true),
        (listing::user(), own(decoded.user_id.as_ref().map(|id| id.as_str())), false),
        (listing::container(), own(decoded.container.as_deref()), true),
        (listing::zone(), own(decoded.availability_zone.as_deref()), true),
        (listing::host(), own(decoded.host.as_deref()), true),
        (transfer::backup_service(), Some(entry.record.backup_service.to_string()), true),
        (transfer::encryption_key(), own(decoded.encryption_key_id.as_deref()), false),
        (transfer::metadata(), metadata, false),
    ];
    let row = |(term, value, always): (String, Option<String>, bool)| {
        (always || value.is_some())
            .then(|| view! { <Property term>{text_cell(value.as_deref())}</Property> }.into_any())
    };
    let rows: Vec<AnyView> = rows.into_iter().filter_map(row).collect();
    view! { <Properties>{rows}</Properties> }.into_any()
}

/// A point in time, in local time and in the cloud's.
fn moment(time: &Timestamp) -> String {
    match time.millis() {
        Some(millis) => format!("{} ({})", intl::local_time(millis as f64), utc(time)),
        None => time.raw().to_owned(),
    }
}

/// Everything in it, and the record as the cloud writes it, each behind an expander.
pub fn record_in_full(record: &BackupRecord) -> AnyView {
    let all =
        pretty(record).map(|json| folded(transfer::all_contents(), vec![(transfer::all_contents(), json)]));
    let raw = vec![
        ("backup_service".to_owned(), record.backup_service.to_string()),
        ("backup_url".to_owned(), record.backup_url.to_string()),
    ];
    view! { {all} {folded(transfer::raw(), raw)} }.into_any()
}

fn folded(title: String, texts: Vec<(String, String)>) -> AnyView {
    let single = texts.len() == 1;
    let texts: Vec<AnyView> = texts
        .into_iter()
        .map(|(name, text)| {
            let heading = (!single).then(|| view! { <code>{name.clone()}</code> }.into_any());
            view! {
                <div class="bp-record-text">
                    {heading}
                    <CopyButton
                        text=text.clone()
                        label=transfer::copy(name.clone())
                        copied_label=transfer::copied()
                        with_words=true
                    />
                </div>
                <pre class="bp-json" tabindex="0" role="group" aria-label=name>
                    {text}
                </pre>
            }
            .into_any()
        })
        .collect();
    view! {
        <details class="bp-details">
            <summary>{title}</summary>
            {texts}
        </details>
    }
    .into_any()
}
