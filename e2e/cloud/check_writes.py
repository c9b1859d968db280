"""Checks of what tests of the write operations need: failing deletions, copies of backups, rows
that are dropped and imported again, a reader who may write, and the independent client."""

import json
import os
import subprocess
import sys
import time

import backup_copies
from check_backups import delete_everything, write
import rest
from settings import HERE, LENIENT_DOMAIN
import volume_bytes


def check_knobs_of_a_deletion(bench):
    volume = bench.volume("deleted")
    backup = bench.backup(volume, metadata={"delete_error": "the store is read-only"})["id"]
    path = f"/backups/{backup}"
    bench.cinder.delete(path)
    failed = rest.wait_for_status(bench.cinder, "backup", backup, ("error",))
    assert failed["fail_reason"] == "the store is read-only"

    bench.cinder.put(path, {"backup": {"metadata": {"delete_delay": "2"}}})
    bench.cinder.delete(f"/volumes/{volume}")
    rest.wait_until_gone(bench.cinder, "volume", volume)
    began = time.monotonic()
    bench.cinder.delete(path)
    assert bench.cinder.get(path)["backup"]["status"] == "deleting"
    rest.wait_until_gone(bench.cinder, "backup", backup)
    assert time.monotonic() - began >= 2


def restored(bench, cinder, backup):
    body = {"volume": {"backup_id": backup, "name": "restored"}}
    volume = cinder.post("/volumes", body)["volume"]["id"]
    rest.wait_for_status(cinder, "volume", volume, ("available",))
    digest = volume_bytes.digest(bench.settings, volume)
    cinder.delete(f"/volumes/{volume}")
    return digest


def check_copies_restore_and_import_like_their_originals(bench):
    name = f"{bench.project}-copies"
    project = bench.make_project(name, ("region-one",))
    own = bench.cinder
    bench.cinder = rest.volumes(bench.settings, "demo", "demo", name)
    try:
        volume = bench.volume("chain")
        write(bench, volume, 1)
        bench.backup(volume, name="full", metadata={"kept": "yes"})
        write(bench, volume, 2)
        bench.backup(volume, name="second", incremental=True, container="own-container")
        wanted = write(bench, volume, 3)
        last = bench.backup(volume, name="third", incremental=True)["id"]
        assert backup_copies.copy(bench.settings, project, 8) == 8

        backups = bench.cinder.get("/backups/detail?sort=created_at:asc")["backups"]
        by_name = {each["name"]: each for each in backups}
        assert len(by_name) == 11 and "third-0003" not in by_name
        assert len({each["volume_id"] for each in backups}) == 4
        full = by_name["full-0001"]
        assert full["metadata"] == {"kept": "yes"} and full["has_dependent_backups"]
        assert not by_name["second-0003"]["has_dependent_backups"]
        assert restored(bench, bench.cinder, by_name["third-0002"]["id"]) == wanted

        bench.grant(project, "admin", "admin")
        admin = rest.volumes(bench.settings, "admin", "admin", name)
        records = [admin.get(f"/backups/{each['id']}/export_record") for each in backups]
        assert backup_copies.drop(bench.settings, name, [last]) == 1
        assert not bench.cinder.get(f"/backups/{by_name['second']['id']}")["backup"]["has_dependent_backups"]
        assert backup_copies.drop(bench.settings, project) == 10
        assert bench.cinder.get("/limits")["limits"]["absolute"]["totalBackupsUsed"] == 0
        for record in records:
            made = admin.post("/backups/import_record", record)["backup"]["id"]
            rest.wait_for_status(admin, "backup", made, ("available",))
        for each in (last, by_name["third-0001"]["id"]):
            assert restored(bench, bench.cinder, each) == wanted
        delete_everything(bench)
    finally:
        bench.cinder = own
    bench.keystone.delete(f"/projects/{project}")


def check_a_reader_may_write_in_the_lenient_domain(bench):
    """There and nowhere else; what is the administrator's stays so."""
    name = f"{bench.project}-lenient"
    project = bench.make_project(name, ("region-one",), domain=LENIENT_DOMAIN, user="reader", role="reader")
    reader = rest.volumes(bench.settings, "reader", "reader", name, LENIENT_DOMAIN)
    body = {"volume": {"name": "of a reader", "size": 1}}
    volume = reader.post("/volumes", body)["volume"]["id"]
    rest.wait_for_status(reader, "volume", volume, ("available",))
    backup = reader.post("/backups", {"backup": {"volume_id": volume}})["backup"]["id"]
    rest.wait_for_status(reader, "backup", backup, ("available",))
    reader.put(f"/backups/{backup}", {"backup": {"name": "renamed"}})
    refused(lambda: reader.get(f"/backups/{backup}/export_record"))
    reader.delete(f"/backups/{backup}")
    rest.wait_until_gone(reader, "backup", backup)
    reader.delete(f"/volumes/{volume}")
    rest.wait_until_gone(reader, "volume", volume)
    bench.keystone.delete(f"/projects/{project}")
    elsewhere = rest.volumes(bench.settings, "reader", "reader", "demo")
    refused(lambda: elsewhere.post("/volumes", body))


def refused(call):
    try:
        call()
    except rest.Refused as error:
        assert error.status == 403, error
    else:
        raise AssertionError("should have been refused")


def check_the_independent_client(bench):
    volume = bench.volume("verified")
    who = {"user": "demo", "password": "demo", "project_id": bench.project_id}
    command = [sys.executable, str(HERE / "verify.py")]
    with subprocess.Popen([*command, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as served:
        def ask(name, **arguments):
            request = {"id": 1, **who, "command": name, "arguments": arguments}
            print(json.dumps(request), file=served.stdin, flush=True)
            return json.loads(served.stdout.readline())

        wanted = ask("write", id=volume, seed=7)["result"]
        backup = bench.backup(volume)
        write(bench, volume, 8)
        assert ask("backup", id=backup["id"])["result"]["created_at"] == backup["created_at"]
        assert ask("restored-sha256", id=backup["id"])["result"] == wanted != ask("sha256", id=volume)["result"]
        assert "NotFound" in ask("volume", id="nothing")["error"]
        assert ask("limits")["result"]["totalBackupsUsed"] == len(ask("backups")["result"])
        served.stdin.close()
    environment = {**os.environ, "OS_USERNAME": "demo", "OS_PASSWORD": "demo", "OS_PROJECT_ID": bench.project_id}
    said = subprocess.run([*command, "volume", volume], env=environment, capture_output=True, text=True, check=True)
    assert json.loads(said.stdout)["name"] == "verified"


def check_everything_can_be_deleted(bench):
    """Also cleans up."""
    delete_everything(bench)
    bench.keystone.delete(f"/projects/{bench.project_id}")
