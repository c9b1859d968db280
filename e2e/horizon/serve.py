"""Runs a real Horizon with the plugin of docs/embedding/horizon, installed as its README says, until it is told to stop.

HORIZON_PORT, KEYSTONE_PORT, CINDER_PORT and WEB_SERVERS (where nginx was unpacked) come from the environment.
Horizon runs under gunicorn, as one process, behind nginx, which serves its static files and those of the panel.
Everything lives in e2e/.state/horizon; nothing is installed into the system.
"""

import hashlib
import os
import pathlib
import platform
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time

from horizon_venv import HERE, HORIZON, STATE, bring

ROOT = HERE.parent.parent
PLUGIN = ROOT / "docs" / "embedding" / "horizon"
PORT = os.environ.get("HORIZON_PORT", "18090")
IDENTITY = f"http://127.0.0.1:{os.environ.get('KEYSTONE_PORT', '15000')}"
CINDER = f"http://127.0.0.1:{os.environ.get('CINDER_PORT', '18776')}"
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache"))
WEB_SERVERS = pathlib.Path(os.environ.get("WEB_SERVERS", CACHE / "backup-panel" / "web-servers-1"))
LIBRARIES = WEB_SERVERS / "usr/lib" / f"{platform.machine()}-linux-gnu"
PYTHON = str(HORIZON.venv / "bin" / "python")
ENVIRONMENT = {
    **os.environ,
    "HORIZON_STATE": str(STATE),
    "IDENTITY_URL": f"{IDENTITY}/v3",
    "DJANGO_SETTINGS_MODULE": "openstack_dashboard.settings",
}
START_LIMIT = 60  # seconds; takes 3 to 8 on an idle machine

# Between the braces of Python's format(): what the README of the plugin tells an operator to put before Horizon.
NGINX = """\
{user}worker_processes 1;
daemon off;
pid {state}/nginx.pid;
error_log stderr warn;
events {{}}
http {{
  access_log off;
  {temporary}
  types {{
    text/html html; text/css css; text/javascript js; application/json json; application/wasm wasm; image/svg+xml svg;
    image/png png; image/x-icon ico; font/woff woff; font/woff2 woff2; font/ttf ttf;
  }}
  charset utf-8;
  charset_types text/css text/javascript application/json image/svg+xml;
  server {{
    listen 127.0.0.1:{port};
    location /static/ {{ alias {state}/static/; }}
    location /backup-panel/ {{
      alias {dist}/;
      gzip_static on;
      add_header Cache-Control no-cache;
      add_header X-Content-Type-Options nosniff;
    }}
    location / {{
      proxy_pass http://unix:{state}/horizon.sock;
      proxy_set_header Host $http_host;
      add_header Content-Security-Policy "{policy}" always;
    }}
  }}
}}
"""

# Horizon 27 has inline scripts and styles and Angular needs eval; the panel adds WebAssembly and the cloud's addresses.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self' {identity} {cinder}; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)


def run(*command):
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"horizon: {' '.join(command)} failed:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")


def fingerprint():
    """Changes when the prepared Horizon is not what would be prepared now."""
    digest = hashlib.sha256(HORIZON.stamp.read_bytes())
    files = [HERE / "local_settings.py", *(each for each in PLUGIN.rglob("*") if each.is_file())]
    for path in sorted(files):
        if "__pycache__" not in path.parts:
            digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()


def prepare():
    """Installs the plugin and makes Horizon's static files, when anything of it has changed."""
    stamp = STATE / "prepared"
    wanted = fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    stamp.unlink(missing_ok=True)
    key = STATE / "secret_key"
    if not key.exists():
        key.touch(mode=0o600)
        key.write_text(secrets.token_hex(32))
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-index",
        "--no-build-isolation", "--force-reinstall", str(PLUGIN))
    (packages,) = (HORIZON.venv / "lib").glob("python3*/site-packages")
    local = packages / "openstack_dashboard" / "local"
    shutil.copy(HERE / "local_settings.py", local / "local_settings.py")
    for enabled in (packages / "backup_panel_dashboard" / "enabled").glob("_*.py"):
        shutil.copy(enabled, local / "enabled" / enabled.name)
    print("horizon: collecting and compressing its static files (20 s)", flush=True)
    run(PYTHON, "-m", "django", "collectstatic", "--noinput", "--clear", "--verbosity", "0")
    run(PYTHON, "-m", "django", "compress", "--force", "--verbosity", "0")
    stamp.write_text(wanted)


def start_horizon():
    (STATE / "horizon.sock").unlink(missing_ok=True)
    return subprocess.Popen(
        [str(HORIZON.venv / "bin" / "gunicorn"), "--workers", "1", "--threads", "8", "--bind", f"unix:{STATE}/horizon.sock",
         "--no-control-socket", "openstack_dashboard.wsgi:application"],
        env=ENVIRONMENT, stdin=subprocess.DEVNULL,
    )


def start_nginx():
    folders = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    text = NGINX.format(
        user="user root;\n" if os.getuid() == 0 else "",
        state=STATE, dist=ROOT / "dist", port=PORT,
        policy=POLICY.format(identity=IDENTITY, cinder=CINDER),
        temporary=" ".join(f"{name}_temp_path {STATE}/{name};" for name in folders),
    )
    (STATE / "nginx.conf").write_text(text)
    return subprocess.Popen(
        [str(WEB_SERVERS / "usr/sbin/nginx"), "-p", str(STATE), "-e", "stderr", "-c", str(STATE / "nginx.conf")],
        env={"LD_LIBRARY_PATH": str(LIBRARIES)}, stdin=subprocess.DEVNULL,
    )


def until_it_answers(processes):
    end = time.monotonic() + START_LIMIT
    while True:
        try:
            with socket.socket(socket.AF_UNIX) as probe:
                probe.connect(str(STATE / "horizon.sock"))
                return
        except OSError:
            if time.monotonic() > end or any(each.poll() is not None for each in processes):
                raise SystemExit("horizon: did not start; what it said is above") from None
            time.sleep(0.1)


def main():
    STATE.mkdir(parents=True, exist_ok=True)
    bring(HORIZON)
    prepare()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(0))
    processes = []
    try:
        processes.append(start_horizon())
        until_it_answers(processes)
        processes.append(start_nginx())
        print(f"horizon: http://127.0.0.1:{PORT}/", flush=True)
        while all(each.poll() is None for each in processes):
            time.sleep(0.2)
        sys.exit("horizon: one of its processes ended")
    finally:
        for each in processes:
            each.terminate()
        for each in processes:
            each.wait()


if __name__ == "__main__":
    main()
