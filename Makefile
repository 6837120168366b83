# Two commands matter to a newcomer: `make demo` and `make test`. Both do their own set-up in .venv.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.ready
# One has the fault tests, which wait for most of their time; the others have enough to do for two processors.
WORKERS := 3
# A run starts hundreds of processes: what they are compiled to is kept, whatever the caller's settings.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo demo-feed test bench check lock up down clean

demo: $(STAMP)  ## the June 2020 paper, from facts, in one process
	@$(BIN)/secchange demo --out out

demo-feed: $(STAMP)  ## the same June 2020 told by the tickets of a fake ServiceNow, in some ten seconds
	@$(BIN)/python -m infra.demo_feed

test: $(STAMP)  ## everything, with a real PostgreSQL and a real Kafka, by workers side by side
	@$(BIN)/python -m tests.prepare & $(MAKE) --no-print-directory check; checked=$$?; wait; exit $$checked
	@$(BIN)/python -m pytest --numprocesses $(WORKERS) --no-loadscope-reorder

bench: $(STAMP)  ## how fast it is, beside its peers in the same run; the table goes to out/bench
	@$(BIN)/python -m tests.bench

check: $(STAMP)  ## style, types, and the table of imports
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -q tests/test_architecture.py

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "secchange needs Python 3.11 or later; this is %s. Try: make PYTHON=python3.12 demo" % sys.version.split()[0])'
	@echo "Setting up $(VENV) from requirements.lock (about a minute, once)" >&2
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

lock:  ## after a change of dependencies in pyproject.toml (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --extra dev \
	  --no-header --no-annotate --output-file requirements.lock pyproject.toml

up: $(STAMP)  ## the full stack without Docker, in the background; prints the three settings to export
	@$(BIN)/python -m infra.local_stack up

down: $(STAMP)  ## stop it; its data stay in .secchange-stack
	@$(BIN)/python -m infra.local_stack down

clean:
	rm -rf $(VENV) .secchange .secchange-stack .secchange-demo-feed out
