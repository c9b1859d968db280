"""Makes what `demo_plan` describes, through the real API. Safe to run again.

Every volume that is done is noted in the cloud's folder, so that a second run makes
nothing twice and an interrupted one goes on where it stopped.
"""

import concurrent.futures
import datetime
import json
import threading

from demo_dates import Backdating, moment
from demo_plan import PLAN, VOLUME_TYPES
import rest
import volume_bytes

SERVER = "6f1c7c0e-3d0b-4c55-9d0c-2b8f0d1a7e42"  # no such server: there is no Nova here
WORKERS = 4
RESTING = ("available", "error", "in-use")


class DemoVolume:
    """Makes one volume of the plan with all that belongs to it."""

    def __init__(self, settings, cinder, plan, number):
        self.settings = settings
        self.cinder = cinder
        self.plan = plan
        self.number = number
        self.dates = Backdating(settings, datetime.datetime.now(datetime.UTC))
        self.volume_id = None
        self.snapshot_id = None

    def act(self, **action):
        self.cinder.post(f"/volumes/{self.volume_id}/action", action)

    def make(self):
        plan = self.plan
        self.make_volume()
        if plan.snapshot:
            self.make_snapshot()
        if plan.attached_to:
            self.act(**{"os-reserve": None})
            self.act(**{"os-attach": {
                "instance_uuid": SERVER, "mountpoint": plan.attached_to, "mode": "rw"}})
        for number, backup in enumerate(plan.backups):
            self.make_backup(backup, number)
        if plan.grown_to:
            self.act(**{"os-extend": {"new_size": plan.grown_to}})
            rest.wait_for_status(self.cinder, "volume", self.volume_id, RESTING)
        if plan.deleted:
            self.cinder.delete(f"/volumes/{self.volume_id}")
            rest.wait_until_gone(self.cinder, "volume", self.volume_id)
        self.dates.write()

    def make_volume(self):
        plan = self.plan
        body = {"name": plan.name, "size": plan.size, "description": plan.description,
                "metadata": plan.metadata, "volume_type": plan.volume_type}
        self.volume_id = self.cinder.post("/volumes", {"volume": body})["volume"]["id"]
        rest.wait_for_status(self.cinder, "volume", self.volume_id, RESTING)
        self.change_data(0, plan.size * 8)
        self.dates.volume(self.volume_id, plan.days)

    def change_data(self, round_number, blocks):
        seed = self.number * 100 + round_number
        volume_bytes.write_blocks(self.settings, self.volume_id, seed, blocks)

    def make_snapshot(self):
        body = {"volume_id": self.volume_id, "name": self.plan.snapshot}
        self.snapshot_id = self.cinder.post("/snapshots", {"snapshot": body})["snapshot"]["id"]
        rest.wait_for_status(self.cinder, "snapshot", self.snapshot_id, RESTING)
        self.dates.snapshot(self.snapshot_id, self.plan.snapshot_days)

    def make_backup(self, plan, number):
        of_snapshot = plan.kind == "snapshot"
        metadata = dict(plan.metadata)
        if plan.error:
            metadata["backup_error"] = plan.error
        made = moment(self.dates.now, plan.days)
        body = {
            "volume_id": self.volume_id,
            "name": plan.name and plan.name.format(date=made.date().isoformat()),
            "description": plan.description,
            "metadata": metadata,
            "incremental": plan.kind == "incremental",
            "force": bool(self.plan.attached_to),
            "snapshot_id": self.snapshot_id if of_snapshot else None,
        }
        self.change_data(number + 1, self.plan.size // 2 + 1)
        backup_id = self.cinder.post("/backups", {"backup": body})["backup"]["id"]
        rest.wait_for_status(self.cinder, "backup", backup_id, RESTING)
        rest.wait_for_status(self.cinder, "volume", self.volume_id, RESTING)
        if plan.error:  # the knob has done its work
            self.cinder.put(f"/backups/{backup_id}", {"backup": {"metadata": plan.metadata}})
        self.dates.backup(backup_id, plan.days, self.plan.size,
                          self.plan.snapshot_days if of_snapshot else None)


def make_volume_types(settings):
    cinder = rest.volumes(settings, "admin", "admin", "admin")
    known = {each["name"] for each in cinder.get("/types")["volume_types"]}
    for name, description in VOLUME_TYPES.items():
        if name not in known:
            cinder.post("/types", {"volume_type": {"name": name, "description": description}})


def make_demo_content(settings):
    """Returns the number of volumes made now and the number that were there already."""
    note = settings.state / "demo-made.json"
    done = set(json.loads(note.read_text())) if note.exists() else set()
    noting = threading.Lock()
    make_volume_types(settings)

    def make(key, volume):
        volume.make()
        with noting:
            done.add(key)
            note.write_text(json.dumps(sorted(done)))

    jobs = []
    for project, user, plans in PLAN:
        cinder_of = {}
        for number, plan in enumerate(plans):
            key = f"{project}/{number}"
            if key not in done:
                cinder = cinder_of.setdefault(project, rest.volumes(settings, user, user, project))
                jobs.append((key, DemoVolume(settings, cinder, plan, number)))
    there = len(done)
    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        for job in [pool.submit(make, *each) for each in jobs]:
            job.result()
    return len(jobs), there
