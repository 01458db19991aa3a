"""D24: waves of twenty pieces of work, three planners and two workers at once, people answering meanwhile.

Nobody is asked twice, nobody more often than they wish, and nobody once it is full; whose letter had not left by then is
counted as not asked. Long form: 5,000 invitations.
"""

import random
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Count
from django.utils import timezone

from members.models import Channel, Letter, Person
from members.models.person import sort_key
from members.permissions import by_link
from members.post import delivery
from projects import waves
from projects.actions import asking
from projects.actions.waving import MOST_AT_ONCE
from projects.emails import FULL
from projects.models import Interests, Invitation, Outcome, Turn, Waves
from tests import factories as make
from tests.drills import harness

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
WORKS = 20
QUEUE = 600 if harness.FULL else 24  # turns of each piece of work
PEOPLE = 3000 if harness.FULL else 100
SIZE, DAYS = (50, 11) if harness.FULL else (4, 4)
PLACES = 4


def laid_out(now, dice):
    """Twenty open pieces of work with a queue each; a third of the people has a limit; half of the works have few places."""
    project = make.project(purpose="To try", intended_difference="It holds")
    people = Person.objects.bulk_create(
        Person(name=f"Person {n}", sort_name=sort_key(f"Person {n}"), username=f"wave{n}") for n in range(PEOPLE)
    )
    Channel.objects.bulk_create(
        Channel(person=p, way="email", address=f"{p.username}@example.org", rank=1, purpose="everything")
        for p in people
    )
    limits = {p.pk: dice.choice([1, 2, 3]) for p in dice.sample(people, PEOPLE // 3)}
    Interests.objects.bulk_create(
        Interests(person_id=pk, most_a_month=most, changed_at=now) for pk, most in limits.items()
    )
    works = []
    for n in range(WORKS):
        work = make.opportunity(project, title=f"Work {n}", days=60, places=PLACES if n % 2 else None)
        works.append(work)
        queue = dice.sample(people, QUEUE)
        Turn.objects.bulk_create(Turn(opportunity=work, person=p, place=i) for i, p in enumerate(queue, start=1))
        Waves.objects.create(opportunity=work, size=SIZE, days=1, next_at=now, started_at=now)
    return works, limits


def at_once(*jobs):
    """Each in a thread and with a connection of its own; whatever goes wrong in one fails the drill."""
    wrong, gate = [], threading.Barrier(len(jobs))

    def run(job):
        try:
            gate.wait()
            job()
        except Exception as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=540)
    assert wrong == []


def full_by_now(work, when_full):
    """Once as many said yes as there are places: how many were asked by then, and how many letters had left or were leaving."""
    yes = Invitation.objects.filter(opportunity=work, answer="yes").count()
    if yes >= PLACES and work not in when_full:
        gone = Letter.objects.filter(about=f"opportunity:{work}", kind="work_invitation", state__in=["sent", "sending"])
        when_full[work] = (Invitation.objects.filter(opportunity=work).count(), gone.count())


def answer_yes(works, chance, when_full):
    """A few of those who were asked to the works with few places say yes."""
    silent = list(Invitation.objects.filter(answer="", opportunity__in=works[1::2]).order_by("pk")[:200])
    for invitation in chance.sample(silent, min(4, len(silent))):
        asking.answer(invitation=invitation, answer="yes", actor=by_link(invitation.person), now=timezone.now())
        full_by_now(invitation.opportunity_id, when_full)


def played(works, now):
    """Three planners through all days, two workers, and people who answer meanwhile. Returns when each became full."""
    when_full, over, left = {}, threading.Event(), [3]

    def planner():
        for day in range(DAYS):
            for _ in range(WORKS // MOST_AT_ONCE):  # as many ticks as it takes
                waves.plan_due(now=now + timedelta(days=day, minutes=1))
        left[0] -= 1
        if not left[0]:
            over.set()

    def worker():
        while not over.is_set():
            delivery.deliver_due(now=now + timedelta(days=DAYS))

    def people():
        chance = random.Random(4)
        while not over.is_set():
            answer_yes(works, chance, when_full)

    at_once(planner, planner, planner, worker, worker, people)
    end = now + timedelta(days=DAYS)
    while len(when_full) < WORKS // 2:  # those that are not full yet become so; the clock goes on asking
        answer_yes(works, random.Random(7), when_full)
    at_once(
        *[lambda: waves.plan_due(now=end + timedelta(minutes=2))] * 3,
        lambda: delivery.deliver_due(now=end + timedelta(hours=1)),
    )
    waves.not_asked_after_all(now=end + timedelta(hours=2))
    return when_full


@harness.LONGER
def test_three_planners_ask_nobody_twice_nobody_too_often_and_nobody_once_it_is_full():
    now, dice = timezone.now(), random.Random(21)
    works, limits = laid_out(now, dice)
    when_full = played(works, now)
    rows, letters = Invitation.objects.filter(opportunity__in=works), Letter.objects.filter(kind="work_invitation")
    asked = dict(rows.asked().order_by().values("person").annotate(n=Count("pk")).values_list("person", "n"))
    assert rows.count() == rows.values("opportunity", "person").distinct().count() == letters.count()
    assert {pk: asked[pk] for pk, most in limits.items() if asked.get(pk, 0) > most} == {}
    for work, (invited, gone) in when_full.items():
        mine = letters.filter(about=f"opportunity:{work}")
        assert rows.filter(opportunity=work).count() == invited, "somebody was asked after it was full"
        assert mine.filter(state="sent").count() <= gone, "a letter left after it was full"
        late = mine.filter(state="withheld", reason=FULL).values_list("facts", flat=True)
        outcomes = rows.filter(pk__in=[facts["invitation"] for facts in late], answer="").values_list(
            "outcome", flat=True
        )
        assert set(outcomes) <= {Outcome.NOT_ASKED}
    harness.report(
        "d24", invitations=rows.count(), works=WORKS, full=len(when_full), twice=0, above_limit=0, after_full=0
    )


@pytest.mark.control
def test_the_drill_notices_planners_that_do_not_hold_what_they_count(monkeypatch):
    """The negative control: without holding anything, three planners pass somebody's limit sooner or later."""
    from django.db.models.query import QuerySet

    now = timezone.now()
    for seed in range(8):
        works, limits = laid_out(now, random.Random(seed))
        with monkeypatch.context() as without:
            without.setattr(QuerySet, "select_for_update", lambda rows, **_: rows)
            try:
                at_once(*[lambda: waves.plan_due(now=now + timedelta(minutes=1))] * 3)
            except AssertionError:
                return  # asked twice: Postgres itself said no
        rows = Invitation.objects.filter(opportunity__in=works).order_by()
        asked = dict(rows.values("person").annotate(n=Count("pk")).values_list("person", "n"))
        if any(asked.get(pk, 0) > most for pk, most in limits.items()):
            return
        for model in (Letter, Invitation, Turn, Waves, Interests):
            model.objects.all().delete()
        Person.objects.filter(username__startswith="wave").delete()
    pytest.fail("Nobody ever met, so this drill proves nothing.")
