//! Words of the lists: columns, filters, counts, pages.

use crate::model::status::BackupStatus;
use crate::text::phrase::phrases;

phrases! {
    total_backups(n) = "{n} {n, one: backup, other: backups}";
    total_volumes(n) = "{n} {n, one: volume, other: volumes}";
    total_snapshots(n) = "{n} {n, one: snapshot, other: snapshots}";
    no_total(needs, offers) = "counting needs microversion {needs}, this cloud offers {offers}";
    at_least(n) = "at least {n}";
    loading_backups = "Loading backups";
    loading_volumes = "Loading volumes";
    loading_snapshots = "Loading snapshots";

    unnamed(id) = "Unnamed {id}";
    select_row(name) = "Select {name}";
    select_page = "Select all rows of this page";
    selection = "Selected rows";
    selected(n) = "{n} selected";
    all_selected(n) = "All {n} that match selected";
    select_all = "Select all that match";
    select_all_matching(n) = "Select all {n} that match";
    select_all_page_only = "A filter applies to this page only, or not at all, so it is not known what else matches.";
    reading(came, total) = "Reading {came} of {total}";
    reading_all = "Reading all that match";
    clear_selection = "Clear selection";
    copy_ids = "Copy IDs";
    copied = "Copied";

    name = "Name";
    status = "Status";
    mode = "Mode";
    size = "Size";
    volume = "Volume";
    snapshot = "Snapshot";
    zone = "Zone";
    created = "Created";
    updated = "Updated";
    data_timestamp = "Data from";
    container = "Container";
    object_count = "Objects";
    dependents = "Has dependents";
    description = "Description";
    project = "Project";
    user = "User";
    failure = "Failure";
    id = "ID";
    host = "Host";
    volume_type = "Type";
    attached = "Attached";
    bootable = "Bootable";
    backups_of = "Backups";

    full = "Full";
    incremental = "Incremental";
    yes = "Yes";
    no = "No";
    nothing = "–";
    gib(n) = "{n} GiB";

    by_status = "By status";
    all = "All";
    available = "Available";
    creating = "Creating";
    restoring = "Restoring";
    deleting = "Deleting";
    error = "Error";
    error_deleting = "Error deleting";
    count_label(status, n) = "{status} {n}";

    find_by_name = "Find by name";
    find_on_page = "This cloud finds exact names only: shows matches on this page only.";
    find_exactly(name) = "Look for exactly “{name}” everywhere";
    add_filter = "Add filter";
    apply = "Apply";
    cancel = "Cancel";
    filter_value = "Value";
    filter_for(field) = "Filter by {field}";
    contains(field, value) = "{field} contains {value}";
    equals(field, value) = "{field}: {value}";
    on_this_page_only(filter) = "{filter} (on this page only)";
    not_applied(filter) = "{filter} (not possible here)";
    remove_filter(filter) = "Remove filter {filter}";
    active_filters = "Active filters";
    clear_filters = "Clear filters";
    page_only_field(field) = "{field} (this page only)";

    tools = "List tools";
    refresh = "Refresh";
    updated_at(time) = "Updated {time}";
    columns = "Columns";
    load_all = "Load all";
    all_projects = "All projects";
    not_current = "Not current.";

    pages = "Pages";
    first_page = "First page";
    previous_page = "Previous page";
    next_page = "Next page";
    last_page = "Last page";
    page = "Page";
    of_pages(n) = "of {n}";
    rows_per_page = "Rows per page";
    range_of(from, to, total) = "{from}–{to} of {total}";
    range(from, to) = "{from}–{to}";

    no_backups = "No backups yet";
    no_backups_body = "Backups of this project's volumes will show up here.";
    no_volumes = "No volumes";
    no_snapshots = "No snapshots";
    nothing_matches = "Nothing matches";
    nothing_matches_body = "Nothing passes the filters.";
    nothing_on_page = "Nothing on this page matches";
    nothing_on_page_body = "A filter applies to this page only; other pages may hold matches.";
    beyond_end = "This page is beyond the end";
    beyond_end_body(total) = "There are {total} in all.";
    to_last_page = "Go to the last page";
    to_first_page = "Go to the first page";
    default_order = "Show in the default order";
}

/// A status in plain words; an unknown one as the cloud writes it.
pub fn status_name(status: &BackupStatus) -> String {
    match status {
        BackupStatus::Available => available(),
        BackupStatus::Creating => creating(),
        BackupStatus::Restoring => restoring(),
        BackupStatus::Deleting => deleting(),
        BackupStatus::Error => error(),
        BackupStatus::ErrorDeleting => error_deleting(),
        BackupStatus::Other(text) if text.is_empty() => nothing(),
        BackupStatus::Other(text) => text.to_string(),
    }
}

/// A filter key in plain words; an unknown one as it is.
pub fn field_name(key: &str) -> String {
    match key {
        "name" => name(),
        "status" => status(),
        "volume_id" => volume(),
        "snapshot_id" => snapshot(),
        "availability_zone" => zone(),
        "container" => container(),
        "size" => size(),
        "fail_reason" => failure(),
        "id" => id(),
        "user_id" => user(),
        "project_id" => project(),
        "host" => host(),
        other => other.to_owned(),
    }
}
