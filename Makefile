# Two commands matter: `make run` and `make test`. docs/running.md explains the others.

# A system's own Python is built with a profile of its use, one that was built by hand often is not and is
# slower at everything; so where /usr/bin has 3.11, .venv is made from that one. PYTHON names another.
PYTHON ?= $(shell /usr/bin/python3.11 -c 'import ensurepip, venv; print("/usr/bin/python3.11")' 2>/dev/null || echo python3)
PIP_INSTALL = .venv/bin/pip install --quiet --disable-pip-version-check

# A site is seven processes and a run of the tests starts a hundred; each would read all of our sources anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test check bench drills demo-fresh screenshots walk licences restore format

run: .venv/site
	@exec .venv/bin/python -m coproduction.run

demo-fresh: .venv/site
	@exec .venv/bin/python -m coproduction.run --fresh

test: .venv/tests
	@.venv/bin/python -m tests.chromium
	@exec .venv/bin/pytest -n 3 --dist loadgroup -q -rfEsR --reruns 1 --only-rerun 'Timeout [0-9]+ms exceeded|Not attached to an active page'

# Every drill in full, and the table of what they found: ONLY=D6 runs one, SHORT=1 the short forms, SOAK_MINUTES=5 a shorter D22.
drills: .venv/tests
	@.venv/bin/python -m tests.chromium
	@.venv/bin/python -m tests.node
	@exec .venv/bin/python -m tests.drills

check: .venv/tests
	@exec .venv/bin/python -m tests.check

bench: .venv/tests
	@exec .venv/bin/python -m coproduction.bench

screenshots: .venv/tests
	@.venv/bin/python -m tests.chromium
	@exec .venv/bin/python -m tests.screenshots

# The site walked through as a new user: PART=month walks one part.
walk: .venv/tests
	@.venv/bin/python -m tests.chromium
	@exec .venv/bin/python -m tests.walks

licences: .venv/tests
	@.venv/bin/python -m tests.licences

# A copy that `manage.py back_up` made, put back into an empty site: COPY=file, KEY=file with the secret key (else it is asked for).
restore: .venv/site
	@exec .venv/bin/python -m coproduction.copies $(COPY) $(if $(KEY),--key-file $(KEY))

format: .venv/tests
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format --quiet .

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make run PYTHON=python3.11")'
	@echo "making .venv"
	@$(PYTHON) -m venv .venv

.venv/site: requirements.txt | .venv/bin/python
	@echo "installing requirements.txt"
	@$(PIP_INSTALL) -r requirements.txt
	@touch $@

.venv/tests: requirements-dev.txt .venv/site
	@echo "installing requirements-dev.txt"
	@$(PIP_INSTALL) -r requirements-dev.txt
	@touch $@
