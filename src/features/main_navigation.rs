//! The links to the lists.

use leptos::prelude::*;

use crate::components::icon::{Icon, IconView};
use crate::features::cells::RouteLink;
use crate::rules::list_view::ListView;
use crate::state::panel::use_panel;
use crate::state::route::Route;
use crate::text::shell;

/// The items of the navigation.
#[component]
pub fn MainNavigation() -> impl IntoView {
    let route = use_panel().address.signal();
    let item = move |icon: Icon, label: String, to: Route, is_at: fn(&Route) -> bool| {
        let current = Signal::derive(move || route.with(is_at));
        view! {
            <li>
                <RouteLink to current>
                    <IconView icon />
                    {label}
                </RouteLink>
            </li>
        }
    };
    let view = ListView::default;
    view! {
        {item(Icon::Database, shell::backups(), Route::Backups(view()), |route| {
            matches!(route, Route::Backups(_) | Route::Backup(_))
        })}
        {item(Icon::Disk, shell::volumes(), Route::Volumes(view()), |route| matches!(route, Route::Volumes(_)))}
        {item(Icon::Camera, shell::snapshots(), Route::Snapshots(view()), |route| {
            matches!(route, Route::Snapshots(_))
        })}
        {item(Icon::Activity, shell::operations(), Route::Operations, |route| *route == Route::Operations)}
    }
}
