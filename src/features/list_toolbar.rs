//! What stands at the end of a list's toolbar: when it was read, refresh, columns.

use leptos::prelude::*;

use crate::components::button::{Button, ButtonKind};
use crate::components::icon::Icon;
use crate::components::menu::Menu;
use crate::features::menus::{MenuOf, menu_of};
use crate::state::panel::use_panel;
use crate::state::preferences::ChosenColumns;
use crate::text::{intl, listing};

/// When the list was read, and a button to read it again.
#[component]
pub fn Freshness(
    /// When the data came, in milliseconds since 1970 UTC.
    updated_at: Signal<Option<f64>>,
    /// The newest request failed.
    stale: Signal<bool>,
    /// Reads it again.
    on_refresh: Callback<()>,
) -> impl IntoView {
    let panel = use_panel();
    // After the rows, because browsers take 30 ms to make their first date; until then something else keeps the place.
    let shown = move || updated_at.get().filter(|_| panel.ready.get());
    let words = move || listing::updated_at(shown().map_or_else(|| "--:--:--".to_owned(), intl::clock_time));
    let pending = move || shown().is_none().then_some("");
    let warning = move || (stale.get() && updated_at.get().is_some()).then(listing::not_current);
    view! {
        <span class="bp-freshness" data-stale="">{warning}</span>
        <span class="bp-freshness" data-pending=pending>
            {words}
        </span>
        <Button
            label=listing::refresh()
            kind=ButtonKind::Quiet
            icon=Icon::Refresh
            icon_only=true
            on_press=on_refresh
        />
    }
}

/// The menu that shows and hides columns.
#[component]
pub fn ColumnsMenu(
    /// Id and label of every column on offer; the first stays.
    columns: Vec<(&'static str, String)>,
    /// The choice.
    chosen: ChosenColumns,
) -> impl IntoView {
    let content = menu_of(MenuOf::Columns(columns.into(), chosen));
    view! {
        <Menu
            label=listing::columns()
            icon=Icon::Columns
            kind=ButtonKind::Quiet
            icon_only=true
            content
        />
    }
}
