# Two commands do all the set-up on a fresh machine: "make run" and "make test".

GO       ?= go
TAGS     := migrated_fynedo
BUILD    := build
VERSION  := 0.1.0
LDFLAGS  := -X main.version=$(VERSION)
# Everything but the window itself, and the benchmark of one, builds and tests without a C compiler.
PACKAGES  = $(shell CGO_ENABLED=0 $(GO) list -tags $(TAGS) ./... | grep -v '^postern$$')

.PHONY: run test build headless check unit race e2e newman images crash bench bench-ui bench-store bench-codeview bench-mock container deps deps-run clean

run: deps-run build
	@sh scripts/run.sh $(BUILD)

test: deps unit e2e

build:
	@mkdir -p $(BUILD)
	$(GO) build -tags $(TAGS) -ldflags "$(LDFLAGS)" -o $(BUILD)/postern .

headless:
	@mkdir -p $(BUILD)
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags "-s -w $(LDFLAGS)" -o $(BUILD)/postern-headless .

# container builds an image of the mock server for Linux. CONTAINER names the program that does: podman, docker or
# buildah, the first that is there.
CONTAINER ?= $(firstword $(foreach tool,podman docker buildah,$(shell command -v $(tool))))
container:
	@[ -n "$(CONTAINER)" ] || { echo "there is none of podman, docker and buildah on this system"; exit 1; }
	@mkdir -p $(BUILD)/container/config
	CGO_ENABLED=0 GOOS=linux $(GO) build -trimpath -ldflags "-s -w $(LDFLAGS)" -o $(BUILD)/container/postern .
	$(CONTAINER) build -t postern-mock -f Containerfile $(BUILD)/container

# unit runs all tests without a display: with the race detector where there is a C compiler, and the
# command line as the static binary has it.
unit:
	@if [ "$$($(GO) env CGO_ENABLED)" = 1 ] && command -v $$($(GO) env CC) >/dev/null 2>&1; then \
		echo "go test -race (all packages)"; $(GO) test -race -tags $(TAGS) $(PACKAGES); \
	else \
		echo "go test without the race detector: there is no C compiler"; CGO_ENABLED=0 $(GO) test -tags $(TAGS) ./...; \
	fi

# e2e drives the real binary in a real window under a virtual X server.
e2e: build headless
	@if command -v Xvfb >/dev/null 2>&1 && command -v xdotool >/dev/null 2>&1; then \
		POSTERN_BIN=$(CURDIR)/$(BUILD)/postern $(GO) test -count=1 -tags "$(TAGS) e2e" ./internal/e2e; \
	else \
		echo "e2e left out: there is no virtual X server (Xvfb, xdotool) on this system"; \
	fi

# images takes the screenshots of the documentation anew.
images: deps build
	POSTERN_BIN=$(CURDIR)/$(BUILD)/postern POSTERN_IMAGES=$(CURDIR)/docs/images $(GO) test -count=1 -run Images -tags "$(TAGS) e2e" ./internal/e2e

# newman sends an exported collection by another tool to the mock of the same file (needs npm).
newman: headless
	@sh scripts/newman.sh $(BUILD)/postern-headless

check:
	@files=$$(gofmt -l .); if [ -n "$$files" ]; then echo "not gofmt'ed:"; echo "$$files"; exit 1; fi
	CGO_ENABLED=0 $(GO) vet -tags $(TAGS) ./...
	CGO_ENABLED=0 $(GO) vet -tags "$(TAGS) e2e" ./internal/e2e
	CGO_ENABLED=0 $(GO) tool staticcheck -tags $(TAGS) ./...
	CGO_ENABLED=0 $(GO) build -tags $(TAGS) ./...

# crash kills the program a thousand times for each way in which it can end; the tests do it a few times.
crash:
	POSTERN_FULL=1 CGO_ENABLED=0 $(GO) test -tags $(TAGS) -count=1 -timeout 2h -v ./internal/crash

# bench runs the benchmark programs and prints one line a figure.
bench: bench-ui bench-store bench-codeview bench-mock

# bench-mock compares with the mock servers of npm where npm is there (PEERS= leaves them out).
PEERS ?= $(BUILD)/peers
bench-mock: deps build
	@mkdir -p $(BUILD)
	@if [ -n "$(PEERS)" ]; then sh scripts/peers.sh $(PEERS); fi
	CGO_ENABLED=0 $(GO) build -tags $(TAGS) -o $(BUILD)/bench-mock ./bench/mock
	$(BUILD)/bench-mock -peers "$(PEERS)"

bench-store:
	CGO_ENABLED=0 $(GO) run -tags $(TAGS) ./bench/store

# bench-codeview measures on the software canvas, then in a real window: in a virtual one where there is no display.
bench-codeview: deps
	@mkdir -p $(BUILD)
	CGO_ENABLED=0 $(GO) run -tags $(TAGS) ./bench/codeview
	$(GO) build -tags $(TAGS) -o $(BUILD)/bench-window ./bench/codeview/window
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then $(BUILD)/bench-window; \
	else xvfb-run -a -s "-screen 0 1280x900x24 -nolisten tcp" $(BUILD)/bench-window; fi

bench-ui: deps build
	$(GO) run -tags $(TAGS) ./bench/ui -bin $(BUILD)/postern

# deps-run leaves out what only tests need, a browser among them.
deps-run:
	@sh scripts/deps.sh run

deps:
	@sh scripts/deps.sh test

clean:
	rm -rf $(BUILD)
