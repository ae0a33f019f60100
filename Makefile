# `make run` and `make test` do all their own set-up on a fresh Debian 12 with Swift 6.3.
.PHONY: run build test bench bench-peers lint format docs clean

run: build
	@Tools/run

build:
	@Tools/setup build
	@Tools/fetch-web-libraries
	swift build -c release --product comity

test:
	@Tools/setup test
	@Tools/fetch-web-libraries
	swift build --build-tests
	swift test --skip-build --skip "SystemTests|TransportTests"
	@# One at a time: these start servers, processes and a browser, and wait for them.
	swift test --skip-build --no-parallel --filter "SystemTests|TransportTests"

# Figures of whole catalogues need shared/data beside the checkout or above it, or COMITY_CATALOGUE=FILE.3le.
bench:
	@Tools/setup build
	swift build -c release --product comity
	swift build -c release --product Benchmarks
	@.build/release/Benchmarks

# Against the fastest peers, in the same run; installs them from PyPI into .build/peers.
bench-peers: build
	swift build -c release --product Benchmarks
	@Tools/bench-peers
	@Tools/bench-agreements

lint:
	@Tools/format-check

format:
	swift format --in-place --recursive --parallel --configuration .swift-format Package.swift Sources Tests Benchmarks

docs:
	@Tools/setup build
	@mkdir -p .build/docs
	@for target in Timekeeping Frames Orbits Encounters SpaceLink NavigationData MissionDatabase Telemetry \
	    GroundNetwork Programme Resilience Simulator Agreements Ledger Operations Archive Transport Server; do \
	    swift package --allow-writing-to-directory "$(CURDIR)/.build/docs" generate-documentation --target $$target \
	        --output-path "$(CURDIR)/.build/docs/$$target" --transform-for-static-hosting --hosting-base-path $$target || exit 1; \
	done
	@echo "documentation: .build/docs"

clean:
	rm -rf .build .comity Web/vendor
