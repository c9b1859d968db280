#!/bin/bash
# The smoke run in Firefox, through geckodriver ($GECKODRIVER), against a real cloud.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/with_cloud.sh

FIREFOX=$(scripts/find_browser.sh firefox)
export FIREFOX
(cd e2e && npx --no-install playwright test --config firefox.config.ts "$@")
