"""What was promised after a conference is chased: on homes, by one letter, on Monday when it is late, and told to everybody."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings import step_reminders
from meetings.actions import next_steps
from meetings.models import NextStep
from members.models import Absence, Letter
from members.post import clock
from members.queries import cover
from members.rules import Refused
from tests.factories import day as make_day
from tests.meetings.conftest import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def held(cast):
    """A conference of Jo's team that is over and told."""
    return make_day.gathering(
        starts_at=NOW - timedelta(days=40), lead=cast.jo, team=cast.team, state="over", told_what_happened_at=NOW
    )


@pytest.fixture
def promise(cast, held):
    """`promise("Print it large", days=5)`: what Ash sees to."""

    def promised(words="Print it large", *, days=5, owner=None, now=NOW):
        return next_steps.add(
            gathering=held, words=words, owner=owner or cast.ash, due_on=TODAY + timedelta(days=days),
            actor=cast.actor("jo"), now=now,
        )  # fmt: skip

    return promised


def home(client, as_user, person):
    return " ".join(as_user(client, person).get("/").content.decode().split())


# ---- homes -------------------------------------------------------------------------------------------------------------
def test_it_stands_on_the_home_of_whoever_sees_to_it_until_it_is_done_or_could_not_be(client, cast, as_user, promise):
    step, other = promise(), promise("Ask about a second room", days=-2)
    promise("Not for a long time", days=90)
    seen = home(client, as_user, cast.ash)
    assert "Print it large" in seen
    assert reverse("meetings:next_step", args=[step.pk]) in seen
    assert "Late" in seen
    assert "Not for a long time" not in seen
    assert "Print it large" not in home(client, as_user, cast.uma), "it is nobody else’s"
    next_steps.done(step=step, actor=cast.actor("ash"), now=NOW)
    next_steps.could_not(step=other, because="The hall has one room", actor=cast.actor("ash"), now=NOW)
    seen = home(client, as_user, cast.ash)
    assert "Print it large" not in seen
    assert "second room" not in seen


def test_whoever_stands_in_sees_it_and_may_say_how_it_stands(client, cast, as_user, promise):
    step = promise()
    Absence.objects.create(person=cast.ash, cover=cast.uma, starts=TODAY, ends=TODAY + timedelta(days=400))
    cover.kept.forget()
    assert "Print it large" in home(client, as_user, cast.uma)
    address = reverse("meetings:next_step", args=[step.pk])
    assert as_user(client, cast.uma).post(address, {"step": "done"}).status_code == 302
    step.refresh_from_db()
    assert step.done_on == TODAY


def test_late_ones_stand_on_monday_whoever_sees_to_them_and_those_of_nobody_too(client, cast, as_user, held, promise):
    promise("Print it large", days=-3)
    promise("Somebody else’s, in time", days=3)
    NextStep.objects.create(gathering=held, words="Nobody saw to it", due_on=TODAY - timedelta(days=1))
    seen = home(client, as_user, cast.jo)
    assert "Print it large" in seen
    assert "Nobody saw to it" in seen
    assert "Late" in seen
    assert "in time" not in seen


@pytest.mark.parametrize("who", ["jo", "ash"])
def test_homes_ask_the_same_questions_for_one_and_three(client, cast, as_user, promise, who):
    promise(days=-1)
    as_user(client, getattr(cast, who)).get("/")
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get("/")
    promise("Two", days=-2)
    promise("Three", days=-3)
    with CaptureQueriesContext(connection) as three:
        seen = client.get("/").content.decode()
    assert "Two" in seen
    assert "Three" in seen
    assert len(three) == len(one)


# ---- the letter --------------------------------------------------------------------------------------------------------
def test_one_letter_three_days_before_its_day(cast, promise, deliver):
    promise(days=10)
    due = NOW + timedelta(days=7)
    assert step_reminders.plan_due(now=due - timedelta(days=1)) == 0
    clock.plan(now=due)  # the clock itself, on a site that has no series
    assert Letter.objects.filter(kind=step_reminders.STEP).count() == 1
    assert step_reminders.plan_due(now=due) == 0
    assert deliver(due) == [("Ash", "email", "event_step")]
    assert step_reminders.plan_due(now=due + timedelta(days=1)) == 0


def test_what_was_only_just_written_down_is_not_reminded_of_in_the_same_breath(cast, promise):
    promise(days=2)
    assert step_reminders.plan_due(now=NOW + timedelta(hours=1)) == 0
    assert step_reminders.plan_due(now=NOW + timedelta(days=1, hours=1)) == 1


def test_it_is_foreseen_and_not_sent_once_it_is_done_or_somebody_elses(cast, promise, deliver):
    step, other, third = promise(days=3), promise("Two", days=3), promise("Three", days=3)
    due = NOW + timedelta(days=1)
    assert len(step_reminders.forecast(now=NOW, until=due)) == 3
    assert step_reminders.plan_due(now=due) == 3
    next_steps.done(step=step, actor=cast.actor("jo"), now=NOW)
    NextStep.objects.filter(pk=other.pk).update(owner=cast.uma)
    next_steps.could_not(step=third, because="No money", actor=cast.actor("jo"), now=NOW)
    assert deliver(due) == []


def test_the_letter_says_what_by_when_and_where_to_say_how_it_stands(cast, promise, deliver):
    from members.models import Letter

    step = promise(days=3)
    due = NOW + timedelta(days=1)
    step_reminders.plan_due(now=due)
    deliver(due)
    letter = Letter.objects.get(kind="event_step")
    assert letter.subject == "By Thursday 19 November: something we promised"
    assert "Print it large" in letter.text
    assert reverse("meetings:next_step", args=[step.pk]) in letter.text


# ---- saying how it stands ----------------------------------------------------------------------------------------------
def test_whoever_sees_to_it_needs_a_day_to_do_it_by(client, cast, as_user, held):
    address = reverse("meetings:next_steps", args=[held.pk])
    typed = {"step": "add", "words": "Print it large", "owner": cast.ash.pk, "due_on": ""}
    answer = as_user(client, cast.jo).post(address, typed)
    assert answer.status_code == 422
    assert "Please say by when" in answer.content.decode()
    assert "Print it large" in answer.content.decode()
    assert not NextStep.objects.exists()


def test_could_not_needs_a_reason_and_keeps_what_was_typed(client, cast, as_user, promise):
    step = promise()
    address = reverse("meetings:next_step", args=[step.pk])
    assert "Print it large" in as_user(client, cast.ash).get(address).content.decode()
    assert client.post(address, {"step": "could_not", "because": " "}).status_code == 422
    assert client.post(address, {"step": "could_not", "because": "x" * 301}).status_code == 422
    assert client.post(address, {"step": "could_not", "because": "The printer costs £900"}).status_code == 302
    step.refresh_from_db()
    assert (step.could_not_because, step.done_on) == ("The printer costs £900", None)
    client.post(address, {"step": "done"})
    step.refresh_from_db()
    assert (step.could_not_because, step.done_on) == ("", TODAY), "it was done after all"
    client.post(address, {"step": "open"})
    step.refresh_from_db()
    assert step.is_open


def test_nobody_else_says_how_it_stands(client, cast, as_user, promise):
    step = promise()
    assert as_user(client, cast.uma).get(reverse("meetings:next_step", args=[step.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        next_steps.done(step=step, actor=cast.actor("uma"), now=NOW)
    with pytest.raises(Refused):
        next_steps.could_not(step=step, because="", actor=cast.actor("ash"), now=NOW)


def test_everybody_reads_how_it_really_stands(client, cast, held, promise):
    promise("It comes", days=5)
    promise("It is late", days=-5)
    done, could_not = promise("It was done"), promise("It went wrong")
    next_steps.done(step=done, actor=cast.actor("jo"), now=NOW)
    next_steps.could_not(step=could_not, because="The hall has one room", actor=cast.actor("jo"), now=NOW)
    page = " ".join(client.get(reverse("what_happened", args=[held.slug])).content.decode().split())
    for words, tag in (
        ("It comes", "To come"), ("It is late", "Later than we said"), ("It was done", "We did it"),
        ("It went wrong", "We couldn’t, because"),
    ):  # fmt: skip
        assert tag in page.partition(words)[2][:160], words
    assert "The hall has one room" in page
    assert "Ash" not in page
    assert date(2026, 11, 16) == TODAY
