//! Selecting rows by key: one, a range, or the rows of the page.

use std::collections::BTreeSet;

use crate::components::table_window::RowKey;

/// How much of the page is selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageSelection {
    /// No row of it.
    None,
    /// Some rows of it.
    Some,
    /// Every row of it.
    All,
}

/// How much of the page is selected; rows selected elsewhere do not count.
pub fn page_selection(rows: &[RowKey], selected: &BTreeSet<RowKey>) -> PageSelection {
    match rows.iter().filter(|key| selected.contains(*key)).count() {
        0 => PageSelection::None,
        n if n == rows.len() => PageSelection::All,
        _ => PageSelection::Some,
    }
}

/// Selects all rows of the page, or none of them when all were; others stay as they are.
pub fn toggle_page(rows: &[RowKey], selected: &mut BTreeSet<RowKey>) {
    let on = page_selection(rows, selected) != PageSelection::All;
    set_all(rows, selected, on);
}

/// Toggles one row. With an anchor that is on the page, every row between the
/// two follows the one that was toggled.
pub fn toggle_row(rows: &[RowKey], selected: &mut BTreeSet<RowKey>, key: &RowKey, anchor: Option<&RowKey>) {
    let on = !selected.contains(key);
    let place = |wanted: &RowKey| rows.iter().position(|row| row == wanted);
    let one = std::slice::from_ref(key);
    let range = match (anchor.and_then(place), place(key)) {
        (Some(from), Some(to)) => rows.get(from.min(to)..=from.max(to)).unwrap_or(one),
        _ => one,
    };
    set_all(range, selected, on);
}

/// Where some are taken out, the others are put together anew: to take one out of a tree is code that the first rows do
/// without.
fn set_all(rows: &[RowKey], selected: &mut BTreeSet<RowKey>, on: bool) {
    if on {
        add(selected, &mut rows.iter());
        return;
    }
    let (mut gone, mut others) = (BTreeSet::new(), BTreeSet::new());
    add(&mut gone, &mut rows.iter());
    add(&mut others, &mut selected.iter().filter(|key| !gone.contains(*key)));
    *selected = others;
}

fn add(set: &mut BTreeSet<RowKey>, keys: &mut dyn Iterator<Item = &RowKey>) {
    for key in keys {
        set.insert(key.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<RowKey> {
        ["a", "b", "c", "d", "e"].map(RowKey::from).to_vec()
    }

    fn set(keys: &[&str]) -> BTreeSet<RowKey> {
        keys.iter().map(|key| RowKey::from(*key)).collect()
    }

    #[test]
    fn the_page_is_none_some_or_all() {
        assert_eq!(page_selection(&rows(), &set(&["x"])), PageSelection::None);
        assert_eq!(page_selection(&rows(), &set(&["x", "a"])), PageSelection::Some);
        assert_eq!(page_selection(&rows(), &set(&["a", "b", "c", "d", "e"])), PageSelection::All);
        assert_eq!(page_selection(&[], &set(&["a"])), PageSelection::None);
    }

    #[test]
    fn toggling_the_page_leaves_other_pages_alone() {
        let mut selected = set(&["x", "a"]);
        toggle_page(&rows(), &mut selected);
        assert_eq!(selected, set(&["x", "a", "b", "c", "d", "e"]));
        toggle_page(&rows(), &mut selected);
        assert_eq!(selected, set(&["x"]));
    }

    #[test]
    fn a_range_follows_the_row_that_was_toggled() {
        let mut selected = set(&["d"]);
        toggle_row(&rows(), &mut selected, &"b".into(), Some(&"d".into()));
        assert_eq!(selected, set(&["b", "c", "d"]));
        toggle_row(&rows(), &mut selected, &"c".into(), Some(&"b".into()));
        assert_eq!(selected, set(&["d"]));
    }

    #[test]
    fn an_anchor_that_is_gone_is_no_anchor() {
        let mut selected = set(&[]);
        toggle_row(&rows(), &mut selected, &"b".into(), Some(&"x".into()));
        assert_eq!(selected, set(&["b"]));
    }
}
