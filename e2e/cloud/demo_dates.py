"""Moves what the demo has just made into the past, so that a list looks lived in.

The API cannot do this: the times are written into Cinder's database. The order of the
times of one volume stays what it was, since incremental backups depend on it.
"""

import contextlib
import datetime
import random
import sqlite3


def last_morning(now):
    """The last time it was 4 o'clock in the morning (UTC)."""
    today = now.replace(hour=4, minute=0, second=0, microsecond=0)
    return today if today <= now else today - datetime.timedelta(days=1)


def moment(now, days):
    """`days` before the last morning: 0.08 is about 2 o'clock of the last night. Off by some
    seconds, always the same ones, as a scheduler is."""
    late = datetime.timedelta(seconds=random.Random(days).uniform(0, 60))
    return last_morning(now) - datetime.timedelta(days=days) + late


def text(time):
    return time.strftime("%Y-%m-%d %H:%M:%S.%f")


class Backdating:
    """Collects the new times and writes them in one transaction."""

    def __init__(self, settings, now):
        self.settings = settings
        self.now = now
        self.statements = []

    def _set(self, table, identifier, **times):
        columns = ", ".join(f"{column} = ?" for column in times)
        self.statements.append(
            (f"UPDATE {table} SET {columns} WHERE id = ?", (*map(text, times.values()), identifier))
        )

    def volume(self, identifier, days):
        made = moment(self.now, days)
        self._set("volumes", identifier, created_at=made,
                  launched_at=made + datetime.timedelta(seconds=2))

    def snapshot(self, identifier, days):
        made = moment(self.now, days)
        self._set("snapshots", identifier, created_at=made)

    def backup(self, identifier, days, size, snapshot_days=None):
        """`size` (GiB) gives a credible duration; a backup of a snapshot has its data's time."""
        made = moment(self.now, days)
        data = made if snapshot_days is None else moment(self.now, snapshot_days)
        self._set("backups", identifier, created_at=made, data_timestamp=data,
                  updated_at=made + datetime.timedelta(seconds=11.3 * size))
        self.statements.append((
            "UPDATE messages SET created_at = ? WHERE resource_uuid = ?",
            (text(made + datetime.timedelta(seconds=9)), identifier),
        ))

    def write(self):
        with contextlib.closing(sqlite3.connect(self.settings.cinder_database, timeout=60)) as database:
            with database:
                for statement, values in self.statements:
                    database.execute(statement, values)
