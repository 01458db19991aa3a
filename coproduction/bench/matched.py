"""Who a piece of work could be for, asked two hundred times over everybody, reasons included: the slowest answer."""

import datetime as dt
import random
import time

import pgtrigger
from django.db import connection, transaction

from coproduction.bench.figures import Figure, at_most
from coproduction.bench.load import KINDS, copy, make_load
from meetings.models import Kind
from members.models import Membership, Person, Team
from members.permissions import Actor, Role
from projects import matching
from projects.models import Interests, Invitation, OpenTo, Opportunity, Project
from projects.models.interests import DayPart

TOPICS = ["courses", "recruitment", "leaflets", "gardens", "young people", "carers", "digital", "training"]
OPEN_TO = [OpenTo.ASKED, OpenTo.ADVISORY, OpenTo.CLIENTS]
BAR = 1.0  # a second each


def slowest(*, people: int, pieces: int, now: dt.datetime) -> Figure:
    """Seconds for the slowest of so many pieces of work, as the coordinator sees it, best matches first."""
    dice = random.Random(7)  # noqa: S311  (figures to measure with, not secrets)
    make_load(people=max(0, people - Person.objects.count()), activities=0, meetings=0, seed=7, now=now)
    work = _lay_out(pieces, dice, now)
    _said_and_asked(work, dice, now)
    jo = Actor(person=Person.objects.order_by("pk").first(), role=Role.COORDINATOR)
    times = []
    for each in work:
        began = time.perf_counter()
        found, _everybody = matching.matches(each, jo, now=now)
        times.append(time.perf_counter() - began)
        if not found or not all(one.reasons for one in found):
            raise RuntimeError(f"nobody fits {each.title}, or somebody fits without a reason")
    times.sort()
    note = f"{pieces} pieces of work, {people:,} people; half of them within {times[len(times) // 2]:.2f} s"
    return at_most("matching_slowest_seconds", times[-1], BAR, "seconds", note=note)


def _lay_out(pieces, dice, now):
    project, _ = Project.objects.get_or_create(
        title="What matching is measured with", team=Team.objects.order_by("pk").first(), started_on=now.date()
    )
    kinds = [Kind.objects.get(slug=slug) for slug, *_ in KINDS]
    return Opportunity.objects.bulk_create(
        Opportunity(
            project=project, title=f"Piece of work {number}", about_kind=dice.choice(kinds), places=2, mode="room",
            topics=dice.sample(TOPICS, 3), essential="patience", day_parts=[dice.choice(DayPart.values)],
            open_to=OPEN_TO[number % 3], answer_by=now.date(), closes_at=now, sent_at=now,
        )
        for number in range(pieces)
    )  # fmt: skip


def _said_and_asked(work, dice, now):
    """Every third is a member, every other said what they like, and everybody was asked to one of all those things."""
    ids, slugs = list(Person.objects.order_by("pk").values_list("pk", flat=True)), [slug for slug, *_ in KINDS]
    with transaction.atomic(), pgtrigger.ignore():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
        joined = set(Membership.objects.values_list("person", flat=True))  # the spreadsheet brought some in
        members = ((pk, "active", now.date(), now.date()) for pk in ids[::3] if pk not in joined)
        copy(Membership, ["person_id", "state", "since", "started_on"], members)
        said = (
            (pk, _array([dice.choice(slugs)]), _array(dice.sample(TOPICS, 2)), _array([dice.choice(TOPICS)]), now.isoformat())
            for pk in ids[::2]
        )  # fmt: skip
        copy(Interests, ["person_id", "kinds", "topics", "skills", "changed_at"], said)
        asked = ((work[pk % len(work)].pk, pk, _before(dice, now)) for pk in ids[:: max(2, len(work) // 20)])
        copy(Invitation, ["opportunity_id", "person_id", "invited_at"], asked)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _array(words):
    return "{" + ",".join(f'"{word}"' for word in words) + "}"


def _before(dice, now):
    return (now - dt.timedelta(days=dice.randrange(1, 500))).isoformat()
