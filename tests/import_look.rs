//! Before an import the backups of the whole cloud are looked through, while others come and go.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "this is how tests fail")]

mod support;

use std::collections::HashSet;

use backup_panel::model::ids::BackupId;
use backup_panel::state::import_look::look_around;

use support::cloud::{Cloud, Exchange};
use support::lists::{self, answer, marker_gone};
use support::session::signed_in;
use support::task::run;

const PATH: &str = "backups";

fn page(ids: &[&str], count: u64) -> Exchange {
    lists::page(PATH, ids, count)
}

/// Those that are there of `a`, `e` and many that are not (Err when the look failed), and the markers that were asked for.
fn look(pages: Vec<Exchange>) -> (Result<Vec<String>, ()>, Vec<String>) {
    let cloud = Cloud::with([]);
    let (_owner, session) = signed_in(&cloud);
    cloud.add([answer("limits", 403, "{}"), answer("os-services", 403, "{}")]);
    cloud.add(pages);
    let many = (0..30).map(|number| format!("other-{number}"));
    let ids: HashSet<BackupId> = many.chain(["a".into(), "e".into()]).map(|id| BackupId::new(&id)).collect();
    let found = run(look_around(session, ids)).map(|known| {
        let mut found: Vec<_> = known.existing.iter().map(ToString::to_string).collect();
        found.sort();
        found
    });
    let asked = cloud.asked();
    let lists = asked.iter().filter_map(|asked| asked.split_once("/backups?")).map(|(_, query)| query);
    let marker =
        |query: &str| query.split('&').find_map(|part| part.strip_prefix("marker=")).unwrap_or("").to_owned();
    (found.map_err(|_| ()), lists.map(marker).collect())
}

#[test]
fn all_pages_are_looked_through() {
    let (found, markers) = look(vec![page(&["a", "b"], 5), page(&["c", "d"], 5), page(&["e"], 5)]);
    assert_eq!((found, markers), (Ok(vec!["a".into(), "e".into()]), vec!["".into(), "b".into(), "d".into()]));
}

#[test]
fn a_backup_that_goes_at_that_moment_does_not_end_the_look() {
    let pages = vec![page(&["a", "b"], 5), page(&["c", "d"], 5), marker_gone(PATH), page(&["c", "e"], 4)];
    let (found, markers) = look(pages);
    assert_eq!(found, Ok(vec!["a".into(), "e".into()]));
    assert_eq!(markers, ["", "b", "d", "b"]);
}

#[test]
fn a_look_that_failed_is_not_taken_for_a_whole_one() {
    assert_eq!(look(vec![page(&["a", "b"], 5), answer(PATH, 500, "")]).0, Err(()));
}
