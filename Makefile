# The two commands of the README are `make run` and `make test`; `make check` is what CI runs after them.
# Everything is installed into .venv, in exactly the versions that requirements/ names.

VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check lint types layers exhaustive format screens screenshots lock clean help

run: $(VENV)/.run ## open the reader on the sample library
	@$(BIN)/gossip-reader $(CURDIR)

# Byte code is written whatever the environment says: what the tests start would compile what has changed each time.
test: $(VENV)/.dev ## run the tests
	@$(COMPILE)
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest

check: lint types layers exhaustive ## what must hold besides the tests

lint: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/.dev
	$(BIN)/mypy

layers: $(VENV)/.dev
	$(BIN)/lint-imports

exhaustive: $(VENV)/.dev ## run the tests that go through every key, colour and byte
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -m exhaustive

format: $(VENV)/.dev ## write all code in one style
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

screens: $(VENV)/.dev ## draw the pictures of the screen in tests/ui/screens anew
	RENEW_SCREENS=1 $(BIN)/pytest -q tests/ui/test_screens.py

screenshots: $(VENV)/.dev ## take the pictures that the README shows
	$(BIN)/python screenshots/take.py

lock: ## resolve the dependencies anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --upgrade \
		--output-file requirements/run.txt pyproject.toml requirements/build.in
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --upgrade \
		--constraint requirements/run.txt --group dev --output-file requirements/dev.txt pyproject.toml requirements/build.in

clean: ## remove what can be made again
	rm -rf $(VENV) index .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

help:
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/'

# A Python that fits: 3.11 or newer, and able to make a virtual environment with pip in it.
FITS := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))

$(BIN)/python:
	@for python in python3.13 python3.12 python3.11 python3.14 python3 python; do \
		if $$python -c '$(FITS)' >/dev/null 2>&1; then exec $$python -m venv --clear $(VENV); fi; \
	done; \
	echo 'gossip-reader needs Python 3.11 or newer with venv: install it (on Debian and Ubuntu: apt install python3 python3-venv) and try again.' >&2; exit 1

# What pip does for a package, but not for a checkout: without it every start compiles the reader anew where Python may
# not write byte code (PYTHONDONTWRITEBYTECODE, as in many containers), and takes a quarter longer.
COMPILE = $(BIN)/python -m compileall -q tui_reader

$(VENV)/.run: $(BIN)/python requirements/run.txt pyproject.toml
	@test -e $(VENV)/.dev || { echo 'Installing what the reader needs (once) …'; \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/run.txt; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(COMPILE)
	@touch $@

$(VENV)/.dev: $(BIN)/python requirements/dev.txt pyproject.toml
	@echo 'Installing what the tests need (once) …'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(COMPILE)
	@touch $@ $(VENV)/.run
