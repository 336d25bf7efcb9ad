# GNU make 4.3 or later, POSIX sh.

PYTHON ?= python3
PORT ?= 8501
# Kept to this machine; ADDRESS=0.0.0.0 shows the dashboard to the whole network.
ADDRESS ?= localhost
# Processes of `make serve`: about as many as there are cores.
WORKERS ?= 2

VENV := .venv
BIN := $(VENV)/bin
# The compiler of the locks has an environment of its own: a lock that cannot be installed can still be recompiled.
UV := .venv-lock
# So has Spark, which takes 0.5 GB: it sees what the tests need where that is, and adds its own.
SPARK := .venv-spark

# Touched once an install has succeeded, so that pip runs again only when a lock file changes.
MADE := $(VENV)/.made
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev
LOCKER := $(UV)/.made
SPARKED := $(SPARK)/.made

# Nothing is resolved or built: pip takes what the lock names, ready-made, whatever was released since. What a lock
# forgot, `pip check` says. $(1) is the environment, $(2) the lock.
define install
	@$(1)/bin/python -m pip --disable-pip-version-check --no-input install --quiet \
		--require-hashes --no-deps --only-binary :all: -r $(2)
	@$(1)/bin/python -m pip --disable-pip-version-check check
endef

define venv
	@command -v "$(PYTHON)" >/dev/null || { \
		echo "En regard needs Python 3.11 to 3.14, and there is no $(PYTHON) here: make PYTHON=/path/to/python3.11" >&2; \
		exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' || { \
		echo "En regard needs Python 3.11 to 3.14, and $(PYTHON) is `"$(PYTHON)" --version 2>&1`: make PYTHON=python3.11" >&2; \
		exit 1; }
	@"$(PYTHON)" -m venv --clear $(1)
endef

# Extras stay in the locks, which then say all that their packages ask of each other.
COMPILE := $(UV)/bin/uv pip compile --python $(UV)/bin/python --python-version 3.11 --universal --generate-hashes \
	--no-strip-extras --quiet --custom-compile-command 'make lock' $(UPGRADE)

# The longest files come first (tests/conftest.py) and go whole to a worker, which keeps its server and its browser.
TESTS = $(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help run serve test test-all test-fast test-spark coverage build check benchmark soak lock clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: $(RUNTIME) ## build the database if needed, then serve the dashboard (PORT=8501)
	@$(BIN)/python -m etl build --if-changed
	@echo "En regard: http://localhost:$(PORT)  (Ctrl-C stops it)"
	@exec $(BIN)/python -m streamlit run app.py --server.headless true --server.address $(ADDRESS) --server.port $(PORT)

serve: $(RUNTIME) ## serve with several processes behind HAProxy (WORKERS=4 PORT=8501)
	@$(BIN)/python -m etl build --if-changed
	@exec $(BIN)/python -m dashboard.serve --workers $(WORKERS) --address $(subst localhost,127.0.0.1,$(ADDRESS)) --port $(PORT)

test: $(DEV) ## run the tests
	@$(TESTS)

test-all: $(DEV) ## run the tests with all combinations of what `make test` tries some of
	@$(TESTS) --whole

test-fast: $(DEV) ## run the quick tests, without browser, office or whole files, for every save
	@$(TESTS) -m "not slow and not browser" --quiet

test-spark: $(SPARKED) ## ask the same questions of Spark and of DuckDB (installs Spark, 0.5 GB; needs Java)
	@$(SPARK)/bin/python -m pytest tests/test_spark.py tests/test_spark_words.py --numprocesses 2

# Watching each line that runs takes half as long again: what `make test` proves does not hang on it.
coverage: $(DEV) ## run the tests and tell the lines and branches that none of them runs
	@$(TESTS) --cov --cov-report=term

build: $(RUNTIME) ## build the database
	@$(BIN)/python -m etl build

check: $(DEV) ## lint and type-check the code, check the data and the rooms' imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/sqlfluff lint sql
	$(BIN)/python -m etl check
	$(BIN)/python -m pytest tests/test_layers.py

benchmark: $(RUNTIME) ## measure exports, what visitors wait, few and many, and large bases, against what was promised
	@$(BIN)/python -m etl build --if-changed
	@$(BIN)/python -m benchmarks.exports
	@$(BIN)/python -m benchmarks.crowd 1 10 25 50 --workers $(WORKERS) --json benchmark-visitors.json
	@$(BIN)/python -m benchmarks.burst --json benchmark-burst.json
	@$(BIN)/python -m benchmarks.burst --workers $(WORKERS) --kill --json benchmark-burst-killed.json
	@$(BIN)/python -m benchmarks.large --json benchmark-large.json
	@$(BIN)/python -m benchmarks.grants --json benchmark-grants.json
	@$(BIN)/python -m benchmarks.review --json benchmark-review.json

MINUTES ?= 10
soak: $(RUNTIME) ## serve visitors of every kind, and tell whether memory, threads and files stay flat (MINUTES=10)
	@$(BIN)/python -m benchmarks.soak $(MINUTES)

# Dev is pinned under the runtime's constraints: what is tested is what is served.
lock: $(LOCKER) ## recompile the locks from pyproject.toml (UPGRADE=--upgrade for newer versions)
	$(COMPILE) pyproject.toml --output-file requirements.lock
	$(COMPILE) pyproject.toml --group dev --constraint requirements.lock --output-file requirements-dev.lock
	$(COMPILE) --group lock --output-file requirements-uv.lock
	$(COMPILE) --group spark --constraint requirements-dev.lock --output-file requirements-spark.lock

clean: ## remove the virtual environments, the caches and what was built
	rm -rf $(VENV) $(UV) $(SPARK) build dist *.egg-info htmlcov .coverage .coverage.*
	rm -rf .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name .git -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +
	find . -name .git -prune -o \( -name '*.duckdb' -o -name '*.duckdb.*' \) -exec rm -rf {} +

# Made anew when a lock changes: what a lock no longer names goes.
$(MADE): requirements.lock requirements-dev.lock
	$(call venv,$(VENV))
	@touch $@

$(RUNTIME): $(MADE)
	@echo "Installing what the dashboard needs (about a minute, once)"
	$(call install,$(VENV),requirements.lock)
	@touch $@

# The dev lock holds the runtime's pins too.
$(DEV): $(MADE)
	@echo "Installing what the tests need (about a minute, once)"
	$(call install,$(VENV),requirements-dev.lock)
	@touch $(RUNTIME) $@

$(LOCKER): requirements-uv.lock
	$(call venv,$(UV))
	$(call install,$(UV),requirements-uv.lock)
	@touch $@

# The one package that is built here, by the setuptools that stands in its lock: this is installed first.
$(SPARKED): $(DEV) requirements-spark.lock
	@echo "Installing Spark (450 MB to download, once)"
	$(call venv,$(SPARK))
	@$(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))' \
		> "`$(SPARK)/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))'`/tests.pth"
	@awk '/^[a-z]/ { is_tool = /^setuptools==/ } is_tool' requirements-spark.lock > $(SPARK)/tools.lock
	$(call install,$(SPARK),$(SPARK)/tools.lock)
	@$(SPARK)/bin/python -m pip --disable-pip-version-check --no-input install --quiet \
		--require-hashes --no-deps --only-binary :all: --no-binary pyspark --no-build-isolation --use-pep517 \
		-r requirements-spark.lock
	@$(SPARK)/bin/python -m pip --disable-pip-version-check check
	@touch $@
