//! Columns as data, and which of them a given width can hold.

/// How wide a column is, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnWidth {
    /// Always this wide.
    Fixed(u16),
    /// At least `min`; what is left over is divided by `share`.
    Flexible {
        /// The least width that is of use.
        min: u16,
        /// The part of what is left over, relative to the other flexible columns.
        share: u8,
    },
}

impl ColumnWidth {
    fn min(self) -> u32 {
        match self {
            ColumnWidth::Fixed(px) | ColumnWidth::Flexible { min: px, .. } => u32::from(px),
        }
    }

    fn track(self) -> String {
        match self {
            ColumnWidth::Fixed(px) => format!("{px}px"),
            ColumnWidth::Flexible { min, share } => format!("minmax({min}px,{share}fr)"),
        }
    }
}

/// On which side of its cells a column's content stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// At the side where a line begins.
    #[default]
    Start,
    /// At the side where a line ends: numbers.
    End,
}

/// Where a column's cell goes when a row is a card of two lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compact {
    /// On the first line, taking the room there is.
    Title,
    /// At the end of the first line: the status.
    Status,
    /// On the second line, one after another.
    Line,
    /// At the end of the card, across both lines: the menu.
    End,
    /// Not shown.
    #[default]
    Hidden,
}

impl Compact {
    /// The value of `data-slot`.
    pub fn as_str(self) -> &'static str {
        match self {
            Compact::Title => "title",
            Compact::Status => "status",
            Compact::Line => "line",
            Compact::End => "end",
            Compact::Hidden => "hidden",
        }
    }
}

/// The direction in which a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The least first.
    Ascending,
    /// The greatest first.
    Descending,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name among the columns of the table; handed to the cell callback.
    pub id: &'static str,
    /// The words in its header.
    pub label: String,
    /// The words are for assistive technology only (a column of menus).
    pub label_hidden: bool,
    /// How wide it is.
    pub width: ColumnWidth,
    /// On which side its content stands.
    pub align: Align,
    /// Its header is a button that sorts.
    pub sortable: bool,
    /// When the width does not suffice, the column with the greatest number
    /// goes first, the last one first among equals; 0 never goes.
    pub priority: u8,
    /// Where it goes in a card.
    pub compact: Compact,
}

impl Column {
    /// A column of at least 120 pixels that takes part of what is left over and never goes.
    pub fn new(id: &'static str, label: impl Into<String>) -> Self {
        Self {
            id,
            label: label.into(),
            label_hidden: false,
            width: ColumnWidth::Flexible { min: 120, share: 1 },
            align: Align::Start,
            sortable: false,
            priority: 0,
            compact: Compact::Hidden,
        }
    }

    /// Sets a fixed width in pixels.
    pub fn fixed(mut self, px: u16) -> Self {
        self.width = ColumnWidth::Fixed(px);
        self
    }

    /// Sets the least width in pixels and the share of what is left over.
    pub fn flexible(mut self, min: u16, share: u8) -> Self {
        self.width = ColumnWidth::Flexible { min, share };
        self
    }

    /// Puts the content at the end of the cell.
    pub fn align_end(mut self) -> Self {
        self.align = Align::End;
        self
    }

    /// Makes the header a button that sorts.
    pub fn sortable(mut self) -> Self {
        self.sortable = true;
        self
    }

    /// Sets which columns go before this one when the width does not suffice.
    pub fn priority(mut self, priority: u8) -> Self {
        self.priority = priority;
        self
    }

    /// Says where it goes in a card.
    pub fn compact(mut self, slot: Compact) -> Self {
        self.compact = slot;
        self
    }

    /// Hides the words of the header from sight.
    pub fn label_hidden(mut self) -> Self {
        self.label_hidden = true;
        self
    }
}

/// Below this width of the table, in CSS pixels, rows are cards.
pub const COMPACT_BELOW: u32 = 540;

/// The width of the column of checkboxes, in CSS pixels.
pub const SELECT_WIDTH: u32 = 40;

/// The columns that a width can hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// Rows are cards.
    pub compact: bool,
    /// The columns that are shown, in their order.
    pub columns: Vec<Column>,
    /// The tracks, for `grid-template-columns`.
    pub template: String,
    /// The least width of a row in CSS pixels; a narrower table scrolls sideways.
    pub min_width: u32,
}

/// Chooses the columns for a table of the given width in CSS pixels.
pub fn fit(columns: &[Column], width: u32, selectable: bool) -> Fit {
    let select = if selectable { SELECT_WIDTH } else { 0 };
    let compact = width < COMPACT_BELOW;
    let mut shown: Vec<&Column> = columns.iter().collect();
    if compact {
        shown.retain(|column| column.compact != Compact::Hidden);
    } else {
        while total(&shown, select) > width {
            // `max_by_key` takes the last of equals.
            match shown.iter().enumerate().max_by_key(|(_, column)| column.priority) {
                Some((index, column)) if column.priority > 0 => {
                    shown.remove(index);
                }
                _ => break,
            }
        }
    }
    let mut tracks: Vec<String> = shown.iter().map(|column| column.width.track()).collect();
    if selectable {
        tracks.insert(0, format!("{SELECT_WIDTH}px"));
    }
    Fit {
        compact,
        template: tracks.join(" "),
        min_width: if compact { 0 } else { total(&shown, select) },
        columns: shown.into_iter().cloned().collect(),
    }
}

fn total(columns: &[&Column], select: u32) -> u32 {
    select + columns.iter().map(|column| column.width.min()).sum::<u32>()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns() -> Vec<Column> {
        vec![
            Column::new("name", "Name").flexible(200, 2).compact(Compact::Title),
            Column::new("status", "Status").fixed(120).compact(Compact::Status),
            Column::new("volume", "Volume").flexible(160, 1).priority(2),
            Column::new("created", "Created").fixed(140).priority(1).compact(Compact::Line),
            Column::new("zone", "Zone").fixed(120).priority(2),
        ]
    }

    fn ids(width: u32) -> Vec<&'static str> {
        fit(&columns(), width, true).columns.iter().map(|column| column.id).collect()
    }

    #[test]
    fn a_wide_table_shows_all() {
        assert_eq!(ids(1200), ["name", "status", "volume", "created", "zone"]);
    }

    #[test]
    fn the_greatest_number_goes_first_and_the_last_of_equals() {
        assert_eq!(ids(779), ["name", "status", "volume", "created"]);
        assert_eq!(ids(650), ["name", "status", "created"]);
    }

    #[test]
    fn a_fit_to_the_pixel_keeps_the_column() {
        assert_eq!(ids(780).len(), 5);
    }

    #[test]
    fn what_never_goes_makes_the_table_scroll() {
        let wide = [Column::new("a", "A").fixed(500), Column::new("b", "B").fixed(400)];
        let fit = fit(&wide, 600, false);
        assert_eq!((fit.columns.len(), fit.min_width), (2, 900));
    }

    #[test]
    fn the_template_begins_with_the_checkbox() {
        let fit = fit(&columns()[..2], 900, true);
        assert_eq!(fit.template, "40px minmax(200px,2fr) 120px");
    }

    #[test]
    fn a_card_shows_what_has_a_place_in_it() {
        let fit = fit(&columns(), 360, true);
        assert!(fit.compact);
        let ids: Vec<_> = fit.columns.iter().map(|column| column.id).collect();
        assert_eq!(ids, ["name", "status", "created"]);
        assert_eq!(fit.min_width, 0);
    }
}
