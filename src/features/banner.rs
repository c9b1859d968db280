//! The banner: where one is, as whom, and how it looks. What can be changed there is in its menus.

use leptos::prelude::*;

use crate::components::button::ButtonKind;
use crate::components::icon::{Icon, IconView};
use crate::components::menu::Menu;
use crate::features::menus::{MenuOf, menu_of};
use crate::reactive::{derive, memo};
use crate::state::panel::use_panel;
use crate::state::scope::Scoped;
use crate::text::shell;

/// The banner of a session that is ready.
#[component]
pub fn Banner() -> impl IntoView {
    let panel = use_panel();
    let session = panel.session;
    // Drawn by the menus' part: without it nothing can fail.
    let failure = RwSignal::new(None::<ViewFn>);
    let named = move |name: fn(&Scoped) -> &str, words: fn(String) -> String| {
        derive(move || words(session.ready().map(|s| name(&s).to_owned()).unwrap_or_default()))
    };
    let project = named(|scoped| &scoped.project.name, shell::project_is);
    let region = named(|scoped| &scoped.region.name, shell::region_is);
    let account = named(|scoped| &scoped.unscoped.user.name, shell::account_of);
    let several_regions = move || session.ready().is_some_and(|scoped| scoped.regions.len() > 1);
    // Nothing to choose where both the theme and the session are the host's.
    let has_choice = memo(move || panel.host.is_none() || !panel.preferences.is_hosts_theme());
    let menu = move |label: Signal<String>, icon: Icon, of: MenuOf| {
        view! { <Menu label kind=ButtonKind::Quiet icon content=menu_of(of) /> }.into_any()
    };
    view! {
        <span class="bp-brand">
            <IconView icon=Icon::Layers />
            {shell::panel_name()}
        </span>
        {menu(project, Icon::Folder, MenuOf::Project(failure))}
        {move || several_regions().then(|| menu(region, Icon::Globe, MenuOf::Region(failure)))}
        <div class="bp-banner-end">
            {move || match has_choice.get() {
                true => menu(account, Icon::User, MenuOf::Account),
                false => view! { <span class="bp-count">{account}</span> }.into_any(),
            }}
        </div>
        {move || failure.get().map(|failure| failure.run())}
    }
}
