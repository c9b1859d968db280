//! The same deed as a command: for the `openstack` and `cinder` clients, and for curl.
//!
//! Which options the clients have, what they send and where they are broken was seen by running them;
//! docs/commands.md says how and with which versions.

use crate::model::ids::ProjectId;
use crate::model::microversion::Microversion;
use crate::model::requests::BackupChange;
use crate::model::units::Gib;
use crate::rules::commands_curl::curl;
use crate::rules::commands_line::Line;
use crate::rules::deed::Deed;

/// What carries a command out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// python-openstackclient.
    OpenStack,
    /// python-cinderclient.
    Cinder,
    /// curl, with the token in the shell variable `OS_TOKEN`.
    Curl,
}

/// What somebody should know before running a command; the weightiest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Note {
    /// The client finds a backup with an id like this by its name, if at all. There is no command.
    OddId,
    /// The client cannot take a name or description away. There is no command.
    CannotClear,
    /// The client takes a metadata key with a dash in front for an option. There is no command.
    OddKey,
    /// The cloud does not reach the microversion that this needs.
    CloudTooOld(Microversion),
    /// The client asks for 3.64 whatever it is told, and the cloud does not reach that.
    ClientTooNew,
    /// The client sends imports to a wrong address.
    ImportGoesAstray,
    /// Some versions of the client make a full backup instead.
    IncrementalIgnored,
    /// Older versions of the client do not have the option.
    NeedsNewerClient,
    /// All that is on the volume is lost.
    Overwrites,
    /// A backup can be deleted only when those that build on it have gone, which takes a while.
    WaitBetween,
    /// The answer comes when the volume is there; many a proxy gives up before.
    AnswersLate,
    /// Sets an empty text where the panel sets none.
    ClearsToEmpty,
    /// Metadata that is not named is removed.
    ReplacesMetadata,
}

impl Note {
    /// Whether the command certainly fails, or there is none.
    pub fn fails(self) -> bool {
        self <= Self::ImportGoesAstray
    }
}

/// A command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// What carries it out.
    pub tool: Tool,
    /// Lines for a POSIX shell; empty when the tool cannot do it, and the note says why.
    pub text: String,
    /// What to know before.
    pub note: Option<Note>,
}

/// Where commands act.
#[derive(Clone, Copy, Debug)]
pub struct CommandPlace<'a> {
    /// Cinder's root, with or without a slash at the end.
    pub root: &'a str,
    /// The project.
    pub project: &'a ProjectId,
    /// Its name, for people.
    pub project_name: &'a str,
    /// The region; None or empty when the catalog names none.
    pub region: Option<&'a str>,
    /// The highest microversion of the cloud.
    pub offers: Microversion,
}

/// The commands that do what the deed does, one per tool; those that work come first. None when
/// there is nothing to do.
pub fn commands(deed: &Deed, place: &CommandPlace) -> Vec<Command> {
    commands_of(std::slice::from_ref(deed), place)
}

/// The commands that do all of the deeds in this order. Capping a long list is up to the caller.
pub fn commands_of(deeds: &[Deed], place: &CommandPlace) -> Vec<Command> {
    let deeds: Vec<&Deed> = deeds.iter().filter(|deed| !is_nothing(deed)).collect();
    if deeds.is_empty() {
        return Vec::new();
    }
    let all = [Tool::OpenStack, Tool::Cinder, Tool::Curl].map(|tool| joined(tool, &deeds, place));
    let (fail, work): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|command| command.note.is_some_and(Note::fails));
    work.into_iter().chain(fail).collect()
}

/// The command that puts a token for curl into `OS_TOKEN`. It is not exported: the clients would
/// take it for their own.
pub fn token_command(place: &CommandPlace) -> String {
    let mut line = Line("OS_TOKEN=$(openstack".to_owned());
    line.project(place);
    line.words("token issue -f value -c id)");
    line.0
}

fn is_nothing(deed: &Deed) -> bool {
    matches!(deed, Deed::Update(_, change) if *change == BackupChange::default())
}

fn joined(tool: Tool, deeds: &[&Deed], place: &CommandPlace) -> Command {
    let deletions =
        deeds.iter().filter(|deed| matches!(deed, Deed::Delete(_) | Deed::ForceDelete(_))).count();
    let mut note = (deletions > 1).then_some(Note::WaitBetween);
    let mut text = String::new();
    for deed in deeds {
        let line = match tool {
            Tool::OpenStack | Tool::Cinder => client(tool, deed, place),
            Tool::Curl => curl(deed, place),
        };
        let line = match line {
            Ok(line) => line,
            Err(why) => return Command { tool, text: String::new(), note: Some(why) },
        };
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&line);
        note = weightier(note, weightier(note_on(deed, place), client_note(tool, deed, place)));
    }
    Command { tool, text, note }
}

fn weightier(a: Option<Note>, b: Option<Note>) -> Option<Note> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// The lowest microversion in which the cloud takes the deed.
pub(crate) fn needs(deed: &Deed) -> Microversion {
    Microversion::v3(match deed {
        Deed::Create(new) if new.availability_zone.is_some() => 51,
        Deed::Create(new) if !new.metadata.is_empty() => 43,
        Deed::Update(_, change) if change.metadata.is_some() => 43,
        Deed::Update(..) => 9,
        Deed::RestoreNew(_) => 47,
        _ => 0,
    })
}

/// What is so with every tool.
fn note_on(deed: &Deed, place: &CommandPlace) -> Option<Note> {
    match deed {
        _ if place.offers < needs(deed) => Some(Note::CloudTooOld(needs(deed))),
        Deed::RestoreInto { .. } => Some(Note::Overwrites),
        Deed::RestoreBlocking { .. } => Some(Note::AnswersLate),
        Deed::Update(_, change) if change.metadata.is_some() => Some(Note::ReplacesMetadata),
        _ => None,
    }
}

fn client_note(tool: Tool, deed: &Deed, place: &CommandPlace) -> Option<Note> {
    match (tool, deed) {
        (Tool::OpenStack, Deed::ForceDelete(_) | Deed::Reset(..)) if place.offers < Microversion::v3(64) => {
            Some(Note::ClientTooNew)
        }
        (Tool::OpenStack, Deed::Import(..)) => Some(Note::ImportGoesAstray),
        (Tool::OpenStack, Deed::Create(new)) if new.incremental => Some(Note::IncrementalIgnored),
        (Tool::OpenStack, Deed::RestoreNew(_)) => Some(Note::NeedsNewerClient),
        (Tool::Cinder, Deed::Update(_, change))
            if change.name == Some(None) || change.description == Some(None) =>
        {
            Some(Note::ClearsToEmpty)
        }
        _ => None,
    }
}

/// The line for one of the two clients.
fn client(tool: Tool, deed: &Deed, place: &CommandPlace) -> Result<String, Note> {
    let is_openstack = tool == Tool::OpenStack;
    let either =
        |openstack: &'static str, cinder: &'static str| if is_openstack { openstack } else { cinder };
    let takes = match deed {
        // These put the id into the request as it is.
        Deed::RestoreNew(_) | Deed::Export(_) => is_plain,
        _ if is_openstack => is_plain,
        // For these cinder looks for a backup of that name, unless the id is a UUID.
        _ => is_uuid,
    };
    if !ids(deed).into_iter().all(takes) {
        return Err(Note::OddId);
    }
    let mut line = Line(either("openstack", "cinder").to_owned());
    line.project(place);
    // cinder's is not in its help.
    let region = place.region.filter(|name| !name.is_empty());
    line.option(either("--os-region-name", "--os_region_name"), region);
    let needs = Some(needs(deed)).filter(|needs| *needs > Microversion::BASE);
    line.option("--os-volume-api-version", needs.map(|needs| needs.to_string()).as_deref());
    match deed {
        Deed::Create(new) => {
            line.call(either("volume backup create", "backup-create"), &[new.volume_id.as_str()]);
            let snapshot = new.snapshot_id.as_ref().map(|id| id.as_str());
            line.option(either("--snapshot", "--snapshot-id"), snapshot);
            line.option("--name", new.name.as_deref());
            line.option("--description", new.description.as_deref());
            line.option("--container", new.container.as_deref());
            line.option("--availability-zone", new.availability_zone.as_deref());
            for (flag, on) in [("--incremental", new.incremental), ("--force", new.force)] {
                if on {
                    line.words(flag);
                }
            }
            if !new.metadata.is_empty() {
                line.metadata(is_openstack, &new.metadata)?;
            }
        }
        Deed::Update(id, change) => {
            line.call(either("volume backup set", "backup-update"), &[id.as_str()]);
            for (name, to) in [("--name", &change.name), ("--description", &change.description)] {
                let to = to.as_ref().map(|to| to.as_deref().unwrap_or_default());
                if is_openstack && to == Some("") {
                    return Err(Note::CannotClear);
                }
                line.option(name, to);
            }
            if let Some(metadata) = &change.metadata {
                if is_openstack {
                    // Else it keeps what is there; its `unset` asks for an address that Cinder lacks.
                    line.words("--no-property");
                }
                line.metadata(is_openstack, metadata)?;
            }
        }
        Deed::Delete(id) => line.call(either("volume backup delete", "backup-delete"), &[id.as_str()]),
        Deed::ForceDelete(id) => {
            line.call(either("volume backup delete --force", "backup-delete --force"), &[id.as_str()]);
        }
        Deed::Reset(id, to) => {
            line.call(either("volume backup set", "backup-reset-state"), &[id.as_str()]);
            line.option("--state", Some(to.as_str()));
        }
        Deed::RestoreInto { backup, volume, .. } if is_openstack => {
            line.call("volume backup restore --force", &[backup.as_str(), volume.as_str()]);
        }
        Deed::RestoreInto { backup, volume, .. } => {
            line.call("backup-restore", &[backup.as_str()]);
            line.option("--volume", Some(volume.as_str()));
        }
        Deed::RestoreNew(new) => {
            let size = new.size.map(|Gib(size)| size.to_string());
            line.words(either("volume create", "create"));
            line.option(either("--backup", "--backup-id"), Some(new.backup_id.as_str()));
            line.option(either("--type", "--volume-type"), new.volume_type.as_deref());
            line.option("--availability-zone", new.availability_zone.as_deref());
            line.option("--description", new.description.as_deref());
            let (option, value, operand) =
                if is_openstack { ("--size", &size, &new.name) } else { ("--name", &new.name, &size) };
            line.option(option, value.as_deref());
            line.operands(operand.as_deref().as_slice());
        }
        Deed::RestoreBlocking { backup, name } if is_openstack => {
            line.call("volume backup restore", &[backup.as_str(), name]);
        }
        Deed::RestoreBlocking { backup, name } => {
            line.call("backup-restore", &[backup.as_str()]);
            line.option("--name", Some(name));
        }
        Deed::Export(id) => {
            line.call(either("volume backup record export -f json", "backup-export"), &[id.as_str()]);
        }
        Deed::Import(record, _) => line.call(
            either("volume backup record import", "backup-import"),
            &[&record.backup_service, &record.backup_url],
        ),
    }
    Ok(line.0)
}

/// What a client looks up by id, or else by name.
fn ids(deed: &Deed) -> Vec<&str> {
    match deed {
        Deed::Create(new) => {
            let snapshot = new.snapshot_id.as_ref().map(|id| id.as_str());
            std::iter::once(new.volume_id.as_str()).chain(snapshot).collect()
        }
        Deed::RestoreInto { backup, volume, .. } => vec![backup.as_str(), volume.as_str()],
        // Its id is in the record.
        Deed::Import(..) => Vec::new(),
        _ => deed.backup().map(|id| id.as_str()).into_iter().collect(),
    }
}

/// Whether an id is neither an option nor changes the meaning of an address that it is put into.
fn is_plain(id: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    !id.is_empty() && !id.starts_with('-') && id.bytes().all(plain)
}

fn is_uuid(id: &str) -> bool {
    let dash = |at: usize| matches!(at, 8 | 13 | 18 | 23);
    id.len() == 36
        && id
            .bytes()
            .enumerate()
            .all(|(at, byte)| if dash(at) { byte == b'-' } else { byte.is_ascii_hexdigit() })
}
