# make run     a demo city on http://localhost:8000, nothing to configure (make run PORT=8001: another port)
# make quick   the rules and units, in less than three minutes: no database, no browser, few examples of each property
# make test    every test, on SQLite, on a PostgreSQL that the tests start themselves, and in Chromium
# make check   style and types (Python, JavaScript), import layers, Dockerfile: no test is run
# make bench   measurements, side by side in one run (docs/performance.md)
# make migration NAME="what it is for"  a new revision of the database, from what the code declares
# make openapi, make docs, make lock    write again what is generated and committed
#
# Needed: make and Python 3.11 or later with venv; for make check Node.js 20.19 or later with npm as well.
# Another Python: make PYTHON=python3.13 run

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# The folders with Python of ours; each is checked as soon as it exists.
SOURCES := $(wildcard app bench migrations reproduction tests tools)
PARALLEL ?= 2
PORT ?= 8000
PYTEST_ARGS ?=
BENCH_ARGS ?=
LOCK_ARGS ?=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# Every command is run, and if one failed, make fails at the end: one run tells everything.
EACH = failed=0; run() { echo "$$*"; "$$@" || failed=1; };

.PHONY: help run quick test browsers check format bench migration openapi docs lock clean

help:
	@sed -n '/^#/!q; s/^# \{0,1\}//p' Makefile

# ------------------------------------------------------------------------------------- environment

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.13")'
	$(PYTHON) -m venv $(VENV)

# A stamp is as new as the lock it was made from, so a second `make run` installs nothing.
# The project itself is installed in place; its build tool comes from the lock, so no index is asked for it.
$(VENV)/runtime.stamp: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing what the service needs: a minute or so the first time."
	$(PIP) install --require-hashes --requirement requirements.lock
	$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo "Installing what the tests need: a few minutes the first time."
	$(PIP) install --require-hashes --requirement requirements-dev.lock
	$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	@touch $@

# --------------------------------------------------------------------------------------- to use it

run: $(VENV)/runtime.stamp
	$(BIN)/stodlogg run --port $(PORT)

# -------------------------------------------------------------------------------------- to change it

# What starts nothing (tests/support/quick.py says how that is told).
quick: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -p tests.support.quick -n $(PARALLEL) --dist loadscope $(PYTEST_ARGS)

test: $(VENV)/dev.stamp browsers
	$(BIN)/python -m pytest -n $(PARALLEL) --dist loadscope $(PYTEST_ARGS)

# Debian's Chromium and WebKit, where we may install them; else the tests say loudly what was not run.
browsers: $(VENV)/dev.stamp
	@$(BIN)/python -m tools.browsers

check: $(VENV)/dev.stamp
	@$(EACH) \
	run $(BIN)/ruff check $(SOURCES); \
	run $(BIN)/ruff format --check $(SOURCES); \
	run $(BIN)/mypy $(SOURCES); \
	run $(BIN)/lint-imports; \
	run $(BIN)/hadolint Dockerfile; \
	run $(BIN)/python -m tools.check_javascript; \
	exit $$failed

format: $(VENV)/dev.stamp
	@$(EACH) \
	run $(BIN)/ruff check --fix $(SOURCES); \
	run $(BIN)/ruff format $(SOURCES); \
	exit $$failed

bench: $(VENV)/dev.stamp
	$(BIN)/python -m bench $(BENCH_ARGS)

migration: $(VENV)/dev.stamp
	$(BIN)/python -m migrations.revision "$(NAME)"

# --------------------------------------------------------------------------- generated and committed

openapi: $(VENV)/runtime.stamp
	@mkdir -p openapi
	$(BIN)/stodlogg openapi > openapi/openapi.json.new
	mv openapi/openapi.json.new openapi/openapi.json

docs: $(VENV)/runtime.stamp
	$(BIN)/stodlogg docs

# Keeps the versions that are locked and still fit; to take newer ones: make lock LOCK_ARGS=--upgrade
lock: | $(BIN)/python
	$(PYTHON) -m venv $(VENV)/lock
	$(VENV)/lock/bin/python -m pip install --quiet --disable-pip-version-check uv
	$(PYTHON) tools/lock.py $(VENV)/lock/bin/uv $(LOCK_ARGS)

# The demo city and its database stay (var/).
clean:
	rm -rf $(VENV) tools/javascript/node_modules build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache .schemathesis
	find $(SOURCES) -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
