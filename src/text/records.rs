//! Words about backup records: what is wrong with a file or a record, and what an import would do.

use crate::rules::decoded_record::DecodeError;
use crate::rules::import_plan::{Reach, Status, Warning};
use crate::rules::record_file::{FileError, MAX_BYTES, RecordProblem};
use crate::text::phrase::phrases;

phrases! {
    too_large(is, most) = "This is too large: {is} MiB, and the panel reads up to {most} MiB. Choose a file of backup records.";
    not_json(line, column) =
        "This cannot be read: line {line}, column {column} is not as JSON has to be. It may be cut off, or changed by hand.";
    other_format = "This holds no backup records: neither a file of this panel nor what the export command prints.";
    newer_version(is, known) =
        "This file is of version {is} of the format, and this panel knows version {known}. A newer panel can read it.";
    empty = "There is no record in this.";
    no_record =
        "No backup record was found in this text. Paste a file of this panel, or all that the export command prints.";

    not_an_object = "This is no record.";
    missing_field(field) = "The field {field} is missing.";
    corrupt_checksum = "The record is damaged: its checksum does not fit. Take it from another copy of the file.";
    other_id(id) = "The file calls this record {id}, but it is of another backup.";
    repeated(place) = "The same record stands at place {place} already.";
    contradicted(place) = "Another record of the same backup stands at place {place} already. That one is used.";

    long_service = "The name of the backup service is longer than 255 characters.";
    nothing = "The record is empty.";
    not_base64 =
        "The record is damaged: it is not base64. It may be cut off, or a line of it may be missing.";
    record_not_json = "The record is damaged: what it holds is not JSON.";
    record_not_object = "What the record holds is no backup.";
    no_id = "The record has no usable ID.";
    no_size = "The record has no size, or one that is not a whole number.";

    ready = "Ready";
    already_exists = "Already there";
    already_exists_why =
        "A backup with this ID is in the cloud already, perhaps in another project. The cloud takes an ID only once.";
    parent_missing = "Parent missing";
    parent_missing_why(id) =
        "It builds on backup {id}, which is neither in the cloud nor among what can be imported. It can be imported, but not restored until that one is there too.";
    circular = "Circular";
    circular_why = "It builds on itself, so a restore would never end.";
    incomplete = "Incomplete";
    incomplete_why(n, fields) =
        "{n, one: A field is, other: Fields are} missing that an import needs: {fields}. The cloud would take the record and leave a failed backup.";
    damaged = "Damaged";

    reach_current = "This project";
    reach_own(name) = "These are imported into {name}: the panel signs in to it for that.";
    reach_unreachable(name) =
        "You cannot sign in to {name}. If you import these, they will belong to the current project.";

    no_service_up = "No backup service is up, so the cloud would refuse the import. Only its operator can start one.";
    several_services(services) =
        "The records were made by several backup services: {services}. This cloud must run each of them, which cannot be looked up. Where one is missing, the import ends in an error.";
    encrypted(n) =
        "{n} {n, one: record is, other: records are} of encrypted volumes. They can be restored only where the same keys are in the key manager.";
    unreachable(n) =
        "{n} {n, one: record belongs to a project, other: records belong to projects} that you cannot sign in to.";
}

/// Why a text cannot be used.
pub fn file_error(error: &FileError) -> String {
    match *error {
        FileError::TooLarge { bytes } => too_large(bytes >> 20, MAX_BYTES >> 20),
        FileError::NotJson { line, column } => not_json(line, column),
        FileError::OtherFormat => other_format(),
        FileError::NewerVersion { is, known } => newer_version(is, known),
        FileError::Empty => empty(),
        FileError::NoRecord => no_record(),
    }
}

/// Why a record cannot be used.
pub fn record_problem(problem: &RecordProblem) -> String {
    match problem {
        RecordProblem::NotAnObject => not_an_object(),
        RecordProblem::MissingField(field) => missing_field(*field),
        RecordProblem::CorruptChecksum => corrupt_checksum(),
        RecordProblem::Undecodable(error) => decode_error(*error),
        RecordProblem::OtherId(id) => other_id(id.as_str()),
        RecordProblem::Repeated(place) => repeated(*place),
        RecordProblem::Contradicted(place) => contradicted(*place),
    }
}

/// Why a record cannot be decoded.
pub fn decode_error(error: DecodeError) -> String {
    match error {
        DecodeError::LongService => long_service(),
        DecodeError::Nothing => nothing(),
        DecodeError::NotBase64 => not_base64(),
        DecodeError::NotJson => record_not_json(),
        DecodeError::NotAnObject => record_not_object(),
        DecodeError::NoId => no_id(),
        DecodeError::NoSize => no_size(),
    }
}

/// What would become of a record, in a word or two.
pub fn status(status: &Status) -> String {
    match status {
        Status::Ready => ready(),
        Status::AlreadyExists => already_exists(),
        Status::ParentMissing(_) => parent_missing(),
        Status::Circular => circular(),
        Status::Incomplete(_) => incomplete(),
        Status::Damaged(_) => damaged(),
    }
}

/// Why that is so; None when there is nothing to explain.
pub fn status_reason(status: &Status) -> Option<String> {
    match status {
        Status::Ready => None,
        Status::AlreadyExists => Some(already_exists_why()),
        Status::ParentMissing(id) => Some(parent_missing_why(id.as_str())),
        Status::Circular => Some(circular_why()),
        Status::Incomplete(fields) => Some(incomplete_why(fields.len(), fields.join(", "))),
        Status::Damaged(problem) => Some(record_problem(problem)),
    }
}

/// Where the records of a project go. `project` is its name, or its id.
pub fn reach(reach: Reach, project: &str) -> String {
    match reach {
        Reach::Current => reach_current(),
        Reach::Own => reach_own(project),
        Reach::Unreachable => reach_unreachable(project),
    }
}

/// What to say before an import.
pub fn warning(warning: &Warning) -> String {
    match warning {
        Warning::NoServiceUp => no_service_up(),
        Warning::SeveralServices(services) => several_services(services.join(", ")),
        Warning::Encrypted(n) => encrypted(*n),
        Warning::Unreachable(n) => unreachable(*n),
    }
}
