# make demo   the product on a realistic plan, from nothing
# make test   every check that CI runs, from nothing
# make help   the rest

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
BIN := .venv/bin
SETUP := .venv/.setup-done
PYTEST_ARGS ?= -n auto
PACKAGES := planning_core adapters entrypoints contracts

# uv of the machine if it has one, else one of our own in .tools (a system pip may refuse to install, PEP 668).
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
ifeq ($(UV),.tools/bin/uv)
UV_READY := .tools/bin/uv
else
UV_READY :=
endif

.PHONY: help setup demo test check lint format-check types contracts tests format bench lock clean

help: ## Say what each target does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | expand -t 14

setup: $(SETUP) ## Make .venv from the lock file; does nothing when nothing changed

# `venv` without ensurepip (Debian's python3-venv not installed) still gets uv through the machine's pip.
.tools/bin/uv:
	@echo "Getting uv into .tools"
	@$(PYTHON) -m venv .tools >/dev/null 2>&1 && .tools/bin/python -m pip install -q uv \
	  || { rm -rf .tools; $(PYTHON) -m venv --without-pip .tools && $(PYTHON) -m pip --python .tools/bin/python install -q uv; } \
	  || { rm -rf .tools; echo "Cannot get uv: it needs Python 3.11 or newer with venv and pip" \
	       "(on Debian: apt install python3-venv python3-pip), or uv itself." >&2; exit 1; }
	@touch $@

$(SETUP): pyproject.toml requirements.lock | $(UV_READY)
	@test -x $(BIN)/python || $(UV) venv -q .venv
	@$(UV) pip sync -q --compile-bytecode --python .venv --require-hashes requirements.lock
	@$(UV) pip install -q --python .venv --no-deps --no-build-isolation -e .
	@touch $@

demo: setup ## Start the product on a realistic plan of its own making
	@$(BIN)/planning demo || test $$? -eq 130 # Ctrl+C before it serves is no error of make's

test: setup ## Set up, then run every check
	@$(MAKE) --no-print-directory check

check: format-check lint types contracts tests

lint: setup ## Ruff's rules
	@$(BIN)/ruff check

format-check: setup
	@$(BIN)/ruff format --check

types: setup ## Strict types
	@$(BIN)/mypy

contracts: setup ## Import contracts of .importlinter
	@$(BIN)/lint-imports --no-logo

tests: setup ## pytest alone, on every core; PYTEST_ARGS replaces the options
	@$(BIN)/pytest $(PYTEST_ARGS)

format: setup ## Rewrite the sources in the house's format
	@$(BIN)/ruff check --fix-only -q
	@$(BIN)/ruff format

bench: setup ## Measurements of tests/benchmarks
	@$(BIN)/pytest tests/benchmarks -m bench -s -p no:xdist

# No addresses in the lock: hashes alone say what is meant, whatever index a machine uses.
lock: | $(UV_READY) ## Take newer versions into requirements.lock
	@$(UV) pip compile -q --upgrade --universal --all-extras --group dev --generate-hashes \
	  --no-emit-index-url --no-header --no-annotate -o requirements.lock pyproject.toml

clean: ## Remove what make made
	@rm -rf .venv .tools build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find $(PACKAGES) tests -name __pycache__ -type d -prune -exec rm -rf {} +
