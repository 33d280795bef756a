# Every target prepares the environment first (packaging/setup_environment.py); a second time that takes a moment.
PYTHON ?= python3

.PHONY: setup run run-demo check test coverage bench quality kill-test fuzz-test torture-test freeze package package-test

setup run check test coverage bench quality kill-test fuzz-test torture-test freeze package package-test:
	$(PYTHON) packaging/develop.py $@ $(ARGS)

run-demo:
	$(PYTHON) packaging/develop.py demo $(ARGS)
