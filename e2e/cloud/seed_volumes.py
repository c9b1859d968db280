"""Puts thousands of volumes into a project at once, straight into Cinder's database.

They have no data and belong to no back end: they are there to be listed and looked for.
One every 60 seconds, back from an hour ago, named `volume-0001` and so on, the first the
oldest. Some are in use, some in error, some attached to nothing.
"""

import datetime

from seed import cinder_database, find_project, made_id, time_text

HOST = "seeded@none#none"
STATUSES = ("available", "available", "available", "in-use", "error")
COLUMNS = (
    "id", "created_at", "updated_at", "deleted", "user_id", "project_id", "host", "availability_zone",
    "display_name", "status", "attach_status", "size", "volume_type_id", "bootable", "multiattach", "use_quota",
)


def rows(project_id, user_id, volume_type, count):
    hour_ago = datetime.datetime.now(datetime.UTC) - datetime.timedelta(hours=1)
    for number in range(1, count + 1):
        made = time_text(hour_ago - datetime.timedelta(seconds=60 * (count - number)))
        status = STATUSES[number % len(STATUSES)]
        attached = "attached" if status == "in-use" else "detached"
        yield (
            made_id(project_id, "volume", number), made, made, 0, user_id, project_id, HOST, "nova",
            f"volume-{number:04}", status, attached, 1 + number % 20, volume_type, 0, 0, 1,
        )


def seed_volumes(settings, project, count):
    """Adds so many volumes. Their quota is not counted."""
    project_id, user_id = find_project(settings, project)
    with cinder_database(settings) as database:
        (volume_type,) = database.execute(
            "SELECT id FROM volume_types WHERE NOT deleted ORDER BY name = '__DEFAULT__' DESC LIMIT 1"
        ).fetchone()
        names, marks = ", ".join(COLUMNS), ", ".join("?" * len(COLUMNS))
        database.executemany(
            f"INSERT INTO volumes ({names}) VALUES ({marks})", rows(project_id, user_id, volume_type, count)
        )
