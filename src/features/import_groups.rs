//! The projects that the records of an import are of, and where each project's records go.

use leptos::prelude::*;

use crate::components::feedback::Notice;
use crate::components::field::Field;
use crate::components::field_control::{Choice, Control};
use crate::components::tone::Tone;
use crate::features::sign_in_failure::SignInFailureView;
use crate::model::ids::ProjectId;
use crate::model::units::Gib;
use crate::reactive::{derive, effect};
use crate::rules::import_plan::{Group, Plan, Reach};
use crate::state::import::{Entrance, Import};
use crate::state::import_targets::Target;
use crate::state::panel::use_panel;
use crate::text::{records, transfer};

const OWN: &str = "own";
const HERE: &str = "here";
const SKIP: &str = "skip";

/// What a project is called.
pub fn project_name(group: &Group) -> String {
    group.name.as_deref().map_or_else(|| transfer::unnamed_project(group.project.as_str()), str::to_owned)
}

/// The projects; nothing when all records are of the one on screen.
pub fn import_groups(import: Import, plan: &Plan) -> AnyView {
    if matches!(plan.groups.as_slice(), [] | [Group { reach: Reach::Current, .. }]) {
        return ().into_any();
    }
    let groups: Vec<AnyView> = plan.groups.iter().map(|group| group_view(import, plan, group)).collect();
    view! { <ul class="bp-groups" aria-label=transfer::projects()>{groups}</ul> }.into_any()
}

fn group_view(import: Import, plan: &Plan, group: &Group) -> AnyView {
    let name = project_name(group);
    let (ready, Gib(gib)) = plan.needs(group);
    let target = (group.reach != Reach::Current).then(|| target_field(import, group, &name));
    let (project, reach, called) = (group.project.clone(), group.reach, name.clone());
    let why = move || entrance_note(import, &project, reach, &called);
    view! {
        <li data-project=group.project.to_string()>
            <div class="bp-group-name">
                <strong>{name}</strong>
                <span class="bp-muted">{transfer::group_count(ready, gib)}</span>
            </div>
            {target}
            <div class="bp-group-note">{why}</div>
        </li>
    }
    .into_any()
}

/// What there is to say about getting into a project.
fn entrance_note(import: Import, project: &ProjectId, reach: Reach, name: &str) -> AnyView {
    let warn = |title: String| view! { <Notice tone=Tone::Warn title /> }.into_any();
    if reach == Reach::Unreachable {
        return warn(records::reach(reach, name));
    }
    match import.entrances.with(|all| all.get(project).cloned()) {
        Some(Entrance::NoAdmin) => warn(transfer::no_admin_there(name)),
        Some(Entrance::Shut(failure)) => view! {
            {warn(transfer::shut(name))}
            <SignInFailureView failure=Signal::stored(Some(failure)) />
        }
        .into_any(),
        Some(Entrance::Open(_)) => view! { <p class="bp-hint">{records::reach(reach, name)}</p> }.into_any(),
        None => ().into_any(),
    }
}

/// Where the records go: their own project where the panel could sign in, the one on screen, or
/// nowhere.
fn target_field(import: Import, group: &Group, name: &str) -> AnyView {
    let here = use_panel().session.ready_untracked();
    let here = here.map(|here| here.project.name.to_string()).unwrap_or_default();
    let value = RwSignal::new(String::new());
    let (project, own) = (group.project.clone(), name.to_owned());
    let choices = derive(move || {
        let open = import.entrances.with(|all| matches!(all.get(&project), Some(Entrance::Open(_))));
        let choice = |value: &str, label: String| Choice { value: value.to_owned(), label };
        let own = open.then(|| choice(OWN, transfer::own_project(own.as_str())));
        let rest = [choice(HERE, transfer::this_project(here.as_str())), choice(SKIP, transfer::nowhere())];
        own.into_iter().chain(rest).collect::<Vec<_>>()
    });
    let of = group.clone();
    effect(move || {
        let target = match import.target(&of) {
            Target::Own => OWN,
            Target::Here => HERE,
            Target::Skip => SKIP,
        };
        value.set(target.to_owned());
    });
    let project = group.project.clone();
    let on_change = move |chosen: String| {
        let target = match &*chosen {
            OWN => Target::Own,
            HERE => Target::Here,
            _ => Target::Skip,
        };
        import.set_target(&project, target);
    };
    let disabled = derive(move || import.looking.get() || import.run.is_started());
    view! { <Field label=transfer::into() value control=Control::Select(choices) disabled on_change /> }
        .into_any()
}
