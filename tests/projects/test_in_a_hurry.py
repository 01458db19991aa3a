"""Entries that need detail are few in a long log, and staff's homes ask for them at every look."""

import pytest
from django.db import connection

from projects.queries import needs_detail
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_what_was_logged_in_a_hurry_is_found_without_reading_the_log(cast):
    make.activity(people=[cast.rowan])
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "held_activity_in_a_hurry" in needs_detail(cast.actor("jo")).explain()
