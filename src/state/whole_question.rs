//! What is asked of the whole set, and what to do about it while other work may be under way.

use crate::model::listing::{Filter, Sort};
use crate::rules::list_view::ListView;
use crate::state::route::Grouping;

/// What the work depends on.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// What has to be met.
    pub filters: Vec<Filter>,
    /// The order.
    pub sort: Option<Sort>,
    /// Whose backups they are.
    pub all_projects: bool,
    /// By backup or by volume.
    pub grouping: Grouping,
    /// Which set it is, and how often it has changed.
    pub state: (u32, u32),
    /// How often names have become known.
    pub names: u32,
}

impl Question {
    /// The same of another state of the same set.
    fn is_but_for_changes(&self, other: &Self) -> bool {
        self.state.0 == other.state.0 && Self { state: other.state, ..self.clone() } == *other
    }

    /// The view that an answer to this is of, from the part that `page` asks for.
    pub fn view(&self, page: &ListView) -> ListView {
        ListView {
            filters: self.filters.clone(),
            sort: self.sort.clone(),
            all_projects: self.all_projects,
            rows: page.rows,
            offset: page.offset,
        }
    }

    /// Whether an answer to this holds the rows that the view asks for, in whatever order.
    pub fn has_rows_of(&self, view: &ListView) -> bool {
        self.filters == view.filters && self.all_projects == view.all_projects
    }
}

/// What to do about a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The answer is there: what is under way is of another question, and ends.
    Show,
    /// What is under way answers it and is not begun again because of what changed in the set: it might never
    /// end. What is there is shown meanwhile if it answers the same.
    GoOn {
        /// There is such an answer.
        show: bool,
    },
    /// The answer there is was right a moment ago; it is shown, and renewed at a steady pace.
    Pace,
    /// Begin.
    Begin,
}

/// The next step towards an answer, from the question answered last and the one that is worked on.
pub fn step(wanted: &Question, known: Option<&Question>, doing: Option<&Question>, is_reading: bool) -> Step {
    let nearly = |other: Option<&Question>| other.is_some_and(|other| other.is_but_for_changes(wanted));
    if known == Some(wanted) {
        Step::Show
    } else if nearly(doing) {
        Step::GoOn { show: nearly(known) }
    } else if nearly(known) && is_reading {
        Step::Pace
    } else {
        Step::Begin
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(status: &str, changes: u32) -> Question {
        Question {
            filters: vec![Filter::exact("status", status)],
            sort: None,
            all_projects: false,
            grouping: Grouping::Single,
            state: (1, changes),
            names: 0,
        }
    }

    #[test]
    fn back_at_what_is_known_the_work_for_another_filter_ends() {
        let (a, b) = (asks("a", 1), asks("b", 1));
        assert_eq!(step(&b, Some(&a), None, false), Step::Begin);
        assert_eq!(step(&a, Some(&a), Some(&b), false), Step::Show);
        // The same while the set grows.
        assert_eq!(step(&asks("a", 2), Some(&a), Some(&b), true), Step::Pace);
        assert_eq!(step(&asks("a", 2), Some(&a), Some(&b), false), Step::Begin);
    }

    #[test]
    fn an_answer_is_of_the_view_that_it_was_worked_out_for() {
        let page = ListView { offset: 100, ..ListView::default() }.with_filter(Filter::exact("status", "a"));
        let (a, b) = (asks("a", 1), asks("b", 1));
        assert_eq!(a.view(&page), page);
        assert_ne!(b.view(&page), page);
        assert!(a.has_rows_of(&page) && !b.has_rows_of(&page));
    }

    #[test]
    fn what_comes_while_reading_does_not_begin_the_work_anew() {
        let a = asks("a", 1);
        assert_eq!(step(&asks("b", 3), Some(&a), Some(&asks("b", 2)), true), Step::GoOn { show: false });
        assert_eq!(
            step(&asks("b", 3), Some(&asks("b", 1)), Some(&asks("b", 2)), true),
            Step::GoOn { show: true }
        );
        // Another set is another question.
        let other = Question { state: (2, 3), ..asks("b", 3) };
        assert_eq!(step(&other, None, Some(&asks("b", 2)), true), Step::Begin);
    }

    #[test]
    fn the_other_table_is_another_question() {
        let volumes = Question { grouping: Grouping::ByVolume, ..asks("a", 1) };
        assert_eq!(step(&volumes, Some(&asks("a", 1)), None, false), Step::Begin);
    }
}
