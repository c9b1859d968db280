"""Lets a password expire now, which Keystone's API cannot: it counts in days from the last change."""

import sqlite3

EXPIRED = "2020-01-01 00:00:00"


def expire(settings, user_id):
    with sqlite3.connect(settings.keystone_database, timeout=60) as database:
        changed = database.execute(
            """UPDATE password SET expires_at = ?, expires_at_int = 1577836800000000
               WHERE local_user_id = (SELECT id FROM local_user WHERE user_id = ?)""",
            (EXPIRED, user_id),
        ).rowcount
    database.close()
    if not changed:
        raise LookupError(f"no user {user_id} with a password")
