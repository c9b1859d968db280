"""Starts and stops the two services as processes of their own, and knows whether they run."""

import os
import signal
import socket
import subprocess
import sys
import time

import requests

import process_lock
from identity_content import make_identity_content
from service_configuration import write_configuration
from settings import HERE

SERVICES = ("keystone", "cinder")
START_LIMIT = 90  # seconds; takes 5 to 10 on an idle machine
STOP_LIMIT = 5


class CloudError(Exception):
    """A sentence for the person who started this."""


def process_ids(settings):
    """Service -> process id, or None when it does not run."""
    return {name: process_lock.holder(settings.state / f"{name}.lock") for name in SERVICES}


def answers(url, status):
    try:
        return requests.get(url, timeout=5).status_code == status
    except requests.RequestException:
        return False


def keystone_answers(settings):
    return answers(settings.identity_url, 200)


def cinder_answers(settings):
    return answers(settings.volume_root + "/", 300)


def port_is_taken(port):
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def is_running(settings):
    """Both processes live, were started as one would start them now, and answer."""
    record = settings.state / "running"
    return (
        all(process_ids(settings).values())
        and record.exists()
        and record.read_text() == settings.fingerprint()
        and keystone_answers(settings)
        and cinder_answers(settings)
    )


def stop(settings):
    """Ends what runs; True when anything did."""
    (settings.state / "running").unlink(missing_ok=True)
    running = {name: pid for name, pid in process_ids(settings).items() if pid}
    for pid in running.values():
        os.kill(pid, signal.SIGTERM)
    end = time.monotonic() + STOP_LIMIT
    for name, pid in running.items():
        lock = settings.state / f"{name}.lock"
        while process_lock.holder(lock) == pid:
            if time.monotonic() > end:
                os.kill(pid, signal.SIGKILL)
                end += STOP_LIMIT
            time.sleep(0.05)
    return bool(running)


def spawn(settings, name):
    environment = {
        **os.environ,
        "PYTHONPATH": str(HERE),
        "SNAP_COMMON": str(settings.state),
        "CLOUD_STATE": str(settings.state),
        "KEYSTONE_PORT": str(settings.keystone_port),
        "CINDER_PORT": str(settings.cinder_port),
        "PANEL_PORT": str(settings.panel_port),
        "EXTRA_ORIGINS": settings.extra_origins,
        "TOKEN_CACHE": str(settings.token_cache),
    }
    with open(settings.log_folder / f"{name}-process.log", "ab") as log:
        return subprocess.Popen(
            [sys.executable, str(HERE / f"{name}_process.py")],
            cwd=settings.state, env=environment, stdin=subprocess.DEVNULL,
            stdout=log, stderr=log, start_new_session=True,
        )


def wait_until(settings, answering, name, process):
    end = time.monotonic() + START_LIMIT
    while not answering(settings):
        log = settings.log_folder / f"{name}-process.log"
        if process.poll() is not None:
            tail = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
            raise CloudError(f"{name} ended while starting; the end of {log}:\n{tail}")
        if time.monotonic() > end:
            raise CloudError(f"{name} does not answer after {START_LIMIT} s; see {log}")
        time.sleep(0.1)


def start(settings):
    """Starts both services afresh on the state that is there, and fills in identity content."""
    ports = (
        ("KEYSTONE_PORT", settings.keystone_port), ("CINDER_PORT", settings.cinder_port),
        ("CINDER_PORT (which is one less)", settings.noauth_port),
    )
    for variable, port in ports:
        if port_is_taken(port):
            raise CloudError(
                f"port {port} is taken by another program; end it or set {variable} to a free port"
            )
    write_configuration(settings)
    started = {name: spawn(settings, name) for name in SERVICES}
    try:
        wait_until(settings, keystone_answers, "keystone", started["keystone"])
        make_identity_content(settings)
        wait_until(settings, cinder_answers, "cinder", started["cinder"])
    except BaseException:
        stop(settings)
        raise
    (settings.state / "running").write_text(settings.fingerprint())
