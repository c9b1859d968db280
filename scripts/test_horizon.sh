#!/bin/bash
# Installs a real Horizon with the plugin of docs/embedding/horizon (once) and drives it in a browser against a cloud of its own.
set -euo pipefail
cd "$(dirname "$0")/.."
cloud() { e2e/.venv/bin/python e2e/cloud/cloud.py "$@"; }

CHROMIUM=$(scripts/find_browser.sh chromium)
export CHROMIUM HORIZON_PORT=${HORIZON_PORT:-18090}
# The element runs in Horizon's own page. A token that was revoked is to be refused at once.
export EXTRA_ORIGINS=http://127.0.0.1:$HORIZON_PORT TOKEN_CACHE=-1
export CLOUD_STATE=e2e/.state/horizon-cloud

trap 'cloud stop' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
cloud reset
cloud start
(cd e2e && npx --no-install playwright test --config horizon/playwright.config.ts "$@")
