"""Invariant 1 of the domain (8.2), with consent to each sort of letter, and the week: in whatever order things happen."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from members import digests
from members.models import Channel, Letter, Membership, Person, PostWishes
from members.post import delivery
from tests import factories as make
from tests.members.test_wishes import DAY, MONDAY, deliver, kinds_of_every_sort, note, wish  # noqa: F401 — a fixture too

CHANGES = {
    "pause": lambda p: Person.objects.filter(pk=p.pk).update(paused_at=MONDAY),
    "back": lambda p: Person.objects.filter(pk=p.pk).update(paused_at=None),
    "die": lambda p: Person.objects.filter(pk=p.pk).update(died_on=date(2026, 11, 1)),
    "leave": lambda p: Membership.objects.filter(person=p).update(state="left"),
    "quieter": lambda p: Person.objects.filter(pk=p.pk).update(essential_post_only_at=MONDAY),
    "no news": lambda p: wish(p, news="none"),
    "no meetings": lambda p: wish(p, meetings="none"),
    "news again": lambda p: wish(p, news=""),
    "weekly": lambda p: wish(p, weekly_letter=True),
    "no email": lambda p: Channel.objects.filter(person=p).delete(),
}
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("note"), st.sampled_from(["may_news", "may_meetings", "must_news"]), st.integers(0, 5)),
        st.tuples(st.sampled_from(sorted(CHANGES)), st.just(""), st.just(0)),
        st.tuples(st.just("deliver"), st.just(""), st.integers(0, 12)),
    ),
    max_size=12,
)


class UndoneAfterwards(Exception):
    pass


@pytest.mark.django_db
@given(steps=STEPS)
@settings(max_examples=25, deadline=None)
def test_nothing_leaves_without_consent_to_that_sort_and_never_more_than_three_in_seven_days(steps):
    try:
        with transaction.atomic():
            _play(steps)
            raise UndoneAfterwards
    except UndoneAfterwards:
        pass


def _play(steps):
    person = make.person("Wren Holt", email="wren@example.org")
    make.membership(person)
    now = MONDAY
    for what, kind, number in steps:
        if what == "note":
            note(person, f"{kind}:{number}", kind, now=now)
        elif what in CHANGES:
            CHANGES[what](person)
        else:
            now += number * DAY
            before = set(Letter.objects.filter(state="sent").values_list("pk", flat=True))
            deliver(now)
            for letter in Letter.objects.filter(state="sent").exclude(pk__in=before):
                assert _allowed(letter, person), (letter.kind, letter.reason)
    sent = sorted(
        Letter.objects.filter(state="sent", is_essential=False).exclude(reason=digests.IN_THE_WEEKLY_LETTER)
        .values_list("sent_at", flat=True)
    )  # fmt: skip
    for first, fourth in zip(sent, sent[3:], strict=False):
        assert fourth - first >= 7 * DAY


def _allowed(letter, person):
    """The rule said once more, in other words than the code's."""
    person.refresh_from_db()
    chosen = PostWishes.objects.filter(person=person).first() or PostWishes()
    gone = person.memberships.filter(state="left").exists()
    if person.paused_at or person.died_on or gone or not person.channels.exists():
        return letter.reason == digests.IN_THE_WEEKLY_LETTER  # marked now, told before
    if letter.is_essential:
        return True
    sort = letter.kind.removeprefix("may_")
    told_before = letter.reason == digests.IN_THE_WEEKLY_LETTER
    return told_before or (not person.essential_post_only_at and getattr(chosen, sort, "") != "none")


def test_the_play_would_see_a_wish_that_is_not_honoured(cast, monkeypatch):
    """The negative control."""
    monkeypatch.setattr(delivery.wanted, "why_not", lambda *_, **__: "")
    with pytest.raises(AssertionError):
        _play([("note", "may_news", 0), ("no news", "", 0), ("deliver", "", 0)])


def test_the_play_would_see_a_fourth_letter(cast, monkeypatch):
    monkeypatch.setattr(delivery.pacing, "wait_until", lambda *_, **__: None)
    with pytest.raises(AssertionError):
        _play([("note", "may_news", n) for n in range(4)] + [("deliver", "", 0)])
