"""The Keystone process: makes its database when there is none, then serves the identity API."""

import multiprocessing

import keystone_threads
import process_lock
import sqlite_connections
import sqlite_writers
from settings import read_settings


def make_database(settings):
    """db_sync, keys and bootstrap, as keystone-manage does them, in a process of their own.

    A forked child, because what it sets up (configuration, providers, engines) must not
    linger in the process that serves.
    """
    from keystone.cmd import bootstrap
    from keystone.common import fernet_utils, sql
    from keystone.common.sql import upgrades
    import keystone.conf
    import keystone.server

    keystone.server.configure(config_files=[str(settings.keystone_conf)])
    conf = keystone.conf.CONF
    sql.initialize()
    upgrades.offline_sync_database_to_version()
    for group, active_keys in (("fernet_tokens", 3), ("credential", 3)):
        keys = fernet_utils.FernetUtils(conf[group].key_repository, active_keys, group)
        keys.create_key_directory()
        if keys.validate_key_repository(requires_write=True):
            keys.initialize_key_repository()
    bootstrapper = bootstrap.Bootstrapper()
    bootstrapper.admin_username = bootstrapper.admin_password = "admin"
    bootstrapper.project_name = bootstrapper.admin_role_name = "admin"
    bootstrapper.service_name = "keystone"
    bootstrapper.region_id = "RegionOne"
    bootstrapper.public_url = settings.identity_url
    bootstrapper.internal_url = settings.identity_url
    bootstrapper.admin_url = settings.identity_url
    bootstrapper.immutable_roles = True
    bootstrapper.bootstrap()


def main():
    settings = read_settings()
    if not process_lock.hold(settings.state / "keystone.lock"):
        raise SystemExit("another Keystone process holds this state folder")
    ready = settings.state / "keystone-database-made"
    if not ready.exists():
        settings.keystone_database.unlink(missing_ok=True)
        maker = multiprocessing.get_context("fork").Process(target=make_database, args=(settings,))
        maker.start()
        maker.join()
        if maker.exitcode != 0:
            raise SystemExit("the identity database could not be made")
        sqlite_writers.use_write_ahead_log(settings.keystone_database)
        ready.touch()

    from keystone.server.flask import core
    import waitress

    sqlite_writers.take_write_lock_first()
    sqlite_connections.keep()
    keystone_threads.keep_tokens_apart()
    application = core.initialize_application(
        name="public", config_files=[str(settings.keystone_conf)]
    )
    waitress.serve(
        application, host="127.0.0.1", port=settings.keystone_port, threads=8, _quiet=True
    )


if __name__ == "__main__":
    main()
