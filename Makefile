# Everything a developer does here, each by one command: `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

# Ports and folders; set any of them in the environment.
export PANEL_PORT ?= 8080
export KEYSTONE_PORT ?= 5000
export CINDER_PORT ?= 8776
export CLOUD_STATE ?= e2e/.state/cloud

# What `make test` uses, so that a running demo is left alone.
TEST_PORTS := PANEL_PORT=18080 KEYSTONE_PORT=15000 CINDER_PORT=18776 EDGE_PORT=18700 CLOUD_STATE=e2e/.state/test-cloud

# What `make bench` uses: the same, and how much it measures.
BENCH_PORTS := PANEL_PORT=28080 KEYSTONE_PORT=25000 CINDER_PORT=28776 CLOUD_STATE=e2e/.state/bench-cloud
RUNS ?= 7
SCENARIOS ?= .

# Build tools live outside the checkout, in a folder per version.
TRUNK_VERSION := 0.21.14
# Must equal the version of the crate in Cargo.toml.
BINDGEN_VERSION := 0.2.126
TOOLS ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/backup-panel
TRUNK := $(TOOLS)/trunk-$(TRUNK_VERSION)/bin/trunk
BINDGEN := $(TOOLS)/wasm-bindgen-cli-$(BINDGEN_VERSION)/bin/wasm-bindgen
# Splits the wasm into parts; made for the crate wasm_split_helpers, which Leptos brings.
SPLIT_VERSION := 0.2.4
SPLIT := $(TOOLS)/wasm-split-$(SPLIT_VERSION)/bin/wasm-split-cli
# Holds the Rust packages to deny.toml.
DENY_VERSION := 0.20.2
DENY := $(TOOLS)/cargo-deny-$(DENY_VERSION)/bin/cargo-deny
# Drives Firefox.
GECKO_VERSION := 0.37.1
export GECKODRIVER := $(TOOLS)/geckodriver-$(GECKO_VERSION)/bin/geckodriver
# Web servers for the hosting tests, unpacked and not installed.
SERVERS := $(TOOLS)/web-servers-1
BUILD_PATH := $(dir $(SPLIT)):$(dir $(TRUNK)):$(dir $(BINDGEN)):$(CURDIR)/e2e/node_modules/.bin

CLOUD := e2e/.venv/bin/python e2e/cloud/cloud.py
NODE_MODULES := e2e/node_modules/.package-lock.json
SOURCES := $(shell find src style index.html Trunk.toml Cargo.toml Cargo.lock rust-toolchain.toml scripts/*.mjs scripts/build.sh -type f)
# What the first rows need today, rounded up, with room for identifiers that differ from one machine to the next. Never above 200000.
FIRST_PAGE_LIMIT := 199700
# The same up to the sign-in page, which needs a part of the wasm more.
SIGN_IN_LIMIT := 277500

# How many backups `make seed` makes, and where.
N ?= 1000
PROJECT ?= demo

.PHONY: help setup setup-rust setup-tools setup-checkers setup-node setup-cloud setup-browser setup-firefox setup-servers \
	build reproduce demo test lint audit test-rust test-edge test-hosting test-e2e test-firefox test-horizon bench size \
	cloud cloud-stop seed clean

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: setup-rust setup-node setup-tools setup-checkers setup-cloud setup-browser setup-firefox ## Install what the other commands need; skips what is there

setup-rust: # The compiler and the wasm target that rust-toolchain.toml names.
	@scripts/setup_rust.sh

setup-tools: $(TRUNK) $(BINDGEN) $(SPLIT)

setup-checkers: $(DENY) $(GECKODRIVER)

$(TRUNK): | setup-rust
	@echo "setup: building trunk $(TRUNK_VERSION) into $(TOOLS) (a few minutes, once)"
	@cargo install --quiet --locked --root $(TOOLS)/trunk-$(TRUNK_VERSION) trunk --version $(TRUNK_VERSION)

$(BINDGEN): | setup-rust
	@echo "setup: building wasm-bindgen-cli $(BINDGEN_VERSION) into $(TOOLS) (a few minutes, once)"
	@cargo install --quiet --locked --root $(TOOLS)/wasm-bindgen-cli-$(BINDGEN_VERSION) wasm-bindgen-cli --version $(BINDGEN_VERSION)

$(SPLIT): | setup-rust
	@echo "setup: building wasm-split-cli $(SPLIT_VERSION) into $(TOOLS) (a minute, once)"
	@cargo install --quiet --locked --root $(TOOLS)/wasm-split-$(SPLIT_VERSION) wasm_split_cli_support --version $(SPLIT_VERSION) --features build-binary

$(DENY): | setup-rust
	@echo "setup: building cargo-deny $(DENY_VERSION) into $(TOOLS) (a few minutes, once)"
	@cargo install --quiet --locked --root $(TOOLS)/cargo-deny-$(DENY_VERSION) cargo-deny --version $(DENY_VERSION)

$(GECKODRIVER): | setup-rust
	@echo "setup: building geckodriver $(GECKO_VERSION) into $(TOOLS) (a minute, once)"
	@cargo install --quiet --locked --root $(TOOLS)/geckodriver-$(GECKO_VERSION) geckodriver --version $(GECKO_VERSION)

setup-node: $(NODE_MODULES)

$(NODE_MODULES): e2e/package.json e2e/package-lock.json
	@scripts/need.sh node 20 "Node.js 20 or newer (Debian, Ubuntu: apt install nodejs npm)"
	@echo "setup: installing Node packages into e2e/node_modules"
	@npm ci --prefix e2e --no-audit --no-fund --loglevel=error
	@touch $@

setup-cloud:
	@scripts/need.sh python3 3 "Python 3.11 or newer (Debian, Ubuntu: apt install python3 python3-venv)"
	@python3 e2e/cloud/install.py

setup-browser:
	@scripts/setup_browser.sh chromium

setup-firefox: $(GECKODRIVER)
	@scripts/setup_browser.sh firefox

setup-servers:
	@scripts/setup_servers.sh $(SERVERS)

build: dist/index.html.br ## Build dist/ as one would upload it, with .br and .gz beside each file

dist/index.html.br: $(SOURCES) | setup-rust setup-tools setup-node
	@echo "build: release build into dist/"
	@PATH="$(BUILD_PATH):$$PATH" scripts/build.sh

reproduce: build ## Build once more in other folders and compare every file; takes as long as a first build
	@PATH="$(BUILD_PATH):$$PATH" scripts/reproduce.sh

demo: setup-cloud build ## Real cloud with demo content and the panel on http://127.0.0.1:8080; Ctrl-C stops all
	@scripts/demo.sh

test: ## Everything that must hold: lint, Rust tests, build, size, the edge, a real cloud, the browser
	@$(MAKE) --no-print-directory setup lint test-rust build size test-edge test-hosting test-e2e

lint: setup-rust $(NODE_MODULES) $(DENY) ## Formatting, lints, licences and sources of packages; warnings are errors
	cargo fmt --check
	cargo clippy --quiet --locked --all-targets -- -D warnings
	cargo clippy --quiet --locked --target wasm32-unknown-unknown -- -D warnings
	npm run --silent --prefix e2e check
	cd e2e && npx --no-install biome check ../docs/embedding
	node scripts/check_docs.mjs docs/refusals.md docs/api-matrix.md
	$(DENY) --locked --log-level error check licenses bans sources

audit: setup-rust $(DENY) ## Known weaknesses of the Rust packages; fetches RustSec's list, so not part of test
	$(DENY) --locked check advisories

test-rust: setup-rust ## Native tests of the rules, the API and the layering
	cargo test --quiet --locked

size: build # Fails when the first page has outgrown its budget.
	@node scripts/first_page_size.mjs dist $(FIRST_PAGE_LIMIT) $(SIGN_IN_LIMIT)

test-edge: $(NODE_MODULES) # The proxy that the browser tests steer, by itself.
	npm run --silent --prefix e2e test:edge

test-hosting: $(NODE_MODULES) setup-servers build # The web servers of Debian with the configuration that docs/hosting describes.
	WEB_SERVERS=$(SERVERS) npm run --silent --prefix e2e test:hosting

test-firefox: setup-node setup-cloud setup-firefox setup-servers build ## The smoke run in Firefox; part of test-e2e without ARGS
	@$(TEST_PORTS) WEB_SERVERS=$(SERVERS) scripts/test_firefox.sh $(ARGS)

test-e2e: setup-node setup-cloud setup-browser setup-firefox setup-servers build ## Browser tests against a real cloud of their own; ARGS goes to Playwright
	@$(TEST_PORTS) WEB_SERVERS=$(SERVERS) scripts/test_e2e.sh $(ARGS)

bench: setup-node setup-cloud setup-browser setup-servers build ## Measures the panel beside the reference; RUNS and SCENARIOS (a pattern) make it shorter
	@$(BENCH_PORTS) RUNS=$(RUNS) WEB_SERVERS=$(SERVERS) scripts/bench.sh --grep '$(SCENARIOS)'

test-horizon: setup-node setup-cloud setup-browser setup-servers build ## The panel in a real Horizon (installed on first use; not part of test)
	@$(TEST_PORTS) WEB_SERVERS=$(SERVERS) scripts/test_horizon.sh $(ARGS)

cloud: setup-cloud ## Start the real Keystone and Cinder with demo content
	@$(CLOUD) start
	@$(CLOUD) demo

cloud-stop: ## Stop them; their state stays
	@if [ -x e2e/.venv/bin/python ]; then $(CLOUD) stop; else echo "cloud: not installed"; fi

seed: setup-cloud ## Add N backups to PROJECT: make seed N=1000 PROJECT=demo
	@$(CLOUD) seed --count $(N) --project $(PROJECT)

clean: ## Stop the cloud; remove what was built and the cloud's state
	@$(MAKE) --no-print-directory cloud-stop
	rm -rf dist target e2e/.state e2e/test-results
