#!/bin/bash
# need.sh COMMAND VERSION WHAT: fails, naming what to install, when COMMAND is missing or older than VERSION.
set -euo pipefail
command=$1 wanted=$2 what=$3

if ! found=$(command -v "$command"); then
  echo "setup: '$command' is missing. Install $what." >&2
  exit 1
fi
version=$("$found" --version 2>&1 | grep -oE '[0-9]+(\.[0-9]+)*' | head -n 1)
if [ "$(printf '%s\n' "$wanted" "$version" | sort -V | head -n 1)" != "$wanted" ]; then
  echo "setup: '$command' is version $version. Install $what." >&2
  exit 1
fi
