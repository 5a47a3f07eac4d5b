# make site     set up, import the sample exports, build the site into site/
# make serve    the same, then serve it on http://127.0.0.1:8000 and rebuild on every save
# make test     set up and run the tests
# make lint     ruff and mypy
# make guide    build the guide into site-guide/
# make pictures take the guide's pictures again; needs Chrome or Chromium
# make bench    measure: round trips, time for each article, search, builds beside others (half an hour)
# make clean    remove everything these made; docs/ stays
#
# Each sets itself up in .venv: Python 3.11 or newer, make and git are all it needs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: site import serve test lint guide pictures bench clean
.DELETE_ON_ERROR:

site: import
	$(BIN)/mkdocs build --strict

import: $(READY)
	$(BIN)/helpcentre import samples/wordpress samples/intercom

serve: import
	$(BIN)/mkdocs serve --livereload

test: $(READY)
	$(BIN)/pytest -n auto -m "not slow"

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

guide: $(READY)
	$(BIN)/mkdocs build --strict --config-file guide.yml

pictures: site
	$(BIN)/python -m tests.browser.pictures

bench: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,bench]'
	$(BIN)/python -m bench

clean:
	rm -rf $(VENV) site site-guide .cache build *.egg-info

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "helpcentre needs Python 3.11 or newer; name one with: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@
