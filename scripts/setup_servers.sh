#!/bin/bash
# Makes sure of the web servers that the hosting tests run: Debian's own, unpacked into a folder of their own ($1), so
# that nothing is installed into the system and no service is started.
set -euo pipefail
folder=$1
packages=(nginx libnginx-mod-http-brotli-static apache2-bin caddy libapr1 libaprutil1)

[ -e "$folder/complete" ] && exit 0
if ! command -v apt-get >/dev/null; then
  echo "setup: the hosting tests need Debian's packages (${packages[*]}), and there is no apt-get here." >&2
  exit 1
fi
echo "setup: unpacking nginx, Apache and Caddy into $folder"
rm -rf "$folder"
mkdir -p "$folder/packages"
sudo=()
if [ "$(id -u)" != 0 ]; then sudo=(sudo -n); fi
download() { (cd "$folder/packages" && apt-get download -qq "${packages[@]}" 2>"$folder/apt.log"); }
# The lists of packages may be missing or older than what the mirror holds.
download || { "${sudo[@]}" apt-get update -qq && download; } || {
  cat "$folder/apt.log" >&2
  exit 1
}
for package in "$folder"/packages/*.deb; do dpkg-deb -x "$package" "$folder"; done
rm -rf "$folder/packages" "$folder/apt.log"
touch "$folder/complete"
