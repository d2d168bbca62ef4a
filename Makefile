# make lab        your copy of the course  make test   what to run every day: minutes
# make notebooks  run and store notebooks  make check  all the rest: under an hour
# make bench      the speed figures
# make site       the course as pages, in build/site/html; in its folder lite, to run in a browser without installing;
#                 make site PYODIDE=folder serves the Python for it, too, for a school behind a firewall
# make classroom  20 learners on a JupyterHub, with time and memory
# make versions   the tests with the oldest and the newest versions of what the course needs
# Needed: make and Python 3.11 or newer; for make check npm, and Chromium or Chrome. Everything else is set up in .venv, the first time only.

# Every test process and every kernel imports the course. Compiled once it is enough, whatever the machine has set.
unexport PYTHONDONTWRITEBYTECODE

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
CANDIDATES := $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-warn-script-location -c constraints.txt

.PHONY: lab test check notebooks bench site classroom versions clean
.DELETE_ON_ERROR:

# Opens your own copy of the notebooks, in my-notebooks; the first time it is made.
lab: $(VENV)/lab.done
	@exec $(BIN)/python -m lrcourse lab

test: $(VENV)/test.done
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/python -m pytest

# The scripts of the page; all that drives a browser; all else with older and newer versions, and what it reaches.
check: $(VENV)/test.done build/eslint/done
	build/eslint/node_modules/.bin/eslint -c tools/eslint.config.mjs "lrcourse/**/*.js" "docs/_static/*.js"
	$(BIN)/python -m pytest tests -m thorough
	$(BIN)/python -m tools.versions

# make notebooks NB=02 stores only those whose name begins with 02
notebooks: $(VENV)/test.done
	@if [ -n "$(NB)" ] && [ -z "$(wildcard notebooks/$(NB)*.ipynb)" ]; then echo "No notebook begins with $(NB)."; exit 1; fi
	$(BIN)/python -m tools.store_notebooks $(if $(NB),$(wildcard notebooks/$(NB)*.ipynb))

bench: $(VENV)/test.done
	@missed=0; for script in $(filter-out benchmarks/classroom.py benchmarks/browser.py,$(wildcard benchmarks/*.py)); do \
	  $(BIN)/python $$script || missed=1; done; exit $$missed

site: $(VENV)/site.done
	$(BIN)/python -m tools.make_site $(if $(PYODIDE),--pyodide)
	$(BIN)/python -m tools.make_lite $(if $(PYODIDE),--pyodide "$(PYODIDE)")

classroom: $(VENV)/classroom.done
	$(BIN)/python benchmarks/classroom.py

versions: $(VENV)/lab.done
	$(BIN)/python -m tools.versions

clean:
	rm -rf $(VENV) build artefacts .pytest_cache .ruff_cache .coverage*

$(VENV)/lab.done: pyproject.toml constraints.txt
	@python=""; \
	for name in $(CANDIDATES); do \
	  if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then python="$$name"; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "The course needs Python 3.11 or newer; found: $$(python3 --version 2>/dev/null || echo none). Install one, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python"; exit 1; fi; \
	if ! "$$python" -c 'import venv, ensurepip' >/dev/null 2>&1; then \
	  echo "Python's venv module is missing. On Debian or Ubuntu: apt install python3-venv; then run make again."; exit 1; fi; \
	echo "Setting up $(VENV) with $$("$$python" --version); once, a minute or two ..."; \
	"$$python" -m venv $(VENV)
	@$(PIP) -e ".[scale]"
	@touch $@

$(VENV)/site.done: $(VENV)/lab.done
	@echo "Adding what the site needs; once ..."
	@$(PIP) -e ".[site]"
	@touch $@

# The hub is Python's, its proxy is npm's.
$(VENV)/classroom.done: $(VENV)/lab.done
	@echo "Adding JupyterHub and its proxy; once ..."
	@$(PIP) -e ".[classroom]"
	@npm install --silent --no-save --prefix build/classroom configurable-http-proxy@5
	@touch $@

build/eslint/done: Makefile
	@echo "Adding the linter for JavaScript; once ..."
	@npm install --silent --no-save --prefix build/eslint eslint@9 @eslint/js@9 globals@16
	@touch $@

$(VENV)/test.done: $(VENV)/lab.done
	@echo "Adding what the tests need; once ..."
	@$(PIP) -e ".[test]"
	@touch $@
