//! What Cinder accepts in the fields of a backup, so that a form can say it before sending.
//!
//! Source: `cinder/api/validation/parameter_types.py`, which the schemas of backups use.

/// The most characters of any field; Cinder counts code points.
pub const MAX: usize = 255;

/// Why a field would be refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldProblem {
    /// It has so many characters, which is more than 255.
    TooLong(usize),
    /// More than one line, where Cinder takes a single one.
    SeveralLines,
    /// A character that cannot be printed: control codes, invisible marks, private ones.
    NotPrintable(char),
    /// A character above U+FFFF, such as an emoji.
    BeyondBasicPlane(char),
    /// A character that has a meaning of its own in names of containers.
    NotInContainer(char),
    /// A container's name that means another place: `.` or `..`.
    Dots,
}

/// The field as it is to be sent: without the white space around it, as Cinder keeps it; nothing
/// when it is empty.
///
/// An empty container would not be the default one to Cinder, so empty is never sent.
pub fn optional(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A name: anything of up to 255 characters.
pub fn check_name(name: &str) -> Option<FieldProblem> {
    too_long(name)
}

/// A description: a single line of printable characters of the basic plane.
pub fn check_description(description: &str) -> Option<FieldProblem> {
    too_long(description).or_else(|| description.trim().chars().find_map(refused_in_description))
}

/// A container: what every store can take. Swift has no `/` in names, and a store of files would
/// take a path for a place in its tree.
pub fn check_container(container: &str) -> Option<FieldProblem> {
    let container = container.trim();
    let refused = container.chars().find(|&letter| letter == '/' || letter.is_control());
    let dots = matches!(container, "." | "..").then_some(FieldProblem::Dots);
    too_long(container).or(refused.map(FieldProblem::NotInContainer)).or(dots)
}

/// A zone: Cinder checks nothing but its length, and only then finds no service in it.
pub fn check_zone(zone: &str) -> Option<FieldProblem> {
    too_long(zone)
}

/// White space around it is not sent, see [`optional`], so it does not count.
fn too_long(text: &str) -> Option<FieldProblem> {
    let length = text.trim().chars().count();
    (length > MAX).then_some(FieldProblem::TooLong(length))
}

/// Cinder's pattern takes every character up to U+FFFE whose Unicode category is not "other" and,
/// of the separators, only spaces. Characters that Unicode has not assigned are left to the cloud.
fn refused_in_description(letter: char) -> Option<FieldProblem> {
    match letter {
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
            Some(FieldProblem::SeveralLines)
        }
        '\u{10000}'.. => Some(FieldProblem::BeyondBasicPlane(letter)),
        _ if letter.is_control() || is_format(letter) => Some(FieldProblem::NotPrintable(letter)),
        '\u{e000}'..='\u{f8ff}' | '\u{fffe}' | '\u{ffff}' => Some(FieldProblem::NotPrintable(letter)),
        _ => None,
    }
}

/// Unicode's category Cf within the basic plane: soft hyphens, joiners, marks of direction.
fn is_format(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}' | '\u{891}'
        | '\u{8e2}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

#[cfg(test)]
mod tests {
    use super::FieldProblem::*;
    use super::*;

    #[test]
    fn empty_fields_are_not_sent() {
        let cases = [("", None), ("  \n", None), (" a b ", Some("a b")), ("a", Some("a"))];
        for (text, sent) in cases {
            assert_eq!(optional(text).as_deref(), sent, "{text:?}");
        }
    }

    #[test]
    fn lengths_count_characters_without_the_space_around() {
        let exact = "ä".repeat(255);
        let longer = "😀".repeat(256);
        for check in [check_name, check_description, check_container, check_zone] {
            assert_eq!(check(&exact), None);
            assert_eq!(check(&format!("  {exact}  ")), None);
            assert_eq!(check(&longer), Some(TooLong(256)));
            assert_eq!(check(""), None);
        }
    }

    #[test]
    fn names_take_anything() {
        assert_eq!(check_name("nightly 😀\n/\u{202e}"), None);
    }

    #[test]
    fn descriptions_are_one_printable_line_of_the_basic_plane() {
        let cases = [
            ("before the upgrade – Überprüfung, 备份, ☺\u{fe0f}", None),
            ("no-break\u{a0}space and thin\u{2009}space", None),
            ("line at the end\n", None),
            ("one\ntwo", Some(SeveralLines)),
            ("one\u{2028}two", Some(SeveralLines)),
            ("a\tb", Some(NotPrintable('\t'))),
            ("a\u{0}b", Some(NotPrintable('\0'))),
            ("joined\u{200d}letters", Some(NotPrintable('\u{200d}'))),
            ("a\u{feff}b", Some(NotPrintable('\u{feff}'))),
            ("a\u{e000}b", Some(NotPrintable('\u{e000}'))),
            ("\u{fffd}", None),
            ("\u{ffff}", Some(NotPrintable('\u{ffff}'))),
            ("done 😀", Some(BeyondBasicPlane('😀'))),
        ];
        for (text, problem) in cases {
            assert_eq!(check_description(text), problem, "{text:?}");
        }
    }

    #[test]
    fn containers_are_plain_names() {
        let cases = [
            ("volumebackups", None),
            (" nightly.2026 ", None),
            ("...", None),
            ("a/b", Some(NotInContainer('/'))),
            ("a\u{7}b", Some(NotInContainer('\u{7}'))),
            ("..", Some(Dots)),
            (" . ", Some(Dots)),
        ];
        for (text, problem) in cases {
            assert_eq!(check_container(text), problem, "{text:?}");
        }
    }
}
