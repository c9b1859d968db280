//! Words about editing a backup, and about what its fields take.

use crate::rules::backup_fields::FieldProblem;
use crate::rules::metadata_fields::{Change, RowProblem};
use crate::text::phrase::phrases;

phrases! {
    metadata = "Metadata";
    key = "Key";
    value = "Value";
    key_of(n) = "Key {n}";
    value_of(n) = "Value {n}";
    add_metadata = "Add metadata";
    remove_metadata(n) = "Remove metadata {n}";

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
