//! Where a menu or a tooltip goes: measured, because CSS anchor positioning is
//! not yet in every browser the panel supports.
//!
//! The panel is opened as a native popover (top layer), so nothing clips it;
//! `place` then sets its four insets and the height it may take.

/// Space kept between a panel, its anchor and the edges of the window, in CSS pixels.
const GAP: f64 = 4.0;

/// The edges a panel is held by, in CSS pixels from the same edge of the window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placement {
    /// Distance from the left edge.
    pub left: f64,
    /// Distance from the top edge, or from the bottom edge when `above`.
    pub block: f64,
    /// The panel stands above its anchor and grows upwards.
    pub above: bool,
    /// The height that is free there.
    pub max_height: f64,
}

/// A rectangle in the coordinates of the window.
#[derive(Clone, Copy, Debug)]
pub struct Rect {
    /// Left edge.
    pub left: f64,
    /// Top edge.
    pub top: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// Chooses the side with room: below unless the panel fits only above, in line
/// with the anchor's start (its right edge when `rtl`), moved in from the window's edges.
pub fn choose(anchor: Rect, panel: (f64, f64), window: (f64, f64), rtl: bool) -> Placement {
    let below = window.1 - (anchor.top + anchor.height) - 2.0 * GAP;
    let above = anchor.top - 2.0 * GAP;
    let up = panel.1 > below && above > below;
    let start = if rtl { anchor.left + anchor.width - panel.0 } else { anchor.left };
    Placement {
        left: start.min(window.0 - panel.0 - GAP).max(GAP),
        block: if up { window.1 - anchor.top + GAP } else { anchor.top + anchor.height + GAP },
        above: up,
        max_height: (if up { above } else { below }).max(80.0),
    }
}

/// Places an open popover next to its anchor.
pub fn place(anchor: &web_sys::Element, panel: &web_sys::HtmlElement) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let side = |value: Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>| {
        value.ok().and_then(|v| v.as_f64()).unwrap_or(0.0)
    };
    let (from, own) = (anchor.get_bounding_client_rect(), panel.get_bounding_client_rect());
    let rtl = window
        .get_computed_style(anchor)
        .ok()
        .flatten()
        .and_then(|style| style.get_property_value("direction").ok())
        .is_some_and(|direction| direction == "rtl");
    let place = choose(
        Rect { left: from.left(), top: from.top(), width: from.width(), height: from.height() },
        (own.width(), own.height().max(f64::from(panel.scroll_height()))),
        (side(window.inner_width()), side(window.inner_height())),
        rtl,
    );
    let (set, clear) = if place.above { ("bottom", "top") } else { ("top", "bottom") };
    let style = panel.style();
    for (name, value) in [
        ("left", pixels(place.left)),
        (set, pixels(place.block)),
        (clear, "auto".to_owned()),
        ("max-height", pixels(place.max_height)),
    ] {
        // Only a read-only style declaration can refuse, and this one is not.
        let _ = style.set_property(name, &value);
    }
}

/// Whole pixels: the formatting of fractions would cost more bytes than all of this file.
fn pixels(length: f64) -> String {
    format!("{}px", length.round() as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: (f64, f64) = (400.0, 600.0);

    fn anchor(left: f64, top: f64) -> Rect {
        Rect { left, top, width: 40.0, height: 20.0 }
    }

    #[test]
    fn opens_below_where_there_is_room() {
        let place = choose(anchor(10.0, 100.0), (200.0, 300.0), WINDOW, false);
        assert_eq!((place.left, place.block, place.above), (10.0, 124.0, false));
    }

    #[test]
    fn opens_above_when_it_fits_only_there() {
        let place = choose(anchor(10.0, 500.0), (200.0, 300.0), WINDOW, false);
        assert_eq!((place.block, place.above), (104.0, true));
        assert_eq!(place.max_height, 492.0);
    }

    #[test]
    fn stays_below_when_neither_side_fits_but_below_is_larger() {
        let place = choose(anchor(10.0, 100.0), (200.0, 900.0), WINDOW, false);
        assert!(!place.above);
        assert_eq!(place.max_height, 472.0);
    }

    #[test]
    fn is_moved_in_from_both_edges() {
        let right = choose(anchor(350.0, 10.0), (200.0, 100.0), WINDOW, false);
        assert_eq!(right.left, 196.0);
        let wide = choose(anchor(350.0, 10.0), (500.0, 100.0), WINDOW, false);
        assert_eq!(wide.left, 4.0);
    }

    #[test]
    fn right_to_left_lines_up_with_the_right_edge() {
        let place = choose(anchor(300.0, 10.0), (200.0, 100.0), WINDOW, true);
        assert_eq!(place.left, 140.0);
    }
}
