//! Words of the operations: what was started, how far it has come, how it ended.

use crate::rules::deed::DeedKind;
use crate::rules::follow::Ended;
use crate::text::phrase::phrases;

phrases! {
    close = "Close";
    cancel = "Cancel";
    outcome_unknown = "No answer came, so it is not known yet whether this was done.";
    looking = "Looking at the cloud to find out. It is not sent again.";
    no_trace = "No answer came, and the cloud shows no trace of it: it was most likely not done. What you entered is kept.";

    create_one(name) = "Create backup of {name}";
    update_one(name) = "Edit {name}";
    delete_one(name) = "Delete {name}";
    force_delete_one(name) = "Force delete {name}";
    reset_one(name) = "Reset status of {name}";
    restore_one(name) = "Restore {name}";
    export_one(name) = "Export record of {name}";
    import_one(name) = "Import {name}";
    create_many(n) = "Create {n} backups";
    update_many(n) = "Edit {n} backups";
    delete_many(n) = "Delete {n} backups";
    force_delete_many(n) = "Force delete {n} backups";
    reset_many(n) = "Reset status of {n} backups";
    restore_many(n) = "Restore {n} backups";
    export_many(n) = "Export {n} records";
    import_many(n) = "Import {n} records";

    none_yet = "Nothing started yet";
    none_yet_body = "What you start here is followed until it has really ended, whatever page you are on. This list is gone when the page is closed or reloaded.";
    list = "Operations";
    under_way(n) = "{n} under way";
    remove_finished = "Remove finished";
    keep_open(n) = "Keep this page open: {n} {n, one: item is, other: items are} still to be sent. What the cloud has accepted goes on without it.";
    stop = "Stop";
    retry_failed(n) = "Retry {n} failed";
    retry = "Try again";
    run_remaining(n) = "Run the remaining {n}";
    look_failed(why) = "The newest look at the cloud failed: {why} It is looked again.";
    in_project(name) = "in project {name}";
    started_at(time) = "Started {time}";
    took(duration) = "took {duration}";
    runs_for(duration) = "for {duration}";
    results = "Results";
    show_more(n) = "Show {n} more";
    to_backup = "Show backup";
    to_volume = "Show volume";
    copy_volume_id = "Copy volume ID";

    waiting = "Waiting";
    sending = "Sending";
    finding_out = "Finding out whether it was done";
    going_on = "Under way";
    stopping = "Stopping";
    done = "Done";
    failed = "Failed";
    partly_failed(n, all) = "{n} of {all} failed";
    partly_not_run(n, all) = "{n} of {all} not started";
    progress(over, all) = "{over} of {all} finished";
    progress_failed(over, all, failed) = "{over} of {all} finished, {failed} failed";
    not_run = "Not started";
    not_run_stopped = "You stopped it before its turn.";
    not_run_after_failure = "What had to be done before has failed.";
    not_run_signed_out = "The session ended before its turn.";

    seconds(n) = "{n} s";
    minutes(n, seconds) = "{n} min {seconds} s";
    hours(n, minutes) = "{n} h {minutes} min";

    notices = "News of operations";
    news_started(subject) = "{subject}: started";
    news_done(subject) = "{subject}: done";
    news_done_many(subject, n) = "{subject}: {n} done";
    news_failed(subject) = "{subject}: failed";
    news_failed_many(subject, failed, all) = "{subject}: {failed} of {all} failed";
    news_stopped(subject, n) = "{subject}: stopped, {n} not started";
    to_operations = "Show operations";
    dismiss = "Dismiss";
    more_news(n) = "{n} more in Operations";

    backup_error = "It ended in an error.";
    backup_error_because(reason) = "It ended in an error: {reason}";
    volume_error(status) = "The volume is in the status {status}: its data is not to be used.";
    vanished = "It has disappeared meanwhile.";
    not_restored = "The volume was made, but nothing shows that the backup was read into it. Do not rely on its data.";
    nothing_happened = "The cloud accepted it, but nothing has changed.";
}

/// What an operation does, and to what.
pub fn subject(kind: DeedKind, first: &str, items: usize) -> String {
    type Phrases = (fn(String) -> String, fn(usize) -> String);
    let (one, many): Phrases = match kind {
        DeedKind::Create => (create_one, create_many),
        DeedKind::Update => (update_one, update_many),
        DeedKind::Delete => (delete_one, delete_many),
        DeedKind::ForceDelete => (force_delete_one, force_delete_many),
        DeedKind::Reset => (reset_one, reset_many),
        DeedKind::Restore => (restore_one, restore_many),
        DeedKind::Export => (export_one, export_many),
        DeedKind::Import => (import_one, import_many),
    };
    if items == 1 { one(first.to_owned()) } else { many(items) }
}

/// A length of time.
pub fn duration(milliseconds: f64) -> String {
    // Clocks may be set back meanwhile.
    let all = (milliseconds.max(0.0) / 1_000.0).round() as u64;
    let (hours_, minutes_, seconds_) = (all / 3_600, all / 60 % 60, all % 60);
    match (hours_, minutes_) {
        (0, 0) => seconds(seconds_),
        (0, _) => minutes(minutes_, seconds_),
        _ => hours(hours_, minutes_),
    }
}

/// How an accepted operation ended badly.
pub fn ended(ended: &Ended) -> String {
    match ended {
        Ended::BackupError(reason) if reason.is_empty() => backup_error(),
        Ended::BackupError(reason) => backup_error_because(&**reason),
        Ended::VolumeError(status) => volume_error(&**status),
        Ended::Vanished => vanished(),
        Ended::NothingHappened => nothing_happened(),
        Ended::NotRestored => not_restored(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_have_two_units_at_most() {
        let cases = [(-5.0, "0 s"), (900.0, "1 s"), (61_000.0, "1 min 1 s"), (7_260_000.0, "2 h 1 min")];
        for (milliseconds, words) in cases {
            assert_eq!(duration(milliseconds), words);
        }
    }

    #[test]
    fn one_is_named_and_many_are_counted() {
        assert_eq!(subject(DeedKind::Delete, "nightly", 1), "Delete nightly");
        assert_eq!(subject(DeedKind::Delete, "nightly", 12), "Delete 12 backups");
    }
}
