"""Writes keystone.conf and cinder.conf, and copies Cinder's stock files beside the latter.

The CORS middleware of both services reads `<project>.conf` from a fixed list of
folders, never from --config-file. One of them is $SNAP_COMMON/etc/<project>, hence
the folder names here and SNAP_COMMON in the environment of the processes.
"""

import shutil

from settings import LENIENT_DOMAIN, VENV

KEYSTONE = """\
[DEFAULT]
log_file = {log}/keystone.log
use_stderr = false

[auth]
methods = password,token,application_credential,totp

[database]
connection = sqlite:///{state}/keystone.sqlite?timeout=60
sqlite_synchronous = false

[token]
provider = fernet
expiration = 86400

[fernet_tokens]
key_repository = {state}/fernet-keys

[fernet_receipts]
key_repository = {state}/fernet-keys

[credential]
key_repository = {state}/credential-keys

[cache]
enabled = true
backend = dogpile.cache.memory

[identity]
password_hash_rounds = 4

[security_compliance]
unique_last_password_count = 2

[cors]
allowed_origin = {origins}
allow_credentials = false
max_age = 3600
"""

# Quotas: copied into the database when it is made; later changes go through the API.
CINDER = """\
[DEFAULT]
state_path = {state}/cinder
log_file = {log}/cinder.log
use_stderr = false
host = cloud
my_ip = 127.0.0.1
auth_strategy = keystone
transport_url = fake://
rpc_response_timeout = 600
api_paste_config = {state}/etc/cinder/api-paste.ini
resource_query_filters_file = {state}/etc/cinder/resource_filters.json
osapi_max_limit = 1000
enabled_backends = files
storage_availability_zone = nova
allow_availability_zone_fallback = true
backup_driver = cinder.backup.drivers.posix.PosixBackupDriver
backup_posix_path = {backups}
backup_file_size = 1048576
backup_sha_block_size_bytes = 32768
backup_compression_algorithm = zlib
backup_enable_progress_timer = false
periodic_interval = 10
periodic_fuzzy_delay = 0
report_interval = 5
service_down_time = 60
scheduler_driver_init_wait_time = 1
quota_volumes = 1000
quota_snapshots = 1000
quota_gigabytes = 100000
quota_backups = 1000
quota_backup_gigabytes = 100000

[files]
volume_driver = file_volume_driver.FileVolumeDriver
volume_backend_name = files
file_volume_folder = {volumes}

[database]
connection = sqlite:///{state}/cinder.sqlite?timeout=60
sqlite_synchronous = false

[coordination]
backend_url = file://{state}/coordination

[oslo_concurrency]
lock_path = {state}/locks

[oslo_policy]
policy_file = {state}/etc/cinder/policy.yaml

[keystone_authtoken]
www_authenticate_uri = {identity}
auth_url = {identity}
auth_type = password
username = cinder
password = cinder
user_domain_id = default
project_name = service
project_domain_id = default
service_token_roles_required = true
token_cache_time = {token_cache}

[cors]
allowed_origin = {origins}
allow_credentials = false
max_age = 3600
"""

# Every write of a project follows this rule. In the domain Lenient it is what it was up to
# Cinder 28 (enforce_new_defaults = false): any role in the project may write, so a reader may.
POLICY = f"""\
"xena_system_admin_or_project_member":
  "role:admin or (role:member and project_id:%(project_id)s)
  or (project_domain_id:{LENIENT_DOMAIN} and project_id:%(project_id)s)"
"""

FOLDERS = (
    "etc/keystone", "etc/cinder", "log", "volumes", "backups", "cinder", "coordination", "locks",
)
STOCK_FILES = ("api-paste.ini", "resource_filters.json")


def write_configuration(settings):
    """Makes the folders of the cloud and everything that its two services read."""
    for folder in FOLDERS:
        (settings.state / folder).mkdir(parents=True, exist_ok=True)
    values = {
        "state": settings.state,
        "log": settings.log_folder,
        "volumes": settings.volume_folder,
        "backups": settings.backup_folder,
        "origins": settings.panel_origins,
        "identity": settings.identity_url,
        "token_cache": settings.token_cache,
    }
    settings.keystone_conf.write_text(KEYSTONE.format(**values))
    settings.cinder_conf.write_text(CINDER.format(**values))
    (settings.cinder_conf.parent / "policy.yaml").write_text(POLICY)
    for name in STOCK_FILES:
        shutil.copy(VENV / "etc" / "cinder" / name, settings.cinder_conf.parent / name)
