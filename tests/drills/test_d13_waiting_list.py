"""D13: fifty cancel while fifty join and offers run out; and three hundred register for the last hundred places."""

import functools
import random
import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from meetings import offers
from meetings.gathering_counts import standing_of
from meetings.models import Gathering, Registration, RegistrationState
from meetings.views.registering import BEGAN
from members.models import Letter, Link
from tests import factories as make
from tests.drills import crowd, harness

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
A_WEEK = timedelta(days=7)
SEEDS = 5 if harness.FULL else 1
MANY = 50
State = RegistrationState


def site():
    return crowd.site(REGISTRATIONS_FROM_ONE_ADDRESS="0")


@functools.cache
def began():
    """What the first step wrote into the form, a minute ago."""
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        return BEGAN.sign("began")


def form(name, *, lived=False):
    parts = {"parts": "lived_experience"} if lived else {}
    address = f"{name.lower().replace(' ', '.')}@example.org"
    return {
        "step": "3", "name": name, "way": "email", "address": address, "agreed": "on", "began": began(), **parts,
    }  # fmt: skip


def rows_of(gathering, count, *, state, first=0, **fields):
    """That many registrations as they would stand, without pressing for each."""
    now, made = timezone.now(), []
    for n in range(first, first + count):
        place = n + 1 if state in (State.REGISTERED, State.OFFERED) else None
        row = Registration(
            gathering=gathering, name=f"Row {n}", sort_name=f"row {n}", way="email", address=f"row{n}@example.org",
            state=state, place_no=place, queue_no=n + 1, registered_at=now, **fields,
        )  # fmt: skip
        row.link_with(Link.new_token())
        made.append(row)
    return Registration.objects.bulk_create(made)


def told(rows):
    """Each of them has had the letter with the offer, a week ago."""
    Letter.objects.bulk_create(
        Letter(key=f"told:{row.pk}", kind="event_offer", about=row.about_word, due_at=row.offered_at, state="sent",
               sent_at=row.offered_at, facts={"registration": row.pk, "revision": 0})
        for row in rows
    )  # fmt: skip


def check_at_rest(gathering):
    """Never over, no empty place beside somebody who waits, nobody twice in a place, one letter an offer."""
    gathering = Gathering.objects.get(pk=gathering.pk)
    standing = standing_of(gathering, now=timezone.now())
    held = list(Registration.objects.filter(gathering=gathering).holding_a_place().values_list("place_no", flat=True))
    assert standing.taken <= gathering.places, "more people than places"
    assert len(held) == len(set(held))
    assert not (standing.free(held=False) and standing.waiting), "somebody waits beside an empty place"
    for row in Registration.objects.filter(gathering=gathering, state=State.OFFERED):
        told = Letter.objects.filter(kind="event_offer", about=row.about_word, facts__revision=row.revision)
        assert row.offer_expires_at < timezone.now() or told.count() == 1, "an offer and its letter are one"
    return standing


def rush(port, *, seed):
    """Fifty with a place cancel, fifty join, and ten offers run out meanwhile, under the planner's own hand."""
    chance = random.Random(seed)
    gathering = make.gathering(places=60, slug=f"rush-{seed}")
    inside = rows_of(gathering, MANY, state=State.REGISTERED)
    past = timezone.now() - timedelta(hours=1)
    told(rows_of(gathering, 10, state=State.OFFERED, first=MANY, offered_at=past - A_WEEK, offer_expires_at=past))
    rows_of(gathering, 30, state=State.WAITING, first=MANY + 10)
    presses = [(f"/registration/{row.token}/", {"do": "cancel"}) for row in inside]
    presses += [(f"/events/rush-{seed}/register/", form(f"New {seed} {n}")) for n in range(MANY)]
    chance.shuffle(presses)

    def the_clock():
        for _ in range(6):
            offers.plan_due(now=timezone.now())
        connection.close()

    clock = threading.Thread(target=the_clock)
    clock.start()
    replies = crowd.all_at_once(port, presses)
    clock.join(timeout=60)
    assert {reply.status for reply in replies} <= {302, 303}, sorted({reply.status for reply in replies})
    offers.plan_due(now=timezone.now())
    standing = check_at_rest(gathering)
    assert standing.taken == 60, "fifty places came free, ten offers ran out, and eighty wanted them"
    assert Registration.objects.filter(gathering=gathering, state=State.LAPSED).count() == 10
    twice = Letter.objects.filter(kind="event_offer").values_list("about", flat=True)
    assert len(set(twice)) == len(twice), "nobody was offered a place twice"
    return crowd.p95(replies)


def three_hundred(port):
    """A hundred in, the held places honoured, the rest waiting in order, and no page that went wrong."""
    gathering = make.gathering(places=100, held_places=30, slug="last-hundred")
    people = [form(f"Person {n}", lived=n % 7 == 0) for n in range(300)]
    replies = crowd.all_at_once(port, [("/events/last-hundred/register/", each) for each in people])
    assert {reply.status for reply in replies} == {302}
    rows = list(Registration.objects.filter(gathering=gathering))
    assert len(rows) == 300
    inside = [row for row in rows if row.place_no is not None]
    assert sorted(row.place_no for row in inside) == list(range(1, 101))
    assert sum(1 for row in inside if not row.held) <= 70, "nobody else has a held place"
    assert sum(1 for row in inside if row.held) >= 30
    assert sorted(row.queue_no for row in rows) == list(range(1, 301)), "everybody has a turn of their own"
    first_to_wait = min(row.queue_no for row in rows if row.place_no is None and not row.held)
    assert all(row.held or row.queue_no < first_to_wait for row in inside), "whoever came first has the place"
    theirs = [row.about_word for row in rows]
    assert Letter.objects.filter(kind="event_receipt", about__in=theirs).count() == 300
    return crowd.p95(replies)


def test_fifty_cancel_while_fifty_join_and_three_hundred_come_for_the_last_hundred_places():
    web, port = site()
    with web:
        harness.wait_for(lambda: crowd.answers(port), seconds=60, what="the web server")
        slowest = max(rush(port, seed=seed) for seed in range(1, SEEDS + 1))
        slowest_of_many = three_hundred(port)
    harness.report("d13", cancel=MANY, join=MANY, seeds=SEEDS, p95=slowest, p95_of_300=slowest_of_many, http_5xx=0)


@pytest.mark.control
def test_the_drill_notices_a_promotion_outside_the_lock():
    """The negative control: cancel, look who is next, write a moment later. Several hand their place to one person."""
    web, port = site()
    with web:
        harness.wait_for(lambda: crowd.answers(port), seconds=60, what="the web server")
        gathering = make.gathering(places=20, slug="unlocked")
        inside = rows_of(gathering, 20, state=State.REGISTERED)
        rows_of(gathering, 20, state=State.WAITING, first=20)
        crowd.all_at_once(port, [(f"/naive/promote/{row.token}/", {}) for row in inside])
    with pytest.raises(AssertionError, match="beside an empty place"):
        check_at_rest(gathering)
