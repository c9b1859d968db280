//! What goes with a form's commands: the tools' names, and what to know before running one.

use crate::rules::commands::{Note, Tool};
use crate::text::phrase::phrases;

phrases! {
    copy_as_command = "Copy as command";
    copy_command = "Copy command";
    tools = "Tool";
    left_out(n, more) = "Shows the first {n}; {more} more are left out.";
    acts_on(project) = "The commands act on the project {project}.";
    credentials =
        "Sign the client in as you are used to. With an application credential leave out --os-project-id: it belongs to one project anyway.";
    token = "curl takes the token from the shell variable OS_TOKEN. This fills it:";
    no_command(tool) = "{tool} cannot do this.";

    odd_id =
        "This client would look for a backup with that name, because the backup's ID is not of the usual kind.";
    cannot_clear = "This client cannot remove a name or a description.";
    odd_key = "This client takes a metadata key that begins with a dash for an option.";
    cloud_too_old(version) = "Fails on this cloud: it needs version {version} of the Block Storage API.";
    client_too_new =
        "Fails on this cloud: python-openstackclient asks for version 3.64 of the Block Storage API here (since 6.3 to force a deletion, since 8.1 to set a status), and the cloud has less.";
    import_goes_astray =
        "Fails with python-openstackclient 10.2 and newer, at least up to 10.5 with openstacksdk 4.22: they send the record to a wrong address.";
    incremental_ignored =
        "python-openstackclient 6.3 to 6.6 ignore --incremental and make a full backup.";
    needs_newer_client = "Needs python-openstackclient 6.2 or newer.";
    overwrites = "Replaces all data on the volume.";
    wait_between =
        "A backup that others build on can be deleted only when they have gone. Run the lines one by one, and wait until each backup has gone.";
    answers_late =
        "The cloud answers when the new volume is there. A proxy in between may give up before; the restore goes on all the same.";
    clears_to_empty = "Sets an empty text, where the panel leaves none at all.";
    replaces_metadata = "Replaces all of the metadata: what is not named is removed.";
}

/// The tool's name.
pub fn tool(tool: Tool) -> &'static str {
    match tool {
        Tool::OpenStack => "openstack",
        Tool::Cinder => "cinder",
        Tool::Curl => "curl",
    }
}

/// A note in words.
pub fn note(note: Note) -> String {
    match note {
        Note::OddId => odd_id(),
        Note::CannotClear => cannot_clear(),
        Note::OddKey => odd_key(),
        Note::CloudTooOld(needs) => cloud_too_old(needs.to_string()),
        Note::ClientTooNew => client_too_new(),
        Note::ImportGoesAstray => import_goes_astray(),
        Note::IncrementalIgnored => incremental_ignored(),
        Note::NeedsNewerClient => needs_newer_client(),
        Note::Overwrites => overwrites(),
        Note::WaitBetween => wait_between(),
        Note::AnswersLate => answers_late(),
        Note::ClearsToEmpty => clears_to_empty(),
        Note::ReplacesMetadata => replaces_metadata(),
    }
}
