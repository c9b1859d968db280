//! The links to the lists.

use leptos::prelude::*;

use crate::components::icon::{Icon, IconView};
use crate::features::links::RouteLink;
use crate::reactive::{derive, memo};
use crate::rules::list_view::ListView;
use crate::state::panel::use_panel;
use crate::state::route::Route;
use crate::text::{operations, shell};

/// The items of the navigation.
#[component]
pub fn MainNavigation() -> impl IntoView {
    let panel = use_panel();
    let route = panel.address.signal();
    let under_way = memo(move || panel.operations.under_way());
    let item = move |icon: Icon, label: String, to: Route, is_at: fn(&Route) -> bool| {
        let counts = to == Route::Operations;
        let count = move || {
            let count = if counts { under_way.get() } else { 0 };
            (count > 0).then(|| {
                let words = operations::under_way(count);
                view! {
                    <span class="bp-nav-count" title=words.clone()>
                        <span aria-hidden="true">{count}</span>
                        <span class="bp-visually-hidden">{words.clone()}</span>
                    </span>
                }
                .into_any()
            })
        };
        let current = derive(move || route.with(is_at));
        view! {
            <li>
                <RouteLink to current>
                    <IconView icon />
                    {label}
                    {count}
                </RouteLink>
            </li>
        }
    };
    let view = ListView::default;
    view! {
        {item(Icon::Database, shell::backups(), Route::Backups(view()), |route| {
            matches!(route, Route::Backups(_) | Route::All(..) | Route::Backup(_))
        })}
        {item(Icon::Disk, shell::volumes(), Route::Volumes(view()), |route| matches!(route, Route::Volumes(_)))}
        {item(Icon::Camera, shell::snapshots(), Route::Snapshots(view()), |route| {
            matches!(route, Route::Snapshots(_))
        })}
        {item(Icon::Activity, shell::operations(), Route::Operations, |route| *route == Route::Operations)}
    }
}
