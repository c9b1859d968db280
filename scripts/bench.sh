#!/bin/bash
# Measures the panel beside the reference, with a cloud of its own; the arguments go to Playwright.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/with_cloud.sh
CHROMIUM=$(scripts/find_browser.sh chromium)
export CHROMIUM
(cd e2e && npx --no-install playwright test -c bench/playwright.config.ts "$@")
