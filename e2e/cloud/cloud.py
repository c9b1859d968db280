"""The cloud's command line. `--help` lists its commands."""

import argparse
import contextlib
import fcntl
import io
import json
import shutil
import sys
import time

import requests

import backup_copies
from demo_content import make_demo_content
import passwords
import processes
import rest
import seed as seeding
import seed_volumes as volume_seeding
from settings import read_settings


def one_at_a_time(settings):
    """Two calls of start or stop at once take turns."""
    settings.state.mkdir(parents=True, exist_ok=True)
    handle = open(settings.state / "command.lock", "w")
    fcntl.flock(handle, fcntl.LOCK_EX)
    return handle


def describe(settings):
    print(f"  identity       {settings.identity_url}   (domain Default)")
    print(f"  block storage  {settings.volume_root}/v3/<project id>")
    print(f"  noauth         http://127.0.0.1:{settings.noauth_port}   (the same Cinder without Keystone)")
    print(f"  may be read by {settings.panel_origins.replace(',', ', ')}")
    print("  users          admin/admin  demo/demo  reader/reader  other/other")
    print(f"  logs           {settings.log_folder}")


def start(settings, _arguments):
    with one_at_a_time(settings):
        if processes.is_running(settings):
            print("cloud: already running")
        else:
            if processes.stop(settings):
                print("cloud: was running with other settings or did not answer; starting again")
            began = time.monotonic()
            processes.start(settings)
            print(f"cloud: Keystone and Cinder answer after {time.monotonic() - began:.1f} s")
    describe(settings)


def stop(settings, _arguments):
    if not settings.state.exists():
        print("cloud: not running")
        return
    with one_at_a_time(settings):
        print("cloud: stopped" if processes.stop(settings) else "cloud: not running")


def status(settings, _arguments):
    running = processes.process_ids(settings)
    for name, pid in running.items():
        print(f"cloud: {name} " + (f"runs as process {pid}" if pid else "does not run"))
    if not processes.is_running(settings):
        sys.exit(1)
    describe(settings)


def demo(settings, _arguments):
    began = time.monotonic()
    made, there = make_demo_content(settings)
    took = f" in {time.monotonic() - began:.1f} s" if made else ""
    print(f"cloud: demo content: {made} volumes made{took}, {there} were there")


def seed(settings, arguments):
    began = time.monotonic()
    seeding.seed(
        settings, arguments.project, arguments.count, arguments.prefix, arguments.all_available
    )
    print(f"cloud: {arguments.count} backups seeded into project {arguments.project} "
          f"in {time.monotonic() - began:.1f} s")


def seed_volumes(settings, arguments):
    volume_seeding.seed_volumes(settings, arguments.project, arguments.count)
    print(f"cloud: {arguments.count} volumes seeded into project {arguments.project}")


def unseed(settings, arguments):
    removed = seeding.unseed(settings, arguments.project, arguments.prefix)
    print(f"cloud: {removed} seeded backups removed from project {arguments.project}")


def copy(settings, arguments):
    made = backup_copies.copy(settings, arguments.project, arguments.count)
    print(f"cloud: {made} copies of backups made in project {arguments.project}")


def drop(settings, arguments):
    dropped = backup_copies.drop(settings, arguments.project, arguments.ids)
    print(f"cloud: rows of {dropped} backups dropped from project {arguments.project}")


def expire_password(settings, arguments):
    passwords.expire(settings, arguments.user)
    print(f"cloud: the password of user {arguments.user} has expired")


def reset(settings, arguments):
    stop(settings, arguments)
    if settings.state.exists():
        shutil.rmtree(settings.state)
    print("cloud: all content forgotten")


def serve(_settings, _arguments):
    for line in sys.stdin:
        request = json.loads(line)
        reply = {"id": request["id"]}
        try:
            with contextlib.redirect_stdout(io.StringIO()) as said:
                run(parse_arguments(request["arguments"]))
            reply["result"] = said.getvalue()
        except (Exception, SystemExit) as error:
            reply["error"] = f"{type(error).__name__}: {error}"
        print(json.dumps(reply), flush=True)


def parse_arguments(line=None):
    parser = argparse.ArgumentParser(prog="cloud.py", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(run, explanation):
        added = commands.add_parser(run.__name__.replace("_", "-"), help=explanation, description=explanation)
        added.set_defaults(run=run)
        return added

    command(start, "start both services; does nothing when they run already")
    command(stop, "stop both services; their state stays")
    command(status, "say what runs; exit code 1 when the cloud is not up")
    command(reset, "stop both services and delete all their state")
    command(demo, "fill the projects demo and other with volumes, snapshots and backups")
    expiring = command(expire_password, "let a user's password expire, straight in the database")
    expiring.add_argument("user", help="the user's id")
    seeding_command = command(seed, "put many backups into a project, straight into the database")
    seeding_command.add_argument("--count", type=int, default=1000)
    seeding_command.add_argument("--all-available", action="store_true", help="no other status")
    volumes_command = command(seed_volumes, "put many volumes into a project, straight into the database")
    volumes_command.add_argument("--count", type=int, default=1000)
    unseeding_command = command(unseed, "remove seeded backups from a project")
    for added, prefix in ((seeding_command, "seeded"), (unseeding_command, None)):
        added.add_argument("--prefix", default=prefix, help="how the backups' names begin")
    copy_command = command(copy, "multiply a project's real backups, with all that they hold")
    copy_command.add_argument("--count", type=int, required=True)
    drop_command = command(drop, "forget backups in the database; the store keeps what they hold")
    drop_command.add_argument("ids", nargs="*", help="of these backups only (default: all)")
    for added in (seeding_command, volumes_command, unseeding_command, copy_command, drop_command):
        added.add_argument("--project", default="demo", help="name or id (default: demo)")
    command(serve, "carry out commands from stdin, one a line; README.md says how")
    return parser.parse_args(line)


def run(arguments):
    try:
        arguments.run(read_settings(), arguments)
    except (processes.CloudError, rest.Refused, LookupError) as error:
        sys.exit(f"cloud: {error}")
    except requests.ConnectionError:
        sys.exit("cloud: does not answer; start it first")


def main():
    run(parse_arguments())


if __name__ == "__main__":
    main()
