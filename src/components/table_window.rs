//! Which rows of a long table are in the document: pure arithmetic.

use std::ops::Range;

/// What identifies a row, whatever happens around it.
pub use crate::components::keyed::Key as RowKey;

/// At most this many rows are in the document, unless more are in sight at once.
pub const MAX_ROWS: usize = 80;

/// The window moves in steps of this many rows, so that most scroll events change nothing.
const STEP: usize = 8;

/// Rows kept ready on either side of those in sight.
const OVERSCAN: usize = 8;

/// The rows in sight.
///
/// `top` and `bottom` are where the visible part begins and ends, in CSS pixels
/// below the first row's upper edge (negative when the rows begin further down);
/// `row` is the height of a row.
pub fn in_sight(top: f64, bottom: f64, row: f64) -> Range<usize> {
    if row <= 0.0 {
        return 0..0;
    }
    // `as` saturates: what is negative becomes 0.
    let first = (top / row).floor() as usize;
    let end = (bottom / row).ceil() as usize;
    first..end.max(first)
}

/// The rows in sight that there are.
pub fn in_part(sight: &Range<usize>, count: usize) -> Range<usize> {
    let end = sight.end.min(count);
    sight.start.min(end)..end
}

/// The rows to keep in the document around those in sight, of `count` rows.
pub fn window(sight: &Range<usize>, count: usize) -> Range<usize> {
    let Range { start, end } = in_part(sight, count);
    let spare = MAX_ROWS.saturating_sub(end - start) / 2;
    let overscan = OVERSCAN.min(spare.saturating_sub(STEP));
    let from = start.saturating_sub(overscan) / STEP * STEP;
    let to = (end + overscan).div_ceil(STEP) * STEP;
    from..to.min(count)
}

/// The keys of the rows in the document, in order: those of the window and, so
/// that the focus survives scrolling, the pinned one. A key that is repeated is
/// left out, because a key stands for one row.
pub fn rendered(rows: &[RowKey], window: &Range<usize>, pinned: Option<usize>) -> Vec<RowKey> {
    let mut keys: Vec<RowKey> = Vec::with_capacity(window.len() + 1);
    let before = pinned.filter(|index| *index < window.start);
    let after = pinned.filter(|index| *index >= window.end);
    for index in before.into_iter().chain(window.clone()).chain(after) {
        if let Some(key) = rows.get(index)
            && !keys.contains(key)
        {
            keys.push(key.clone());
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(count: usize) -> Vec<RowKey> {
        (0..count).map(|n| RowKey::from(n.to_string())).collect()
    }

    #[test]
    fn sight_counts_rows_that_are_seen_in_part() {
        assert_eq!(in_sight(0.0, 720.0, 36.0), 0..20);
        assert_eq!(in_sight(18.0, 738.0, 36.0), 0..21);
        assert_eq!(in_sight(-200.0, 100.0, 36.0), 0..3);
        assert_eq!(in_sight(-200.0, -100.0, 36.0), 0..0);
        assert_eq!(in_sight(0.0, 720.0, 0.0), 0..0);
    }

    #[test]
    fn the_window_holds_what_is_in_sight_and_never_too_much() {
        for visible in [1, 10, 25, 40, 60, 78] {
            for start in 0..990 {
                let sight = start..start + visible;
                let window = window(&sight, 1000);
                assert!(window.start <= start, "{sight:?} {window:?}");
                assert!(window.end >= (start + visible).min(1000), "{sight:?} {window:?}");
                assert!(window.len() <= MAX_ROWS + STEP, "{sight:?} {window:?}");
                assert!(visible > 60 || window.len() <= MAX_ROWS, "{sight:?} {window:?}");
            }
        }
    }

    #[test]
    fn a_window_larger_than_the_limit_still_shows_all_that_is_in_sight() {
        assert_eq!(window(&(0..200), 1000), 0..200);
    }

    #[test]
    fn small_movements_keep_the_window() {
        assert_eq!(window(&(98..118), 1000), window(&(100..120), 1000));
    }

    #[test]
    fn the_window_stays_within_the_rows() {
        assert_eq!(window(&(0..20), 5), 0..5);
        assert_eq!(window(&(40..60), 5), 0..5);
        assert_eq!(window(&(0..20), 0), 0..0);
    }

    #[test]
    fn the_pinned_row_is_kept_in_order() {
        let rows = keys(100);
        let found = |pinned| rendered(&rows, &(40..42), pinned).join(",");
        assert_eq!(found(Some(3)), "3,40,41");
        assert_eq!(found(Some(41)), "40,41");
        assert_eq!(found(Some(90)), "40,41,90");
        assert_eq!(found(Some(100)), "40,41");
        assert_eq!(found(None), "40,41");
    }

    #[test]
    fn a_repeated_key_is_one_row() {
        let rows: Vec<RowKey> = ["a", "b", "a"].map(RowKey::from).to_vec();
        assert_eq!(rendered(&rows, &(0..3), None).join(","), "a,b");
    }
}
