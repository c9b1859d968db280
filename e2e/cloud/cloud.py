"""The cloud's command line: start, stop, status. `--help` lists them."""

import argparse
import fcntl
import sys
import time

import processes
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
    print(f"  may be read by {settings.panel_origins.replace(',', ' and ')}")
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


def main():
    parser = argparse.ArgumentParser(prog="cloud.py", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command, explanation in (
        (start, "start both services; does nothing when they run already"),
        (stop, "stop both services; their state stays"),
        (status, "say what runs; exit code 1 when the cloud is not up"),
    ):
        commands.add_parser(command.__name__, help=explanation).set_defaults(run=command)
    arguments = parser.parse_args()
    try:
        arguments.run(read_settings(), arguments)
    except processes.CloudError as error:
        sys.exit(f"cloud: {error}")


if __name__ == "__main__":
    main()
