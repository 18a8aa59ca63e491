# Garimpo: everything one does with a clone. `make help` lists it.

PREFIX ?= /usr/local
DESTDIR ?=
SWIFT_RELEASE = swift build -c release --static-swift-stdlib --product garimpo
BINARY = .build/release/garimpo
ROWS ?= 1200
SEED ?= 1

.DEFAULT_GOAL := help
.PHONY: help dependencies build demo test check browser manual bench install uninstall clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

dependencies:
	@Scripts/install-dependencies.sh

build: dependencies ## the release binary, .build/release/garimpo
	@$(SWIFT_RELEASE)

demo: build ## a project on the shipped example, from the table to the batch: all of it lands in out/
	@rm -rf out && mkdir -p out
	@$(BINARY) example out/videos.csv --rows $(ROWS) --seed $(SEED) --quiet
	@$(BINARY) init out/videos --recipe youtube-watch-page
	@$(BINARY) import out/videos.csv --project out/videos.garimpo
	@$(BINARY) round --hard 70 --random 30 --report out/report.html --project out/videos.garimpo
	@$(BINARY) labels export out/to_label.csv --project out/videos.garimpo
	@$(BINARY) status --project out/videos.garimpo
	@printf '\nThe project: %s\nThe report:  %s\nThe batch:   %s\nThe videos:  %s\n' \
	  "$(CURDIR)/out/videos.garimpo" "$(CURDIR)/out/report.html" "$(CURDIR)/out/to_label.csv" "$(CURDIR)/out/videos.csv"

test: dependencies ## builds and runs all tests
	@Scripts/test.sh

check: dependencies ## every gate: format, imports, build without warnings, tests, man page, demo, install, README
	@Scripts/check.sh

browser: build ## the pages in a real browser: Chromium, driven by Playwright; screenshots in out/screens
	@Scripts/browser-tests.sh

manual: dependencies ## writes the man page, Documentation/garimpo.1, from what the program says of itself
	@Scripts/manual.sh

bench: dependencies ## the benchmarks beside their peers (see Benchmarks/README.md)
	@Benchmarks/run

install: build ## binary, man page and shell completions under PREFIX (default /usr/local)
	@Scripts/install.sh $(BINARY) "$(DESTDIR)$(PREFIX)"

uninstall: ## removes what install put under PREFIX
	@Scripts/install.sh --remove "$(DESTDIR)$(PREFIX)"

clean: ## removes what was built and generated
	@rm -rf .build out Benchmarks/.build
