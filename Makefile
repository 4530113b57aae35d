# Fupan: `make report` shows what it does, `make test` shows that it works, `make help` lists the rest.

SWIFT ?= swift
JOBS ?= $(shell nproc)
OUT ?= out
PREFIX ?= /usr/local
DESTDIR ?=
SCALE ?=
CAMPAIGN ?=
AS_OF ?=
CASE ?=
MINUTES ?= 5
READER ?=
# A program that is built already; without one `make report` makes the release build.
FUPAN ?=
WORKLOAD ?=
ROUNDS ?=
export OUT PREFIX DESTDIR SCALE CAMPAIGN AS_OF CASE MINUTES READER FUPAN WORKLOAD ROUNDS

checked := --explicit-target-dependency-import-check error -j $(JOBS)
swift_files := Sources Tests Package.swift Benchmarks/Package.swift \
  $(addprefix Benchmarks/Sources/,BorderCost LocateColumns PlainPass Timing)

.DEFAULT_GOAL := help
.PHONY: help setup setup-look setup-bench build build-release report test acceptance calibrate lint \
  check-generated assets format accept fuzz bench bounds sample-data install clean
# Two builds at once would wait for each other's lock.
.NOTPARALLEL:

help: ## Show what can be made.
	@printf 'make report   builds Fupan and writes a retrospective of the sample campaign\n'
	@printf 'make test     builds Fupan and runs every check\n\n'
	@sed -nE 's/^([a-z-]+):[^#]*## (.*)/\1\t\2/p' Makefile | \
	  while IFS='	' read -r name text; do printf '  %-16s %s\n' "$$name" "$$text"; done

setup: ## Install what is missing and fetch ECharts and the DuckDB command line.
	@Scripts/setup.sh

setup-look: ## Also install a browser, Chinese fonts and PDF tools, to look at reports.
	@Scripts/setup.sh --look

setup-bench: ## Also install the programs that Fupan is measured beside.
	@Scripts/setup.sh --bench

build: setup ## Build the debug version, tests included.
	@$(SWIFT) build --build-tests $(checked)

build-release: setup
	@$(SWIFT) build -c release --product fupan $(checked)

report: $(if $(FUPAN),,build-release) ## Write a report: CAMPAIGN=folder, file or name, AS_OF=date, OUT=folder.
	@Scripts/report.sh

test: setup lint build check-generated ## Lint, build, check what is generated, run the tests.
	@$(SWIFT) test --skip-build --disable-xctest

acceptance: build ## Look for what is planted in 20 samples, and for what is left out of them.
	@FUPAN_SEEDS=20 $(SWIFT) test --skip-build --disable-xctest --filter PlantedTruthReportTests

calibrate: build ## Simulate nulls at length: how often each test rejects and each interval holds.
	@FUPAN_CALIBRATE=40000 $(SWIFT) test --skip-build --disable-xctest --filter 'RejectionTests|CoverageTests'

lint: ## Check the format of the Swift files.
	@$(SWIFT) format lint --strict --parallel --recursive $(swift_files)

check-generated: build ## Check that generated files are fresh.
	@Scripts/embed-assets.sh --check
	@Scripts/sample-data.sh --check

assets: ## Write the table of embedded files anew.
	@Scripts/embed-assets.sh

format: ## Format the Swift files.
	@$(SWIFT) format --in-place --parallel --recursive $(swift_files)

accept: build ## Rewrite the golden results of CASE=path-or-part and show what changed.
	@Scripts/accept.sh

fuzz: setup ## Feed made-up bytes to each reader for MINUTES=5, or to one: READER=csv.
	@Scripts/fuzz.sh

bench: build-release setup-bench ## Measure speed and memory beside peers: SCALE=0.1 is small, WORKLOAD=w1 one, ROUNDS=5.
	@Vendor/bench/bin/python3 Benchmarks/bench.py

bounds: build-release ## Read inputs out of all proportion within 512 MB of memory.
	@Benchmarks/bounds.sh

sample-data: build-release ## Write sample exports of SCALE=number times the small ones.
	@Scripts/sample-data.sh

install: setup ## Install the program, completions and manual pages under PREFIX=folder.
	@$(SWIFT) build -c release --product fupan --static-swift-stdlib $(checked)
	@Scripts/install.sh

clean: ## Remove what was built and `out`; what setup fetched stays.
	@$(SWIFT) package clean
	@rm -rf out
