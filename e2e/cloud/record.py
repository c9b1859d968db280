"""Records real requests and answers into recordings/*.json, for tests that run without a cloud.

Starts a cloud of its own on free ports, in a folder that it deletes at the end. Ids and
times are replaced by stable ones: a second run changes nothing unless the services did.
"""

import datetime
import json
import pathlib
import shutil
import socket

import processes
from record_identity import record_identity
from record_volume import Content, record_changes, record_reading, record_refusals
from recorder import Recorder, VolumeCaller
from recording_scrub import Scrubber
import rest
from settings import HERE, ROOT, Settings

RECORDINGS = HERE / "recordings"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def caller(recorder, settings, user, project, token=None):
    granted, scope = rest.sign_in(settings, user, user, project)
    return VolumeCaller(recorder, token or granted, scope["project"]["id"])


def record_all(settings, recorder):
    record_identity(recorder, rest.identity(settings))
    recorder.record("versions", "volume", "GET", "/")
    demo = rest.volumes(settings, "demo", "demo", "demo")
    content = Content(settings, demo, rest.volumes(settings, "other", "other", "other"))
    content.make()
    member = caller(recorder, settings, "demo", "demo")
    admin = caller(recorder, settings, "admin", "demo")
    record_reading(member, admin, content.ids)
    record_refusals(
        member,
        caller(recorder, settings, "reader", "demo"),
        caller(recorder, settings, "demo", "demo", token="gone"),
        caller(recorder, settings, "admin", "other"),
        content.ids,
    )
    record_changes(member, admin, demo, content.ids)


def write(exchanges):
    """One file each; what is recorded no longer is deleted."""
    RECORDINGS.mkdir(exist_ok=True)
    for old in RECORDINGS.glob("*.json"):
        if old.stem not in exchanges:
            old.unlink()
    for name, exchange in exchanges.items():
        text = json.dumps(exchange, ensure_ascii=False, indent=1)
        (RECORDINGS / f"{name}.json").write_text(text + "\n")


def main():
    state = pathlib.Path(ROOT / "e2e/.state/recording-cloud")
    settings = Settings(state, free_port(), free_port(), panel_port=8080)
    shutil.rmtree(state, ignore_errors=True)
    recorder = Recorder(settings)
    began = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
    try:
        processes.start(settings)
        record_all(settings, recorder)
    finally:
        processes.stop(settings)
        shutil.rmtree(state, ignore_errors=True)
    scrubber = Scrubber((
        (f"127.0.0.1:{settings.keystone_port}", "127.0.0.1:5000"),
        (f"127.0.0.1:{settings.cinder_port}", "127.0.0.1:8776"),
    ))
    write(scrubber.scrub(recorder.exchanges, began))
    print(f"cloud: {len(recorder.exchanges)} exchanges recorded in {RECORDINGS.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
