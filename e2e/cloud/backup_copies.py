"""Multiplies real backups, rows and objects alike, and drops rows whose objects stay in the store.

A copy is as good as what it was copied from: it can be exported, imported and restored
byte for byte, alone or as part of its chain. Its objects are hard links where they hold
data, and files of their own where they name backups. Every copy of a chain belongs to a
volume of its own, which no longer exists.
"""

import collections
import datetime
import os
import uuid

from seed import STEP, cinder_database, count_usage, find_project, time_text

NAMING_OBJECTS = ("_metadata", "_sha256file")  # ends of the names of objects that hold ids


def chains(database, project_id):
    """The project's available backups that have objects: lists, one for each full backup and
    all that depend on it, parents first."""
    cursor = database.execute(
        "SELECT * FROM backups WHERE project_id = ? AND status = 'available' AND NOT deleted "
        "AND service_metadata IS NOT NULL ORDER BY created_at, id", (project_id,))
    names = [column[0] for column in cursor.description]
    found = {}  # id of a backup -> its chain
    for row in (dict(zip(names, values)) for values in cursor):
        chain = found.get(row["parent_id"], [])
        if row["parent_id"] is None or chain:
            chain.append(row)
            found[row["id"]] = chain
    return list({id(chain): chain for chain in found.values()}.values())


def default_container(identifier):
    return f"{identifier[0:2]}/{identifier[2:4]}/{identifier}"


def earlier(text, step):
    """A time of the database, moved back by `step`."""
    return text and time_text(datetime.datetime.fromisoformat(text) - step)


def copy_objects(store, old, new, renamed):
    """Gives the copy the objects of the original, under its own ids."""
    source, target = store / old["container"], store / new["container"]
    target.mkdir(parents=True, exist_ok=True)
    for name in os.listdir(source):
        if not name.startswith(old["service_metadata"]):
            continue
        copied = target / (new["service_metadata"] + name.removeprefix(old["service_metadata"]))
        if name.endswith(NAMING_OBJECTS):
            copied.write_text(renamed((source / name).read_text()))
        else:
            os.link(source / name, copied)


def copies_of(chain, number, store):
    """Yields (old row, new row) of one more copy of the chain; makes the objects on the way."""
    ids = {row["id"]: str(uuid.uuid4()) for row in chain}
    ids.update({row["volume_id"]: str(uuid.uuid4()) for row in chain})

    def renamed(text):
        for old, new in ids.items():
            text = text.replace(old, new)
        return text

    for row in chain:
        new = {name: renamed(value) if isinstance(value, str) else value for name, value in row.items()}
        if row["container"] != default_container(row["id"]):
            new["container"] = row["container"]
        else:
            new["container"] = default_container(new["id"])
        new["display_name"] = f"{row['display_name'] or 'backup'}-{number:04}"
        new["num_dependent_backups"] = 0
        for time in ("created_at", "updated_at", "data_timestamp"):
            new[time] = earlier(row[time], STEP * number)
        copy_objects(store, row, new, renamed)
        yield row, new


def insert(database, made):
    names = list(made[0][1])
    columns, marks = ", ".join(names), ", ".join("?" * len(names))
    database.executemany(
        f"INSERT INTO backups ({columns}) VALUES ({marks})",
        ([new[name] for name in names] for _, new in made),
    )
    database.executemany(
        "INSERT INTO backup_metadata (created_at, deleted, backup_id, key, value) "
        "SELECT created_at, 0, ?, key, value FROM backup_metadata WHERE backup_id = ? AND NOT deleted",
        ((new["id"], old["id"]) for old, new in made),
    )


def copy(settings, project, count):
    """Makes so many copies in the project of the chains that it has; a name gets the number
    of the copy: `nightly` becomes `nightly-0001`. The last chain may be cut short."""
    project_id, _ = find_project(settings, project)
    with cinder_database(settings) as database:
        originals = chains(database, project_id)
        if not originals:
            raise LookupError(f"the project '{project}' has no available backup to copy")
        made, number = [], 0
        while len(made) < count:
            number += 1
            for chain in originals:
                wanted = chain[:count - len(made)]
                if wanted:
                    made += copies_of(wanted, number, settings.backup_folder)
        children = collections.Counter(new["parent_id"] for _, new in made)
        for _, new in made:
            new["num_dependent_backups"] = children[new["id"]]
        if made:
            insert(database, made)
        count_usage(database, project_id)
    return len(made)


def drop(settings, project, ids=()):
    """Removes the rows of these backups of the project, or of all of them, as if they had never
    been; no object is touched. Returns how many backups there were."""
    project_id, _ = find_project(settings, project)
    with cinder_database(settings) as database:
        cursor = database.execute(
            "SELECT id, parent_id, deleted FROM backups WHERE project_id = ?", (project_id,))
        dropped = [row for row in cursor if not ids or row[0] in ids]
        for identifier, parent, deleted in dropped:
            database.execute("DELETE FROM backup_metadata WHERE backup_id = ?", (identifier,))
            database.execute("DELETE FROM backups WHERE id = ?", (identifier,))
            if parent and not deleted:
                database.execute(
                    "UPDATE backups SET num_dependent_backups = max(0, num_dependent_backups - 1) "
                    "WHERE id = ?", (parent,))
        count_usage(database, project_id)
    return sum(not deleted for _, _, deleted in dropped)
