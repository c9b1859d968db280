//! What Cinder answers to a list of backups, by its path inside the project.

use super::cloud::{Exchange, scripted};
use super::{BLOCK_STORAGE, PROJECT};

/// An answer to a GET.
pub fn answer(path: &str, status: u16, body: &str) -> Exchange {
    scripted("GET", &format!("{BLOCK_STORAGE}v3/{PROJECT}/{path}"), status, body)
}

/// Backups of these ids, of so many in all.
pub fn page(path: &str, ids: &[&str], count: u64) -> Exchange {
    let rows: Vec<_> = ids.iter().map(|id| format!(r#"{{"id":"{id}"}}"#)).collect();
    answer(path, 200, &format!(r#"{{"backups":[{}],"count":{count}}}"#, rows.join(",")))
}

/// The backup to continue after is gone.
pub fn marker_gone(path: &str) -> Exchange {
    answer(path, 404, r#"{"itemNotFound":{"code":404,"message":"Backup b could not be found."}}"#)
}
