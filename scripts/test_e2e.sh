#!/bin/bash
# Runs the checks of the real cloud and the browser tests, and without arguments all else that needs the cloud; ports and
# state come from the environment.
set -euo pipefail
cd "$(dirname "$0")/.."
# Pages of these origins embed the panel.
EXTRA_ORIGINS=$(node e2e/portals.mjs "$PANEL_PORT")
export EXTRA_ORIGINS
. scripts/with_cloud.sh
CHROMIUM=$(scripts/find_browser.sh chromium)
export CHROMIUM

if [ $# = 0 ]; then e2e/.venv/bin/python e2e/cloud/check.py; fi
# Playwright starts and stops the edge and the static server itself.
(cd e2e && npx --no-install playwright test "$@")
# The whole suite runs behind nginx under a path of its own; behind the others what any server could break.
if [ $# = 0 ]; then
  for server in apache caddy; do
    (cd e2e && PANEL_SERVER=$server PANEL_PATH=/ npx --no-install playwright test hosting.spec start)
  done
  scripts/test_firefox.sh
fi
