#!/bin/bash
# Makes sure of a Chromium for the browser tests: $CHROMIUM, or the system's.
set -euo pipefail
here=$(dirname "$0")

"$here/find_browser.sh" >/dev/null && exit 0
if [ -n "${CHROMIUM:-}" ]; then
  echo "setup: CHROMIUM is '$CHROMIUM', but there is no such program." >&2
  exit 1
fi

sudo=()
if [ "$(id -u)" != 0 ]; then sudo=(sudo -n); fi
if command -v apt-get >/dev/null && "${sudo[@]}" true 2>/dev/null; then
  echo "setup: installing chromium with apt-get"
  "${sudo[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -qq -y --no-install-recommends chromium >/dev/null
fi
if ! "$here/find_browser.sh" >/dev/null; then
  echo "setup: no Chromium found. Install it (Debian: apt install chromium) or set CHROMIUM to its path." >&2
  exit 1
fi
