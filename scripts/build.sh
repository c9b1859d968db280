#!/bin/bash
# Builds dist/ as one would upload it. The tools have to be in PATH. Panic messages name source files: where they lie on
# this machine is taken out of the names, so that the same source gives the same bytes anywhere (scripts/reproduce.sh).
set -euo pipefail
cd "$(dirname "$0")/.."

read -r registry target < <(cargo metadata --format-version 1 --locked --filter-platform wasm32-unknown-unknown | node -e '
  const { packages, target_directory } = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
  const { dirname } = require("node:path");
  console.log(dirname(dirname(packages.find(({ name }) => name === "leptos").manifest_path)), target_directory);
')
flags="--remap-path-prefix=$PWD= --remap-path-prefix=$target=target --remap-path-prefix=$registry=packages"
# Cargo adds these to what .cargo/config.toml says.
CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="$flags ${CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS:-}" \
  trunk build --release --offline
node scripts/compress.mjs dist
