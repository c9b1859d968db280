"""Delays and failures that a test asks for, in the metadata of a volume or of a backup.

| key             | what happens |
|-----------------|--------------|
| `backup_delay`  | seconds the backup stays in `creating` |
| `backup_error`  | the backup ends in `error` with this text in its fail_reason |
| `restore_delay` | seconds the restore stays in `restoring` |
| `restore_error` | the volume ends in `error_restoring`, the backup is `available` again |
| `connect_error` | both of the errors |
| `delete_delay`  | seconds the backup stays in `deleting` |
| `delete_error`  | the deletion fails: the backup ends in `error` with this text in its fail_reason |

A backup in the making looks at its source volume, a restore at its target volume, a
deletion at the source volume if that still exists, and all at the backup itself, whose
word counts more: a test can mark the backup (with PUT) when the target volume does not
exist yet. A delay is read anew while it lasts, so that a test can end it, and ends early
when the operation does (force delete of what is being made, reset of the status).
"""

import time

from cinder import context as cinder_context
from cinder import exception
from cinder import objects
from cinder.objects import fields

LOOK_AGAIN = 0.25  # seconds between two looks at the backup that is being delayed


def _first(context, **filters):
    return next(iter(objects.BackupList.get_all(context, filters=filters)), None)


def operation_on(context, volume_id):
    """The backup that is being restored into this volume or made from it, and its verb.

    A volume in use is read through a temporary copy, which its backup names.
    """
    restoring, creating = fields.BackupStatus.RESTORING, fields.BackupStatus.CREATING
    backup = _first(context, status=restoring, restore_volume_id=volume_id)
    if backup:
        return backup, "restore"
    backup = (_first(context, status=creating, volume_id=volume_id, snapshot_id=None)
              or _first(context, status=creating, temp_volume_id=volume_id))
    return backup, "backup"


def knobs_of(context, volume_id, backup):
    marked = backup.volume_id if backup.temp_volume_id == volume_id else volume_id
    try:
        said = objects.Volume.get_by_id(context, marked).metadata
    except exception.VolumeNotFound:
        said = {}
    return {**said, **(backup.metadata or {})}


def obey(context, volume_id, backup, verb, *errors):
    """Waits while the operation goes on, then raises the first of these errors that is asked for."""
    status, began = backup.status, time.monotonic()
    knobs = knobs_of(context, volume_id, backup)
    while (left := began + float(knobs.get(f"{verb}_delay", 0)) - time.monotonic()) > 0:
        time.sleep(min(LOOK_AGAIN, left))
        try:
            backup = objects.Backup.get_by_id(context, backup.id)
        except exception.BackupNotFound:
            break
        if backup.status != status:
            break
        knobs = knobs_of(context, volume_id, backup)
    error = next((knobs[name] for name in errors if knobs.get(name)), None)
    if error:
        raise exception.CinderException(error)


def obey_knobs(volume_id):
    """Called when cinder-backup connects to a volume."""
    context = cinder_context.get_admin_context()
    backup, verb = operation_on(context, volume_id)
    if backup is not None:
        obey(context, volume_id, backup, verb, f"{verb}_error", "connect_error")


def obey_deletion_knobs(backup_id):
    """Called when cinder-backup is about to delete the objects of a backup."""
    context = cinder_context.get_admin_context()
    backup = objects.Backup.get_by_id(context, backup_id)
    obey(context, backup.volume_id, backup, "delete", "delete_error")


def obey_when_deleting(driver_class):
    """Changes the backup driver in place: a class of our own would put its name into every
    backup and export record, where the stock driver's belongs."""
    delete = driver_class.delete_backup

    def delete_backup(driver, backup):
        obey_deletion_knobs(backup.id)
        delete(driver, backup)

    driver_class.delete_backup = delete_backup
