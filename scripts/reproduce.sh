#!/bin/bash
# Builds the panel once more, from a copy of the sources in another folder, with other folders for what is compiled and
# for the packages, and fails when any file differs from the one in dist/.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d "${TMPDIR:-/tmp}/backup-panel-again-XXXXXX")
trap 'rm -rf "$work"' EXIT

copy=$work/somewhere/else/source
mkdir -p "$copy/e2e" "$work/cargo"
git ls-files -z --cached --others --exclude-standard | while IFS= read -rd '' file; do
  # What was deleted and not committed is listed as well.
  if [ -e "$file" ]; then printf '%s\0' "$file"; fi
done | tar --null -cf - -T - | tar -C "$copy" -xf -
ln -s "$PWD/e2e/node_modules" "$copy/e2e/node_modules"
# The same packages by another name.
home=${CARGO_HOME:-$HOME/.cargo}
for name in registry git config.toml; do
  if [ -e "$home/$name" ]; then ln -s "$home/$name" "$work/cargo/$name"; fi
done

echo "reproduce: building in $copy (some minutes)"
CARGO_HOME="$work/cargo" CARGO_TARGET_DIR="$work/compiled" "$copy/scripts/build.sh" >"$work/log" 2>&1 || {
  cat "$work/log" >&2
  exit 1
}
sums() { (cd "$1" && find . -type f ! -path './.stage/*' -print0 | sort -z | xargs -0 sha256sum); }
if ! diff <(sums dist) <(sums "$copy/dist"); then
  echo "reproduce: the two builds differ" >&2
  exit 1
fi
echo "reproduce: $(sums dist | wc -l) files, all the same; together $(sums dist | sha256sum | cut -c 1-64)"
