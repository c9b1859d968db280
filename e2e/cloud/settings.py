"""Where this cloud lives and listens: read once from the environment."""

import dataclasses
import hashlib
import json
import os
import pathlib

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
VENV = HERE.parent / ".venv"

# The domain Lenient: in its projects a reader may write. Keystone takes UUIDs only.
LENIENT_DOMAIN = "1e41e470000040008000000000000001"

# What the running services have loaded: a change here calls for a restart.
LOADED_BY_SERVICES = (
    "settings.py",
    "process_lock.py",
    "service_configuration.py",
    "keystone_process.py",
    "cinder_process.py",
    "sqlite_connections.py",
    "sqlite_writers.py",
    "prompt_messages.py",
    "file_volume_driver.py",
    "driver_knobs.py",
)


@dataclasses.dataclass(frozen=True)
class Settings:
    """Ports, all on 127.0.0.1, and the folder that holds every file of the cloud."""

    state: pathlib.Path
    keystone_port: int
    cinder_port: int
    panel_port: int
    extra_origins: str = ""
    # Seconds that Cinder goes on taking a token without asking Keystone, as it does by default; -1: it always asks.
    token_cache: int = 300

    @property
    def identity_url(self):
        return f"http://127.0.0.1:{self.keystone_port}/v3"

    @property
    def volume_root(self):
        return f"http://127.0.0.1:{self.cinder_port}"

    @property
    def noauth_port(self):
        """Where the same Cinder answers without Keystone (auth_strategy = noauth)."""
        return self.cinder_port + 1

    @property
    def volume_endpoint(self):
        """The catalog's URL template: Keystone fills in the project of the token."""
        return f"{self.volume_root}/v3/%(project_id)s"

    @property
    def panel_origins(self):
        """The origins that both services let read their answers (CORS)."""
        own = f"http://127.0.0.1:{self.panel_port},http://localhost:{self.panel_port}"
        return f"{own},{self.extra_origins}" if self.extra_origins else own

    @property
    def log_folder(self):
        return self.state / "log"

    @property
    def volume_folder(self):
        return self.state / "volumes"

    @property
    def backup_folder(self):
        """The store of the backup driver: a folder for each container."""
        return self.state / "backups"

    @property
    def keystone_conf(self):
        return self.state / "etc" / "keystone" / "keystone.conf"

    @property
    def cinder_conf(self):
        return self.state / "etc" / "cinder" / "cinder.conf"

    @property
    def keystone_database(self):
        return self.state / "keystone.sqlite"

    @property
    def cinder_database(self):
        return self.state / "cinder.sqlite"

    def fingerprint(self):
        """Changes whenever services started earlier would now be started differently."""
        digest = hashlib.sha256()
        for name in LOADED_BY_SERVICES:
            digest.update((HERE / name).read_bytes())
        stamp = VENV / "lock.sha256"
        digest.update(stamp.read_bytes() if stamp.exists() else b"")
        ports = [self.keystone_port, self.cinder_port]
        return json.dumps(
            {"ports": ports, "origins": self.panel_origins, "token_cache": self.token_cache,
             "code": digest.hexdigest()}
        )


def read_settings(environment=os.environ):
    """CLOUD_STATE (taken from the project's root), KEYSTONE_PORT, CINDER_PORT, PANEL_PORT, and
    EXTRA_ORIGINS: more origins, with commas between them, that may read the answers; TOKEN_CACHE:
    seconds that Cinder goes on taking a token without asking."""
    return Settings(
        state=ROOT / environment.get("CLOUD_STATE", "e2e/.state/cloud"),
        keystone_port=int(environment.get("KEYSTONE_PORT", "5000")),
        cinder_port=int(environment.get("CINDER_PORT", "8776")),
        panel_port=int(environment.get("PANEL_PORT", "8080")),
        extra_origins=environment.get("EXTRA_ORIGINS", ""),
        token_cache=int(environment.get("TOKEN_CACHE", "300")),
    )
