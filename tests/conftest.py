"""What holds for every test: no error in the log goes unnoticed."""

import gc
import logging
import os
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings as of_the_site
from django.test import TransactionTestCase

from members import charity
from members.queries import cover
from tests.factories.fixtures import as_user, cast  # noqa: F401 — fixtures
from tests.one_browser import chromium  # noqa: F401 — a fixture
from tests.quick_database import (  # noqa: F401 — fixtures
    django_db_createdb,
    django_db_keepdb,
    django_db_setup,
    quick_database,
)
from tests.quick_emptying import fixture_teardown

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def pytest_configure(config):
    of_the_site.PASSWORD_HASHERS = ["tests.quick_hashing.QuickHasher"]
    shutil.disk_usage = with_room(shutil.disk_usage)


def with_room(usage):
    """A machine that runs the tests may have a full disk; the site takes no file in where a tenth is free (members/disk.py)."""

    def of(path):
        found = usage(path)
        return found._replace(free=max(found.free, found.total // 5))

    return of


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session):
    """Everything that is loaded by now stays; looking through it for what could go took a seventh of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


class _Watcher(logging.Handler):
    def __init__(self):
        super().__init__(logging.ERROR)
        self.seen = []

    def emit(self, record):
        self.seen.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True, scope="session")
def quick_emptying(request):
    """On the servers that tests brought along, whose owner may tell triggers to look away."""
    if request.getfixturevalue("quick_database"):
        TransactionTestCase._fixture_teardown = fixture_teardown


@pytest.fixture(autouse=True)
def nothing_goes_wrong_quietly(request):
    """An error in the log fails the test, unless it is marked `errors_expected`."""
    watcher = _Watcher()
    root = logging.getLogger()
    root.addHandler(watcher)
    yield watcher
    root.removeHandler(watcher)
    if watcher.seen and not request.node.get_closest_marker("errors_expected"):
        pytest.fail("The log holds errors:\n" + "\n".join(watcher.seen))


@pytest.fixture(autouse=True)
def uploads_of_its_own(settings):
    """Two tests at a time must not find each other's files."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    settings.MEDIA_ROOT = Path(settings.DATA_DIR) / f"uploads-{worker}"


@pytest.fixture(autouse=True)
def the_charity_is_as_usual():
    """What a process keeps for a few seconds does not reach from one test into the next, nor into its counted queries."""
    charity.kept.put(replace(charity.usual(), set_up_at=LONG_AGO), seconds=600)
    cover.kept.put((), seconds=600)
