"""Whoever a spreadsheet brought in knows of us once something reached them: not in a trial, not for a draft, not for a queue."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings.actions import planning
from meetings.models import Series
from members.actions import charity
from members.actions import post as again
from members.models import Letter, Person
from members.post import clock, letters, unaware
from members.post.trial import TRIAL
from projects.actions import waving
from tests import factories as make
from tests.members.sheets import HEAD, bring, sheet

NAMES = ["Ivy Stone", "Grace Okoye"]
ROWS = [HEAD, *([name, f"{name.split()[0].lower()}@example.org", "", "active", "3/4/24"] for name in NAMES)]


@pytest.fixture
def start():
    return timezone.now().replace(hour=11)


@pytest.fixture
def jo(client, cast, as_user):
    _ = cast.group
    browser = as_user(client, cast.jo)
    bring(browser, sheet(ROWS), to="done")
    return browser


@pytest.fixture
def ivy(jo):
    return Person.objects.get(name="Ivy Stone")


def knows(name="Ivy Stone"):
    return Person.objects.get(name=name).is_aware


def queue_of(cast, *, size, now):
    """A piece of work whose queue holds both, the first of them asked at once."""
    work = make.opportunity(make.project(purpose="To try", intended_difference="It holds"), title="Panel", days=60)
    both = list(Person.objects.filter(name__in=NAMES).order_by("-name"))
    waving.start(opportunity=work, people=both, size=size, days=1, actor=cast.actor("jo"), now=now)
    return work


def invitations(**of):
    return Letter.objects.filter(kind__endswith="invitation", **of)


def test_an_invitation_in_a_trial_tells_nobody_and_the_clock_is_silent_after_it(jo, cast, ivy, start):
    charity.begin_trial(actor=cast.actor("jo"), now=start - timedelta(minutes=9))
    meeting = make.meeting(people=[cast.rowan], days=10)
    planning.invite(meeting=meeting, people=[ivy], actor=cast.actor("jo"), now=start)
    clock.tick(now=start)
    assert invitations(person=ivy).get().reason == TRIAL
    assert not knows()
    charity.end_trial(actor=cast.actor("jo"), now=start)
    for day in range(1, 10):
        clock.tick(now=start + timedelta(days=day))
    assert not ivy.letters.exclude(kind="meeting_invitation").exists()
    kept = again.never_told(about=meeting.about_word, kind="meeting_invitation").filter(person=ivy)
    assert again.tell_after_a_trial(kept, now=start) == 1
    assert knows(), "now something reaches her"


def test_a_wave_in_a_trial_tells_nobody(jo, cast, start):
    charity.begin_trial(actor=cast.actor("jo"), now=start - timedelta(minutes=9))
    queue_of(cast, size=1, now=start)
    clock.plan(now=start + timedelta(days=2))
    assert invitations(person__name__in=NAMES).count() == 2, "kept back, and can be told after the trial"
    assert not any(map(knows, NAMES))


def test_a_copy_for_somebody_else_tells_the_person_nothing(jo, ivy, monkeypatch):
    from members.post import kinds

    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    for name, to in (("a_copy", lambda letter: "mo@example.org"), ("a_letter", None)):
        letters.register(
            name, render=None, still_true=None, lane=letters.Lane.BULK, essential=False, windowed=False,
            purpose="everything", words="News", to=to,
        )  # fmt: skip
        now = timezone.now()
        letters.note(kind=name, key=name, person=ivy, about="", due_at=now, now=now)
        assert knows() is (name == "a_letter")


def test_a_queue_tells_only_those_who_are_asked_each_in_their_wave(jo, cast, start):
    queue_of(cast, size=1, now=start)
    assert knows("Ivy Stone")
    assert not knows("Grace Okoye")
    clock.plan(now=start + timedelta(days=2))
    assert knows("Grace Okoye")
    assert invitations(person__name="Grace Okoye").exists()


@pytest.mark.parametrize("by_itself", [False, True])
def test_a_draft_tells_nobody_until_it_is_published_by_a_person_or_by_the_clock(jo, cast, ivy, start, by_itself):
    series = make.series(body=cast.group)
    clock.plan(now=start)
    meeting = series.meetings.order_by("starts_at").first()
    planning.invite(meeting=meeting, people=[ivy], actor=cast.actor("jo"), now=start)
    assert not knows()
    if by_itself:
        Series.objects.filter(pk=series.pk).update(publishes_itself=True)
        clock.plan(now=meeting.starts_at - timedelta(days=2))
    else:
        planning.publish(meeting=meeting, actor=cast.actor("jo"), now=start)
    assert invitations(person=ivy, about=meeting.about_word).exists()
    assert knows()
    assert not knows("Grace Okoye")


def test_the_clock_writes_again_after_somebody_decided():
    with unaware.the_clock_writes():
        with unaware.somebody_decided():
            assert not unaware.left_out()
        assert unaware.left_out()
    assert not unaware.left_out()
