# make play: set up and run the game.   make test: set up and run every test.
# Needs Python 3.11 or newer, make and git; installs the rest below this folder. Only the system packages that
# scripts/debian.py names (a browser for the tests, say) go elsewhere, and only where they are missing.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/uv pip install --quiet --python $(BIN)/python

LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links $(UPGRADE)

# A stamp is newer than what it was made from, so a second run has nothing to do.
UV := $(VENV)/uv.stamp
APP := $(VENV)/app.stamp
DEV := $(VENV)/dev.stamp
NODE := $(VENV)/node.stamp
FRONTEND := static/vendor/.stamp

CATALOGUES := $(patsubst %.po,%.mo,$(wildcard quest/translations/*/LC_MESSAGES/messages.po))
LANGUAGES := zh_Hant zh_Hans

# uv trusts what pip, npm and apt trust: the certificates of this machine.
export UV_SYSTEM_CERTS := 1

.PHONY: play test check bench bench-matching screenshots wheel setup setup-dev lock translations clean
.DELETE_ON_ERROR:

play: setup
	$(BIN)/quest serve

test: setup-dev
	$(PYTHON) scripts/debian.py browser
	$(BIN)/python -m pytest $(ARGS)

check: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m scripts.node node_modules/typescript/bin/tsc
	$(BIN)/python -m scripts.node node_modules/typescript/bin/tsc --project static/worker
	$(BIN)/python -m pytest tests/test_translations.py

bench: setup-dev
	$(BIN)/python -m bench $(ARGS)

bench-matching: setup-dev
	$(BIN)/python -m bench.matching $(ARGS)

screenshots: setup-dev
	$(PYTHON) scripts/debian.py browser
	$(BIN)/python -m scripts.screenshots $(ARGS)

# The build from a checkout that is set up: the vendored files and catalogues go along.
wheel: setup
	$(BIN)/uv build --no-build-isolation --python $(BIN)/python

setup: $(APP) $(FRONTEND) $(CATALOGUES)

setup-dev: setup $(DEV)

$(UV): requirements/uv.lock.txt
	$(PYTHON) scripts/debian.py python
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

# The checkout itself goes in as an editable install, for the command `quest`.
$(APP): pyproject.toml requirements/app.lock.txt requirements/build.lock.txt $(UV)
	$(INSTALL) --require-hashes -r requirements/app.lock.txt -r requirements/build.lock.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements/dev.lock.txt $(APP)
	$(INSTALL) --require-hashes -r $<
	@touch $@

$(NODE): requirements/node.lock.txt $(UV)
	$(BIN)/python -m scripts.node 2>/dev/null || $(INSTALL) --require-hashes -r $<
	@touch $@

$(FRONTEND): package-lock.json scripts/frontend.py requirements/build.lock.txt $(NODE) | $(APP)
	$(BIN)/python -m scripts.node npm ci >/dev/null
	$(BIN)/python -m scripts.frontend
	@touch $@

%.mo: %.po | $(APP)
	$(BIN)/pybabel --quiet compile --input-file=$< --output-file=$@

# Lock what pyproject.toml and package.json ask for; UPGRADE=--upgrade takes newer Python releases as well.
lock: $(UV) $(NODE)
	$(LOCK) --group uv -o requirements/uv.lock.txt
	$(LOCK) --group node -o requirements/node.lock.txt
	$(LOCK) pyproject.toml -o requirements/app.lock.txt
	$(LOCK) pyproject.toml --group dev -c requirements/app.lock.txt -o requirements/dev.lock.txt
	$(LOCK) --group build -c requirements/dev.lock.txt -o requirements/build.lock.txt
	$(BIN)/python -m scripts.node npm install --package-lock-only >/dev/null
	$(BIN)/python -m scripts.npm_lock

# Collect the words of the interface and bring the catalogues up to date; translate what they then lack.
translations: $(APP)
	mkdir -p build
	$(BIN)/pybabel --quiet extract -F babel.cfg -k _l -k lazy_gettext -k lazy_ngettext:1,2 --add-comments=NOTE \
		--add-location=file --sort-by-file --project=talent-quest -o build/messages.pot --input-dirs=. \
		--ignore-dirs='.* node_modules build dist tests bench'
	for language in $(LANGUAGES); do \
		$(BIN)/pybabel --quiet update --init-missing --ignore-obsolete --ignore-pot-creation-date --no-fuzzy-matching \
			-l $$language -i build/messages.pot -d quest/translations || exit 1; \
	done

clean:
	rm -rf $(VENV) node_modules static/vendor build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	rm -f $(CATALOGUES)
