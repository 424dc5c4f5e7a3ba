# make run     the program (the screen on a terminal, the board without one)
# make test    lint, all tests, coverage
# Everything lives in .venv; stamps there make a second start immediate.

VENV := .venv
PY := $(VENV)/bin/python
# The stamps name the folder: a copy of this checkout must not run the code of the one it was copied from.
PLACE := $(shell printf '%s' "$(CURDIR)" | cksum | cut -d ' ' -f 1)
READY := $(VENV)/.ready-$(PLACE)
READY_DEV := $(VENV)/.ready-dev-$(PLACE)
CATALOGUES := $(wildcard xiaxian_tasks/locale/*/LC_MESSAGES/*.po)
COMPILED := $(CATALOGUES:.po=.mo)
PIP := $(PY) -m pip --disable-pip-version-check --no-input --quiet
UV ?= uv
LOCK := $(UV) pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet

.PHONY: run test lint bench soak coverage messages docs lock clean
.DEFAULT_GOAL := run

run: $(READY) $(COMPILED)
	@exec $(VENV)/bin/xiaxian $(ARGS)

test: lint
	@$(PY) -m pytest -q -n auto

lint: $(READY_DEV) $(COMPILED)
	@$(PY) -m ruff check .
	@$(PY) -m mypy
	@$(PY) -c "from importlinter.cli import lint_imports_command; lint_imports_command()" --no-logo
	@$(PY) scripts/messages.py --check

coverage: $(READY_DEV) $(COMPILED)
	@$(PY) -m coverage erase
	@$(PY) -m coverage run -m pytest -q -n auto; code=$$?; \
	$(PY) -m coverage combine -q; \
	$(PY) -m coverage report --skip-covered --show-missing; \
	exit $$code

bench: $(READY_DEV) $(COMPILED)
	@$(PY) bench/speed.py $(ARGS)

soak: $(READY_DEV) $(COMPILED)
	@$(PY) bench/soak.py $(ARGS)

messages: $(READY_DEV)
	@$(PY) scripts/messages.py
	@$(PY) hatch_build.py
	@$(PY) scripts/messages.py --check

docs: $(READY_DEV) $(COMPILED)
	@$(PY) -m scripts.commands
	@$(PY) -m scripts.glossary
	@$(PY) -m scripts.workflow
	@$(PY) -m scripts.keys
	@$(PY) -m scripts.clients
	@$(PY) -m scripts.stories --write
	@$(PY) -m scripts.picture

lock:
	$(LOCK) pyproject.toml --extra pg --extra pdf-in --extra serve --extra caldav --extra push --group dev -o requirements/dev.txt
	$(LOCK) pyproject.toml --extra serve requirements/run.in -c requirements/dev.txt -o requirements/run.txt

clean:
	rm -rf $(VENV) build dist .bench .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	rm -f $(COMPILED)
	find bench scripts tests xiaxian_tasks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# The environment. An older or broken .venv is made anew; one that works is kept. All talk goes to stderr.
$(PY):
	@for python in $(PYTHON) python3.11 python3 python3.13 python3.12; do \
	  if $$python -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	    echo "Preparing $(VENV) with $$($$python --version) (once) ..." >&2; \
	    exec $$python -m venv --clear $(VENV) >&2; \
	  fi; \
	done; \
	echo "xiaxian needs Python 3.11 or newer with its venv module (Debian: apt-get install python3 python3-venv)." >&2; exit 1

$(READY): requirements/run.txt pyproject.toml hatch_build.py | $(PY)
	@$(PY) -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { rm -rf $(VENV); $(MAKE) --no-print-directory $(PY); }
	@$(PIP) install --require-hashes -r requirements/run.txt >&2
	@$(PIP) install --no-build-isolation --no-deps --editable . >&2
	@$(PY) -m compileall -q xiaxian_tasks >&2
	@touch $@

$(READY_DEV): requirements/dev.txt $(READY)
	@$(PIP) install --require-hashes -r requirements/dev.txt >&2
	@touch $@

%.mo: %.po hatch_build.py $(READY)
	@$(PY) hatch_build.py
