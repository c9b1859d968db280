"""What this Horizon is told; copied to openstack_dashboard/local/. serve.py sets the environment."""

import os
import pathlib

STATE = pathlib.Path(os.environ["HORIZON_STATE"])

DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
SECRET_KEY = (STATE / "secret_key").read_text()
WEBROOT = "/"
STATIC_ROOT = str(STATE / "static")
COMPRESS_ENABLED = True
COMPRESS_OFFLINE = True

OPENSTACK_KEYSTONE_URL = os.environ.get("IDENTITY_URL", "http://127.0.0.1:5000/v3")
# Horizon's own panel of backups is there and is taken out again by the plugin's second file.
OPENSTACK_CINDER_FEATURES = {"enable_backup": True}

# One process with threads: its own memory is cache enough.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SESSION_ENGINE = "django.contrib.sessions.backends.cache"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler", "level": "WARNING"}},
    "root": {"handlers": ["console"]},
}

# The plugin's own settings are left at their defaults: the panel's files are at /backup-panel/.
