"""Invariants 1 and 2 of the domain (8.2): whatever happens in whatever order, nobody is written to who must not be,
and nothing is sent twice. What really reached the mail server is the judge."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings as site
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from members.models import Channel, Letter, Membership, Person
from members.models.person import sort_key
from members.post import delivery, kinds, letters

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
pytestmark = pytest.mark.django_db
arrived = []


class Judge(BaseEmailBackend):
    """Writes down what reached it, and the Message-IDs."""

    def send_messages(self, messages):
        arrived.extend((message.to[0], message.extra_headers["Message-ID"]) for message in messages)
        return len(messages)


@pytest.fixture(autouse=True)
def post(monkeypatch, settings):
    settings.DELIVERY_BACKEND = "tests.members.test_post_invariants.Judge"
    settings.SEND_WINDOW = "always"
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    letters.register(
        "news", render=lambda letter, *, now: letters.Rendered(subject="News", text="Hello\n"),
        still_true=lambda letter, *, now: "", lane=letters.Lane.BULK, essential=True, windowed=False, purpose="meetings", words="News",
    )  # fmt: skip


CHANGES = {
    "pause": lambda p: Person.objects.filter(pk=p.pk).update(paused_at=NOW),
    "back": lambda p: Person.objects.filter(pk=p.pk).update(paused_at=None),
    "die": lambda p: Person.objects.filter(pk=p.pk).update(died_on=date(2026, 11, 1)),
    "leave": lambda p: Membership.objects.filter(person=p).update(state="left"),
    "rejoin": lambda p: Membership.objects.filter(person=p).update(state="active"),
    "no email": lambda p: Channel.objects.filter(person=p).delete(),
    "by telephone": lambda p: Channel.objects.filter(person=p).update(way="phone"),
    "by email": lambda p: Channel.objects.filter(person=p).update(way="email"),
}
steps = st.lists(
    st.one_of(
        st.tuples(st.just("note"), st.integers(0, 1), st.integers(0, 3)),
        st.tuples(st.sampled_from(sorted(CHANGES)), st.integers(0, 1), st.just(0)),
        st.tuples(st.just("deliver"), st.just(0), st.integers(-90, 90)),
    ),
    max_size=14,
)


def may_be_written_to(person) -> bool:
    """The rule said once more, in other words than the code's."""
    person.refresh_from_db()
    gone = person.memberships.filter(state="left").exists()
    has_email = person.channels.filter(way="email").exists()
    return not person.paused_at and not person.died_on and not gone and has_email


def two_people():
    people = []
    for name in ("Rowan", "Robin"):
        person = Person.objects.create(name=name, sort_name=sort_key(name))
        Membership.objects.create(person=person, state="active", since=date(2026, 1, 1))
        Channel.objects.create(person=person, way="email", address=f"{name.lower()}@example.org")
        people.append(person)
    return people


class UndoneAfterwards(Exception):
    pass


@given(steps=steps)
@settings(max_examples=40, deadline=None)
def test_nothing_leaves_for_somebody_who_must_not_get_it_and_nothing_leaves_twice(steps):
    try:
        with transaction.atomic():
            _play(steps)
            raise UndoneAfterwards
    except UndoneAfterwards:
        pass


def _play(steps):
    arrived.clear()
    people = two_people()
    for what, who, number in steps:
        person = people[who]
        if what == "note":
            letters.note(kind="news", key=f"news:{person.pk}:{number}", person=person, about="x:1", due_at=NOW, now=NOW)
        elif what in CHANGES:
            CHANGES[what](person)
        else:  # the clock may stand an hour and a half early or late
            allowed = {f"{p.name.lower()}@example.org" for p in people if may_be_written_to(p)}
            before = len(arrived)
            delivery.deliver_due(now=NOW + timedelta(minutes=number))
            assert {to for to, _ in arrived[before:]} <= allowed
    idents = [ident for _, ident in arrived]
    assert len(idents) == len(set(idents))
    assert len(idents) == Letter.objects.filter(state="sent").count()
    for key, count in _times_by_key(idents).items():
        assert count == 1, key


def _times_by_key(idents):
    keys = list(Letter.objects.filter(message_id__in=idents).values_list("key", flat=True))
    return {key: keys.count(key) for key in keys}


def test_the_judge_would_see_a_letter_that_ignores_a_break(monkeypatch):
    """The negative control: with the last check taken away, the same play sends what it must not."""
    monkeypatch.setattr(delivery.wanted, "why_not", lambda *_, **__: "")
    assert site.SEND_WINDOW == "always"
    with pytest.raises(AssertionError):
        _play([("note", 0, 0), ("pause", 0, 0), ("deliver", 0, 0)])
