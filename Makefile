# Two commands matter: `make run` and `make test`. YES=1 installs without asking.

SHELL := /bin/bash
TOOL  := go tool -modfile=.tools/go.mod
# The GUI tests need no C compiler; everything else is tested with -race too.
GUI   := ./app/gui/...
PLAIN := $(shell go list ./... 2>/dev/null | grep -v -e ^godwit/app/gui -e ^godwit/cmd/godwit$$ -e ^godwit/app/e2e)

.PHONY: run build test unit gui e2e model crash check fmt vuln bench fuzz clean

run: .installed-run ## build and open the window
	$(MAKE) -s build
	./bin/godwit $(ARGS)

build: bin/godwit bin/godwitctl

bin/godwit: FORCE
	go build -tags migrated_fynedo -o $@ ./cmd/godwit

bin/godwitctl: FORCE
	CGO_ENABLED=0 go build -o $@ ./cmd/godwitctl

.PHONY: .installed-run .installed-test FORCE
.installed-run:
	@.tools/install run

.installed-test:
	@.tools/install test

test: .installed-test ## everything, against real servers and a real window
	$(MAKE) -s unit gui build e2e

unit: # all of it, then with the race detector, which is slow, fewer rounds of the long ones
	CGO_ENABLED=0 go test -shuffle=on $(PLAIN)
	go test -race -short -shuffle=on $(PLAIN)

gui:
	GODWIT_E2E=1 CGO_ENABLED=0 go test -shuffle=on $(GUI)

e2e:
	GODWIT_E2E=1 GODWIT_SHOTS=$(or $(GODWIT_SHOTS),$(CURDIR)/out/shots) CGO_ENABLED=0 go test -count=1 -timeout 20m ./app/e2e/...

model: .installed-test ## random life of two Godwits and another client; STEPS=10000 SEED=1
	GODWIT_E2E=1 GODWIT_STEPS=$(or $(STEPS),10000) GODWIT_SEED=$(or $(SEED),1) CGO_ENABLED=0 go test -count=1 -v -timeout 60m ./app/e2e/model

crash: ## kill the program at every step of sending; RUNS=1000
	GODWIT_CRASH_RUNS=$(or $(RUNS),1000) CGO_ENABLED=0 go test -count=1 -v -timeout 60m -run TestCrashMatrix ./compose/outbox

check: .installed-run ## format, vet, staticcheck, tidy
	@test -z "$$($(TOOL) gofumpt -l accounts app assets cmd compose sync | tee /dev/stderr)"
	go vet ./...
	$(TOOL) staticcheck ./...
	go mod tidy -diff

fmt:
	$(TOOL) gofumpt -w accounts app assets cmd compose sync

vuln: ## needs the internet
	$(TOOL) govulncheck ./...

bench: .installed-test
	CGO_ENABLED=0 go test -run '^$$' -bench . -benchtime 0.5s ./sync/... ./compose/... ./app ./app/export ./app/render/... $(GUI)
	CGO_ENABLED=0 go test -run '^$$' -bench . -benchtime 5x -timeout 30m ./app/e2e/peers # beside mbsync, in turn

fuzz: ## FUZZTIME=1m each
	@for t in $$(grep -rl --include='*_test.go' '^func Fuzz' . | xargs -n1 dirname | sort -u); do \
	  for f in $$(grep -ho '^func Fuzz[A-Za-z0-9]*' $$t/*_test.go | cut -c6-); do \
	    CGO_ENABLED=0 go test -run '^$$' -fuzz "^$$f$$" -fuzztime $(or $(FUZZTIME),1m) $$t || exit 1; done; done

clean:
	rm -rf bin out
