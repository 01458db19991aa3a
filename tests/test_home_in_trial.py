"""In a trial nobody hears that they are asked: their home does not say it either, until they are asked."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings.actions import planning
from meetings.models import Meeting
from members import charity
from members.actions import charity as actions
from members.post import delivery
from projects.actions import asking
from tests import factories as make
from tests.projects.conftest import words  # noqa: F401 — a fixture

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
MEETING, WORK = "Walk in the garden", "Choose the pictures"


@pytest.fixture
def now(db):
    return timezone.now()


@pytest.fixture
def trial(cast, now):
    charity.kept.forget()
    actions.begin_trial(actor=cast.actor("jo"), now=now - HOUR)
    yield lambda: actions.end_trial(actor=cast.actor("jo"), now=now + HOUR)
    charity.kept.forget()


@pytest.fixture
def both(cast, trial, words, now):  # noqa: F811
    """A meeting and a piece of work that Rowan and Ash are asked to within the trial."""
    people = [cast.rowan, cast.ash]
    meeting = make.meeting(MEETING, days=9, people=people, state="draft", team=cast.team)
    planning.publish(meeting=meeting, actor=cast.actor("jo"), now=now)
    project = make.project(team=cast.team, purpose="To welcome", intended_difference="Nobody is lost")
    work = asking.ask(project=project, people=people, actor=cast.actor("jo"), now=now, **words)
    return meeting, work


def home(as_user, person, role="member"):
    client = as_user(Client(), person, role)
    client.get("/")
    with CaptureQueriesContext(connection) as captured:
        page = client.get("/").content.decode()
    return page, len(captured)


@pytest.mark.parametrize("delivered", [False, True])
def test_whoever_was_not_asked_reads_nothing_of_it_on_their_home(cast, both, as_user, now, delivered):
    if delivered:
        delivery.deliver_due(now=now)
    page, _ = home(as_user, cast.rowan)
    assert MEETING not in page
    assert WORK not in page
    assert "Please answer by" not in page


def test_our_own_staff_are_asked_in_a_trial_and_see_it(cast, both, as_user, now):
    for _ in ("noted", "sent"):
        page, _ = home(as_user, cast.ash, "staff")
        assert MEETING in page
        delivery.deliver_due(now=now)


def test_whoever_answered_all_the_same_keeps_it_in_sight(cast, both, as_user, now):
    meeting, work = both
    delivery.deliver_due(now=now)
    meeting.rsvps.filter(person=cast.rowan).update(answer="maybe")
    asking.answer(invitation=work.invitations.get(person=cast.rowan), answer="yes", actor=cast.actor("rowan"), now=now)
    page, _ = home(as_user, cast.rowan)
    assert MEETING in page
    assert WORK in page


def test_once_it_is_over_they_see_it_as_soon_as_somebody_presses_ask_them_now(cast, both, trial, as_user, now):
    meeting, work = both
    delivery.deliver_due(now=now)
    trial()
    with time_machine.travel(now + 2 * HOUR, tick=False):
        page, before = home(as_user, cast.rowan)
        assert MEETING not in page
        assert WORK not in page
        jo = as_user(Client(), cast.jo)
        jo.post(f"/meetings/{meeting.pk}/ask-now/")
        jo.post(f"/projects/work/{work.pk}/ask-now/")
        page, after = home(as_user, cast.rowan)
    assert MEETING in page
    assert WORK in page
    assert after == before <= 12


def test_the_meetings_own_page_stays_open_to_whoever_may_open_it(cast, both, as_user):
    meeting, _ = both
    assert as_user(Client(), cast.rowan).get(f"/meetings/{meeting.pk}/").status_code == 200
    assert Meeting.objects.get().state == "published"
