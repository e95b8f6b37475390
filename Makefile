# make run: the dashboard. make press: the press layer as static files. make test: every check. Both set up what they need; only Python is assumed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

# Where the environment forbids compiled files, each of the fifty processes of the tests would compile
# every module anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run press test again fast lint holes lock types sql risks browser bench clean
.DEFAULT_GOAL := run

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; $(PYTHON) is older. Try: make PYTHON=python3.12"; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.txt constraints.txt | $(BIN)/python
	$(PIP) -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements.txt requirements-dev.txt constraints.txt | $(BIN)/python
	$(PIP) -r requirements-dev.txt
	@touch $@ $(VENV)/run.stamp

run: $(VENV)/run.stamp
	@echo "The dashboard opens at http://localhost:8501 (Ctrl+C ends it)."
	@$(BIN)/streamlit run app.py

press: $(VENV)/run.stamp
	$(BIN)/python -m impact publish var/bulletin --address http://127.0.0.1:8600
	@if command -v nginx >/dev/null; then \
		echo "The bulletin is at http://127.0.0.1:8600 (Ctrl+C ends it)."; \
		exec nginx -p "$(CURDIR)/var/bulletin" -c nginx.conf -e stderr; \
	else \
		echo "nginx is not installed. To look at the files, in English and without parameters:"; \
		echo "$(BIN)/python -m http.server 8600 --bind 127.0.0.1 --directory var/bulletin/www"; \
	fi

browser: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.browser

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@$(MAKE) --no-print-directory -j2 types sql risks

# Asks osv.dev which versions have known holes; by itself, because lint needs no network.
holes: $(VENV)/dev.stamp
	@$(BIN)/pip-audit --vulnerability-service osv --disable-pip --no-deps --requirement constraints.txt \
		|| echo "WARNING: a hole is known, or osv.dev could not be reached; the lines above say which."

# After a version has changed: the hash of every file of every package, and the bill of materials made of them.
lock: $(VENV)/dev.stamp
	@$(BIN)/python -m venv $(VENV)/lock && $(VENV)/lock/bin/python -m pip install --quiet pip-tools==7.6.2
	$(VENV)/lock/bin/pip-compile --quiet --generate-hashes --no-header --no-annotate --strip-extras --allow-unsafe \
		--no-emit-index-url --no-emit-find-links --output-file deploy/requirements.lock requirements.txt
	$(BIN)/python -m tests.bill

types: $(VENV)/dev.stamp
	$(BIN)/mypy

# Twenty seconds of a processor, so only after a query or a rule has changed.
$(VENV)/sql.stamp: $(wildcard queries/*/*.sql) pyproject.toml $(VENV)/dev.stamp
	$(BIN)/sqlfluff lint queries
	@touch $@

sql: $(VENV)/sql.stamp
	@echo "sqlfluff: every query keeps the rules."

# Ten more, so only after a module has changed.
$(VENV)/risks.stamp: app.py $(shell find impact pages -name '*.py') pyproject.toml $(VENV)/dev.stamp
	$(BIN)/bandit --quiet --recursive impact pages app.py --severity-level medium --configfile pyproject.toml
	@touch $@

risks: $(VENV)/risks.stamp
	@echo "bandit: no risk of medium weight or more."

fast: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -m "not browser"

test: browser lint
	$(BIN)/python -m pytest -p tests.again

# Runs only what something has changed for since it passed; tests/again.py says what that is.
again: browser lint
	$(BIN)/python -m pytest -p tests.again --again

bench: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.press
	@echo "The slowest twenty tests:" && $(BIN)/python -m pytest -q --durations=20 | grep -E "^[0-9.]+s "

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache
