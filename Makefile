# Everything a developer runs. Needs make and Python 3.11 or newer; the rest comes into .venv by itself.

ENOUGH  := -c 'import sys; sys.exit(sys.version_info < (3, 11))'
PYTHON  ?= $(shell for python in python3 python3.11 python3.12 python3.13 python3.14; do \
                     $$python $(ENOUGH) 2>/dev/null && echo $$python && break; done)
VENV    ?= .venv
ARGS    ?=
WORKERS ?= 2

PLUGINS := $(patsubst %/pyproject.toml,%,$(wildcard plugins/*/pyproject.toml))
TESTS   := $(wildcard core/tests plugins/*/tests tests)
READY   := $(VENV)/.ready

PYTEST   = -q -n $(WORKERS) --dist loadgroup
# Also where Python may leave nothing in the folders of the source, assertions are rewritten once and not in every run.
COMPILED = env -u PYTHONDONTWRITEBYTECODE PYTHONPYCACHEPREFIX=$(abspath $(VENV))/.compiled

.DEFAULT_GOAL := help
.PHONY: help demo test quick coverage check format bench lock

help: ## this list
	@echo "make TARGET [ARGS='...']"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-10s %s\n", $$1, $$2 }'

demo: $(READY) ## a whole Varde with simulated patients on this machine: ARGS='--patients 200 --port 8000'
	$(VENV)/bin/varde demo $(ARGS)

test: $(READY) ## every test this machine can run, and a list of those it cannot: ARGS='-k words'
	$(COMPILED) $(VENV)/bin/python -m pytest $(PYTEST) --durations=25 $(TESTS) $(ARGS)

quick: $(READY) ## the tests that need no browser, server, program or patience, each with fewer examples: ARGS='-k words'
	$(COMPILED) $(VENV)/bin/python -m pytest $(PYTEST) --hypothesis-profile=quick \
	  -m 'not (browser or postgres or redis or program or verification or slow)' $(TESTS) $(ARGS)

coverage: $(READY) ## what the tests reach, room by room; fails where it is less than tests/floors.toml asks for
	$(VENV)/bin/coverage erase
	$(COMPILED) $(VENV)/bin/coverage run -m pytest $(PYTEST) $(TESTS) $(ARGS)
	$(VENV)/bin/coverage combine --quiet
	$(VENV)/bin/coverage json --quiet -o $(VENV)/coverage.json
	$(VENV)/bin/python tests/floors.py $(VENV)/coverage.json

check: $(READY) ## style, types and the walls between the parts; changes nothing
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/ruff check
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --no-logo

format: $(READY) ## lay out the code and mend what can be mended safely
	$(VENV)/bin/ruff format
	$(VENV)/bin/ruff check --fix

bench: $(READY) ## the load and scale runs, each with what it compares with
	$(VENV)/bin/python benchmarks/run.py $(ARGS)

lock: $(READY) ## pin what the pyproject files and requirements-dev.in ask for: ARGS='--upgrade-package flask'
	$(VENV)/bin/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
	  --python-version 3.11 --python-platform x86_64-manylinux_2_28 --extra production $(ARGS) \
	  core/pyproject.toml requirements-dev.in --output-file constraints.txt

$(READY): constraints.txt core/pyproject.toml $(PLUGINS:%=%/pyproject.toml)
	@test -n "$(PYTHON)" && $(PYTHON) $(ENOUGH) \
	  || { echo "Varde needs Python 3.11 or newer and found none: make PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r constraints.txt
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation \
	  -e core $(PLUGINS:%=-e %)
	@touch $@
