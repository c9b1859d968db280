//! Words of the operations: what was started, how far it has come, how it ended.

use crate::rules::follow::Ended;
use crate::text::phrase::phrases;

phrases! {
    close = "Close";
    cancel = "Cancel";
    outcome_unknown = "No answer came, so it is not known yet whether this was done.";
    looking = "Looking at the cloud to find out. It is not sent again.";
    no_trace = "No answer came, and the cloud shows no trace of it: it was most likely not done. What you entered is kept.";

    backup_error = "It ended in an error.";
    backup_error_because(reason) = "It ended in an error: {reason}";
    volume_error(status) = "The volume is in the status {status}: its data is not to be used.";
    vanished = "It has disappeared meanwhile.";
    not_restored = "The volume was made, but nothing shows that the backup was read into it. Do not rely on its data.";
    nothing_happened = "The cloud accepted it, but nothing has changed.";
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
