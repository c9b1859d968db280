#!/bin/bash
# setup_browser.sh chromium|firefox: makes sure of one for the browser tests: $CHROMIUM or $FIREFOX, or the system's.
set -euo pipefail
here=$(dirname "$0")
browser=$1 variable=${1^^}
package=$browser
if [ "$browser" = firefox ]; then package=firefox-esr; fi

"$here/find_browser.sh" "$browser" >/dev/null && exit 0
if [ -n "${!variable:-}" ]; then
  echo "setup: $variable is '${!variable}', but there is no such program." >&2
  exit 1
fi

sudo=()
if [ "$(id -u)" != 0 ]; then sudo=(sudo -n); fi
if command -v apt-get >/dev/null && "${sudo[@]}" true 2>/dev/null; then
  echo "setup: installing $package with apt-get"
  "${sudo[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -qq -y --no-install-recommends "$package" >/dev/null
fi
if ! "$here/find_browser.sh" "$browser" >/dev/null; then
  echo "setup: no ${browser^} found. Install it (Debian: apt install $package) or set $variable to its path." >&2
  exit 1
fi
