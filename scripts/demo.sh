#!/bin/bash
# Starts the cloud with demo content and serves dist/; stops what it started when it is left.
set -euo pipefail
cd "$(dirname "$0")/.."
cloud() { e2e/.venv/bin/python e2e/cloud/cloud.py "$@"; }

started=
server=
stop() {
  trap - EXIT INT TERM
  echo
  if [ -n "$server" ]; then kill "$server" 2>/dev/null && wait "$server" || true; fi
  if [ -n "$started" ]; then cloud stop; fi
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

if ! cloud status >/dev/null 2>&1; then
  started=yes
  cloud start
fi
cloud demo
# The demo knows its cloud, as an operator's config.json would.
CONFIG="{\"clouds\":[{\"name\":\"Demo cloud\",\"identity_url\":\"http://127.0.0.1:$KEYSTONE_PORT/v3\",\"default_domain\":\"Default\"}]}" \
  node e2e/serve.mjs &
server=$!
cat <<TEXT

  Backup panel   http://127.0.0.1:$PANEL_PORT/
  Identity URL   http://127.0.0.1:$KEYSTONE_PORT/v3     Domain  Default
  Users          admin/admin  demo/demo  reader/reader  other/other

  Ctrl-C stops all.
TEXT
wait "$server"
