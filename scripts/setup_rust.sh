#!/bin/bash
# Makes sure of the toolchain, the wasm target and the library's source that rust-toolchain.toml names.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v cargo >/dev/null; then
  echo "setup: 'cargo' is missing. Install Rust with rustup: https://rustup.rs" >&2
  exit 1
fi
target=wasm32-unknown-unknown
library=$(rustc --print sysroot)/lib/rustlib
[ -d "$library/$target/lib" ] && [ -d "$library/src/rust/library" ] && exit 0

if ! command -v rustup >/dev/null; then
  echo "setup: this Rust has no $target or no source of its library (rust-src), and there is no rustup to add them." \
    "Install Rust with rustup: https://rustup.rs" >&2
  exit 1
fi
echo "setup: adding the $target target and the source of Rust's library"
rustup target add "$target"
rustup component add rust-src
