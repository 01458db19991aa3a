"""A meeting planned while the site is only tried out: nobody but staff hears of it, its links work, nothing of it comes late."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from meetings.actions import rsvps
from members import charity
from members.actions import charity as actions
from members.models import ContactTask, Letter
from members.post import clock
from members.post.trial import TRIAL
from projects.models import Invitation, Turn, Waves
from tests import factories as make
from tests.meetings.conftest import NOW, START

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def trial(cast):
    charity.kept.forget()
    actions.begin_trial(actor=cast.actor("jo"), now=NOW - HOUR)
    yield lambda now: actions.end_trial(actor=cast.actor("jo"), now=now)
    charity.kept.forget()


def test_members_hear_nothing_staff_do_and_the_link_that_would_have_gone_works(
    cast, plan, deliver, trial, client, link_of
):
    meeting = plan(people=[cast.rowan, cast.sam, cast.ash], publish=True)
    assert [name for name, _, _ in deliver(NOW)] == ["Ash"]
    assert not ContactTask.objects.filter(closed_at=None).exists(), "nobody rings Sam"
    letter = Letter.objects.get(person=cast.rowan, kind__startswith="meeting_")
    assert letter.reason == TRIAL
    address = link_of(meeting, cast.rowan)
    assert address in letter.text
    assert client.get(address).status_code == 200
    assert client.post(address, {"answer": "yes"}).status_code in (303, 403)
    trial(NOW + HOUR)
    assert deliver(NOW + 2 * HOUR) == []


def test_the_page_says_who_was_not_asked_and_one_press_asks_them_when_it_is_over(
    cast, plan, deliver, trial, client, as_user
):
    meeting = plan(people=[cast.rowan, cast.robin, cast.sam, cast.ash])
    page, publish = f"/meetings/{meeting.pk}/", f"/meetings/{meeting.pk}/publish/"
    with time_machine.travel(NOW, tick=False):
        jo = as_user(client, cast.jo)
        assert "our own staff are asked, and nobody else hears of it" in jo.get(publish).text
        answered = jo.post(publish, follow=True).text
        assert "our own staff get theirs, and nobody else hears of it" in answered
        assert "on their way" not in answered
        deliver(NOW)
        assert "3 people were not asked: this is a trial" in jo.get(page).text
        assert jo.post(f"{page}ask-now/").status_code == 409
    rsvps.answer(
        rsvp=meeting.rsvps.get(person=cast.robin), answer="yes", mode="room", actor=cast.actor("robin"), now=NOW + HOUR
    )
    trial(NOW + HOUR)
    with time_machine.travel(NOW + 2 * HOUR, tick=False):
        jo = as_user(Client(), cast.jo)
        shown = jo.get(page).text
        assert "2 people were not asked: it was a trial" in shown, "Robin has answered"
        letter = Letter.objects.get(person=cast.rowan, kind="meeting_invitation")
        assert "is only being tried out" not in jo.get(f"/members/messages/{letter.pk}/").text
        for _ in range(2):
            assert jo.post(f"{page}ask-now/").status_code == 302
        assert "not asked" not in jo.get(page).text
        assert [name for name, _, kind in deliver(NOW + 2 * HOUR) if kind == "invitation"] == ["Rowan", "Sam"]


def test_after_the_trial_only_what_is_noted_then_leaves(cast, plan, deliver, trial):
    plan(people=[cast.rowan], publish=True)
    deliver(NOW)
    trial(NOW + HOUR)
    clock.tick(now=START - DAY)
    left = Letter.objects.filter(person=cast.rowan, state="sent")
    assert left.exists(), "the reminder of a meeting that nobody called off"
    assert not left.filter(created_at__lte=NOW + HOUR).exists()


def test_a_wave_in_a_trial_reaches_nobody_then_or_later(cast, trial):
    work = make.opportunity(make.project(purpose="To try", intended_difference="It holds"), title="Panel", days=60)
    people = [make.person(f"Person {n}", email=f"p{n}@example.org", role="member") for n in range(4)]
    Turn.objects.bulk_create(Turn(opportunity=work, person=p, place=i) for i, p in enumerate(people, start=1))
    Waves.objects.create(opportunity=work, size=2, days=1, next_at=NOW, started_at=NOW)
    clock.tick(now=NOW)
    asked = set(Invitation.objects.filter(opportunity=work).values_list("person_id", flat=True))
    assert asked
    assert set(Letter.objects.filter(person__in=asked).values_list("reason", flat=True)) == {TRIAL}
    trial(NOW + HOUR)
    clock.tick(now=NOW + 3 * DAY)
    assert not Letter.objects.filter(person__in=asked, state="sent", created_at__lte=NOW + HOUR).exists()
