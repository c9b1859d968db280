#!/bin/bash
# find_browser.sh chromium|firefox: prints the path of the one to test with, $CHROMIUM or $FIREFOX if set; fails silently
# when there is none.
set -euo pipefail

case $1 in
  chromium) wanted=${CHROMIUM:-} names=(chromium chromium-browser google-chrome) ;;
  firefox) wanted=${FIREFOX:-} names=(firefox-esr firefox) ;;
esac
if [ -n "$wanted" ]; then
  command -v "$wanted"
  exit
fi
for name in "${names[@]}"; do
  command -v "$name" && exit
done
exit 1
