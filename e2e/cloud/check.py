"""Checks that the running cloud does what the panel's tests rely on. Ends with 'N passed, N failed'.

Works in a project of its own, which it deletes at the end.
"""

import sys
import time
import traceback
import uuid

import check_backups
import check_services
import check_writes
import processes
import rest
from settings import read_settings


class Bench:
    """What the checks share: a project of the user demo, and the settings of the cloud."""

    def __init__(self, settings):
        self.settings = settings
        self.keystone = rest.identity(settings)
        self.project = f"check-{uuid.uuid4().hex[:8]}"
        self.project_id = self.make_project(self.project, ("region-one",))
        self.cinder = rest.volumes(settings, "demo", "demo", self.project)
        self.admin = rest.volumes(settings, "admin", "admin", "admin")

    def make_project(self, name, groups, domain="default", user="demo", role="member"):
        """A project in which the user has the role, associated with these endpoint groups."""
        made = {"project": {"name": name, "domain_id": domain}}
        project_id = self.keystone.post("/projects", made)["project"]["id"]
        self.grant(project_id, user, role)
        path = "/OS-EP-FILTER/endpoint_groups"
        for group in self.keystone.get(path)["endpoint_groups"]:
            if group["name"] in groups:
                self.keystone.put(f"{path}/{group['id']}/projects/{project_id}")
        return project_id

    def grant(self, project_id, user, role):
        user_id = self.keystone.get(f"/users?name={user}")["users"][0]["id"]
        role_id = self.keystone.get(f"/roles?name={role}")["roles"][0]["id"]
        self.keystone.put(f"/projects/{project_id}/users/{user_id}/roles/{role_id}")

    def volume(self, name, size=1, **fields):
        body = {"name": name, "size": size, **fields}
        made = self.cinder.post("/volumes", {"volume": body})["volume"]["id"]
        rest.wait_for_status(self.cinder, "volume", made, ("available",))
        return made

    def start_backup(self, volume, name="check", **fields):
        body = {"volume_id": volume, "name": name, **fields}
        return self.cinder.post("/backups", {"backup": body})["backup"]["id"]

    def backup(self, volume, wanted=("available",), **fields):
        made = self.start_backup(volume, **fields)
        done = rest.wait_for_status(self.cinder, "backup", made, wanted)
        rest.wait_for_status(self.cinder, "volume", volume, ("available", "in-use"))
        return done

    def settle_volume(self, volume, *wanted):
        return rest.wait_for_status(self.cinder, "volume", volume, wanted)


def checks():
    """Functions named `check_…`, in the order in which the files define them."""
    for module in (check_services, check_backups, check_writes):
        for name, function in vars(module).items():
            if name.startswith("check_"):
                yield name.removeprefix("check_").replace("_", " "), function


def main():
    settings = read_settings()
    if not processes.is_running(settings):
        sys.exit("cloud: is not running, or not with these settings; start it first")
    bench = Bench(settings)
    passed = failed = 0
    for name, check in checks():
        began = time.monotonic()
        try:
            check(bench)
        except Exception:
            failed += 1
            print(f"FAIL {name}\n{traceback.format_exc()}", flush=True)
        else:
            passed += 1
            print(f"ok   {name} ({time.monotonic() - began:.1f} s)", flush=True)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
