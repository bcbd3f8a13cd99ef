# Every target sets up .venv by itself; see README.md for the same commands without make.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8400

.PHONY: sandbox test proofs check format lock bench
.DEFAULT_GOAL := sandbox

sandbox: .venv/.installed
	$(BIN)/pitwall sandbox --port $(PORT) $(ARGS)

# Four at a time even on two cores: half of the time a test waits for sockets and for simcord's clock.
test: .venv/.installed
	$(BIN)/python -m pytest -n 4 -m "not long and not browser" $(ARGS)

proofs: .venv/.installed
	$(BIN)/python -m pytest -n 2 -m long $(ARGS)

check: .venv/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/basedpyright

format: .venv/.installed
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/.installed
	$(BIN)/python -m pytest tests/benchmarks -q -s -o python_files="bench_*.py" $(ARGS)

lock: .venv/.installed
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
		--generate-hashes --no-header --no-annotate --quiet --output-file requirements.lock $(ARGS)

# Rebuilt only when the lock or the project file changed. A half-made .venv has no stamp, so it is mended.
# The lock is complete, so nothing is resolved: pip 23.2 resolves an extra (coverage[toml]) past its pin.
.venv/.installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@
