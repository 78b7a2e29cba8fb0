# Everything a developer runs. Needs make and Python 3.11 or newer; the rest comes into .venv by itself, and no more of it
# than the target needs: what runs Varde, then what tests it, then what checks and pins.

ENOUGH  := -c 'import sys; sys.exit(sys.version_info < (3, 11))'
PYTHON  ?= $(shell for python in python3 python3.11 python3.12 python3.13 python3.14; do \
                     $$python $(ENOUGH) 2>/dev/null && echo $$python && break; done)
VENV    ?= .venv
ARGS    ?=
WORKERS ?= 2

TESTS   := $(wildcard */tests plugins/*/tests tests)
DISTRIBUTIONS := $(patsubst %/pyproject.toml,%,$(wildcard */pyproject.toml plugins/*/pyproject.toml))

# A lock names every package and its digests, so pip need not, and may not, ask for more. Python compiles what it imports, and
# that is less than a third of what pip would.
INSTALL = $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-compile
LOCKED  = $(INSTALL) --require-hashes -r
COMPILE = $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras \
            --no-emit-index-url --no-emit-find-links --no-header $(NAMES:%=--no-emit-package %) $(ARGS)
NAMES   = $(shell sed -n 's/^name = "\(.*\)"/\1/p' $(DISTRIBUTIONS:%=%/pyproject.toml))
LOCKS   ?= requirements

# A worker takes a whole file, so that what its tests share is made once; conftest.py says which files go first.
PYTEST   = -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder
# Also where Python may leave nothing in the folders of the source, assertions are rewritten once and not in every run.
COMPILED = env -u PYTHONDONTWRITEBYTECODE PYTHONPYCACHEPREFIX=$(abspath $(VENV))/.compiled

.DEFAULT_GOAL := help
.PHONY: help demo test quick coverage explore soak mutants check format bench lock pin drift sbom audit

help: ## this list
	@echo "make TARGET [ARGS='...']"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-10s %s\n", $$1, $$2 }'

demo: $(VENV)/.runtime ## a whole Varde with simulated patients on this machine: ARGS='--patients 200 --port 8000'
	$(VENV)/bin/varde demo $(ARGS)

test: $(VENV)/.test ## every test this machine can run, and a list of those it cannot: ARGS='-k words'
	$(COMPILED) $(VENV)/bin/python -m pytest $(PYTEST) --durations=25 $(TESTS) $(ARGS)

quick: $(VENV)/.test ## the tests that need no browser, server, program, whole house or patience, with fewer examples: ARGS='-k words'
	$(COMPILED) $(VENV)/bin/python -m pytest $(PYTEST) --durations=25 --hypothesis-profile=quick \
	  -m 'not (browser or postgres or redis or program or verification or house or slow)' $(TESTS) $(ARGS)

coverage: $(VENV)/.test ## what the tests reach, room by room; fails where it is less than tests/floors.toml asks for
	$(VENV)/bin/coverage erase
	$(COMPILED) $(VENV)/bin/coverage run -m pytest $(PYTEST) -m 'not timed' $(TESTS) $(ARGS)
	$(VENV)/bin/coverage combine --quiet
	$(VENV)/bin/coverage json --quiet -o $(VENV)/coverage.json
	$(VENV)/bin/python tests/floors.py $(VENV)/coverage.json

explore: $(VENV)/.test ## the tests that work by chance, with new seeds and ten times as many examples: ARGS='--seed N' repeats
	$(VENV)/bin/python -m pytest -q -n $(WORKERS) --hypothesis-profile=explore -m 'hypothesis or chance' $(TESTS) $(ARGS)

soak: $(VENV)/.test ## the tests that kill and race, among hundreds of people, with a new seed: ARGS='--seed N' repeats
	$(VENV)/bin/python -m pytest -q --soak -m verification $(TESTS) $(ARGS)

mutants: $(VENV)/.test ## every slip that could be made in the rules, and which of them no test notices: ARGS='varde.audit.rules'
	$(VENV)/bin/python tests/mutation/mutation_run.py --workers $(WORKERS) $(ARGS)

check: $(VENV)/.test ## style, types and the walls between the parts; changes nothing
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/ruff check
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --no-logo

format: $(VENV)/.dev ## lay out the code and mend what can be mended safely
	$(VENV)/bin/ruff format
	$(VENV)/bin/ruff check --fix

bench: $(VENV)/.dev ## the load and scale runs, each with what it compares with
	$(VENV)/bin/python benchmarks/run.py $(ARGS)

lock: pin ## pin what the pyproject, .in and package.json files ask for: ARGS='--upgrade-package flask', ARGS=--upgrade
	$(VENV)/bin/python requirements/npm.py

pin: $(VENV)/.dev
	$(COMPILE) requirements/runtime.in --output-file $(LOCKS)/runtime.txt
	$(COMPILE) requirements/pdf.in --constraint $(LOCKS)/runtime.txt --output-file $(LOCKS)/pdf.txt
	$(COMPILE) requirements/s3.in --constraint $(LOCKS)/runtime.txt --output-file $(LOCKS)/s3.txt
	$(COMPILE) requirements/test.in --constraint $(LOCKS)/runtime.txt --constraint $(LOCKS)/pdf.txt --constraint $(LOCKS)/s3.txt \
	  --output-file $(LOCKS)/test.txt
	$(COMPILE) requirements/dev.in --constraint $(LOCKS)/test.txt --output-file $(LOCKS)/dev.txt

drift: $(VENV)/.dev ## what would break if it were installed, or pinned anew, today: to be run on a schedule
	$(VENV)/bin/python requirements/drift.py

sbom: ## what runs in production, as CycloneDX, from the locks alone: > sbom.json
	@$(PYTHON) requirements/sbom.py $(ARGS)

audit: ## known weaknesses in what is locked; needs pip-audit, and its data (--cache-dir works offline): ARGS='--cache-dir DIR'
	@command -v pip-audit >/dev/null || { echo "pip-audit is not installed: pip install pip-audit" >&2; exit 1; }
	@for lock in runtime pdf s3 test dev; do pip-audit --disable-pip --require-hashes -r requirements/$$lock.txt $(ARGS) || exit 1; done

$(VENV)/.runtime: requirements/runtime.txt $(DISTRIBUTIONS:%=%/pyproject.toml)
	@test -n "$(PYTHON)" && $(PYTHON) $(ENOUGH) \
	  || { echo "Varde needs Python 3.11 or newer and found none: make PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(LOCKED) $<
	$(INSTALL) --no-build-isolation $(DISTRIBUTIONS:%=-e %)
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.runtime
	$(LOCKED) $<
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.test
	$(LOCKED) $<
	@touch $@
