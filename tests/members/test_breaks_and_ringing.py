"""Taking a break, coming back, and being rung."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from members import emails
from members.actions import breaks, ringing
from members.models import ContactTask, Letter, Person, RingRequest
from members.permissions import by_link
from members.post import delivery
from members.words import when

LONDON = ZoneInfo("Europe/London")


def test_rowan_takes_a_break_with_one_press_and_no_reason(client, cast, as_user):
    page = as_user(client, cast.rowan).post("/members/break/start/", headers={"HX-Request": "true"})
    assert "You are on a break" in page.content.decode()
    assert "I am back" in page.content.decode()
    assert Person.objects.get(pk=cast.rowan.pk).is_paused


def test_rowan_comes_back_with_one_press(client, cast, as_user):
    Person.objects.filter(pk=cast.rowan.pk).update(paused_at=timezone.now())
    page = as_user(client, cast.rowan).post("/members/break/end/", headers={"HX-Request": "true"})
    assert "Welcome back" in page.content.decode()
    assert not Person.objects.get(pk=cast.rowan.pk).is_paused


def test_pressing_twice_keeps_the_first_moment(cast):
    first = timezone.now()
    actor = cast.actor("rowan")
    assert breaks.start(person=cast.rowan, actor=actor, now=first)
    assert not breaks.start(person=cast.rowan, actor=actor, now=timezone.now())
    assert Person.objects.get(pk=cast.rowan.pk).paused_at == first


def test_jo_starts_a_break_for_sam_who_asked_by_telephone(client, cast, as_user):
    page = as_user(client, cast.jo).post(f"/members/{cast.sam.pk}/break/start/", follow=True)
    assert "Sam Okafor is on a break" in page.content.decode()


def test_nobody_else_starts_a_break_for_rowan(cast):
    for name in ("robin", "ash", "tal", "kim", "bo"):
        with pytest.raises(PermissionDenied):
            breaks.start(person=cast.rowan, actor=cast.actor(name), now=timezone.now())


def test_a_link_may_not_end_somebody_elses_break(cast):
    with pytest.raises(PermissionDenied):
        breaks.end(person=cast.rowan, actor=by_link(cast.robin), now=timezone.now())


@pytest.mark.parametrize(
    ("asked", "rung_by"),
    [
        (datetime(2026, 6, 9, 10, 0, tzinfo=LONDON), "Tuesday 9 June, 5pm"),
        (datetime(2026, 6, 9, 16, 0, tzinfo=LONDON), "Wednesday 10 June, 5pm"),
        (datetime(2026, 6, 12, 16, 0, tzinfo=LONDON), "Monday 15 June, 5pm"),
        (datetime(2026, 12, 24, 20, 0, tzinfo=LONDON), "Tuesday 29 December, 5pm"),  # Boxing Day is moved to Monday
    ],
)
def test_we_say_when_we_ring(asked, rung_by):
    assert when(ringing.ring_by(now=asked), today=asked.date()) == rung_by


def test_please_ring_me_makes_one_call_however_often_it_is_pressed(client, cast, as_user):
    rowan = as_user(client, cast.rowan)
    for _ in range(3):
        page = rowan.post("/members/ring-me/", {"about": "meeting:42"}, headers={"HX-Request": "true"})
    words = page.content.decode()
    assert "We will ring you by" in words
    assert "not for emergencies" in words
    assert ContactTask.objects.filter(person=cast.rowan).count() == 1
    assert ContactTask.objects.get().about == "meeting:42"


def test_once_they_were_rung_they_may_ask_again(cast):
    actor, now = cast.actor("rowan"), timezone.now()
    first = ringing.ring_me(person=cast.rowan, actor=actor, now=now)
    ContactTask.objects.filter(pk=first.task_id).update(closed_at=now, outcome="spoke")
    second = ringing.ring_me(person=cast.rowan, actor=actor, now=now)
    assert first.pk != second.pk
    assert RingRequest.objects.filter(closed_at=None).count() == 1


def test_a_call_that_was_not_made_in_time_is_owned_and_may_be_asked_for_anew(client, cast, as_user):
    as_user(client, cast.rowan, "member").post("/members/ring-me/")
    page = " ".join(client.get("/").content.decode().split())
    assert f"We ring you by {when(ringing.ring_by(now=timezone.now()))}." in page
    was = timezone.now() - timedelta(days=9)
    RingRequest.objects.update(asked_at=was)
    ContactTask.objects.update(due_at=was)
    page = " ".join(client.get("/").content.decode().split())
    promised = when(ringing.ring_by(now=was))
    assert f"We said that we ring you by {promised}, and did not manage it. We are sorry." in page
    assert "We will ring you" not in page
    assert "Please ring me" in page
    again = " ".join(client.post("/members/ring-me/", follow=True).content.decode().split())
    assert f"We ring you by {when(ringing.ring_by(now=timezone.now()))}." in again
    assert RingRequest.objects.count() == 1
    task = ContactTask.objects.get()
    assert task.due_at == was, "it stays where it stood on the list, as long as it waited"
    assert task.why == "Asked us to ring, and asked again: we did not ring in time"


def test_words_that_are_no_thing_of_ours_are_not_kept(client, cast, as_user):
    as_user(client, cast.rowan).post("/members/ring-me/", {"about": "<script>:1"})
    assert ContactTask.objects.get().about == ""


def test_nothing_leaves_for_rowan_on_a_break_but_the_code_rowan_just_asked_for(client, cast, as_user, settings):
    settings.EMAIL_BACKEND = "members.post.backend.LetterBackend"  # Django's tests put another one in its place
    now = timezone.now()
    emails.welcome_to_sign_in(person=cast.rowan, now=now)
    as_user(client, cast.rowan).post("/members/break/start/")
    client.logout()
    client.post("/accounts/login/code/", {"email": "rowan@example.org"})
    delivery.deliver_batch(now=timezone.now())
    states = dict(Letter.objects.filter(person=cast.rowan).values_list("kind", "state"))
    assert states.pop("sign_in_welcome") == "withheld"
    assert list(states.values()) == ["sent"]


def test_the_letter_to_a_new_coordinator_says_how_to_sign_in(cast):
    emails.welcome_to_sign_in(person=cast.jo, now=timezone.now())
    delivery.deliver_batch(now=timezone.now())
    letter = Letter.objects.get(person=cast.jo)
    assert letter.state == "sent"
    assert "There is no password to remember" in letter.text
    assert "/accounts/login/code/" in letter.html
    assert "01632 960 123" in letter.text
