"""All figures and charts are counted again whenever anything they read has changed, and not otherwise."""

import re

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coproduction.dashboards import charted, kept
from coproduction.dashboards.measures_page import measures_page
from coproduction.dashboards.periods import period
from projects.models import Rating
from tests import factories as make
from tests.dashboards.reading import words
from tests.factories import after, money, plans, quarter

pytestmark = pytest.mark.django_db(transaction=True)
ELSEWHERE = {  # what they read and nobody watches, and why
    "counted from the log in the transaction that changes it, or read from the log": (
        "dashboards_daycell", "dashboards_personmonth", "dashboards_touched",
    ),
    "of boxes that are closed, and nothing is put into those": ("meetings_pulseresponse",),
    "published with the site": ("projects_framework", "projects_frameworkitem"),
    "kept as it was first shown": ("dashboards_feltofyear",),
    "those that did not arrive are in the stamp by their number": ("members_letter", "members_contacttask", "members_channel"),
    "asks for a picture; its facts are its name": ("dashboards_chartpicture", "members_job"),
}  # fmt: skip


@pytest.fixture
def asked(cast):
    """`asked()`: how many questions all figures and both pages of charts ask, and their SQL."""
    tal = cast.actor("tal")

    def ask():
        now = timezone.now()
        today = timezone.localdate(now)
        with CaptureQueriesContext(connection) as found:
            for slug in ("12m", f"{today.year - 2}-{(today.year - 1) % 100:02}"):
                measures_page(actor=tal, period=period(slug, today=today), now=now)
            for by in charted.BY:
                charted.charts(actor=tal, by=by, today=today, now=now)
        return [each["sql"] for each in found.captured_queries]

    return ask


def test_everything_they_read_is_watched(cast, asked):
    make.activity(people=[make.person(f"Member {n}") for n in range(6)], days_ago=500)
    tables = {name for sql in asked() for name in re.findall(r'(?:FROM|JOIN)\s+"([a-z]+_[a-z]+)"', sql)}
    ours = {model._meta.db_table for model in apps.get_models() if not hasattr(model, "pgh_tracked_model")}
    watched = {model._meta.db_table for model in kept.ALL_READ}
    assert (tables & ours) - watched - {name for names in ELSEWHERE.values() for name in names} == set()
    assert len(tables & watched) > 20


def test_the_second_look_asks_for_the_stamp_alone(cast, asked):
    make.activity(people=[make.person(f"Member {n}") for n in range(6)])
    asked()
    again = asked()
    assert len(again) <= 8, again  # a stamp each, and whether the pictures are there


CHANGES = {
    "something said": lambda cast: make.contribution(people=[cast.rowan], answer="cannot"),
    "a need": lambda cast: make.provision(make.meeting(days=-20), cast.rowan, state="met"),
    "money": lambda cast: money.claim(cast.rowan, state="paid"),
    "a member": lambda cast: make.membership(make.person("Somebody New"), started_on="2020-01-01"),
    "answers after a meeting": lambda cast: after.pulse(make.meeting(days=-20), answers=[{"listened": 5}] * 6, closed=True),
    "a goal": lambda cast: plans.plan_goal(plans.plan()),
    "a quarter": lambda cast: quarter.quarter_answer(cast.team),
    "a step": lambda cast: Rating.objects.create(
        activity=make.activity(people=[cast.rowan]), side="staff", step=_step(), noted_at=timezone.now()
    ),
}  # fmt: skip


def _step():
    from projects.queries.ladder import ladders

    return ladders()[0].items.first()


def test_whatever_changes_is_there_at_once(cast, asked):
    asked()
    cheap = len(asked())
    for what, change in CHANGES.items():
        change(cast)
        assert len(asked()) > cheap + 4, what
    assert len(asked()) <= cheap + 4, "nothing changed since the last"


def test_the_page_shows_what_was_answered_a_moment_ago(cast, client, as_user):
    tal = as_user(client, cast.tal, "trustee")
    assert "Nothing was answered" in words(tal.get("/dashboard/measures/"))
    make.contribution(people=[cast.rowan], answer="accepted", changed="There is a ramp")
    assert "Nothing was answered" not in words(tal.get("/dashboard/measures/"))
