//! One backup: heading, properties, failure, metadata, chain, JSON.

use leptos::prelude::*;

use crate::api::backups::ShownBackup;
use crate::components::feedback::{EmptyState, Skeleton};
use crate::components::icon::Icon;
use crate::components::layout::{Page, PageHeader, Section};
use crate::features::backup_actions::BackupMenu;
use crate::features::backup_cell::name_text;
use crate::features::backup_chain::BackupChain;
use crate::features::backup_failure::BackupFailure;
use crate::features::backup_json::backup_json;
use crate::features::backup_metadata::backup_metadata;
use crate::features::backup_properties::backup_properties;
use crate::features::error_view::ErrorView;
use crate::features::links::RouteLink;
use crate::features::list_toolbar::Freshness;
use crate::features::restore_results::RestoreResults;
use crate::features::status_badge::backup_status_badge;
use crate::model::fault::FaultKind;
use crate::model::ids::BackupId;
use crate::model::microversion::Microversion;
use crate::reactive::{derive, effect, memo, note};
use crate::state::backup_detail::BackupDetail;
use crate::state::names::Names;
use crate::state::panel::use_panel;
use crate::state::route::Route;
use crate::text::{detail, shell};

/// The backup in full.
#[component]
pub fn BackupDetailView(
    /// Which one.
    id: BackupId,
) -> impl IntoView {
    let panel = use_panel();
    let names: Names = expect_context();
    let short = id.short().to_owned();
    let restores = id.clone();
    let store = BackupDetail::start(panel.session, id);
    let shown = memo(move || store.shown.with(|query| query.data.clone()));
    let backup = memo(move || shown.with(|shown| shown.as_ref().map(|shown| shown.backup.clone())));
    let error = derive(move || store.shown.with(|query| query.error.clone()));
    effect(move || {
        if store.shown.with(|query| query.is_settled()) {
            note(panel.ready, true);
            names.ask(false);
        }
    });
    let title =
        derive(move || backup.with(|backup| backup.as_ref().map_or_else(|| short.clone(), name_text)));
    let menu_backup = derive(move || backup.get().map(std::sync::Arc::new));
    // What was started here has changed what is shown.
    panel.operations.on_change(panel.operations.changes().get_untracked(), move || store.load());
    let gone = move || error.with(|e| e.as_ref().is_some_and(|e| e.kind == FaultKind::NotFound));
    let offers = panel.session.ready_untracked().map_or(Microversion::BASE, |scoped| scoped.offers());
    let sections = move || match backup.get() {
        Some(backup) => {
            let properties = backup_properties(&backup, names);
            let metadata = backup_metadata(&backup, offers);
            view! {
                <Section title=detail::details()>{properties}</Section>
                <BackupFailure backup store />
                <Section title=detail::metadata()>{metadata}</Section>
            }
            .into_any()
        }
        None if error.get().is_some() => ().into_any(),
        None => view! { <Skeleton lines=8 label=detail::loading() /> }.into_any(),
    };
    let chain = move || {
        let has_one = backup.with(Option::is_some);
        has_one.then(|| view! { <BackupChain backup=derive(move || backup.get()) store /> })
    };
    let json = move || {
        shown.get().map(|ShownBackup { json, .. }| {
            view! { <Section title=detail::json()>{backup_json(&json)}</Section> }
        })
    };
    view! {
        <Page>
            <PageHeader
                title
                back=|| view! { <RouteLink to=Route::default()>{shell::backups()}</RouteLink> }
                aside=move || {
                    move || backup.get().map(|backup| backup_status_badge(&backup.status))
                }
                actions=move || {
                    view! {
                        <BackupMenu backup=menu_backup />
                        <Freshness
                            updated_at=derive(move || store.shown.with(|query| query.updated_at))
                            stale=derive(move || error.get().is_some())
                            on_refresh=Callback::new(move |()| store.load())
                        />
                    }
                }
            />
            <ErrorView error on_retry=Callback::new(move |()| store.load()) />
            <Show when=gone>
                <EmptyState
                    icon=Icon::Trash
                    title=detail::gone()
                    body=Some(detail::gone_body())
                    actions=|| view! { <RouteLink to=Route::default()>{shell::to_backups()}</RouteLink> }
                />
            </Show>
            <RestoreResults id=restores />
            {sections}
            {chain}
            {json}
        </Page>
    }
}
