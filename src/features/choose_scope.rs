//! Choosing a project and a region on the way in.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::button::{Button, ButtonKind};
use crate::components::field::Field;
use crate::components::field_control::Control;
use crate::features::sign_in_failure::SignInFailureView;
use crate::model::identity::Project;
use crate::provided::lower;
use crate::reactive::derive;
use crate::state::panel::use_panel;
use crate::state::scope::{InProject, Unscoped};
use crate::state::sign_in::SignInFailure;
use crate::text::shell;

/// With more projects than this, a field to find one.
const MANY: usize = 8;

/// The projects of the user, each a button.
#[component]
pub fn ChooseProject(
    /// Who has signed in.
    unscoped: Arc<Unscoped>,
) -> impl IntoView {
    let session = use_panel().session;
    let busy = RwSignal::new(None::<String>);
    let failure = RwSignal::new(None::<SignInFailure>);
    let wanted = RwSignal::new(String::new());
    let user = unscoped.user.name.to_string();
    let is_many = unscoped.projects.len() > MANY;
    let choose = {
        let unscoped = unscoped.clone();
        Callback::new(move |project: Project| {
            if busy.get_untracked().is_some() {
                return;
            }
            busy.set(Some(project.id.to_string()));
            failure.set(None);
            let unscoped = unscoped.clone();
            spawn_local(async move {
                let result = session.enter_project(&unscoped, &project).await;
                busy.try_set(None);
                failure.try_set(result.err());
            });
        })
    };
    let own_domain = unscoped.user.domain.id.clone();
    let matching = move || {
        let wanted = lower(wanted.get().trim());
        let found: Vec<Project> =
            unscoped.projects.iter().filter(|p| lower(&p.name).contains(&wanted)).cloned().collect();
        if found.is_empty() {
            return view! { <p role="status">{shell::no_project_matches()}</p> }.into_any();
        }
        let own_domain = own_domain.clone();
        let buttons = found
            .into_iter()
            .map(|project| {
                let id = project.id.to_string();
                let foreign = project.domain_id.clone().filter(|domain| *domain != own_domain);
                view! {
                    <li>
                        <Button
                            label=project.name.to_string()
                            busy=derive(move || busy.get().as_ref() == Some(&id))
                            on_press=move |()| choose.run(project.clone())
                        />
                        {foreign.map(|domain| view! { <small>{shell::in_domain(&*domain)}</small> })}
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="bp-choices">{buttons}</ul> }.into_any()
    };
    view! {
        <h1 tabindex="-1">{shell::choose_project()}</h1>
        <p>{shell::choose_project_intro(user)}</p>
        <SignInFailureView failure />
        {is_many
            .then(|| view! { <Field label=shell::find_project() value=wanted control=Control::Search autofocus=true /> })}
        {matching}
        <OtherAccount />
    }
}

/// The regions of the project, each a button.
#[component]
pub fn ChooseRegion(
    /// The project that was entered.
    within: Arc<InProject>,
) -> impl IntoView {
    let session = use_panel().session;
    let busy = RwSignal::new(None::<Arc<str>>);
    let failure = RwSignal::new(None::<SignInFailure>);
    let project = within.project.name.to_string();
    let buttons = within
        .regions
        .iter()
        .cloned()
        .map(|region| {
            let within = within.clone();
            let name = region.name.clone();
            let press = move |()| {
                if busy.get_untracked().is_some() {
                    return;
                }
                busy.set(Some(region.name.clone()));
                failure.set(None);
                let (within, region) = (within.clone(), region.clone());
                spawn_local(async move {
                    let result = session.enter_region(&within, &region).await;
                    busy.try_set(None);
                    failure.try_set(result.err());
                });
            };
            let label = name.to_string();
            let is_busy = derive(move || busy.get().as_ref() == Some(&name));
            view! {
                <li>
                    <Button label busy=is_busy on_press=press />
                </li>
            }
        })
        .collect_view();
    view! {
        <h1 tabindex="-1">{shell::choose_region()}</h1>
        <p>{shell::choose_region_intro(project)}</p>
        <SignInFailureView failure />
        <ul class="bp-choices">{buttons}</ul>
        <OtherAccount />
    }
}

#[component]
fn OtherAccount() -> impl IntoView {
    let session = use_panel().session;
    let leave = move |()| spawn_local(session.sign_out());
    view! { <Button label=shell::use_other_account() kind=ButtonKind::Quiet on_press=leave /> }
}
