//! What the keys do in a table: a pure map from keys to commands.

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// To the row so many further down (up when negative).
    Move(isize),
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// Selects the row or takes it out; with `range`, all up to the last one toggled.
    Toggle {
        /// Shift was held.
        range: bool,
    },
    /// Selects every row of the page.
    SelectAll,
    /// Opens the row.
    Open,
}

/// Reads a key. `on_row`: the focus is on the row itself and not on a control
/// in it; `meta`: Control or Command is held; `page`: the rows in sight.
pub fn command(key: &str, shift: bool, meta: bool, on_row: bool, page: usize) -> Option<Command> {
    // Leaves one row of the old page in sight.
    let page = isize::try_from(page.saturating_sub(1)).unwrap_or(1).max(1);
    match (key, meta) {
        ("ArrowDown", false) => Some(Command::Move(1)),
        ("ArrowUp", false) => Some(Command::Move(-1)),
        ("PageDown", false) => Some(Command::Move(page)),
        ("PageUp", false) => Some(Command::Move(-page)),
        ("Home", _) => Some(Command::First),
        ("End", _) => Some(Command::Last),
        (" ", false) if on_row => Some(Command::Toggle { range: shift }),
        ("Enter", false) if on_row => Some(Command::Open),
        ("a" | "A", true) if on_row => Some(Command::SelectAll),
        _ => None,
    }
}

/// The index of the row a command leads to, from row `from` of `count`.
pub fn target(command: Command, from: usize, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match command {
        Command::Move(rows) => Some(from.saturating_add_signed(rows).min(last)),
        Command::First => Some(0),
        Command::Last => Some(last),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_move_from_anywhere_in_the_row() {
        assert_eq!(command("ArrowDown", false, false, false, 20), Some(Command::Move(1)));
        assert_eq!(command("PageUp", false, false, true, 20), Some(Command::Move(-19)));
        assert_eq!(command("PageDown", false, false, true, 0), Some(Command::Move(1)));
        assert_eq!(command("ArrowDown", false, true, true, 20), None);
    }

    #[test]
    fn space_and_enter_belong_to_the_control_that_has_the_focus() {
        assert_eq!(command(" ", true, false, true, 20), Some(Command::Toggle { range: true }));
        assert_eq!(command(" ", false, false, false, 20), None);
        assert_eq!(command("Enter", false, false, true, 20), Some(Command::Open));
        assert_eq!(command("Enter", false, false, false, 20), None);
        assert_eq!(command("a", false, true, true, 20), Some(Command::SelectAll));
        assert_eq!(command("a", false, false, true, 20), None);
    }

    #[test]
    fn moving_stays_within_the_rows() {
        assert_eq!(target(Command::Move(-3), 1, 10), Some(0));
        assert_eq!(target(Command::Move(30), 1, 10), Some(9));
        assert_eq!(target(Command::Last, 1, 10), Some(9));
        assert_eq!(target(Command::Last, 0, 0), None);
        assert_eq!(target(Command::Open, 0, 5), None);
    }
}
