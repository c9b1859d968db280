#!/bin/bash
# Prints the path of the Chromium to test with; fails silently when there is none.
set -euo pipefail

if [ -n "${CHROMIUM:-}" ]; then
  command -v "$CHROMIUM"
  exit
fi
for name in chromium chromium-browser google-chrome; do
  command -v "$name" && exit
done
exit 1
