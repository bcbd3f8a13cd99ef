# Every target sets up .venv by itself; see README.md for the same commands without make.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PORT ?= 8400

.PHONY: sandbox test proofs check audit versions format lock bench soak
.DEFAULT_GOAL := sandbox

sandbox: $(VENV)/.installed
	$(BIN)/pitwall sandbox --port $(PORT) $(ARGS)

# Every process would compile all anew where the shell forbids to write it down: it lies in .venv.
PYTEST := PYTHONDONTWRITEBYTECODE= PYTHONPYCACHEPREFIX=$(abspath $(VENV))/bytecode $(BIN)/python -m pytest

# Four at a time even on two cores: half of the time a test waits for sockets and for simcord's clock.
test: $(VENV)/.tested
	$(PYTEST) -n 4 -m "not long and not browser" $(ARGS)

# One at a time: the year begins first, and nobody waits behind it.
proofs: $(VENV)/.tested
	$(PYTEST) -n 4 --maxschedchunk 1 -m long $(ARGS)

check: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/basedpyright

audit: $(VENV)/.tested
	bash .ci/audit

versions:
	bash .ci/versions

format: $(VENV)/.tested
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.tested
	$(PYTEST) tests/benchmarks -q -s -o python_files="bench_*.py" $(ARGS)

soak: $(VENV)/.tested
	$(BIN)/python -m tests.benchmarks.soak $(ARGS)

COMPILE = $(BIN)/uv pip compile pyproject.toml --extra build --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate --quiet $(ARGS)

lock: $(VENV)/.tested
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --extra dev --constraint requirements.lock --output-file requirements-dev.lock

# Rebuilt only when a lock or the project file changed. A half-made environment has no stamp, so it is mended.
# The locks are complete, so nothing is resolved: pip 23.2 resolves an extra (coverage[toml]) past its pin.
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps

# Whoever runs the bot needs no more than this.
$(VENV)/.installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-build-isolation --editable .
	touch $@

# Whoever changes it needs the tools for tests too.
$(VENV)/.tested: requirements-dev.lock $(VENV)/.installed
	$(INSTALL) --require-hashes -r requirements-dev.lock
	touch $@
