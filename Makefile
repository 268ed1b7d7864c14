# zhengshu: every command sets up what it needs. `make` alone lists them.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
RAW    ?= raw
OUT    ?= normalized
FOR    ?= 60
SHARED ?= ../shared
COMPILE ?= all
PAGES  ?= $(SHARED)/pages
CASES  ?= $(SHARED)/cases
SEEDS  := $(wildcard $(SHARED)/seeds)

.DEFAULT_GOAL := help
.PHONY: help setup compile test-compiled normalize test test-all test-ray fuzz check format floors attribution-table confidence goldens bench bench-strip bench-figures bench-today bench-batch bench-curves bench-data bench-floor docs package profile lock clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-13s %s\n", $$1, $$2}'

setup: $(VENV)/dev ## make .venv with the pinned packages, for work on zhengshu

$(VENV)/run: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "zhengshu needs Python 3.11 or newer; name one with PYTHON=..."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev: $(VENV)/run requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements-dev.lock
	@touch $@

.venv-compiled/run: $(VENV)/dev pyproject.toml .ci/compiled.py $(shell find pipeline -name '*.py' -o -name '*.toml' -o -name '*.tsv')
	@$(OVER)
	@ZHENGSHU_COMPILE=$(COMPILE) $(PIP_OVER) --no-deps --no-build-isolation .
	@touch $@

compile: .venv-compiled/run ## zhengshu in .venv-compiled, what pages pass through as machine code (needs a C compiler, and some minutes)

test-compiled: .venv-compiled/run ## the compiled zhengshu writes the records of normalized/ from raw/, and bears hostile input
	@rm -rf build/records
	@.venv-compiled/bin/zhengshu normalize raw build/records | tail -1
	@.venv-compiled/bin/zhengshu diff normalized build/records
	@PYTHONSAFEPATH=1 .venv-compiled/bin/python -m pytest -q -n 2 --import-mode=append -m "not large" \
	  tests/test_hostile.py tests/test_tree.py tests/test_numerals.py tests/test_articles.py

normalize: $(VENV)/run ## RAW=raw OUT=normalized: every page of RAW becomes a record in OUT
	@$(BIN)/python -m pipeline normalize $(RAW) $(OUT)

test: $(VENV)/dev ## the tests, in small sizes, within five minutes
	@env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest -q -n 2 --dist worksteal -m "not large"  # else each of its runs compiles all code anew

test-all: $(VENV)/dev ## every test, size and repetition
	@$(BIN)/python -m pytest -q

# An environment over .venv: it has what .venv has, and gets only what it needs beside that.
OVER = rm -rf $(@D) && $(BIN)/python -m venv --without-pip $(@D) && $(BIN)/python -c 'import sysconfig as s; \
  print("import site; site.addsitedir(%r)" % s.get_path("purelib"))' > $$($(@D)/bin/python -c 'import sysconfig as s; print(s.get_path("purelib"))')/over.pth
PIP_OVER = $(BIN)/python -m pip --python $(@D)/bin/python install --quiet

.venv-ray/dev: $(VENV)/dev requirements-ray.lock
	@$(OVER)
	@$(PIP_OVER) --require-hashes --no-deps -r requirements-ray.lock
	@touch $@

test-ray: .venv-ray/dev ## the cluster engine on a real local Ray, and inputs from a real local S3, in .venv-ray
	@.venv-ray/bin/python -m pytest -q tests/test_cluster.py tests/test_remote.py

check: $(VENV)/dev ## ruff, mypy (strict), import-linter
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

format: $(VENV)/dev ## bring the code into the project's format
	@$(BIN)/ruff check --fix --quiet
	@$(BIN)/ruff format --quiet

floors: $(VENV)/dev ## the outside rulers' figures against tests/floors.toml (needs SHARED=../shared)
	@$(BIN)/python bench/floors.py $(SHARED)

attribution-table: $(VENV)/dev ## write docs/attribution.md: subject, metric and period by kind of article and by construction
	@$(BIN)/python -m bench.attribution $(SHARED) --write docs/attribution.md

confidence: $(VENV)/dev ## fit how likely a figure is right, documents left out, and write pipeline/data/confidence.toml
	@OMP_NUM_THREADS=1 $(BIN)/python -m bench.confidence $(SHARED) --write pipeline/data/confidence.toml

goldens: $(VENV)/dev ## write the goldens and normalized/ anew; read the difference line by line before committing it
	@$(BIN)/zhengshu normalize raw normalized
	@$(BIN)/python -m pytest -q tests/test_goldens.py --force-regen || true
	@git --no-pager diff --stat -- normalized tests/test_goldens

.venv-bench/peers: bench/requirements.txt
	@test -x .venv-bench/bin/python || $(PYTHON) -m venv .venv-bench
	@grep -v '^#' $< | while read peer; do .venv-bench/bin/python -m pip install --quiet "$$peer" || echo "$$peer does not install: left out"; done
	@touch $@

bench: bench-strip bench-figures bench-today bench-floor ## the benchmarks, peers in .venv-bench; docs/benchmarks.md has results

bench-strip: $(VENV)/dev .venv-bench/peers ## article text beside its peers over PAGES=../shared/pages: F1 by set, pages/s
	@$(BIN)/python -m bench.strip $(PAGES)

bench-figures: $(VENV)/dev .venv-bench/peers ## figures beside their peers over the text of PAGES and CASES=../shared/cases: KB/s, F1
	@$(BIN)/python -m bench.figures $(PAGES) $(CASES)

bench-today: $(VENV)/dev .venv-bench/peers ## bytes to figures beside a script of trafilatura, OpenCC, JioNLP, Recognizers-Text
	@$(BIN)/python -m bench.today $(SHARED)/articles

bench-batch: $(VENV)/dev .venv-bench/peers ## what supervision costs; a dump with faults in it beside datatrove and a ProcessPool
	@$(BIN)/python -m bench.batch 150 --rounds 3
	@$(BIN)/python -m bench.crowd 300

bench-data: $(VENV)/dev ## what ten times the portals, metrics, names and currency words cost on the same pages
	@$(BIN)/python bench/data.py $(SHARED)/articles/raw $(SHARED)/seeds

bench-curves: $(VENV)/dev .venv-bench/peers ## the whole road's cost against size and figures, with docs/images/growth.svg
	@$(BIN)/python -m bench.curves $(SHARED)/seeds --plot docs/images/growth.svg

bench-floor: $(VENV)/dev .venv-bench/peers ## the whole road against the least that the same bytes could cost
	@$(BIN)/python -m bench.floor $(PAGES)

profile: $(VENV)/dev ## RAW=raw: CPU time by stage over the pages of RAW, and the functions that take it
	@$(BIN)/python -m bench.profile $(RAW)

bench-growth: $(VENV)/dev ## what a megabyte costs to measure by the size of the document, over SHARED=../shared/seeds
	@$(BIN)/python -m bench.growth $(SHARED)/seeds

.venv-fuzz/dev: $(VENV)/dev bench/requirements-fuzz.txt
	@$(OVER)
	@$(PIP_OVER) -r bench/requirements-fuzz.txt
	@touch $@

fuzz: .venv-fuzz/dev ## change pages, texts and dumps by coverage, FOR=60 seconds a target, until something breaks
	@for target in read blocks measure containers; do .venv-fuzz/bin/python -m bench.fuzz $$target -max_total_time=$(FOR) || exit 1; done

.venv-docs/dev: $(VENV)/dev requirements-docs.lock
	@$(OVER)
	@$(PIP_OVER) --require-hashes --no-deps -r requirements-docs.lock
	@touch $@

docs: .venv-docs/dev ## the documentation site in site/, the commands' reference and the tutorial's outputs written anew
	@$(BIN)/python -m tests.test_docs
	@$(BIN)/python -m tests.console docs/tutorial.md
	@NO_MKDOCS_2_WARNING=1 .venv-docs/bin/mkdocs build --quiet

package: $(VENV)/dev ## wheel and sdist in dist/, the wheel installed in a clean environment and tried on raw/
	@rm -rf dist && $(BIN)/python -m build --no-isolation --outdir dist . >/dev/null
	@bash bench/smoke.sh dist $(PYTHON)

lock: $(VENV)/dev ## pin the newest packages that pyproject.toml allows
	@$(BIN)/uv pip compile pyproject.toml --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
	  --extra parquet --extra facts --extra remote --extra dedup --extra setup -o requirements.lock
	@$(BIN)/uv pip compile pyproject.toml --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
	  --extra dev -c requirements.lock -o requirements-dev.lock
	@$(BIN)/uv pip compile pyproject.toml --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
	  --extra ray --extra s3 --extra cloud -c requirements-dev.lock -o requirements-ray.lock
	@$(BIN)/uv pip compile pyproject.toml --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
	  --extra docs -c requirements-dev.lock -o requirements-docs.lock

clean: ## remove what the commands made
	@rm -rf $(VENV) .venv-bench .venv-ray .venv-docs .venv-fuzz .venv-compiled .fuzz dist build site .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
