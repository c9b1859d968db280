//! Everything that matches is read to its end, whatever happens to the list meanwhile.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "this is how tests fail")]

mod support;

use backup_panel::model::listing::{Filter, ListParams};
use backup_panel::state::backup_list::Backups;
use backup_panel::state::whole_list::read_whole;

use support::cloud::{Cloud, Exchange};
use support::lists::{self, answer, marker_gone};
use support::session::signed_in;
use support::task::run;

const PATH: &str = "backups/detail";

fn page(ids: &[&str], count: u64) -> Exchange {
    lists::page(PATH, ids, count)
}

/// The ids read (None when it was broken off, Err when it failed) and the requests it took.
fn read(answers: Vec<Exchange>, most: u64) -> (Result<Option<Vec<String>>, ()>, Vec<String>) {
    let cloud = Cloud::with([]);
    let (_owner, session) = signed_in(&cloud);
    cloud.add(answers);
    let params = ListParams {
        filters: vec![Filter::exact("status", "error")],
        offset: 50,
        limit: 50,
        with_count: true,
        ..ListParams::default()
    };
    let rows = run(read_whole::<Backups>(session, params, |came, _| came < most));
    let ids = rows.map(|rows| rows.map(|rows| rows.iter().map(|row| row.id.to_string()).collect()));
    let queries = cloud.asked().iter().map(|asked| asked.split_once('?').unwrap().1.to_owned()).collect();
    (ids.map_err(|_| ()), queries)
}

fn ids(read: &(Result<Option<Vec<String>>, ()>, Vec<String>)) -> String {
    read.0.clone().unwrap().unwrap().join(" ")
}

const START: &str = "status=error&sort=created_at:desc&limit=1000&with_count=True";

#[test]
fn one_request_is_enough_for_what_fits_and_the_page_is_not_asked_for() {
    let found = read(vec![page(&["a", "b"], 2)], 99);
    assert_eq!(ids(&found), "a b");
    assert_eq!(found.1, [START]);
    assert_eq!(ids(&read(vec![page(&[], 0)], 99)), "");
}

#[test]
fn a_cloud_that_gives_less_at_once_is_asked_until_all_have_come() {
    let found = read(vec![page(&["a", "b"], 5), page(&["c", "d"], 5), page(&["e"], 5)], 99);
    assert_eq!(ids(&found), "a b c d e");
    assert!(found.1[1].contains("marker=b") && found.1[2].contains("marker=d"), "{:?}", found.1);
}

#[test]
fn rows_that_go_meanwhile_hide_none_of_the_others() {
    // a to d are gone when the count is given again: it is no reason to stop before the end.
    let found = read(vec![page(&["a", "b"], 6), page(&["c", "d"], 2), page(&["e", "f"], 2)], 99);
    assert_eq!(ids(&found), "a b c d e f");
}

#[test]
fn a_marker_that_is_gone_begins_the_list_anew_but_not_for_ever() {
    let found =
        read(vec![page(&["a", "b"], 4), marker_gone(PATH), page(&["a", "c"], 3), page(&["d"], 3)], 99);
    assert_eq!(ids(&found), "a c d");
    assert_eq!(found.1[2], START);
    let again = || [page(&["a", "b"], 4), marker_gone(PATH)];
    let (result, queries) = read([again(), again(), again()].concat(), 99);
    assert_eq!((result, queries.len()), (Err(()), 6));
}

#[test]
fn a_part_is_never_given_for_the_whole() {
    assert_eq!(read(vec![page(&["a", "b"], 4), answer(PATH, 500, "")], 99).0, Err(()));
    let (result, queries) = read(vec![page(&["a", "b"], 4), page(&["c", "d"], 4)], 2);
    assert_eq!((result, queries.len()), (Ok(None), 1));
}
