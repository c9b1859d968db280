"""What is recorded of Cinder: lists, single backups, refusals, and what changes something."""

import time

import rest
import volume_bytes

RESTING = ("available", "error", "in-use")
EMOJI_DESCRIPTION = "only names may hold 🦊"
SETTLED = 0.7  # seconds after which an operation has come to the delay that a knob asks for


class Content:
    """The few volumes and backups that the recordings show."""

    def __init__(self, settings, demo, other):
        self.settings = settings
        self.demo = demo
        self.other = other
        self.ids = {}

    def volume(self, key, name, size=1, cinder=None, **fields):
        cinder = cinder or self.demo
        body = {"name": name, "size": size, **fields}
        self.ids[key] = cinder.post("/volumes", {"volume": body})["volume"]["id"]
        rest.wait_for_status(cinder, "volume", self.ids[key], RESTING)
        volume_bytes.write_blocks(self.settings, self.ids[key], 1, 8)

    def backup(self, key, volume, name, cinder=None, **fields):
        cinder = cinder or self.demo
        body = {"volume_id": self.ids[volume], "name": name, **fields}
        self.ids[key] = cinder.post("/backups", {"backup": body})["backup"]["id"]
        rest.wait_for_status(cinder, "backup", self.ids[key], RESTING)
        rest.wait_for_status(cinder, "volume", self.ids[volume], RESTING)

    def make(self):
        self.volume("db", "db-primary-data", 2, description="PostgreSQL", metadata={"service": "db"})
        self.volume("web", "web-01-root")
        action = f"/volumes/{self.ids['web']}/action"
        self.demo.post(action, {"os-reserve": None})
        self.demo.post(action, {"os-attach": {
            "instance_uuid": "6f1c7c0e-3d0b-4c55-9d0c-2b8f0d1a7e42", "mountpoint": "/dev/vda"}})
        self.volume("nameless volume", None)
        self.volume("foreign", "analytics", cinder=self.other)
        self.backup("full", "db", "db-weekly", description="Every Sunday – größer als sonst",
                    metadata={"job": "weekly", "retention": "8w"})
        body = {"volume_id": self.ids["db"], "name": "before-upgrade"}
        self.ids["snapshot"] = self.demo.post("/snapshots", {"snapshot": body})["snapshot"]["id"]
        rest.wait_for_status(self.demo, "snapshot", self.ids["snapshot"], RESTING)
        volume_bytes.write_blocks(self.settings, self.ids["db"], 2, 4)
        self.backup("incremental", "db", "db-nightly", incremental=True)
        self.backup("of snapshot", "db", "db before upgrade", snapshot_id=self.ids["snapshot"])
        self.backup("failed", "db", "db-nightly", incremental=True,
                    metadata={"backup_error": "nas-2 is not reachable"})
        self.demo.put(f"/backups/{self.ids['failed']}", {"backup": {"metadata": {}}})
        self.backup("nameless", "nameless volume", None)
        self.backup("foreign backup", "foreign", "analytics-weekly", cinder=self.other)


def record_reading(member, admin, ids):
    detail = "/backups/detail?limit=50&sort=created_at:desc&with_count=true"
    member("backups_detail", "GET", detail)
    admin("backups_detail_all_projects", "GET", detail + "&all_tenants=1")
    page = member("backups_detail_page", "GET", "/backups/detail?limit=2&with_count=true")
    marker = page["backups"][-1]["id"]
    member("backups_detail_next_page", "GET", f"/backups/detail?limit=2&marker={marker}&with_count=true")
    member("backups_detail_without_count", "GET", "/backups/detail?limit=2", version="volume 3.44")
    member("backups_detail_3_0", "GET", "/backups/detail?limit=2", version="volume 3.0")
    member("backups_detail_failed", "GET", "/backups/detail?status=error&with_count=true")
    member("backups_summary", "GET", "/backups?limit=1000")
    member("backups_count", "GET", "/backups?limit=0&with_count=true")
    for name in ("full", "incremental", "of snapshot", "failed", "nameless"):
        member(f"backup_show_{name.replace(' ', '_')}", "GET", f"/backups/{ids[name]}")
    admin("backup_show_admin", "GET", f"/backups/{ids['full']}")
    member("backup_show_3_0", "GET", f"/backups/{ids['full']}", version="volume 3.0")
    member("volumes_summary", "GET", "/volumes?limit=1000")
    member("volumes_detail", "GET", "/volumes/detail?limit=50&with_count=true")
    admin("volumes_detail_admin", "GET", "/volumes/detail?limit=1&with_count=true")
    member("volume_show", "GET", f"/volumes/{ids['web']}")
    member("snapshots_detail", "GET", "/snapshots/detail?limit=50&with_count=true")
    member("snapshot_show", "GET", f"/snapshots/{ids['snapshot']}")
    member("messages_of_failed_backup", "GET", "/messages?resource_type=VOLUME_BACKUP"
           f"&resource_uuid={ids['failed']}&sort=created_at:desc")
    member("limits", "GET", "/limits")
    member("quota_usage", "GET", f"/os-quota-sets/{member.project_id}?usage=true")
    member("resource_filters", "GET", "/resource_filters?resource=backup")
    member("availability_zones", "GET", "/os-availability-zone")
    member("volume_types", "GET", "/types")
    admin("services", "GET", "/os-services", version="volume 3.48")


def record_refusals(member, reader, stranger, other_admin, ids):
    create = {"backup": {"volume_id": ids["db"], "name": "no"}}
    member("error_400_filter", "GET", "/backups/detail?size=3", status=400)
    member("error_400_sort_key", "GET", "/backups/detail?sort=description", status=400)
    member("error_400_limit", "GET", "/backups/detail?limit=-1", status=400)
    member("error_400_in_use", "POST", "/backups", {"backup": {"volume_id": ids["web"]}}, status=400)
    member("error_400_incremental_without_full", "POST", "/backups",
           {"backup": {"volume_id": ids["web"], "incremental": True, "force": True}}, status=400)
    member("error_400_dependent_backups", "DELETE", f"/backups/{ids['full']}", status=400)
    member("error_400_restore_too_small", "POST", f"/backups/{ids['full']}/restore",
           {"restore": {"volume_id": ids["nameless volume"]}}, status=400)
    member("error_400_emoji_in_description", "PUT", f"/backups/{ids['full']}",
           {"backup": {"description": EMOJI_DESCRIPTION}}, status=400)
    stranger("error_401_token", "GET", "/backups/detail", status=401)
    reader("error_403_create", "POST", "/backups", create, status=403)
    member("error_403_export", "GET", f"/backups/{ids['full']}/export_record", status=403)
    member("error_404_backup", "GET", "/backups/6a3c1a0e-9b1f-4a57-8f2e-0c1d2e3f4a5b", status=404)
    member("error_404_route_json", "GET", "/backups/", status=404)
    member("error_404_route_html", "GET", "/backups/", status=404, Accept="text/html")
    member("error_404_volume", "POST", "/backups",
           {"backup": {"volume_id": "6a3c1a0e-9b1f-4a57-8f2e-0c1d2e3f4a5b"}}, status=404)
    member("error_406_version", "GET", "/backups/detail", version="volume 3.99", status=406)
    member("error_500", "PUT", f"/backups/{ids['full']}", {"backup": None}, status=500)
    quota = f"/os-quota-sets/{other_admin.project_id}"
    other_admin.send("PUT", quota, {"quota_set": {"backups": 1}})
    foreign = {"backup": {"volume_id": ids["foreign"], "name": "one too many"}}
    other_admin("error_413_backups", "POST", "/backups", foreign, status=413)
    other_admin.send("PUT", quota, {"quota_set": {"backups": 10, "backup_gigabytes": 1}})
    other_admin("error_413_backup_gigabytes", "POST", "/backups", foreign, status=413)


def record_changes(member, admin, cinder, ids):
    """Each operation once, followed to its end; `cinder` polls unrecorded."""

    def settle(kind, identifier, wanted=("available",)):
        rest.wait_for_status(cinder, kind, identifier, wanted)

    delayed = {"volume_id": ids["db"], "name": "slow", "metadata": {"backup_delay": "2"}}
    slow = member("backup_create", "POST", "/backups", {"backup": delayed})["backup"]["id"]
    time.sleep(SETTLED)
    member("backup_show_creating", "GET", f"/backups/{slow}")
    member("volume_show_backing_up", "GET", f"/volumes/{ids['db']}")
    settle("backup", slow)
    settle("volume", ids["db"])
    nightly = member("backup_create_incremental", "POST", "/backups", {"backup": {
        "volume_id": ids["db"], "name": "db-nightly", "incremental": True}})["backup"]["id"]
    settle("backup", nightly)
    settle("volume", ids["db"])
    member("backup_update", "PUT", f"/backups/{slow}",
           {"backup": {"name": "slow to restore", "metadata": {"restore_delay": "2"}}})
    restore = f"/backups/{slow}/restore"
    member("backup_restore", "POST", restore, {"restore": {"volume_id": ids["db"]}})
    time.sleep(SETTLED)
    member("backup_show_restoring", "GET", f"/backups/{slow}")
    member("volume_show_restoring", "GET", f"/volumes/{ids['db']}")
    settle("backup", slow)
    settle("volume", ids["db"])
    cinder.put(f"/backups/{slow}", {"backup": {"metadata": {"restore_error": "no route to host"}}})
    made = member("volume_create_from_backup", "POST", "/volumes",
                  {"volume": {"backup_id": slow, "name": "db-restored", "size": 2}})["volume"]["id"]
    settle("volume", made, ("error_restoring", "error"))
    member("volume_show_error_restoring", "GET", f"/volumes/{made}")
    member("messages_of_failed_restore", "GET", f"/messages?resource_uuid={slow}")
    cinder.put(f"/backups/{slow}", {"backup": {"metadata": {}}})
    made = member("backup_restore_to_new", "POST", restore, {"restore": {"name": "db-restored"}})
    settle("volume", made["restore"]["volume_id"])

    admin("backup_reset_status", "POST", f"/backups/{nightly}/action", {"os-reset_status": {"status": "error"}})
    settle("backup", nightly, ("error",))
    admin("backup_force_delete", "POST", f"/backups/{nightly}/action", {"os-force_delete": {}})
    rest.wait_until_gone(cinder, "backup", nightly)
    record = admin("backup_export", "GET", f"/backups/{slow}/export_record")
    member("backup_delete", "DELETE", f"/backups/{slow}")
    rest.wait_until_gone(cinder, "backup", slow)
    member("error_404_deleted_marker", "GET", f"/backups/detail?marker={slow}", status=404)
    admin("backup_import", "POST", "/backups/import_record", record)
    settle("backup", slow)
    admin("error_400_import_exists", "POST", "/backups/import_record", record, status=400)
