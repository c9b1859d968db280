"""What the demo cloud holds: the volumes of a small company, and names that break careless code.

`{date}` in a name becomes the day on which the backup was made.
"""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Backup:
    """One backup; the oldest of a volume comes first.

    `days` are counted back from the last 4 o'clock in the morning: 1.08 is about 2 o'clock
    of the night before the last one, 0.6 the early afternoon of yesterday.
    """

    days: float
    name: str | None
    kind: str = "full"  # full, incremental, snapshot
    description: str | None = None
    metadata: dict = dataclasses.field(default_factory=dict)
    error: str | None = None  # ends in error with this reason


@dataclasses.dataclass(frozen=True)
class Volume:
    """A volume (size in GiB) with its snapshots and backups."""

    name: str | None
    size: int
    days: float
    description: str | None = None
    metadata: dict = dataclasses.field(default_factory=dict)
    volume_type: str | None = "standard"
    snapshot: str | None = None  # a snapshot of this name, made before the backups
    snapshot_days: float = 0
    backups: tuple = ()
    attached_to: str | None = None  # device of a server that uses it
    grown_to: int | None = None  # extended after its last backup
    deleted: bool = False  # afterwards, its backups remain


NIGHTLY = {"job": "nightly", "retention": "14d"}
WEEKLY = {"job": "weekly", "retention": "8w"}
HOSTILE = "<img src=x onerror=alert(1)>"
LONG = ("a name as long as Cinder takes, " * 8)[:252] + "END"
ARABIC = "النسخ الاحتياطي لقاعدة البيانات"
HEBREW = "גיבוי שרת הקבצים"

DEMO = (
    Volume(
        "db-primary-data", 40, 214, "PostgreSQL 17, primary", {"service": "db", "owner": "platform"},
        "ssd", snapshot="db-primary-before-upgrade", snapshot_days=1.55,
        backups=(
            Backup(3.08, "db-primary-weekly-{date}", metadata=WEEKLY),
            Backup(2.08, "db-primary-nightly-{date}", "incremental", metadata=NIGHTLY),
            Backup(1.08, "db-primary-nightly-{date}", "incremental", metadata=NIGHTLY),
            Backup(0.08, "db-primary-nightly-{date}", "incremental", metadata=NIGHTLY),
        ),
    ),
    Volume(
        "db-archive-2019", 30, 812, "Read only since the migration", {"service": "db"},
        snapshot="archive-sealed", snapshot_days=33,
        backups=(
            Backup(32.7, "db-archive before PostgreSQL 17", "snapshot",
                   "Taken from the snapshot, kept until the audit of 2030", {"keep": "2030"}),
        ),
    ),
    Volume(
        "web-01-root", 20, 96, "Boot disk of web-01", {"service": "web"}, "ssd",
        attached_to="/dev/vda",
        backups=(
            Backup(7.11, "web-01-weekly-{date}", metadata=WEEKLY),
            Backup(0.11, "web-01-weekly-{date}", metadata=WEEKLY),
        ),
    ),
    Volume(
        "mail-store", 60, 301, "Maildirs of all employees", {"service": "mail", "pii": "yes"},
        grown_to=80, snapshot="mail-before-dovecot-2.4", snapshot_days=12.5,
        backups=(
            Backup(8.1, "mail-weekly-{date}", metadata=WEEKLY),
            Backup(1.1, "mail-nightly-{date}", "incremental", metadata=NIGHTLY),
        ),
    ),
    Volume("registry-blobs", 100, 41, "Container registry; can be built anew", {"service": "registry"}),
    Volume(
        "files-share", 50, 187, "Samba share 'company'", {"service": "files"},
        backups=(
            Backup(4.06, "files-weekly-{date}", metadata=WEEKLY),
            Backup(0.06, "files-nightly-{date}", "incremental", metadata=NIGHTLY,
                   error="backup target nas-2:/export/backup is not reachable: Connection timed out"),
        ),
    ),
    Volume(
        "wiki-data", 10, 64, None, {"service": "wiki"},
        backups=(
            Backup(20.6, None, description="Made by hand before the move to the new host"),
            Backup(5.13, "wiki-weekly-{date}", metadata=WEEKLY),
            Backup(0.13, "wiki-nightly-{date}", "incremental", metadata=NIGHTLY),
        ),
    ),
    Volume(
        "legacy-crm", 15, 410, "Switched off", {"service": "crm"}, deleted=True,
        backups=(
            Backup(75.58, "legacy-crm final state", description="Keep for ten years (tax law)",
                   metadata={"keep": "2036", "ticket": "OPS-1482"}),
            Backup(75.57, "legacy-crm final attachments", "incremental",
                   metadata={"keep": "2036", "ticket": "OPS-1482"}),
        ),
    ),
    Volume("ci-runner-cache", 25, 12, "Scratch space of the build machines", {"service": "ci"},
           attached_to="/dev/vdb"),
    Volume(
        HOSTILE, 2, 17, "Markup must be shown, <b>not obeyed</b> & never run", {"html": HOSTILE},
        backups=(Backup(16.6, HOSTILE, description="</td></table><script>alert(1)</script>",
                        metadata={"html": HOSTILE}),),
    ),
    Volume("🦊 fox-den 🚀", 1, 15.5, "Süßölgefäß – ёжик – 日本語",
           backups=(Backup(15.2, "🦊 fox-den 👩‍👩‍👧‍👦 before the party", metadata={"mood": "🎉"}),)),
    Volume(ARABIC, 3, 14.6, "يحتوي على كل الجداول", snapshot=HEBREW, snapshot_days=14.3,
           backups=(Backup(14.4, ARABIC, description="نسخة كاملة"), Backup(14.2, HEBREW, "incremental"))),
    Volume(LONG, 1, 13.8, "d" * 255, backups=(Backup(13.7, LONG),)),
    Volume(None, 1, 11, None, backups=(Backup(10.9, None),)),
)

OTHER = (
    Volume("analytics-warehouse", 35, 120, "ClickHouse", {"service": "analytics"},
           backups=(Backup(7.05, "analytics-weekly-{date}", metadata=WEEKLY),
                    Backup(0.05, "analytics-weekly-{date}", metadata=WEEKLY))),
    Volume("lab-scratch", 5, 9, backups=(Backup(3.6, "lab-scratch before reinstall"),)),
)

# (project, user, volumes)
PLAN = (("demo", "demo", DEMO), ("other", "other", OTHER))
VOLUME_TYPES = {"standard": "Mirrored disks", "ssd": "Flash, for databases"}
