# Everything sets itself up: a fresh Debian with make, python3 and python3-venv is enough.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
NPM := tests/e2e/npm/node_modules/ready

.PHONY: help run talk test check model rulebook phrases transcripts cases prove package bench screens browser pictures e2e clean

help: ## Show this list
	@grep -hE '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

$(READY): requirements.txt lambda/requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(NPM): tests/e2e/npm/package-lock.json
	command -v npm >/dev/null || (apt-get update -qq && apt-get install -y -qq nodejs npm >/dev/null)
	cd tests/e2e/npm && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	touch $@

run: $(READY) ## Serve the desk speaker's page at http://127.0.0.1:5000
	$(BIN)/python -m skill desk

talk: $(READY) ## Talk to the skill in this terminal
	$(BIN)/python -m skill talk

test: $(READY) ## Run the tests
	$(BIN)/python -m pytest

check: $(READY) ## Lint, types, and the interaction model against content and Amazon's rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m skill model --check

model: $(READY) ## Write interaction_model/ from content
	$(BIN)/python -m skill model

rulebook: $(READY) ## Write docs/rulebook.html, the rule book to read, print and sign
	$(BIN)/python -m skill rulebook --html

phrases: $(READY) ## Measure what is understood of the project's own phrases
	$(BIN)/python -m tests.phrases.measure

transcripts: $(READY) ## Write the test conversations as transcripts to build/transcripts/
	$(BIN)/python -m tests.conversations.transcripts

cases: $(READY) ## Play the clinical cases: expected against told
	$(BIN)/python -m tests.cases.measure

screens: ## Install Amazon's engine, so that the page draws screens as a device does (needs npm)
	npm ci --prefix screens --omit=dev --ignore-scripts --no-audit --no-fund

package: $(READY) ## Write what runs on AWS Lambda to build/lambda/, and as a zip
	$(BIN)/python -m skill package

bench: $(READY) ## Measure beside the SDK's hello-world, and under load; write docs/performance.md
	test -x /usr/sbin/nginx || (apt-get update -qq && apt-get install -y -qq --no-install-recommends nginx-light >/dev/null)
	$(BIN)/python -m tests.bench

prove: $(READY) ## Hold rulebook and dialogue to their theorems, then show that each theorem can fail (some minutes)
	$(BIN)/python -m skill prove
	$(BIN)/python -m pytest -o addopts="-n auto --import-mode=importlib --strict-markers" tests/e2e/test_proofs.py

browser: $(READY)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-e2e.txt
	command -v chromium >/dev/null && command -v npm >/dev/null && command -v flite >/dev/null || \
	  (apt-get update -qq && apt-get install -y -qq chromium nodejs npm flite >/dev/null)
	npm ci --prefix screens --ignore-scripts --no-audit --no-fund

pictures: browser ## Take the pictures in the README again
	PICTURES=docs/pictures $(BIN)/python -m pytest -o addopts="--import-mode=importlib --strict-markers" tests/e2e/test_page_pictures.py

e2e: browser $(NPM) ## Run the long tests: in a real browser, behind a front, under Amazon's Lambda client, with its command line; all proofs
	test -x /usr/sbin/nginx || (apt-get update -qq && apt-get install -y -qq --no-install-recommends nginx-light >/dev/null)
	$(BIN)/python -m pytest -o addopts="-n 2 --dist loadfile --import-mode=importlib --strict-markers" tests/e2e --ignore=tests/e2e/test_proofs.py
	$(BIN)/python -m pytest -o addopts="-n auto --import-mode=importlib --strict-markers" tests/e2e/test_proofs.py

clean: ## Remove everything that can be made again
	rm -rf .venv build tests/e2e/npm/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis
