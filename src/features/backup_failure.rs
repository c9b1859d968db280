//! Why a backup failed, whatever its status says: the reason, the cloud's messages, and advice.

use leptos::prelude::*;

use crate::components::layout::Section;
use crate::features::error_view::ErrorView;
use crate::features::times::time_cell;
use crate::model::backup::Backup;
use crate::model::message::UserMessage;
use crate::reactive::{derive, memo};
use crate::rules::advice::findings;
use crate::rules::capability::Feature;
use crate::state::backup_detail::BackupDetail;
use crate::state::panel::use_panel;
use crate::text::{advice, detail};

/// The section; nothing for a backup with which all is well.
#[component]
pub fn BackupFailure(
    /// The backup.
    backup: Backup,
    /// Its messages.
    store: BackupDetail,
) -> impl IntoView {
    let panel = use_panel();
    let messages = memo(move || store.messages.with(|query| query.data.clone()));
    let error = derive(move || store.messages.with(|query| query.error.clone()));
    let retry = Callback::new(move |()| store.load_messages());
    move || {
        let messages = messages.get();
        let known = messages.as_deref().unwrap_or_default();
        let has_failed = backup.status.is_failed() || backup.failure().is_some() || !known.is_empty();
        if !has_failed {
            return None;
        }
        let reason = backup.failure().map(|reason| {
            let reason = reason.to_owned();
            view! {
                <div>
                    <dt>{detail::reason()}</dt>
                    <dd>{reason}</dd>
                </div>
            }
        });
        let steps = findings(&backup, known).into_iter().map(|finding| {
            let (what, next) = (advice::what_happened(finding.advice), advice::next_step(finding.advice));
            view! { <li>{what} " " {next}</li> }
        });
        let steps = steps.collect_view();
        let heard = messages.is_some();
        let list = known.iter().map(message_item).collect_view();
        let said = if !store.has(Feature::Messages) {
            let offers = panel.session.ready().map(|scoped| scoped.offers().to_string()).unwrap_or_default();
            let needs = Feature::Messages.floor().to_string();
            view! { <span>{detail::messages_need(needs, offers)}</span> }.into_any()
        } else if heard && known.is_empty() {
            view! { <span>{detail::no_messages()}</span> }.into_any()
        } else {
            view! { <ul class="bp-messages">{list}</ul> }.into_any()
        };
        Some(view! {
            <Section title=detail::failure()>
                <ErrorView error on_retry=retry />
                <dl class="bp-properties" data-single="">
                    {reason}
                    <div>
                        <dt>{detail::what_to_do()}</dt>
                        <dd>
                            <ul class="bp-messages">
                                {steps}
                            </ul>
                        </dd>
                    </div>
                    <div>
                        <dt>{detail::messages()}</dt>
                        <dd>{said}</dd>
                    </div>
                </dl>
            </Section>
        })
    }
}

fn message_item(message: &UserMessage) -> AnyView {
    let text = message.user_message.as_deref().unwrap_or_default().to_owned();
    let request = message.request_id.as_deref().map(|id| {
        let id = id.to_owned();
        view! { <small class="bp-muted">{detail::from_request(id)}</small> }
    });
    view! {
        <li>
            <span>{text}</span>
            <small class="bp-muted">{time_cell(message.created_at.as_ref())}</small>
            {request}
        </li>
    }
    .into_any()
}
