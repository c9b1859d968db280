//! Words of the whole set of backups.

use crate::model::status::BackupStatus;
use crate::rules::whole_file::FileKind;
use crate::text::listing;
use crate::text::phrase::phrases;

phrases! {
    title = "All backups";
    by_volume = "Backups by volume";
    total_volumes(n) = "{n} {n, one: volume, other: volumes}";
    sum(n, gib) = "{n} {n, one: backup, other: backups} found · {gib} GiB";

    reading = "Reading all backups";
    read_of(came, total) = "Read {came} of {total}";
    read_some(came) = "Read {came}";
    rate(n) = "{n} a second";
    seconds_left(n) = "{n} {n, one: second, other: seconds} to go";
    minutes_left(n) = "{n} {n, one: minute, other: minutes} to go";
    stop = "Stop";
    go_on = "Go on";
    read_again = "Read again";
    incomplete = "Not all backups have been read";
    incomplete_of(came, total) = "{came} of {total} have been read, the newest first.";
    incomplete_some(came) = "{came} have been read, the newest first.";
    missing_before(time) = "Those made before {time} are missing below, in groups and in files.";
    nothing_came = "None has come yet.";
    complete(n, time) = "All {n} {n, one: backup, other: backups} read at {time}";
    complete_between(n, from, to) = "All {n} {n, one: backup, other: backups} read from {from} to {to}";
    differs(n) = "The cloud counts {n}: some came or went while they were read.";
    touched = "Something was started here since: what it has changed is seen when they are read again.";

    find = "Find in all fields";
    filters = "Filters";
    filters_body = "All of them have to be met. Times are in UTC; a part of a text is found without regard to case.";
    clear = "Clear";
    any = "Any";
    size_from = "Size at least (GiB)";
    size_to = "Size at most (GiB)";
    created_from = "Created from (UTC)";
    created_to = "Created until (UTC)";
    time_example = "2026-11-25 or 2026-11-25 13:05";
    not_a_number = "Write a whole number.";
    not_a_time = "Write a date such as 2026-11-25, or a time such as 2026-11-25 13:05.";
    encrypted = "Encrypted";
    metadata = "Metadata (key=value)";
    volume_or_name = "Volume (name or ID)";
    anywhere = "Any field";

    group = "Group by volume";
    backups = "Backups";
    total_size = "Total size";
    newest = "Newest";
    oldest = "Oldest";
    failed = "Failed";
    no_volume = "No volume";

    save_csv = "Save CSV";
    save_json = "Save JSON";
    saving(name) = "Writing {name}";
    saving_done(done, total) = "{done} of {total}";
    saved(n, name) = "{n} {n, one: backup, other: backups} written to {name}";
    saved_part(n, name) = "{n} {n, one: backup, other: backups} written to {name}. Not all backups have been read, so the file is not complete.";
    not_saved(name) = "{name} could not be written";
    not_saved_body = "The disk may be full, or the browser does not allow it. What was written may be there in part.";
    cancelled(name) = "Writing {name} was stopped";
}

/// What a field is called.
pub fn field_name(key: &str) -> String {
    match key {
        "text" => anywhere(),
        "mode" => listing::mode(),
        "dependents" => listing::dependents(),
        "description" => listing::description(),
        "encrypted" => encrypted(),
        "size_from" => size_from(),
        "size_to" => size_to(),
        "created_from" => created_from(),
        "created_to" => created_to(),
        "metadata" => metadata(),
        "volume_id" => volume_or_name(),
        other => listing::field_name(other),
    }
}

/// What the value of a field is called.
pub fn value_name(key: &str, value: &str) -> String {
    match (key, value) {
        ("status", status) => listing::status_name(&BackupStatus::parse(status)),
        ("mode", "full") => listing::full(),
        ("mode", "incremental") => listing::incremental(),
        ("dependents" | "encrypted", "yes") => listing::yes(),
        ("dependents" | "encrypted", "no") => listing::no(),
        (_, other) => other.to_owned(),
    }
}

/// What saves a file of a kind.
pub fn save(kind: FileKind) -> String {
    match kind {
        FileKind::Csv => save_csv(),
        FileKind::Json => save_json(),
    }
}
