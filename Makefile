# Everything sets itself up: a fresh Debian with make, python3 and python3-venv is enough.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

.PHONY: help run talk test check model phrases transcripts cases prove e2e clean

help: ## Show this list
	@grep -hE '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

$(READY): requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
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

phrases: $(READY) ## Measure what is understood of the project's own phrases
	$(BIN)/python -m tests.phrases.measure

transcripts: $(READY) ## Write the test conversations as transcripts to build/transcripts/
	$(BIN)/python -m tests.conversations.transcripts

cases: $(READY) ## Play the clinical cases: expected against told
	$(BIN)/python -m tests.cases.measure

prove: $(READY) ## Hold rulebook and dialogue to their theorems, then show that each theorem can fail (some minutes)
	$(BIN)/python -m skill prove
	$(BIN)/python -m pytest -o addopts="-n auto --import-mode=importlib --strict-markers" tests/e2e/test_proofs.py

e2e: $(READY) ## Run the long tests, in a real browser and under Amazon's Lambda client
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-e2e.txt
	command -v chromium >/dev/null || (apt-get update -qq && apt-get install -y -qq chromium >/dev/null)
	$(BIN)/python -m pytest -o addopts="--import-mode=importlib --strict-markers" tests/e2e

clean: ## Remove everything that can be made again
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .hypothesis
