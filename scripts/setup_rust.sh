#!/bin/bash
# Makes sure of the toolchain and the wasm target that rust-toolchain.toml names.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v cargo >/dev/null; then
  echo "setup: 'cargo' is missing. Install Rust with rustup: https://rustup.rs" >&2
  exit 1
fi
target=wasm32-unknown-unknown
[ -d "$(rustc --print sysroot)/lib/rustlib/$target/lib" ] && exit 0

if ! command -v rustup >/dev/null; then
  echo "setup: this Rust has no $target and there is no rustup to add it. Install Rust with rustup: https://rustup.rs" >&2
  exit 1
fi
echo "setup: adding the $target target"
rustup target add "$target"
