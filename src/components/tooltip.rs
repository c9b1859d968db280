//! The reason why something cannot be done, shown on hover, focus and press.
//!
//! A native popover, because a tooltip inside a scrolling table would be cut
//! off, and because `title` reaches neither keyboard nor touch.

use leptos::html;
use leptos::prelude::*;

use crate::components::popover::place;

/// The handle by which the described element shows and hides its tooltip.
#[derive(Clone, Copy)]
pub struct TooltipHandle {
    node: NodeRef<html::Span>,
}

impl TooltipHandle {
    /// A handle that is not yet tied to a tooltip.
    pub fn new() -> Self {
        Self { node: NodeRef::new() }
    }

    /// Shows the tooltip next to its anchor, if there is one.
    pub fn show(self, anchor: &web_sys::Element) {
        if let Some(span) = self.node.try_get_untracked().flatten()
            && span.show_popover().is_ok()
        {
            place(anchor, &span);
        }
    }

    /// Hides the tooltip, if it is shown. An element that is taken out of the document still says
    /// that it lost focus or pointer, when the tooltip is gone already.
    pub fn hide(self) {
        if let Some(span) = self.node.try_get_untracked().flatten() {
            // Refused only when it is hidden already.
            let _ = span.hide_popover();
        }
    }
}

impl Default for TooltipHandle {
    fn default() -> Self {
        Self::new()
    }
}

/// The tooltip itself; a sibling of the element that names its id in `aria-describedby`.
#[component]
pub fn Tooltip(
    /// Its id.
    #[prop(into)]
    id: String,
    /// The handle given to the described element.
    handle: TooltipHandle,
    /// The reason.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    view! {
        <span class="bp-tooltip" role="tooltip" popover="manual" id=id node_ref=handle.node>
            {text}
        </span>
    }
}
