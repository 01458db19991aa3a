"""The demonstration loaded: twice it is the same, on any day at any hour, and never on a site for real use."""

import shutil
from collections import namedtuple
from datetime import UTC, datetime

import pytest
import time_machine
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import timezone

from meetings.models import Meeting
from members.models import Letter, Person
from projects.models import Activity
from tests.drills import harness

BAD_MOMENTS = [
    datetime(2026, 1, 4, 0, 10, tzinfo=UTC),  # a Sunday after midnight, with Christmas just behind
    datetime(2026, 6, 27, 22, 50, tzinfo=UTC),  # a Saturday, and in London almost Sunday
    datetime(
        2027, 3, 31, 23, 10, tzinfo=UTC
    ),  # in London a financial year has just begun: yesterday's meeting is of the last
    datetime(2027, 3, 29, 11, 0, tzinfo=UTC),  # Easter Monday, the day after the clocks changed
]
NEARLY_FULL = namedtuple("Usage", "total used free")(100, 95, 5)
QUICK = BAD_MOMENTS[2:]  # what an ordinary run of the tests has time for


def rows():
    """How many rows each of our tables holds, history included."""
    return {model._meta.label: model.objects.count() for model in apps.get_models() if model._meta.managed}


@pytest.mark.django_db
@pytest.mark.parametrize("moment", BAD_MOMENTS if harness.FULL else QUICK, ids="{:%d %B %Y}".format)
def test_loading_twice_gives_the_same_on_any_day_at_any_hour(moment, capsys, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: NEARLY_FULL)
    with time_machine.travel(moment, tick=True):
        call_command("load_story")
        if moment == BAD_MOMENTS[-1] or harness.FULL:
            once = rows()
            call_command("load_story")
            assert rows() == once
        said = capsys.readouterr().out.strip().splitlines()
        assert said[0] == said[-1]
        assert "14 members of the Advisory Group, 12 partner organisations" in said[-1]
        the_last_year_is_full(now=timezone.now())
        something_lies_ahead(now=timezone.now())


def the_last_year_is_full(*, now):
    held = Meeting.objects.published().filter(ends_at__lt=now)
    assert held.filter(body__sort="advisory_group").count() == 13
    assert held.filter(body__sort="network").count() == 13
    closed = held.exclude(register_closed_at=None)
    assert closed.count() == held.count() - 1
    assert Activity.objects.filter(meeting__in=closed).count() == closed.count()
    assert not Activity.objects.filter(ended_on__gt=timezone.localdate(now)).exists()
    year = {starts.astimezone(UTC).month for starts in held.values_list("starts_at", flat=True)}
    assert len(year) == 12


def something_lies_ahead(*, now):
    draft = Meeting.objects.get(state=Meeting.State.DRAFT)
    assert (draft.starts_at - now).days >= 8, "both reminders of the walk's meeting lie ahead"
    assert Meeting.objects.upcoming(now=now).count() == 4
    late = Letter.objects.filter(state="waiting", due_at__lt=now)
    assert not late.exists()


@pytest.mark.django_db
def test_a_site_for_real_use_refuses_the_story(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="for a demonstration"):
        call_command("load_story")
    assert not Person.objects.exists()
