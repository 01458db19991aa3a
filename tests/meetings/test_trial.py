"""A meeting planned while the site is only tried out: nobody but staff hears of it, its links work, nothing of it comes late."""

from datetime import timedelta

import pytest

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
