"""Planning: what a coordinator does to a meeting, and who hears of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings.actions import planning, register, rsvps
from meetings.models import Rsvp
from members.models import Letter
from members.permissions import by_link
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_draft_sends_nothing_and_publishing_asks_everybody_once(cast):
    now = timezone.now()
    group = [cast.rowan, cast.sam, cast.pat]
    meeting = planning.create(
        actor=cast.actor("jo"), now=now, kind=make.kind(), body=cast.group, title="Advisory Group", place="Leatherhead",
        starts_at=now + timedelta(days=20), ends_at=now + timedelta(days=20, hours=2), online_offered=True,
    )
    assert {r.person for r in meeting.rsvps.all()} == set(group)
    assert not Letter.objects.exists()
    planning.publish(meeting=meeting, actor=cast.actor("jo"), now=now)
    assert dict(Letter.objects.values_list("person__name", "way")) == {
        "Rowan Ashdown": "email", "Sam Okafor": "phone", "Pat Lindqvist": "post",
    }
    rsvp = Rsvp.objects.get(meeting=meeting, person=cast.rowan)
    rsvps.answer(rsvp=rsvp, answer="yes", actor=by_link(cast.rowan), now=now)
    planning.edit(meeting=meeting, actor=cast.actor("jo"), now=now, place="Epsom", room_places=3)
    planning.move(meeting=meeting, starts_at=now + timedelta(days=2), ends_at=now + timedelta(days=2, hours=1), actor=cast.actor("jo"), now=now)
    planning.cancel(meeting=meeting, actor=cast.actor("jo"), now=now)
    print(list(Letter.objects.values_list("kind", "way", "state", "reason", "person__name")))


def test_clock(cast):
    from meetings import reminders
    from members.post import kinds
    now = timezone.now()
    meeting = planning.create(
        actor=cast.actor("jo"), now=now, kind=make.kind(), body=cast.group, title="Advisory Group", place="Leatherhead", people=[cast.rowan, cast.sam, cast.pat],
        starts_at=now + timedelta(days=20), ends_at=now + timedelta(days=20, hours=2), online_offered=True, join_link="https://meet.example.org/x",
    )
    planning.publish(meeting=meeting, actor=cast.actor("jo"), now=now)
    for days in (5, 7, 8, 12, 14, 16, 18, 19.5):
        then = now + timedelta(days=days)
        print(days, reminders.plan_due(now=then), reminders.plan_due(now=then), len(reminders.forecast(now=then, until=then + timedelta(days=14))))
    for letter in Letter.objects.order_by("due_at", "pk"):
        kind = kinds.get(letter.kind)
        no = kind.still_true(letter, now=now)
        print(letter.due_at, letter.key, letter.way, no)
        if not no:
            r = kind.render(letter, now=now)
            print(r.subject, r.script[:100], r.short)
    print(r.text); print(r.html[-3000:])
    pass
