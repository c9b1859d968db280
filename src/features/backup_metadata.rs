//! A backup's metadata.

use leptos::prelude::*;

use crate::components::copy::CopyButton;
use crate::model::backup::Backup;
use crate::model::microversion::Microversion;
use crate::rules::capability::Feature;
use crate::text::detail;

/// The pairs, or why there are none.
pub fn backup_metadata(backup: &Backup, offers: Microversion) -> AnyView {
    if !Feature::Metadata.is_in(offers) {
        let needs = Feature::Metadata.floor().to_string();
        return view! { <p class="bp-muted">{detail::metadata_needs(needs, offers.to_string())}</p> }
            .into_any();
    }
    let pairs = backup.metadata.clone().unwrap_or_default();
    if pairs.is_empty() {
        return view! { <p class="bp-muted">{detail::no_metadata()}</p> }.into_any();
    }
    let rows = pairs
        .into_iter()
        .map(|(key, value)| {
            let label = detail::copy(key.as_str());
            view! {
                <div>
                    <dt>{key}</dt>
                    <dd>
                        <span>{value.clone()}</span>
                        <CopyButton text=value label copied_label=detail::copied() />
                    </dd>
                </div>
            }
        })
        .collect_view();
    view! { <dl class="bp-properties">{rows}</dl> }.into_any()
}
