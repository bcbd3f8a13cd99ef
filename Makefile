# Every target sets up .venv by itself; see README.md for the same commands without make.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PORT ?= 8400

.PHONY: sandbox test proofs check audit versions format lock bench
.DEFAULT_GOAL := sandbox

sandbox: $(VENV)/.installed
	$(BIN)/pitwall sandbox --port $(PORT) $(ARGS)

# Four at a time even on two cores: half of the time a test waits for sockets and for simcord's clock.
test: $(VENV)/.installed
	$(BIN)/python -m pytest -n 4 -m "not long and not browser" $(ARGS)

proofs: $(VENV)/.installed
	$(BIN)/python -m pytest -n 2 -m long $(ARGS)

check: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/basedpyright

audit: $(VENV)/.installed
	bash .ci/audit

versions:
	bash .ci/versions

format: $(VENV)/.installed
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.installed
	$(BIN)/python -m pytest tests/benchmarks -q -s -o python_files="bench_*.py" $(ARGS)

lock: $(VENV)/.installed
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
		--generate-hashes --no-header --no-annotate --quiet --output-file requirements.lock $(ARGS)

# Rebuilt only when the lock or the project file changed. A half-made environment has no stamp, so it is mended.
# The lock is complete, so nothing is resolved: pip 23.2 resolves an extra (coverage[toml]) past its pin.
$(VENV)/.installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@
