"""Days that a version of the site counted which did not know how often people took part."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.utils import timezone

from coproduction.dashboards import cells
from coproduction.dashboards.counting_contacts import contacts
from coproduction.dashboards.models import DayCell, Touched
from coproduction.dashboards.periods import Span
from tests import factories as make
from tests.dashboards.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db


def test_a_day_that_the_version_before_counted_is_read_from_the_log_until_it_is_counted_anew(cast):
    """While an update is under way, and after going back: that version takes the note away and knows no contacts."""
    made = make.activity(people=[cast.rowan, cast.robin], days_ago=3, others=5, others_le=4)
    other = make.activity(people=[cast.rowan], days_ago=40)
    cells.settle()
    asked = Span(TODAY - timedelta(days=3660), timezone.localdate())
    was = contacts([asked])
    assert was[asked] == {"parts": 3, "heads": 4}
    as_the_version_before_counts(made)
    assert DayCell.objects.filter(day=made.ended_on, held=1).count() == 1
    assert Touched.objects.count() == 0
    assert contacts([asked]) == was
    assert cells.differing() == [(made.ended_on.replace(day=1), True)]
    cells.plan_due(now=NOW)
    assert (Touched.objects.count(), cells.differing()) == (0, [])
    assert DayCell.objects.get(day=made.ended_on).parts == 2
    assert DayCell.objects.get(day=other.ended_on).parts == 1
    assert contacts([asked]) == was


def test_noughts_that_stood_before_contacts_could_be_unknown_are_counted_anew(cast):
    made = make.activity(people=[cast.rowan, cast.robin], days_ago=3)
    cells.settle()
    DayCell.objects.update(parts=0, heads=0)
    assert cells.differing() == [(made.ended_on.replace(day=1), False)]
    with connection.cursor() as cursor:
        cursor.execute(import_module("coproduction.dashboards.migrations.0012_contacts_that_nobody_counted").COUNT_ANEW)
    asked = Span(made.ended_on, made.ended_on)
    assert contacts([asked])[asked] == {"parts": 2, "heads": 0}
    cells.plan_due(now=NOW)
    assert (Touched.objects.count(), cells.differing()) == (0, [])


def as_the_version_before_counts(activity):
    """Its `settle`, word for word: none of its columns is one that came later."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM dashboards_daycell WHERE day = %s", [activity.ended_on])
        cursor.execute(
            "INSERT INTO dashboards_daycell (day, team_id, level, body_id, held, no_detail, no_names, no_length, minutes, travel)"
            " SELECT ended_on, team_id, level, body_id, 1, 0, 0, 0, 60, 0 FROM projects_activity WHERE id = %s",
            [activity.pk],
        )
