//! Words about editing a backup, and about what its fields take.

use crate::rules::backup_edit::Difference;
use crate::rules::backup_fields::FieldProblem;
use crate::rules::metadata_fields::{Change, RowProblem};
use crate::text::listing;
use crate::text::phrase::phrases;

phrases! {
    metadata = "Metadata";
    key = "Key";
    value = "Value";
    key_of(n) = "Key {n}";
    value_of(n) = "Value {n}";
    add_metadata = "Add metadata";
    remove_metadata(n) = "Remove metadata {n}";

    edit_backup(name) = "Edit {name}";
    save = "Save changes";
    save_all_the_same = "Save all the same";
    nothing_changed = "Nothing is changed yet.";
    correct_first = "Correct what is marked first.";
    not_saved = "Nothing was saved: it could not be seen whether somebody else has changed the backup meanwhile.";
    changed_meanwhile = "This backup was changed meanwhile; nothing was saved yet";
    changed_meanwhile_body = "What you changed yourself is kept, the rest is now as it is in the cloud. Look at what will be changed below, then save.";
    will_be_changed = "Will be changed";
    text_set(field, after) = "{field}: {after}";
    text_cleared(field, before) = "{field} is cleared; it is {before}";
    text_changed(field, before, after) = "{field}: {before} → {after}";
    pair_added(key, value) = "{key} is added: {value}";
    pair_removed(key, value) = "{key} is removed; it is {value}";
    pair_changed(key, before, after) = "{key}: {before} → {after}";
    text_was_changed(field, before, after) = "{field} was changed from {before} to {after}";
    empty = "(empty)";

    too_long(n) = "At most 255 characters; these are {n}.";
    several_lines = "One line only.";
    not_printable(code) = "Holds a character that cannot be printed ({code}); Block Storage refuses it.";
    beyond_basic_plane(letter, code) = "Holds {letter} ({code}); Block Storage refuses emoji and other characters above U+FFFF here.";
    not_in_container(letter) = "Holds “{letter}”, which a container's name cannot have.";
    dots = "“.” and “..” are not names of containers.";

    no_key = "A value needs a key.";
    key_too_long(n) = "A key has at most 255 characters; this one has {n}.";
    not_in_key(letter) = "Holds “{letter}”; keys are of unaccented letters, digits, spaces and - _ : . /";
    same_key(row) = "Row {row} has the same key.";
    value_too_long(n) = "A value has at most 255 characters; this one has {n}.";

    key_added(key, value) = "{key} was added: {value}";
    key_removed(key, value) = "{key} was removed; it was {value}";
    key_changed(key, before, after) = "{key} was changed from {before} to {after}";
}

/// Why a field would be refused.
pub fn field_problem(problem: &FieldProblem) -> String {
    match *problem {
        FieldProblem::TooLong(length) => too_long(length),
        FieldProblem::SeveralLines => several_lines(),
        FieldProblem::NotPrintable(letter) => not_printable(code_point(letter)),
        FieldProblem::BeyondBasicPlane(letter) => beyond_basic_plane(letter.to_string(), code_point(letter)),
        FieldProblem::NotInContainer(letter) => not_in_container(shown(letter)),
        FieldProblem::Dots => dots(),
    }
}

/// Why a row of metadata would be refused.
pub fn row_problem(problem: &RowProblem) -> String {
    match *problem {
        RowProblem::NoKey => no_key(),
        RowProblem::KeyTooLong(length) => key_too_long(length),
        RowProblem::NotInKey(letter) => not_in_key(shown(letter)),
        RowProblem::SameKeyAs(row) => same_key(row + 1),
        RowProblem::ValueTooLong(length) => value_too_long(length),
    }
}

/// What became of a key.
pub fn change(change: &Change) -> String {
    let key = change.key.as_str();
    match (change.before.as_deref(), change.after.as_deref()) {
        (Some(before), Some(after)) => key_changed(key, before, after),
        (Some(before), None) => key_removed(key, before),
        (None, after) => key_added(key, after.unwrap_or_default()),
    }
}

/// What stood there and what is to stand there.
pub fn before_and_after(difference: &Difference) -> (Option<&str>, Option<&str>) {
    let (before, after) = match difference {
        Difference::Name(before, after) | Difference::Description(before, after) => (before, after),
        Difference::Metadata(change) => (&change.before, &change.after),
    };
    (before.as_deref(), after.as_deref())
}

/// What a form will change.
pub fn will_change(difference: &Difference) -> String {
    let field = match difference {
        Difference::Name(..) => listing::name(),
        Difference::Description(..) => listing::description(),
        Difference::Metadata(change) => return pair_will_change(change),
    };
    match before_and_after(difference) {
        (Some(before), Some(after)) => text_changed(field, before, after),
        (Some(before), None) => text_cleared(field, before),
        (None, after) => text_set(field, after.unwrap_or_default()),
    }
}

fn pair_will_change(change: &Change) -> String {
    let key = change.key.as_str();
    let shown = |value: &str| if value.is_empty() { empty() } else { value.to_owned() };
    match (change.before.as_deref(), change.after.as_deref()) {
        (Some(before), Some(after)) => pair_changed(key, shown(before), shown(after)),
        (Some(before), None) => pair_removed(key, shown(before)),
        (None, after) => pair_added(key, shown(after.unwrap_or_default())),
    }
}

/// What somebody else has changed.
pub fn was_changed(difference: &Difference) -> String {
    let field = match difference {
        Difference::Name(..) => listing::name(),
        Difference::Description(..) => listing::description(),
        Difference::Metadata(change) => return self::change(change),
    };
    let (before, after) = before_and_after(difference);
    let shown = |text: Option<&str>| text.map_or_else(empty, str::to_owned);
    text_was_changed(field, shown(before), shown(after))
}

/// The character itself, unless nothing could be seen of it.
fn shown(letter: char) -> String {
    if letter.is_control() || letter.is_whitespace() { code_point(letter) } else { letter.to_string() }
}

fn code_point(letter: char) -> String {
    format!("U+{:04X}", u32::from(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_named_so_that_they_can_be_found() {
        let cases = [
            (FieldProblem::NotPrintable('\u{200d}'), "(U+200D)"),
            (FieldProblem::BeyondBasicPlane('😀'), "😀 (U+1F600)"),
            (FieldProblem::NotInContainer('/'), "“/”"),
            (FieldProblem::NotInContainer('\u{7}'), "“U+0007”"),
        ];
        for (problem, words) in cases {
            let told = field_problem(&problem);
            assert!(told.contains(words), "{told}");
        }
        assert_eq!(row_problem(&RowProblem::SameKeyAs(0)), "Row 1 has the same key.");
    }

    #[test]
    fn changes_say_what_was_and_what_is() {
        let told = |before: Option<&str>, after: Option<&str>| {
            change(&Change {
                key: "k".to_owned(),
                before: before.map(str::to_owned),
                after: after.map(str::to_owned),
            })
        };
        assert_eq!(told(Some("1"), Some("2")), "k was changed from 1 to 2");
        assert_eq!(told(Some("1"), None), "k was removed; it was 1");
        assert_eq!(told(None, Some("2")), "k was added: 2");
    }
}
