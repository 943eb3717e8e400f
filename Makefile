# creditpath: the commands of every day.  `make help` lists them.
# Nothing but python3 (3.11 or later) and make need be on the machine: .venv gets everything else, from locks with hashes.

PYTHON ?= python3
SERVE ?= 1
JOBS ?= 2
PORT ?= 8000
SEED ?= 1
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
LOCKS := requirements/bootstrap.lock requirements/demo.lock requirements/dev.lock
INSTALL := scripts/install-lock.sh

.DEFAULT_GOAL := help
.PHONY: help demo test check format serve bench docs soak lock audit sbom system-deps hooks clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- the environment -------------------------------------------------------------------------------------------------

$(VENV)/.stamp-venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "creditpath needs Python 3.11 or later, and $(PYTHON) is `$(PYTHON) -V 2>&1`: name a newer one, as in make PYTHON=python3.12 demo" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
	  echo "$(PYTHON) cannot make a virtual environment: install its venv module (Debian: apt-get install python3-venv)" >&2; exit 1; }
	@touch $@

$(VENV)/.stamp-uv: $(VENV)/.stamp-venv requirements/bootstrap.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/bootstrap.lock \
	  || echo "uv could not be installed here; pip does its work, more slowly"
	@touch $@

$(VENV)/.stamp-demo: $(VENV)/.stamp-uv requirements/demo.lock pyproject.toml
	@$(INSTALL) $(BIN) requirements/demo.lock
	@touch $@

$(VENV)/.stamp-dev: $(VENV)/.stamp-uv requirements/dev.lock pyproject.toml
	@$(INSTALL) $(BIN) requirements/dev.lock
	@touch $@ $(VENV)/.stamp-demo

# --- what a newcomer types -------------------------------------------------------------------------------------------

demo: $(VENV)/.stamp-demo ## make the demo bank, print one proven path, serve its page (SERVE=0: end after the path)
	@$(BIN)/creditpath demo $(if $(filter 0,$(SERVE)),--no-serve,)

test: $(VENV)/.stamp-dev system-deps check ## everything that must be green before a review (REQUIRE_ALL=1: no suite may be missing)
	@$(BIN)/python -m pytest -n $(JOBS)

# --- one tool each ---------------------------------------------------------------------------------------------------

check: $(VENV)/.stamp-dev ## format, lint, types, import rules, dependencies
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/deptry .

format: $(VENV)/.stamp-dev ## write the code as `check` wants it
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

serve: $(VENV)/.stamp-demo ## the API and the pages of what was imported, on 127.0.0.1:$(PORT)
	@$(BIN)/creditpath serve --port $(PORT)

bench: $(VENV)/.stamp-dev ## figures, no assertions
	@$(BIN)/python -m benchmarks

docs: $(VENV)/.stamp-dev ## the documentation, into site/
	@$(BIN)/mkdocs build --strict --quiet --site-dir site
	@echo "site/index.html"

soak: $(VENV)/.stamp-dev ## property tests at full counts, in resumable pieces (SEED=n)
	@$(BIN)/python scripts/soak.py --seed $(SEED)

sbom: $(VENV)/.stamp-dev ## what the product is made of, as CycloneDX, into var/sbom.json
	@mkdir -p var
	@$(BIN)/python -W ignore -m cyclonedx_py requirements requirements/demo.lock --pyproject pyproject.toml --output-reproducible -o var/sbom.json
	@echo "var/sbom.json"

audit: $(VENV)/.stamp-uv ## known vulnerabilities in the lock (asks an advisory service: on demand only)
	@$(BIN)/uv tool run --quiet --from 'pip-audit>=2.10' pip-audit --strict --require-hashes --disable-pip -r requirements/dev.lock \
	  || { echo "not audited, or not clean: read the lines above; no answer from the advisory service is never 'clean'" >&2; exit 1; }

hooks: $(VENV)/.stamp-dev ## let git run the quick checks before each commit
	@$(BIN)/pre-commit install

system-deps: ## chromium and a Chinese font, where apt-get may install them
	@scripts/system-deps.sh

lock: $(VENV)/.stamp-uv ## compile the locks again (UPGRADE=1: take newer versions)
	@scripts/make-locks.sh $(BIN)/uv $(if $(filter 1,$(UPGRADE)),--upgrade,)

clean: ## remove what the tools made (var/, with your own data, stays)
	@rm -rf $(VENV) site build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
