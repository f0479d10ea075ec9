# Needs Python 3.11 or newer and make; everything else goes into .venv, at the versions of the locks.
# Run any target again whenever you like: only what is missing is done.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help install demo test test-model lint scripts bench bench-peers screenshots lock clean setup setup-dev setup-model browser

VENV := .venv
PYTHON := $(VENV)/bin/python
PIP := $(PYTHON) -m pip --disable-pip-version-check install -qq --no-deps
MODEL_PIP = $(PYTHON) -m pip --python $(VENV)/model/bin/python --disable-pip-version-check install -qq --no-deps \
	--require-hashes
# As many processes as cores, up to four; whoever is done first takes over the half of what another has before it.
PYTEST = $(PYTHON) -m pytest -rfEs --numprocesses logical --maxprocesses 4 --dist worksteal
# A .venv cut short while it was made has no pip yet.
HAS_PIP = { $(PYTHON) -m pip --version || $(PYTHON) -m ensurepip; } >/dev/null 2>&1
BROWSER_PACKAGES := chromium fonts-dejavu-core libatomic1
HAS_BROWSER = { test -x /usr/bin/chromium && $(PYTHON) -m playwright --version >/dev/null 2>&1; }
BENCH ?= ../shared/eval/retrieval/chunking ../shared/eval/retrieval/squad2

# Stamps carry a checksum of the content, not of the time: a fresh checkout of the same lock installs nothing,
# and a moved folder, whose scripts name the old place, is installed again.
stamp = $(VENV)/.$(1)-$(shell { echo '$(CURDIR)'; cat $(2); } 2>/dev/null | cksum | tr -d ' ')
RUN := $(call stamp,run,requirements.lock)
DEV := $(call stamp,dev,requirements-dev.lock)
SELF := $(call stamp,self,pyproject.toml)
MODEL := $(call stamp,model,requirements-model.lock)
PEERS := $(call stamp,peers,tests/benchmarks/peers/requirements.lock)
SCRIPTS := $(call stamp,scripts,tests/typescript/package-lock.json)

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: setup ## Make .venv with the command .venv/bin/readback
	@echo "Ready: $(VENV)/bin/readback"

demo: setup ## Load the sample library, answer a question, serve the web page (ARGS="--port 8000")
	@$(VENV)/bin/readback demo $(ARGS)

test: setup-dev browser ## Run the tests (ARGS="-k words tests/index/test_read.py" for some, ARGS="-n 0" in one process)
	@$(PYTEST) $(ARGS)
	@$(HAS_BROWSER) || { echo; echo "$$NO_BROWSER"; }

# One process: the model's server takes all processors itself.
test-model: setup-dev setup-model ## Run the tests with a small real model (ARGS as above)
	@$(PYTEST) --numprocesses 0 $(or $(ARGS),tests/model)

lint: setup-dev ## Check style and types
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@if command -v node >/dev/null && command -v npm >/dev/null; then $(MAKE) --no-print-directory scripts; else \
		echo; echo "$$NO_NODE"; test "$$CI" != true; fi

scripts: $(SCRIPTS) ## Check the types of the page's scripts (needs Node.js and npm)
	@node $(VENV)/typescript/node_modules/typescript/bin/tsc --project tests/typescript

bench: setup-dev ## Measure retrieval on the folders in BENCH, and run tests/benchmarks
	@for set in $(BENCH); do \
		if [ -d "$$set" ]; then \
			echo "== readback eval retrieval $$set"; \
			$(VENV)/bin/readback eval retrieval "$$set" || exit 1; \
		else \
			echo "SKIPPED: there is no $$set (name folders of your own with BENCH=\"DIR …\")"; \
		fi; \
	done
	@mkdir -p build/bench
	@for script in $(sort $(wildcard tests/benchmarks/bench_*.py)); do \
		echo "== $$script"; \
		if grep -q '"--json"' "$$script"; then set -- --json "build/bench/$$(basename "$$script" .py | cut -c7-).json"; else set --; fi; \
		$(PYTHON) "$$script" "$$@" || exit 1; \
	done
	@$(PYTHON) tests/benchmarks/plot_benchmarks.py build/bench

bench-peers: setup-dev $(PEERS) ## Measure beside LlamaIndex and txtai, which takes 1.4 GB
	@mkdir -p build/bench
	@$(PYTHON) tests/benchmarks/bench_peers.py --python $(VENV)/peers/bin/python --json build/bench/peers.json
	@$(PYTHON) tests/benchmarks/plot_benchmarks.py build/bench

screenshots: setup-dev browser ## Take a picture of every state of the web page, into screenshots
	@$(PYTHON) tests/e2e/screenshots.py screenshots

# uv sees that the locks hold for Linux, macOS and Windows; where there is none, it gets a room of its own.
UV = $(shell command -v uv || echo $(VENV)/uv/bin/uv)
COMPILE = $(UV) pip compile --quiet --universal --generate-hashes --no-header $(UPGRADE)
LOCK = $(COMPILE) pyproject.toml --group weights

lock: ## Make the locks anew from pyproject.toml (UPGRADE=--upgrade for newer versions)
	@command -v uv >/dev/null || test -x $(VENV)/uv/bin/uv || $(MAKE) --no-print-directory $(VENV)/uv/bin/uv
	$(LOCK) --output-file requirements.lock
	$(LOCK) --group dev --extra ocr --extra shared --extra s3 --constraint requirements.lock --no-annotate --output-file requirements-dev.lock
	$(LOCK) --extra shared --extra s3 --constraint requirements.lock --no-annotate --output-file requirements-shared.lock
	$(COMPILE) --group model --no-annotate --output-file requirements-model.lock

clean: ## Remove .venv and everything else that was made here
	rm -rf $(VENV) build dist screenshots *.egg-info .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# What the targets above stand on.

setup: $(RUN) $(SELF)
setup-dev: $(DEV) $(SELF)
setup-model: $(MODEL)

$(PYTHON):
	@for python in python3.11 python3.12 python3.13 python3.14 python3 python; do \
		if $$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			echo "Making $(VENV) with $$($$python --version) …"; \
			exec $$python -m venv --clear $(VENV); \
		fi; \
	done; \
	echo "Readback needs Python 3.11 or newer with its venv module, and found none." >&2; \
	echo "On Debian or Ubuntu: apt-get install python3 python3-venv. Elsewhere: python.org/downloads." >&2; \
	exit 1

# The lock names the dependencies' dependencies too, but leaves out some that nothing needs: hence --no-deps.
$(RUN): | $(PYTHON)
	@test -e $(DEV) || { $(HAS_PIP); echo "Installing what requirements.lock names (some minutes) …"; \
		$(PIP) --only-binary :all: --require-hashes -r requirements.lock; }
	@rm -f $(VENV)/.run-* && touch $@

$(DEV): | $(PYTHON)
	@$(HAS_PIP); echo "Installing what requirements-dev.lock names (some minutes) …"
	@$(PIP) --only-binary :all: --require-hashes -r requirements-dev.lock
	@rm -f $(VENV)/.dev-* $(VENV)/.run-* && touch $@ $(RUN)

# A room of its own: what asks the model in tests need not be at Readback's versions.
$(MODEL): | $(DEV)
	@echo "Installing what requirements-model.lock names …"
	@$(PYTHON) -m venv --clear --without-pip $(VENV)/model
	@$(MODEL_PIP) --only-binary :all: -r requirements-model.lock
	@$(VENV)/model/bin/python -c 'import xllamacpp' || { echo "llama.cpp needs the library libgomp.so.1." >&2; \
		echo "On Debian or Ubuntu: apt-get install libgomp1." >&2; exit 1; }
	@rm -f $(VENV)/.model-* && touch $@

# txtai and what it needs; not hashed, as PyTorch has several builds of one version.
$(PEERS): | $(DEV)
	@echo "Installing what tests/benchmarks/peers/requirements.lock names (a minute) …"
	@$(PYTHON) -m venv --clear --without-pip $(VENV)/peers
	@$(PYTHON) -m pip --python $(VENV)/peers/bin/python --disable-pip-version-check install -qq --no-deps \
		-r tests/benchmarks/peers/requirements.lock
	@$(VENV)/peers/bin/python -c 'import txtai' || { echo "txtai does not start: on Linux, put PyTorch's build for \
	processors alone where pip finds it (--find-links); the usual one needs NVIDIA's libraries." >&2; exit 1; }
	@rm -f $(VENV)/.peers-* && touch $@

# TypeScript's compiler, which only reads the scripts: the page is served as it stands in ui/web/static/js.
$(SCRIPTS): | $(PYTHON)
	@mkdir -p $(VENV)/typescript && cp tests/typescript/package.json tests/typescript/package-lock.json $(VENV)/typescript
	@cd $(VENV)/typescript && npm ci --silent --no-audit --no-fund
	@rm -f $(VENV)/.scripts-* && touch $@

# Built by the locked setuptools: nothing is fetched for it.
$(SELF): | $(PYTHON)
	@$(PIP) --no-build-isolation --no-index --editable .
	@rm -f $(VENV)/.self-* && touch $@

$(VENV)/uv/bin/uv: | $(PYTHON)
	$(PYTHON) -m venv $(VENV)/uv && $(VENV)/uv/bin/python -m pip install --quiet uv

define NO_BROWSER
********************************************************************************
*** NOTHING OF THE WEB PAGE IS TESTED: that needs /usr/bin/chromium, and     ***
*** libatomic1 for Playwright. As root: apt-get install $(BROWSER_PACKAGES)
********************************************************************************
endef
export NO_BROWSER

define NO_NODE
********************************************************************************
*** THE TYPES OF THE SCRIPTS ARE NOT CHECKED: that needs node and npm.       ***
*** As root: apt-get install nodejs npm                                      ***
********************************************************************************
endef
export NO_NODE

browser: $(DEV)
	@$(HAS_BROWSER) || { \
		test "$$(id -u)" = 0 && command -v apt-get >/dev/null && \
		echo "Fetching Debian's Chromium for the tests of the web page …" && \
		apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends $(BROWSER_PACKAGES) \
			>/dev/null && $(HAS_BROWSER); \
	} || echo "$$NO_BROWSER"
