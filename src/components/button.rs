//! The one button.
//!
//! A denied action is greyed but stays in the tab order, and says why in its
//! tooltip and to assistive technology: `disabled` would hide the reason from
//! everyone who cannot point at it.

use leptos::ev;
use leptos::prelude::*;

pub use crate::components::button_view::ButtonKind;
use crate::components::button_view::{ButtonIcon, ButtonParts, button_view};

/// A button with a label, an icon or both.
#[component]
pub fn Button(
    /// The words on it; the accessible name also when `icon_only`.
    #[prop(into)]
    label: Signal<String>,
    /// How much attention it asks for.
    #[prop(optional)]
    kind: ButtonKind,
    /// An icon before the words.
    #[prop(optional, into)]
    icon: Option<ButtonIcon>,
    /// Shows the icon alone.
    #[prop(optional)]
    icon_only: bool,
    /// Lower, for use inside rows and chips.
    #[prop(optional)]
    small: bool,
    /// Under way: shows a spinner and takes no press.
    #[prop(optional, into)]
    busy: Option<Signal<bool>>,
    /// There is nothing to do just now (no page before the first); takes no press.
    #[prop(optional, into)]
    inactive: Option<Signal<bool>>,
    /// Why it may not be pressed; shown as its tooltip.
    #[prop(optional, into)]
    denied: Option<Signal<Option<String>>>,
    /// Submits the form around it.
    #[prop(optional)]
    submit: bool,
    /// Makes it a toggle that is on or off.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    /// What a press does.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
) -> impl IntoView {
    let press = move |event: ev::MouseEvent| {
        let is_on = |signal: Option<Signal<bool>>| signal.is_some_and(|signal| signal.get_untracked());
        let is_denied = denied.is_some_and(|denied| denied.with_untracked(Option::is_some));
        if is_denied || is_on(busy) || is_on(inactive) {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    button_view(ButtonParts {
        node: NodeRef::new(),
        label,
        kind,
        icon,
        icon_only,
        small,
        busy,
        inactive,
        denied,
        submit,
        pressed,
        popup: None,
        press: Box::new(press),
    })
}
