"""The cloud seen through python-cinderclient, which shares no code with the panel or its tests.

`verify.py COMMAND [ARGUMENT …] [--OPTION VALUE …]` answers with JSON for the user in
OS_USERNAME, OS_PASSWORD and OS_PROJECT_ID. `verify.py serve` reads one JSON object a line,
{"id", "user", "password", "project_id", "command", "arguments": {…}}, and answers each with
a line {"id", "result"} or {"id", "error"}, in the order in which they are done.
"""

import argparse
import concurrent.futures
import inspect
import json
import os
import sys
import threading
import time

from cinderclient import client as cinderclient
from cinderclient import exceptions
from keystoneauth1 import session
from keystoneauth1.identity import v3

from settings import read_settings
import volume_bytes

MICROVERSION = "3.71"
PATIENCE = 60  # seconds for real work on a busy machine
SETTINGS = read_settings()


class View:
    """What one user in one project sees and may do. Its public methods are the commands."""

    def __init__(self, user, password, project_id):
        login = v3.Password(
            auth_url=SETTINGS.identity_url, username=user, password=password,
            user_domain_id="default", project_id=project_id)
        self._client = cinderclient.Client(MICROVERSION, session=session.Session(auth=login))

    def backup(self, id):
        return self._client.backups.get(id).to_dict()

    def backups(self, all=False):
        """With `all` those of every project, which only an administrator sees."""
        return [each.to_dict() for each in self._client.backups.list(search_opts={"all_tenants": all})]

    def volume(self, id):
        return self._client.volumes.get(id).to_dict()

    def volumes(self):
        return [each.to_dict() for each in self._client.volumes.list()]

    def snapshots(self):
        return [each.to_dict() for each in self._client.volume_snapshots.list()]

    def messages(self, resource):
        listed = self._client.messages.list(search_opts={"resource_uuid": resource})
        return [each.to_dict() for each in listed]

    def limits(self):
        return {each.name: each.value for each in self._client.limits.get().absolute}

    def export(self, id):
        """The record, for an administrator."""
        record = self._client.backups.export_record(id)
        return record if isinstance(record, dict) else record.to_dict()

    def import_record(self, service, url):
        """The id of the imported backup, when it has become available."""
        made = self._client.backups.import_record(service, url)
        identifier = made["id"] if isinstance(made, dict) else made.id
        self._settle(self._client.backups, identifier, "available")
        return identifier

    def sha256(self, id):
        """Of the bytes of a volume."""
        return volume_bytes.digest(SETTINGS, id)

    def write(self, id, seed, blocks=12):
        """Writes into a volume as a guest would; its bytes' SHA-256 afterwards."""
        volume_bytes.write_blocks(SETTINGS, id, int(seed), int(blocks))
        return volume_bytes.digest(SETTINGS, id)

    def restored_sha256(self, id):
        """Restores the backup into a volume made for this, which is deleted again."""
        size = self._client.backups.get(id).size
        volume = self._client.volumes.create(size, backup_id=id, name="restored to be verified")
        self._settle(self._client.volumes, volume.id, "available")
        self._settle(self._client.backups, id, "available")
        digest = volume_bytes.digest(SETTINGS, volume.id)
        volume.delete()
        self._settle(self._client.volumes, volume.id, None)
        return digest

    def _settle(self, manager, identifier, wanted):
        """Waits for the status, or with None for the end of the thing."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                status = manager.get(identifier).status
            except exceptions.NotFound:
                status = None
            if status == wanted:
                return
            if time.monotonic() > end or (status or "error").startswith("error"):
                raise TimeoutError(f"{identifier} is {status}, not {wanted}")
            time.sleep(0.1)


COMMANDS = {
    name.replace("_", "-"): method
    for name, method in inspect.getmembers(View, inspect.isfunction) if not name.startswith("_")
}


class Server:
    """Answers requests in parallel, with one View for each user and project."""

    def __init__(self):
        self._views = {}
        self._lock = threading.Lock()

    def _view(self, *who):
        with self._lock:
            if who not in self._views:
                self._views[who] = View(*who)
            return self._views[who]

    def answer(self, line):
        request = json.loads(line)
        reply = {"id": request["id"]}
        try:
            view = self._view(request["user"], request["password"], request["project_id"])
            reply["result"] = COMMANDS[request["command"]](view, **request["arguments"])
        except Exception as error:
            reply["error"] = f"{type(error).__name__}: {error}"
        with self._lock:
            print(json.dumps(reply), flush=True)

    def serve(self):
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            for line in sys.stdin:
                pool.submit(self.answer, line)


def parse_arguments():
    parser = argparse.ArgumentParser(prog="verify.py", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    commands.add_parser("serve", help="answer requests from stdin, one a line")
    for name, method in COMMANDS.items():
        added = commands.add_parser(name, help=inspect.getdoc(method))
        for parameter in list(inspect.signature(method).parameters.values())[1:]:
            if parameter.default is False:
                added.add_argument(f"--{parameter.name}", action="store_true")
            elif parameter.default is inspect.Parameter.empty:
                added.add_argument(parameter.name)
            else:
                added.add_argument(f"--{parameter.name}", default=parameter.default)
    return vars(parser.parse_args())


def main():
    arguments = parse_arguments()
    command = arguments.pop("command")
    if command == "serve":
        Server().serve()
        return
    view = View(*(os.environ[f"OS_{name}"] for name in ("USERNAME", "PASSWORD", "PROJECT_ID")))
    try:
        print(json.dumps(COMMANDS[command](view, **arguments), indent=1))
    except (exceptions.ClientException, OSError) as error:
        sys.exit(f"verify: {error}")


if __name__ == "__main__":
    main()
