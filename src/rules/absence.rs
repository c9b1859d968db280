//! Whether something that a list does not show is gone, or only beyond the list's end.
//!
//! The list is that of the backups that changed last (`sort=updated_at:desc`). It is cut, by a limit
//! that an operator may have set lower, and it holds one project's rows only. What it cannot tell
//! has to be asked for by itself: to take a backup for gone that is not would be a false "done".

use std::sync::Arc;

use crate::model::backup::Backup;
use crate::model::ids::ProjectId;
use crate::model::units::Timestamp;

/// How far a list reaches.
#[derive(Clone, Debug, PartialEq)]
pub enum Reach {
    /// It holds every row there is.
    Whole,
    /// It holds every row that has changed at all.
    Changed,
    /// It holds every row that has changed after this.
    After(Timestamp),
    /// Nobody knows.
    Nowhere,
}

impl Reach {
    /// Of a list of the rows that changed last, for which so many were asked.
    pub fn of(rows: &[Backup], count: Option<u64>, limit: u32) -> Self {
        let is_whole = match count {
            Some(count) => count <= rows.len() as u64,
            None => rows.len() < limit as usize,
        };
        let changed = |row: Option<&Backup>| row.and_then(|row| row.updated_at.clone());
        match changed(rows.last()) {
            _ if is_whole => Self::Whole,
            Some(oldest) => Self::After(oldest),
            // Databases differ on which end they put the rows that have no time.
            None if changed(rows.first()).is_some() => Self::Changed,
            None => Self::Nowhere,
        }
    }

    /// Whether a row would be in the list if it still was there; `seen_at` is when it had changed
    /// last, as far as is known.
    pub fn covers(&self, seen_at: Option<&Timestamp>) -> bool {
        match (self, seen_at) {
            (Self::Whole, _) | (Self::Changed, Some(_)) => true,
            (Self::After(oldest), Some(seen_at)) => oldest < seen_at,
            _ => false,
        }
    }
}

/// Whether a list of `own` project can hold a backup at all. An admin reaches backups of other
/// projects, and may not be told whose they are.
pub fn is_listed(own: &ProjectId, is_admin: bool, owner: Option<&ProjectId>, was_listed: bool) -> bool {
    was_listed || owner.map_or(!is_admin, |owner| owner == own)
}

/// Whether a 404 is Cinder's word that the thing with this id is not there, and not that of a proxy
/// that knows no such path.
pub fn is_of_thing(message: &Arc<str>, id: &str) -> bool {
    message.contains(id) && !message.contains(&format!("/{id}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> Timestamp {
        Timestamp::new(&format!("2026-11-23T10:00:{text}"))
    }

    fn rows(times: &[&str]) -> Vec<Backup> {
        let row =
            |text: &&str| Backup { updated_at: (!text.is_empty()).then(|| time(text)), ..Backup::default() };
        times.iter().map(row).collect()
    }

    #[test]
    fn the_count_tells_whether_a_list_is_whole() {
        let rows = rows(&["30", "20"]);
        assert_eq!(Reach::of(&rows, Some(2), 50), Reach::Whole);
        assert_eq!(Reach::of(&rows, Some(1), 50), Reach::Whole, "one has gone between list and count");
        assert_eq!(Reach::of(&rows, None, 50), Reach::Whole);
        let cut = Reach::After(time("20"));
        assert_eq!(Reach::of(&rows, Some(3), 50), cut, "the operator's limit is lower than ours");
        assert_eq!(Reach::of(&rows, None, 2), cut);
        assert_eq!(Reach::of(&[], Some(0), 50), Reach::Whole);
    }

    #[test]
    fn a_cut_list_tells_only_of_what_changed_later() {
        let cut = Reach::After(time("20"));
        assert!(cut.covers(Some(&time("25"))));
        assert!(!cut.covers(Some(&time("20"))) && !cut.covers(Some(&time("10"))) && !cut.covers(None));
        assert!(Reach::Whole.covers(None));
    }

    #[test]
    fn rows_without_a_time_are_at_either_end() {
        let last = Reach::of(&rows(&["30", ""]), Some(9), 2);
        assert!(last.covers(Some(&time("01"))) && !last.covers(None));
        assert_eq!(Reach::of(&rows(&["", "20"]), Some(9), 2), Reach::After(time("20")));
        let all = Reach::of(&rows(&["", ""]), Some(9), 2);
        assert!(!all.covers(Some(&time("59"))), "the dated ones come after them, or there are none");
    }

    #[test]
    fn a_backup_of_another_project_is_not_missed_in_a_list_of_this_one() {
        let (own, other) = (ProjectId::new("a"), ProjectId::new("b"));
        assert!(is_listed(&own, true, Some(&own), false) && is_listed(&own, false, None, false));
        assert!(!is_listed(&own, true, Some(&other), false));
        assert!(!is_listed(&own, true, None, false), "below 3.18 an admin is not told");
        assert!(is_listed(&own, true, None, true));
    }

    #[test]
    fn only_cinder_knows_that_a_thing_is_gone() {
        let told = |message: &str| is_of_thing(&Arc::from(message), "b-1");
        assert!(told("Backup b-1 could not be found."));
        assert!(!told("The resource could not be found."));
        assert!(!told("The requested URL /v3/p/backups/b-1 was not found on this server."));
        assert!(!told(""));
    }
}
