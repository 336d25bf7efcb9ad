# GNU make 4.3 or later, POSIX sh.

PYTHON ?= python3
PORT ?= 8501
# Kept to this machine; ADDRESS=0.0.0.0 shows the dashboard to the whole network.
ADDRESS ?= localhost

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input install --quiet --require-hashes
UV_COMPILE := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--quiet --custom-compile-command 'make lock' $(UPGRADE)

# Touched once an install has succeeded, so that pip runs again only when a lock file changes.
MADE := $(VENV)/.made
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev

.DEFAULT_GOAL := help
.PHONY: help run test build check benchmark lock clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

run: $(RUNTIME) ## build the database if needed, then serve the dashboard (PORT=8501)
	@$(BIN)/python -m etl build --if-changed
	@echo "En regard: http://localhost:$(PORT)  (Ctrl-C stops it)"
	@exec $(BIN)/python -m streamlit run app.py --server.headless true --server.address $(ADDRESS) --server.port $(PORT)

test: $(DEV) ## run the tests, with their coverage
	@$(BIN)/python -m pytest --numprocesses auto --dist loadfile --cov --cov-report=term

build: $(RUNTIME) ## build the database
	@$(BIN)/python -m etl build

check: $(DEV) ## lint and type-check the code, check the data and the rooms' imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/sqlfluff lint sql
	$(BIN)/python -m etl check
	$(BIN)/python -m pytest tests/test_rooms.py

benchmark: $(RUNTIME) ## measure the exports against what was promised, and what other visitors feel meanwhile
	@$(BIN)/python -m etl build --if-changed
	@$(BIN)/python -m benchmarks.exports

# Dev is pinned under the runtime's constraints: what is tested is what is served.
lock: $(DEV) ## recompile the locks from pyproject.toml (UPGRADE=--upgrade for newer versions)
	$(UV_COMPILE) --output-file requirements.lock
	$(UV_COMPILE) --group dev --constraint requirements.lock --output-file requirements-dev.lock

clean: ## remove the virtual environment, the caches and what was built
	rm -rf $(VENV) build dist *.egg-info htmlcov .coverage .coverage.*
	rm -rf .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name .git -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +
	find . -name .git -prune -o \( -name '*.duckdb' -o -name '*.duckdb.*' \) -exec rm -rf {} +

$(MADE):
	@command -v "$(PYTHON)" >/dev/null || { \
		echo "En regard needs Python 3.11 or later, and there is no $(PYTHON) here: make PYTHON=/path/to/python3.11" >&2; \
		exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "En regard needs Python 3.11 or later, and $(PYTHON) is `"$(PYTHON)" --version 2>&1`: make PYTHON=python3.11" >&2; \
		exit 1; }
	@"$(PYTHON)" -m venv --clear $(VENV)
	@touch $@

$(RUNTIME): requirements.lock $(MADE)
	@echo "Installing what the dashboard needs (about a minute, once)"
	@$(PIP) -r requirements.lock
	@touch $@

$(DEV): requirements-dev.lock $(RUNTIME)
	@echo "Installing what the tests need (about a minute, once)"
	@$(PIP) -r requirements-dev.lock
	@touch $@
