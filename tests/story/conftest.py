"""The story, for all who look at it."""

import pytest
from django.db import transaction
from django.utils import timezone

from coproduction.story import load
from tests.factories import money


@pytest.fixture(scope="package")
def loaded(django_db_setup, django_db_blocker):
    """The story, loaded once for these files and rolled back at their end."""
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        load.load(now=timezone.now())
        yield
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)


@pytest.fixture
def story(loaded, db):
    money.payments_on()  # as the story has it; each test works on its own copy
