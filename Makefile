# Two commands: `make run` and `make test`. Both set up what they need in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EXAMPLES_ON := 2026-11-22
# One more than there are cores: many tests wait for a browser, a server or a process of their own.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(len(os.sched_getaffinity(0)) + 1 if hasattr(os, "sched_getaffinity") else "auto")')

# durable-rules calls a function that Python 3.13 removed; its build reads CPPFLAGS and overwrites CFLAGS.
export CPPFLAGS := -DPyEval_CallObject=PyObject_CallObject

.PHONY: run examples test packs lint bench fuzz lighthouse lock clean

# The questionnaire and the API on this machine, with what is stored under build/data. Ctrl+C ends it.
run: $(VENV)/ready
	@MUNASARA_DATA=$${MUNASARA_DATA:-build/data} $(BIN)/munasara serve

examples: $(VENV)/ready
	@mkdir -p build/reports
	@for profile in docs/examples/*.yaml; do \
	  name=$$(basename $$profile .yaml); \
	  $(BIN)/munasara assess $$profile --on $(EXAMPLES_ON) --format html -o build/reports/$$name.html || exit 1; \
	done
	@echo "The reports on the example campaigns:"
	@for report in build/reports/*.html; do echo "  $(CURDIR)/$$report"; done

# Types and style are checked and the packs proved beside the tests, which are told first: no core is left idle.
test: $(VENV)/ready
	@$(BIN)/python -m compileall -q engine api reports
	@mkdir -p build
	@$(MAKE) --no-print-directory lint packs >build/checks.log 2>&1 & checks=$$!; \
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal; tests=$$?; \
	wait $$checks; checks=$$?; cat build/checks.log; \
	exit $$((tests ? tests : checks))

packs: $(VENV)/ready
	$(BIN)/munasara pack check advocacy --proofs
	$(BIN)/munasara pack test advocacy
	$(BIN)/munasara pack mutate advocacy
	$(BIN)/munasara pack check minimal --proofs
	$(BIN)/munasara pack test minimal
	$(BIN)/munasara pack mutate minimal

lint: $(VENV)/ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(VENV)/ready
	$(BIN)/python -m compileall -q engine api reports
	$(BIN)/python -m tests.benchmarks
	$(BIN)/python -m tests.benchmarks.reasoning
	$(BIN)/python -m tests.benchmarks.load
	$(BIN)/python -m tests.benchmarks.screening

# Requests that nobody has thought of, to the API and to the pages, each time others; `make test` sends a few of them.
fuzz: $(VENV)/ready
	FUZZ_CASES=$${FUZZ_CASES:-20000} $(BIN)/python -m pytest -n auto --dist worksteal -rP \
	  tests/http_api/test_api_fuzzing.py tests/pages/test_page_fuzzing.py

# Needs Node.js with npx, and chromium; neither is installed by this file.
lighthouse: $(VENV)/ready
	$(BIN)/python -m tests.benchmarks.lighthouse

# The lock names no index and no path: hashes make any mirror as good as another.
lock: $(VENV)/uv
	$(BIN)/uv pip compile pyproject.toml --all-extras --group dev --universal --generate-hashes --no-header \
	  --no-annotate --upgrade -o requirements.lock

$(VENV)/ready: $(VENV)/uv requirements.lock pyproject.toml
	@$(BIN)/python tests/setup_check.py
	$(BIN)/uv pip sync --quiet --python $(BIN)/python --compile-bytecode --require-hashes requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/uv:
	@command -v $(PYTHON) >/dev/null || { echo "Munasara needs Python 3.11 or later, called as $(PYTHON)."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Munasara needs Python 3.11 or later; name one with make PYTHON=..."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing: install it (python3-venv on Debian)."; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@touch $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache
