"""Puts thousands of backups into a project at once, straight into Cinder's database.

The rows are told from real ones by host='seeded', which no cinder-backup answers to: a
restart leaves them as they are. They have no data, so a restore of one fails; deleting
one works. The same count, prefix and project always give the same rows, but for their
times: one every 311 seconds, back from now.
"""

import contextlib
import dataclasses
import datetime
import functools
import random
import sqlite3
import uuid

import rest

HOST = "seeded"
SERVICE = "cinder.backup.drivers.posix.PosixBackupDriver"
STEP = datetime.timedelta(seconds=311)
BACKUPS_PER_VOLUME = 20
OTHER_STATUSES = ("error", "error", "creating", "restoring", "deleting", "error_deleting")
DESCRIPTIONS = (
    None, None, "Nightly, kept for two weeks", "Größe geprüft, unverändert", "Перед обновлением",
    "毎晩のバックアップ", "نسخة احتياطية ليلية", "sauvegarde complète – à garder",
)
REASONS = (
    "Bad or unexpected response from the storage volume backend API: connection timed out",
    "Service not found for creating backup.",
    "incomplete backup reset on manager restart",
)
BACKUP_COLUMNS = (
    "id", "created_at", "updated_at", "deleted", "user_id", "project_id", "volume_id", "host",
    "availability_zone", "display_name", "display_description", "container", "parent_id", "status",
    "fail_reason", "service", "size", "object_count", "snapshot_id", "data_timestamp",
    "num_dependent_backups",
)


@dataclasses.dataclass
class Order:
    """What to seed. `all_available`: no other status, for tests that count exactly."""

    project_id: str
    user_id: str
    count: int
    prefix: str
    all_available: bool


def made_id(*parts):
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "/".join(map(str, parts))))


def time_text(time):
    return time.strftime("%Y-%m-%d %H:%M:%S.%f")


def rows(order):
    """Yields (row of `backups`, metadata), the oldest first, so that parents precede children."""
    numbers = random.Random(f"{order.prefix}/{order.count}")
    now = datetime.datetime.now(datetime.UTC)
    newest_of = {}  # volume -> the row that an incremental of it would build upon
    volume_count = max(1, order.count // BACKUPS_PER_VOLUME)
    for number in range(1, order.count + 1):
        volume_number = numbers.randrange(volume_count)
        volume = made_id(order.project_id, order.prefix, "volume", volume_number)
        parent = newest_of.get(volume)
        incremental = parent is not None and numbers.random() < 0.63
        available = order.all_available or numbers.random() < 0.94
        status = "available" if available else numbers.choice(OTHER_STATUSES)
        size = 1 + (volume_number * 7) % 40
        made = now - STEP * (order.count - number)
        identifier = made_id(order.project_id, order.prefix, number)
        row = {
            "id": identifier,
            "created_at": time_text(made),
            "updated_at": None if status == "creating"
            else time_text(made + datetime.timedelta(seconds=3 * size)),
            "deleted": 0,
            "user_id": order.user_id,
            "project_id": order.project_id,
            "volume_id": volume,
            "host": HOST,
            "availability_zone": "nova",
            "display_name": f"{order.prefix}-{number:06}",
            "display_description": numbers.choice(DESCRIPTIONS),
            "container": f"{identifier[0:2]}/{identifier[2:4]}/{identifier}",
            "parent_id": parent["id"] if incremental else None,
            "status": status,
            "fail_reason": numbers.choice(REASONS) if "error" in status else None,
            "service": SERVICE,
            "size": size,
            "object_count": 0 if status in ("creating", "error")
            else numbers.randrange(size + 1) if incremental else size,
            "snapshot_id": None,
            "data_timestamp": time_text(made),
            "num_dependent_backups": 0,
        }
        metadata = {}
        if numbers.random() < 0.3:
            job = numbers.choice(("nightly", "weekly", "manual"))
            metadata = {"job": job, "host": f"node-{volume_number}"}
        if status == "available":
            if incremental:
                parent["num_dependent_backups"] += 1
            newest_of[volume] = row
        yield row, metadata


def remove(database, project_id, prefix=None):
    """Deletes the seeded rows (of this prefix only, if given); returns how many there were."""
    condition = "host = ? AND project_id = ?"
    values = [HOST, project_id]
    if prefix is not None:
        condition += " AND substr(display_name, 1, ?) = ?"
        values += [len(prefix) + 1, prefix + "-"]
    database.execute(
        f"DELETE FROM backup_metadata WHERE backup_id IN (SELECT id FROM backups WHERE {condition})", values
    )
    return database.execute(f"DELETE FROM backups WHERE {condition}", values).rowcount


def insert(database, order):
    made = list(rows(order))
    names = ", ".join(BACKUP_COLUMNS)
    marks = ", ".join("?" * len(BACKUP_COLUMNS))
    database.executemany(
        f"INSERT INTO backups ({names}) VALUES ({marks})",
        (tuple(row[column] for column in BACKUP_COLUMNS) for row, _ in made),
    )
    database.executemany(
        "INSERT INTO backup_metadata (created_at, deleted, backup_id, key, value) VALUES (?, 0, ?, ?, ?)",
        ((row["created_at"], row["id"], key, value)
         for row, metadata in made for key, value in metadata.items()),
    )


def count_usage(database, project_id):
    """Makes the quota usage of the project agree with its rows."""
    backups, gigabytes = database.execute(
        "SELECT count(*), coalesce(sum(size), 0) FROM backups WHERE project_id = ? AND NOT deleted",
        (project_id,),
    ).fetchone()
    now = time_text(datetime.datetime.now(datetime.UTC))
    for resource, used in (("backups", backups), ("backup_gigabytes", gigabytes)):
        changed = database.execute(
            "UPDATE quota_usages SET in_use = ?, updated_at = ? "
            "WHERE project_id = ? AND resource = ? AND NOT deleted",
            (used, now, project_id, resource),
        ).rowcount
        if not changed:
            database.execute(
                "INSERT INTO quota_usages (created_at, updated_at, deleted, project_id, resource, in_use, reserved) "
                "VALUES (?, ?, 0, ?, ?, ?, 0)",
                (now, now, project_id, resource, used),
            )


@contextlib.contextmanager
def cinder_database(settings):
    """One transaction that takes the write lock at once; the services wait for it."""
    connection = sqlite3.connect(settings.cinder_database, timeout=60, isolation_level=None)
    with contextlib.closing(connection):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise


@functools.cache
def administrator(settings):
    """Keystone and Cinder as the administrator; signed in once, however many orders are carried out."""
    return rest.identity(settings), rest.volumes(settings, "admin", "admin", "admin")


@functools.cache
def maker(settings):
    """The id of the user whom the rows will name as their maker."""
    keystone, _ = administrator(settings)
    return keystone.get("/users?name=demo")["users"][0]["id"]


def find_project(settings, name_or_id):
    """The project's id and that of the maker."""
    keystone, _ = administrator(settings)
    try:
        return keystone.get(f"/projects/{name_or_id}")["project"]["id"], maker(settings)
    except rest.Refused as refused:
        if refused.status != 404:
            raise
    for project in keystone.get(f"/projects?name={name_or_id}")["projects"]:
        return project["id"], maker(settings)
    raise LookupError(f"there is no project '{name_or_id}'")


def seed(settings, project, count, prefix="seeded", all_available=False):
    """Replaces the seeded backups of this prefix by `count` new ones."""
    project_id, user_id = find_project(settings, project)
    _, cinder = administrator(settings)
    unlimited = {"quota_set": {"backups": -1, "backup_gigabytes": -1}}
    cinder.put(f"/os-quota-sets/{project_id}", unlimited)
    with cinder_database(settings) as database:
        remove(database, project_id, prefix)
        insert(database, Order(project_id, user_id, count, prefix, all_available))
        count_usage(database, project_id)


def unseed(settings, project, prefix=None):
    """Removes the seeded backups; returns how many there were."""
    project_id, _ = find_project(settings, project)
    with cinder_database(settings) as database:
        removed = remove(database, project_id, prefix)
        count_usage(database, project_id)
    return removed
