"""On a coordinator's Monday what is late stands first, before what is only urgent; and what has no day is folded when long."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from members.actions import enquiries
from projects.models import Decision
from tests import factories as make
from tests.factories import support

pytestmark = pytest.mark.django_db


def monday(client, cast, as_user):
    return " ".join(as_user(client, cast.jo).get("/").content.decode().split())


@pytest.mark.parametrize(("days", "is_first"), [(-1, True), (1, False)])
def test_what_is_late_stands_before_the_calls_and_what_is_not_after_them(client, cast, as_user, days, is_first):
    today = timezone.localdate()
    noor = make.person("Noor Haddad", phone="01632 960 777")
    make.membership(noor, state="enquiry", since=today, due_on=today + timedelta(days=days))
    page = monday(client, cast, as_user)
    assert page.count("Coming and going") == 1
    assert (page.index("Coming and going") < page.index("Calls to make")) is is_first


@pytest.mark.parametrize(("day", "is_late"), [(10, False), (11, True)])
def test_an_enquiry_a_person_looks_at_first_is_late_when_its_day_is_over(client, cast, as_user, day, is_late):
    with time_machine.travel(datetime(2026, 6, 8, 11, tzinfo=UTC), tick=False):
        enquiries.ask(
            name="Noor Haddad", way="email", address="noor@example.org", looks_automatic=True, now=timezone.now()
        )
    with time_machine.travel(datetime(2026, 6, day, 11, tzinfo=UTC), tick=False):  # its day is Wednesday 10 June
        page = monday(client, cast, as_user)
    assert (page.index("Coming and going") < page.index("Calls to make")) is is_late
    card = page[page.index("Coming and going") :].split("</section>")[0]
    assert "1 enquiry to look at first" in card
    assert ("Late" in card.split("</ul>")[0]) is is_late


def a_check_in(cast, days):
    support.check_in(cast.rowan, due_at=timezone.now() + timedelta(days=days))


def a_training(cast, days):
    support.training(cast.ash, expires_on=timezone.localdate() + timedelta(days=days))


def a_review(cast, days):
    now = timezone.now()
    Decision.objects.create(
        question="Large print?", body=cast.group, outcome="agreed", outcome_words="Yes.", way="noted", owner=cast.ash,
        decided_on=now.date(), decided_at=now, noted_at=now, closed_at=now, lived_experience="none",
        review_on=timezone.localdate() + timedelta(days=days),
    )  # fmt: skip


def a_register(cast, days):
    at = timezone.now() - timedelta(hours=2) if days == 0 else timezone.now() + timedelta(days=days)
    make.meeting("Long ago", team=cast.team, starts_at=at, ends_at=at + timedelta(hours=1))
    if days:  # what is not over for a day stands before it in the list
        for each in range(6):
            make.meeting(f"Today {each}", team=cast.team, starts_at=timezone.now() - timedelta(minutes=90),
                         ends_at=timezone.now() - timedelta(minutes=30))  # fmt: skip


@pytest.mark.parametrize(("days", "is_first"), [(-1, True), (0, False)])
@pytest.mark.parametrize(
    ("thing", "card"),
    [
        (a_check_in, "How are they?"),
        (a_training, "Training runs out"),
        (a_review, "Decisions to look at again"),
        (a_register, "Who came?"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_so_does_every_card_with_a_day(client, cast, as_user, thing, card, days, is_first):
    with time_machine.travel(datetime(2026, 6, 10, 13, tzinfo=UTC), tick=False):
        thing(cast, days)
        page = monday(client, cast, as_user)
    assert page.count(card) == 1
    assert (page.index(card) < page.index("Calls to make")) is is_first


@pytest.mark.parametrize(("number", "folds"), [(3, False), (4, True)])
def test_more_than_three_things_without_a_day_are_folded(client, cast, as_user, number, folds):
    for each in range(number):
        make.activity(f"Talk {each}", team=cast.team, needs_detail=True)
    page = monday(client, cast, as_user)
    assert ("The others</summary>" in page) is folds
    assert page.count("Some details are missing.") == number
