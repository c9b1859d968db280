"""The Cinder process: API, scheduler, volume and backup service as threads of one process.

fake:// messages only reach threads of the same process, and Cinder's own launchers
fork; so the Service objects are started by hand here. Native threads, no eventlet.
"""

import os

os.environ["OS_CINDER_DISABLE_EVENTLET_PATCHING"] = "1"
from cinder import monkey_patch  # noqa: E402

monkey_patch.patch()  # before any other import of Cinder's

import logging as python_logging  # noqa: E402
import shlex  # noqa: E402
import threading  # noqa: E402

from cinder import i18n  # noqa: E402

i18n.enable_lazy()
from cinder import coordination, objects, rpc, service, utils, version  # noqa: E402
from cinder.backup.drivers import posix  # noqa: E402
from cinder.cmd import backup as _backup_options  # noqa: E402,F401  registers options
from cinder.cmd import volume as _volume_options  # noqa: E402,F401  registers options
from cinder.common import config  # noqa: E402
from cinder.db import migration  # noqa: E402
import os_brick  # noqa: E402
from os_brick.initiator import connector  # noqa: E402
from oslo_config import cfg  # noqa: E402
from oslo_log import log as logging  # noqa: E402
from oslo_privsep import priv_context  # noqa: E402
from oslo_service import wsgi  # noqa: E402
import waitress  # noqa: E402

import driver_knobs  # noqa: E402
import process_lock  # noqa: E402
import prompt_messages  # noqa: E402
from settings import read_settings  # noqa: E402
import sqlite_connections  # noqa: E402
import sqlite_writers  # noqa: E402

CONF = cfg.CONF


class ThreadedService(service.Service):
    """Heartbeats under its own id.

    The stock class keeps the id of its row in a class attribute, one per process: with
    three services in one process the last one alone would stay "up".
    """

    _heartbeat = threading.Lock()

    def report_state(self):
        with self._heartbeat:
            service.Service.service_id = self.origin_service_id
            super().report_state()


def probe_no_hardware():
    """os-brick asks every kind of storage adapter for its name, through a daemon that it
    starts with sudo, before each backup and restore. Plain files need only this one."""
    connector.unix_connector_list[:] = ["os_brick.initiator.connectors.local.LocalConnector"]


def set_up(settings):
    """What the `main` functions in cinder.cmd do before they launch anything."""
    objects.register_all()
    CONF(["--config-file", str(settings.cinder_conf)], project="cinder",
         version=version.version_string())
    config.set_middleware_defaults()
    logging.setup(CONF, "cinder")
    python_logging.captureWarnings(True)
    priv_context.init(root_helper=shlex.split(utils.get_root_helper()))
    os_brick.setup(CONF)
    probe_no_hardware()
    driver_knobs.obey_when_deleting(posix.PosixBackupDriver)
    sqlite_writers.take_write_lock_first()
    sqlite_connections.keep()
    migration.db_sync()
    sqlite_writers.use_write_ahead_log(settings.cinder_database)
    coordination.COORDINATOR.start()
    prompt_messages.take_messages_at_once()
    rpc.init(CONF)


def start_services():
    operations = utils.semaphore_factory(CONF.backup_max_operations, 1)
    backup = ThreadedService.create(
        binary="cinder-backup", coordination=True, service_name="backup",
        process_number=1, semaphore=operations,
    )
    backup.start()
    ThreadedService.create(binary="cinder-scheduler").start()
    ThreadedService.create(
        host=f"{CONF.host}@files", service_name="files", binary="cinder-volume", coordination=True
    ).start()


def load_api(auth_strategy):
    CONF.set_override("auth_strategy", auth_strategy)
    return wsgi.Loader(CONF).load_app("osapi_volume")


def serve(application, port, threads):
    waitress.serve(application, host="127.0.0.1", port=port, threads=threads, _quiet=True)


def main():
    settings = read_settings()
    if not process_lock.hold(settings.state / "cinder.lock"):
        raise SystemExit("another Cinder process holds this state folder")
    set_up(settings)
    start_services()
    # The pipeline is put together when it is loaded: the same services behind two of them.
    without_keystone = load_api("noauth")
    threading.Thread(
        target=serve, args=(without_keystone, settings.noauth_port, 2), daemon=True
    ).start()
    serve(load_api("keystone"), settings.cinder_port, 16)


if __name__ == "__main__":
    main()
