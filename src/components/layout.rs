//! The frame of every page: shell, page header, toolbar, section.
//!
//! Only places for content; what stands in them comes from outside.

use leptos::html;
use leptos::prelude::*;

use crate::components::dom::set_flag;
use crate::components::ids::unique_id;
use crate::reactive::effect;

/// Banner, navigation and main area, with a button that skips to the latter.
#[component]
pub fn AppShell(
    /// The words of the button that skips the banner.
    #[prop(into)]
    skip_label: Signal<String>,
    /// The name of the navigation.
    #[prop(into)]
    nav_label: Signal<String>,
    /// What stands in the banner.
    #[prop(into)]
    banner: ViewFnOnce,
    /// The list items (`<li>`) of the navigation.
    #[prop(into)]
    nav: ViewFnOnce,
    /// The page.
    children: Children,
) -> impl IntoView {
    let main: NodeRef<html::Main> = NodeRef::new();
    let skip = move |_| {
        if let Some(main) = main.get_untracked() {
            // Refused only for an element that cannot take the focus.
            let _ = main.focus();
        }
    };
    view! {
        <div class="bp-shell">
            <button class="bp-skip" type="button" on:click=skip>
                {skip_label}
            </button>
            <header class="bp-banner" role="banner">
                {banner.run()}
            </header>
            <nav class="bp-nav" aria-label=nav_label>
                <ul>{nav.run()}</ul>
            </nav>
            <main class="bp-main" tabindex="-1" node_ref=main>
                {children()}
            </main>
        </div>
    }
}

/// A page; with `fill`, its table takes the height that is left.
#[component]
pub fn Page(
    /// The table inside takes the height that is left.
    #[prop(optional)]
    fill: bool,
    /// Another page stands before it.
    #[prop(optional, into)]
    behind: Signal<bool>,
    /// The page's element.
    #[prop(optional)]
    page: NodeRef<html::Div>,
    /// Header and content.
    children: Children,
) -> impl IntoView {
    effect(move || {
        if let Some(page) = page.get() {
            set_flag(&page, "data-behind", behind.get());
        }
    });
    view! {
        <div class="bp-page" data-fill=fill.then_some("") node_ref=page>
            {children()}
        </div>
    }
}

/// The heading of a page, with what leads back, what counts and what can be done.
#[component]
pub fn PageHeader(
    /// The heading of level 1.
    #[prop(into)]
    title: Signal<String>,
    /// Links to the pages above this one.
    #[prop(optional, into)]
    back: ViewFnOnce,
    /// What stands beside the heading: a count, a status.
    #[prop(optional, into)]
    aside: ViewFnOnce,
    /// Buttons at the end of the line.
    #[prop(optional, into)]
    actions: ViewFnOnce,
) -> impl IntoView {
    view! {
        <header class="bp-page-header">
            <div class="bp-back">{back.run()}</div>
            <div class="bp-title">
                <h1 tabindex="-1">{title}</h1>
                {aside.run()}
            </div>
            <div class="bp-actions">{actions.run()}</div>
        </header>
    }
}

/// A line of controls that wraps when it must.
#[component]
pub fn Toolbar(
    /// What the controls are for.
    #[prop(into)]
    label: Signal<String>,
    /// Controls at the end of the line.
    #[prop(optional, into)]
    end: ViewFnOnce,
    /// Controls at the start of the line.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="bp-toolbar" role="group" aria-label=label>
            {children()}
            <div class="bp-toolbar-end">{end.run()}</div>
        </div>
    }
}

/// A titled part of a page: a region named by its heading of level 2.
#[component]
pub fn Section(
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// Buttons beside the heading.
    #[prop(optional, into)]
    actions: ViewFnOnce,
    /// The content.
    children: Children,
) -> impl IntoView {
    let id = unique_id("section");
    let heading = id.clone();
    view! {
        <section class="bp-section" aria-labelledby=id>
            <div class="bp-section-header">
                <h2 id=heading>{title}</h2>
                <div class="bp-actions">{actions.run()}</div>
            </div>
            {children()}
        </section>
    }
}
