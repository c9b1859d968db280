#!/bin/bash
# Builds dist/ as one would upload it. The tools have to be in PATH. Panic messages name source files: where they lie on
# this machine is taken out of the names, so that the same source gives the same bytes anywhere (scripts/reproduce.sh).
#
# The standard library is compiled along, for size, and nothing is formatted with Debug, which shows here only in a panic,
# as the value of an error (tests/layers.rs holds that): together 20 kB less before the first rows. Both are settings
# that Rust has not made stable; rust-toolchain.toml pins the compiler that they are known to work with.
set -euo pipefail
cd "$(dirname "$0")/.."

# A folder of its own: packages that notice these settings would otherwise be compiled anew after each lint or test.
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$PWD/target/panel}
read -r registry target < <(cargo metadata --format-version 1 --locked --filter-platform wasm32-unknown-unknown | node -e '
  const { packages, target_directory } = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
  const { dirname } = require("node:path");
  console.log(dirname(dirname(packages.find(({ name }) => name === "leptos").manifest_path)), target_directory);
')
library=$(rustc --print sysroot)/lib/rustlib/src/rust/library
flags="--remap-path-prefix=$PWD= --remap-path-prefix=$target=target --remap-path-prefix=$registry=packages"
flags="$flags --remap-path-prefix=$library=rust -Zfmt-debug=none"
export RUSTC_BOOTSTRAP=1 CARGO_UNSTABLE_BUILD_STD=std,panic_abort CARGO_UNSTABLE_BUILD_STD_FEATURES=optimize_for_size
# The packages that the library is made of have versions of their own.
cargo fetch --quiet --locked --target wasm32-unknown-unknown
# Cargo adds these to what .cargo/config.toml says.
CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="$flags ${CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS:-}" \
  trunk build --release --offline
node scripts/compress.mjs dist
