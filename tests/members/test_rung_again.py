"""A call that came to nothing, or was put off: what the person who asked for it reads, and where the new wish stands."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from members.actions import calls, ringing
from members.models import ContactTask, RingRequest
from members.words import when

pytestmark = pytest.mark.django_db
ASKED = datetime(2026, 6, 9, 10, 0, tzinfo=ZoneInfo("Europe/London"))  # a Tuesday: promised by 5pm
LATER = ASKED + timedelta(days=5)
AGREED = datetime(2026, 6, 18, 11, 30, tzinfo=ZoneInfo("Europe/London"))


def words(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def tried(cast):
    """Rowan asked to be rung, and Jo rang in time: what came of it."""

    def tried(outcome, again_at=None):
        task = ringing.ring_me(person=cast.rowan, actor=cast.actor("rowan"), now=ASKED).task
        now = ASKED + timedelta(hours=1)
        return calls.record(task=task, outcome=outcome, actor=cast.actor("jo"), now=now, again_at=again_at)

    return tried


def at_home(client, as_user, cast, *, now):
    with time_machine.travel(now, tick=False):
        return words(as_user(client, cast.rowan, "member").get("/"))


def test_who_was_rung_in_time_and_did_not_answer_reads_that_we_tried(client, cast, as_user, tried):
    tried("no_answer")
    page = at_home(client, as_user, cast, now=ASKED + timedelta(hours=4))
    assert "We rang you, and nobody answered. We try again." in page
    assert "did not manage it" not in page
    assert "Please ring me" in page


def test_that_nobody_tried_again_for_days_is_owned(client, cast, as_user, tried):
    tried("no_answer")
    page = at_home(client, as_user, cast, now=LATER)
    assert "We rang you once, and have not tried again. We are sorry." in page
    assert "We try again" not in page
    assert "Please ring me" in page


def test_a_later_time_that_was_agreed_is_the_one_that_is_said(client, cast, as_user, tried):
    tried("ring_again", AGREED)
    page = at_home(client, as_user, cast, now=LATER)
    assert "We ring you again on Thursday 18 June, 11.30am, as agreed." in page
    assert "did not manage it" not in page
    assert "Please ring me" not in page


def test_an_agreed_time_that_we_let_pass_is_owned_too(client, cast, as_user, tried):
    tried("ring_again", AGREED)
    wish = RingRequest.objects.select_related("task").get()
    assert not ringing.promise_of(wish, now=AGREED + timedelta(hours=2)).is_missed
    page = at_home(client, as_user, cast, now=AGREED + timedelta(days=1))
    with time_machine.travel(AGREED + timedelta(days=1), tick=False):
        assert f"We said that we ring you by {when(AGREED)}, and did not manage it. We are sorry." in page
    assert "Please ring me" in page


@pytest.mark.parametrize(("outcome", "again_at"), [("no_answer", None), ("ring_again", AGREED)])
def test_whoever_asks_anew_stands_among_todays_calls_with_words_that_are_true(
    client, cast, as_user, tried, outcome, again_at
):
    waits_for = tried(outcome, again_at).due_at
    with time_machine.travel(LATER, tick=False):
        as_user(client, cast.rowan, "member")
        for _ in range(2):
            home = words(client.post("/members/ring-me/", follow=True))
        assert "We ring you by Monday 15 June, 5pm." in home
        assert not again_at or f"agreed before: {when(AGREED)}" in ContactTask.objects.get().why
        desk = words(as_user(client, cast.jo, "coordinator").get("/members/calls/"))
    assert "Asked us to ring, and asked again" in desk
    assert "did not ring in time" not in desk
    assert "Rowan Ashdown" in desk
    task = ContactTask.objects.get()
    assert task.due_at == min(waits_for, LATER)
    assert (task.tries, task.outcome) == (1, "")
    assert RingRequest.objects.get().asked_at == LATER


def test_a_second_promise_that_we_break_is_owned(client, cast, as_user, tried):
    tried("no_answer")
    ringing.ring_me(person=cast.rowan, actor=cast.actor("rowan"), now=LATER)
    assert "and did not manage it. We are sorry." in at_home(client, as_user, cast, now=LATER + timedelta(days=3))
