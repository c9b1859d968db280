"""Checks of backups: bytes that come back, snapshots, volumes in use, and the driver's knobs."""

import time

import rest
import volume_bytes

SERVER = "6f1c7c0e-3d0b-4c55-9d0c-2b8f0d1a7e42"  # no such server: there is no Nova here


def write(bench, volume, seed):
    volume_bytes.write_blocks(bench.settings, volume, seed, 12)
    return volume_bytes.digest(bench.settings, volume)


def check_restored_bytes_are_the_same(bench):
    source = bench.volume("source", 2)
    first = write(bench, source, 1)
    full = bench.backup(source, name="full")
    second = write(bench, source, 2)
    incremental = bench.backup(source, name="incremental", incremental=True)
    assert not full["is_incremental"] and full["object_count"] == 2
    assert incremental["is_incremental"] and 0 < incremental["object_count"]
    write(bench, source, 3)

    body = {"restore": {"volume_id": source}}
    bench.cinder.post(f"/backups/{incremental['id']}/restore", body)
    bench.settle_volume(source, "available")
    assert volume_bytes.digest(bench.settings, source) == second

    made = bench.cinder.post(f"/backups/{full['id']}/restore", {"restore": {"name": "new"}})["restore"]
    bench.settle_volume(made["volume_id"], "available")
    assert volume_bytes.digest(bench.settings, made["volume_id"]) == first

    body = {"volume": {"backup_id": incremental["id"], "name": "from backup", "size": 3}}
    larger = bench.cinder.post("/volumes", body)["volume"]["id"]
    assert bench.settle_volume(larger, "available")["size"] == 3


def check_snapshots_and_volumes_in_use(bench):
    volume = bench.volume("used")
    write(bench, volume, 4)
    body = {"snapshot": {"volume_id": volume, "name": "snapshot"}}
    snapshot = bench.cinder.post("/snapshots", body)["snapshot"]["id"]
    rest.wait_for_status(bench.cinder, "snapshot", snapshot, ("available",))
    of_snapshot = bench.backup(volume, snapshot_id=snapshot)
    assert of_snapshot["snapshot_id"] == snapshot
    action = f"/volumes/{volume}/action"
    bench.cinder.post(action, {"os-reserve": None})
    bench.cinder.post(action, {"os-attach": {"instance_uuid": SERVER, "mountpoint": "/dev/vda"}})
    assert bench.backup(volume, name="in use", force=True)["object_count"] == 1
    bench.cinder.post(action, {"os-detach": {}})
    bench.cinder.post(action, {"os-extend": {"new_size": 2}})
    assert bench.settle_volume(volume, "available")["size"] == 2
    bench.cinder.delete(f"/snapshots/{snapshot}")
    rest.wait_until_gone(bench.cinder, "snapshot", snapshot)


def check_knobs_of_a_backup(bench):
    volume = bench.volume("knobs")
    failed = bench.backup(volume, ("error",), metadata={"backup_error": "as asked"})
    assert "as asked" in failed["fail_reason"]
    failed = bench.backup(bench.volume("bad", metadata={"connect_error": "no path"}), ("error",))
    assert "no path" in failed["fail_reason"]

    began = time.monotonic()
    bench.backup(volume, metadata={"backup_delay": "2"})
    assert time.monotonic() - began >= 2


def check_a_delayed_backup_can_be_cancelled(bench):
    volume = bench.volume("cancelled")
    began = time.monotonic()
    slow = bench.start_backup(volume, metadata={"backup_delay": "60"})
    admin = rest.volumes(bench.settings, "admin", "admin", "admin")
    admin.post(f"/backups/{slow}/action", {"os-force_delete": {}})
    rest.wait_until_gone(bench.cinder, "backup", slow)
    bench.settle_volume(volume, "available")
    assert time.monotonic() - began < 20


def check_knobs_of_a_restore(bench):
    """The target does not exist yet, so the backup carries the marks."""
    backup = bench.backup(bench.volume("origin"))["id"]
    path = f"/backups/{backup}"

    def restore_to_new(metadata, *wanted):
        bench.cinder.put(path, {"backup": {"metadata": metadata}})
        body = {"volume": {"backup_id": backup, "name": "target"}}
        volume = bench.cinder.post("/volumes", body)["volume"]["id"]
        return bench.settle_volume(volume, *wanted)

    restore_to_new({"restore_error": "no route to host"}, "error_restoring", "error")
    rest.wait_for_status(bench.cinder, "backup", backup, ("available",))
    messages = bench.cinder.get(f"/messages?resource_uuid={backup}")["messages"]
    assert messages[0]["user_message"].startswith("restore backup:")

    began = time.monotonic()
    restore_to_new({"restore_delay": "2"}, "available")
    assert time.monotonic() - began >= 2

    bench.cinder.put(path, {"backup": {"metadata": {}}})
    target = bench.volume("target", metadata={"restore_error": "by the volume"})
    bench.cinder.post(f"{path}/restore", {"restore": {"volume_id": target}})
    bench.settle_volume(target, "error_restoring")


def delete_everything(bench):
    """Children before parents, then the volumes. Imported backups know when they were made to
    the second only, so their times do not tell parents from children."""
    while backups := bench.cinder.get("/backups/detail")["backups"]:
        leaves = [each["id"] for each in backups if not each["has_dependent_backups"]]
        assert leaves, backups
        for backup in leaves:
            bench.cinder.delete(f"/backups/{backup}")
        for backup in leaves:
            rest.wait_until_gone(bench.cinder, "backup", backup)
    volumes = bench.cinder.get("/volumes/detail")["volumes"]
    for volume in volumes:
        bench.cinder.delete(f"/volumes/{volume['id']}")
    for volume in volumes:
        rest.wait_until_gone(bench.cinder, "volume", volume["id"])
        assert not volume_bytes.volume_file(bench.settings, volume["id"]).exists()
    absolute = bench.cinder.get("/limits")["limits"]["absolute"]
    assert absolute["totalBackupsUsed"] == absolute["totalVolumesUsed"] == 0
