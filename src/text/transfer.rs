//! Words of the export and the import of records.

use crate::text::phrase::phrases;

phrases! {
    export_one(name) = "Export the record of {name}";
    export_many(n) = "Export {n} {n, one: record, other: records}";
    record_holds = "The record holds what the cloud needs to know this backup again: ids, host names and the place in the backup store. It holds no data and no key. Treat it as internal.";
    file_holds = "The file holds what the cloud needs to know these backups again: ids, host names and places in the backup store. It holds no data and no key. Treat it as internal.";
    left_out(n) = "{n} {n, one: backup is, other: backups are} left out";
    named_because(name, why) = "{name}: {why}";
    reading = "Reading records";
    read_of(n, all) = "{n} of {all}";
    with_parents(n) = "{n} {n, one: backup, other: backups} that they build on {n, one: is, other: are} included.";
    with_parents_of_one(n) = "{n} {n, one: backup, other: backups} that it builds on {n, one: is, other: are} included in the file.";
    not_read(n) = "{n} {n, one: record, other: records} could not be read";
    not_read_body = "The file can be saved without them. A backup without what it builds on cannot be restored.";
    and_more(n) = "and {n} more";
    read_again(n) = "Read the {n} again";
    save(n) = "Save file with {n} {n, one: record, other: records}";
    not_all_read = "Not all records have been read yet.";
    nothing_read = "There is no record to save.";
    not_saved = "The browser refused to save the file.";
    saved(name) = "Saved as {name}";
    copy_json = "Copy as JSON";
    copy(what) = "Copy {what}";
    copied = "Copied";
    contents = "Contents";
    all_contents = "All fields as JSON";
    raw = "Raw record";
    undecodable(why) = "The cloud has sent a record that cannot be decoded. {why}";
    none_can_be_exported = "None of these backups can be exported.";

    backup_id = "Backup ID";
    based_on = "Based on";
    data_from = "Data from";
    backup_service = "Backup service";
    objects = "Objects";
    encryption_key = "Encryption key ID";
    metadata = "Metadata";
    snapshot = "Snapshot";

    import_title = "Import backup records";
    give_hint = "Paste a file of this panel or what the export command prints, choose a file, or drop it anywhere.";
    records = "Records";
    choose_file = "Choose file…";
    drop_here = "Drop the file to read it";
    unreadable_file(name) = "{name} cannot be read.";
    given_file(name, n) = "{name}: {n} {n, one: record, other: records}";
    pasted(n) = "Pasted: {n} {n, one: record, other: records}";
    exported_at(time) = "exported {time}";
    exported_from(place) = "from {place}";
    choose_others = "Choose others";
    looking = "Looking at what is in the cloud already…";
    look_failed = "What is in the cloud could not be looked up, so records that are there already are not marked.";

    into = "Into";
    own_project(name) = "{name}, its own project";
    this_project(name) = "{name}, the current project";
    nowhere = "Do not import";
    unnamed_project(id) = "project {id}";
    group_count(n, gib) = "{n} {n, one: record, other: records} ready, {gib} GiB";
    no_admin_there(name) = "You are not an administrator in {name}, and by default only administrators can import.";
    shut(name) = "The panel could not sign in to {name}.";
    projects = "Projects";
    quota_warning = "The quota of the current project does not suffice, so the last ones would be refused.";

    preview = "Records to import";
    show = "Show";
    show_all(n) = "All {n}";
    show_ready(n) = "Ready {n}";
    show_problems(n) = "Problems {n}";
    show_failed(n) = "Failed {n}";
    select_all = "Select all records that can be imported";
    select(name) = "Select {name}";
    skipped = "Left out: no project is chosen for it.";
    nothing_here = "No such record";
    state = "State";
    note = "Note";
    unnamed = "Unnamed";
    details_of(name) = "Details of {name}";
    full = "Full";
    incremental = "Incremental";
    incremental_on(name) = "Incremental on {name}";
    checking = "Checking";

    import_n(n) = "Import {n} {n, one: record, other: records}";
    give_first = "Paste, choose or drop the records first.";
    still_looking = "Wait until the cloud has been looked at.";
    choose_some = "Choose at least one record that can be imported.";

    importing = "Importing";
    imported_of(n, all) = "{n} of {all}";
    all_imported(n) = "{n} {n, one: record has, other: records have} been imported.";
    some_failed(done, failed) = "{done} imported, {failed} not.";
    stop = "Stop";
    retry(n) = "Try the {n} again";
    half_title(n) = "{n} {n, one: import, other: imports} failed and left {n, one: an entry, other: entries} in Error behind";
    half_body = "Such an entry keeps the backup's ID and takes quota, so it has to be deleted before the record can be imported again. It is an entry only: what the backup store holds stays.";
    clear_and_retry(n) = "Delete {n} failed {n, one: entry, other: entries} and try again";
    not_cleared = "Some entries could not be deleted";
    kept(ids) = "Not deleted, because the entry is complete and deleting it would delete the data in the store: {ids}";

    waiting = "Waiting";
    sending = "Sending";
    in_doubt = "No answer";
    following = "Importing";
    done = "Imported";
    failed = "Failed";
    not_run = "Not sent";
    stopped = "Stopped before it was sent.";
    after_failure = "Not sent, because the backup that it builds on was not imported.";
    signed_out = "Not sent, because you have signed out.";
}
