//! What a backup would become: its mode and why, and what stands in its way.

use leptos::prelude::*;

use crate::components::button::Button;
use crate::components::check::Check;
use crate::components::feedback::Notice;
use crate::components::icon::Icon;
use crate::components::tone::Tone;
use crate::features::backup_cell::name_text;
use crate::model::backup::Backup;
use crate::model::units::Gib;
use crate::rules::chains::Chains;
use crate::rules::create_form::{Assessment, Problem, Warning};
use crate::text::{create, intl};

/// What an assessment says the backup becomes, in sentences.
pub fn becomes(found: &Assessment, siblings: &[Backup], size: Gib) -> String {
    let mut sentences = match (&found.parent, found.incremental) {
        (Some(id), _) => {
            let parent = siblings.iter().find(|backup| backup.id == *id);
            let name = parent.map(name_text).unwrap_or_default();
            let length = Chains::of(siblings).ancestors(id).len() + 2;
            let when =
                parent.and_then(|parent| parent.data_timestamp.as_ref().or(parent.created_at.as_ref()));
            let when = when.and_then(|when| when.millis()).map(|millis| intl::local_time(millis as f64));
            vec![create::becomes_incremental(name, when.unwrap_or_default()), create::chain_then(length)]
        }
        (None, true) => vec![create::becomes_some_incremental()],
        (None, false) => vec![create::becomes_full(size.0)],
    };
    sentences.extend(found.warnings.iter().filter_map(|warning| match warning {
        Warning::InUse => None,
        Warning::MadeFull(why) => Some(create::why_full(why)),
        Warning::ParentNotChecked => Some(create::parent_not_checked()),
    }));
    sentences.join(" ")
}

/// What stands in the way of an assessment, but for what is said beside the mode and the snapshot.
pub fn obstacles(found: &Assessment) -> Vec<String> {
    let elsewhere = |problem: &&Problem| {
        !matches!(problem, Problem::NoParent(_) | Problem::SnapshotStatus(_) | Problem::SnapshotOfAnother)
    };
    found.problems.iter().filter(elsewhere).map(create::problem).collect()
}

/// Says what stands in the way, and looks again when asked to.
pub fn obstacles_notice(obstacles: Memo<Vec<String>>, reading: Signal<bool>, again: Callback<()>) -> AnyView {
    (move || {
        let obstacles = obstacles.get();
        (!obstacles.is_empty()).then(|| {
            let sentence = |text: String| view! { <p>{text}</p> }.into_any();
            view! {
                <Notice
                    tone=Tone::Bad
                    title=create::cannot_now()
                    actions=move || {
                        view! { <Button label=create::check_again() icon=Icon::Refresh small=true busy=reading on_press=again /> }
                    }
                >
                    {obstacles.into_iter().map(sentence).collect::<Vec<AnyView>>()}
                </Notice>
            }
            .into_any()
        })
    })
    .into_any()
}

/// Explains that something is in use, to be acknowledged.
pub fn in_use_notice(title: String, means: String, label: String, acknowledged: RwSignal<bool>) -> AnyView {
    view! {
        <Notice tone=Tone::Warn title>
            <p>{means}</p>
            <Check label checked=acknowledged on_change=move |on| acknowledged.set(on) />
        </Notice>
    }
    .into_any()
}
