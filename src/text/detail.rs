//! Words of a backup's page.

use crate::text::phrase::phrases;

phrases! {
    details = "Details";
    failure = "Failure";
    metadata = "Metadata";
    chain = "Backups of this volume";
    json = "JSON";
    loading = "Loading the backup";

    copy(what) = "Copy {what}";
    copied = "Copied";
    none = "None";
    unknown = "Not known";
    default_container = "Default of the driver";
    not_scheduled = "Not scheduled yet";
    objects(n) = "{n} {n, one: object, other: objects}";
    size_of_volume = "size of the source volume";
    local_time = "local time";
    utc(time) = "{time} UTC";
    encryption_key = "Encryption key";
    volume_importing = "not known while the record is being imported";
    volume_backups = "All backups of this volume";
    has_dependents = "Other backups depend on this one";
    no_dependents = "No other backup depends on this one";

    no_metadata = "No metadata";
    metadata_needs(needs, offers) = "Metadata needs microversion {needs}; this cloud offers {offers}.";
    key = "Key";
    value = "Value";

    reason = "Reason";
    messages = "Messages from the cloud";
    no_messages = "The cloud has no message about it. It keeps messages for 30 days.";
    messages_need(needs, offers) = "Messages need microversion {needs}; this cloud offers {offers}.";
    what_to_do = "What to do";
    from_request(id) = "Request {id}";

    chain_inferred = "Parents are inferred by Cinder's own rule: the API does not tell them.";
    chain_partial(shown, total) = "Shows the newest {shown} of {total} backups of this volume.";
    this_backup = "This backup";
    parent_missing = "Its parent is not in this list";
    based_on(name) = "based on {name}";
    gone = "This backup is gone";
    gone_body = "It was deleted, or it belongs to another project: switch the project above to look there.";
}
