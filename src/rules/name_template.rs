//! Names for many backups at once, made from a template such as `{volume}-{date}`.

use crate::rules::backup_fields::MAX;

/// The placeholders, in the order in which they are offered.
pub const PLACEHOLDERS: [&str; 5] = ["volume", "id", "date", "time", "n"];

/// What is put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Values<'a> {
    /// The volume's name, or its id where it has none.
    pub volume: &'a str,
    /// The volume's id.
    pub id: &'a str,
    /// The day, as 2026-11-23.
    pub date: &'a str,
    /// The time, as 1651.
    pub time: &'a str,
    /// The place among those that are made together, from 1.
    pub n: usize,
}

/// Why a template cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateProblem {
    /// There is no such placeholder.
    Unknown(String),
    /// A `{` without its `}`.
    Unclosed,
}

/// Whether the template can be used.
pub fn check(template: &str) -> Option<TemplateProblem> {
    let mut rest = template;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((slot, after)) = after.split_once('}') else { return Some(TemplateProblem::Unclosed) };
        if !PLACEHOLDERS.contains(&slot) {
            return Some(TemplateProblem::Unknown(slot.to_owned()));
        }
        rest = after;
    }
    None
}

/// The name, of at most 255 characters; empty for an empty template. A volume's name is shortened
/// first, so that what tells the backups apart stays.
pub fn fill(template: &str, values: &Values) -> String {
    let name = put_in(template, values);
    let excess = name.trim().chars().count().saturating_sub(MAX);
    let times = template.matches("{volume}").count();
    if excess == 0 || times == 0 {
        return name.trim().chars().take(MAX).collect();
    }
    let keep = values.volume.chars().count().saturating_sub(excess.div_ceil(times));
    let volume: String = values.volume.chars().take(keep).collect();
    put_in(template, &Values { volume: &volume, ..*values }).trim().chars().take(MAX).collect()
}

fn put_in(template: &str, values: &Values) -> String {
    let mut name = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        name.push_str(before);
        let Some((slot, after)) = after.split_once('}') else { break };
        match slot {
            "volume" => name.push_str(values.volume),
            "id" => name.push_str(values.id),
            "date" => name.push_str(values.date),
            "time" => name.push_str(values.time),
            "n" => name.push_str(&values.n.to_string()),
            // Such a template is not used, see `check`.
            _ => {}
        }
        rest = after;
    }
    name.push_str(rest);
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    const VALUES: Values<'static> =
        Values { volume: "db", id: "50ef8716", date: "2026-11-23", time: "1651", n: 3 };

    #[test]
    fn placeholders_are_filled() {
        let cases = [
            ("{volume}-{date}", "db-2026-11-23"),
            ("{id} {time} #{n}", "50ef8716 1651 #3"),
            ("{volume}{volume}", "dbdb"),
            ("nightly }", "nightly }"),
            ("  {volume} ", "db"),
            ("", ""),
        ];
        for (template, name) in cases {
            assert_eq!(check(template), None, "{template}");
            assert_eq!(fill(template, &VALUES), name);
        }
        for placeholder in PLACEHOLDERS {
            let template = format!("{{{placeholder}}}");
            assert_eq!(check(&template), None);
            assert_ne!(fill(&template, &VALUES), "", "{placeholder}");
        }
    }

    #[test]
    fn what_cannot_be_filled_is_told() {
        let unknown = |slot: &str| Some(TemplateProblem::Unknown(slot.to_owned()));
        let cases = [
            ("{vol}", unknown("vol")),
            ("{volume}-{}", unknown("")),
            ("{Date}", unknown("Date")),
            ("{volume", Some(TemplateProblem::Unclosed)),
            ("{{volume}}", unknown("{volume")),
        ];
        for (template, problem) in cases {
            assert_eq!(check(template), problem, "{template}");
        }
    }

    #[test]
    fn a_volumes_name_is_never_read_as_a_template() {
        assert_eq!(fill("{volume}-{n}", &Values { volume: "{date}{", ..VALUES }), "{date}{-3");
    }

    #[test]
    fn long_names_lose_the_end_of_the_volumes_name() {
        let long = "ä".repeat(300);
        let values = Values { volume: &long, ..VALUES };
        let name = fill("{volume}-{date}", &values);
        assert_eq!((name.chars().count(), name.ends_with("ä-2026-11-23")), (255, true));
        let twice = fill("{volume}{volume}-{n}", &values);
        assert!(twice.chars().count() <= 255 && twice.ends_with("-3"));
        assert_eq!(fill(&long, &VALUES).chars().count(), 255);
    }
}
