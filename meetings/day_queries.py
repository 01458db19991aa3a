"""What pages ask about the day of a gathering."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Q

from meetings.models import BudgetLine, PlanningMember, RegistrationState, SpeakerTalk, TableNote

ON_THE_LIST = [RegistrationState.REGISTERED, RegistrationState.OFFERED]


def programme(gathering) -> list:
    """Parts of the day in order, each with its speakers; two queries."""
    return list(gathering.sessions.in_order().prefetch_related("speakers"))


def expected(gathering):
    """Whom the door looks out for: everybody with a place, and everybody who came, by name."""
    there = Q(state__in=ON_THE_LIST) | Q(came_at__isnull=False)
    return gathering.registrations.filter(there).exclude(name="").by_name()


def short_name(name) -> str:
    """ "Sam O.": what a phone at the door may know."""
    words = name.split()
    if len(words) < 2:
        return name
    last = words[-1] if not words[-1].startswith("(") else (words[-2] if len(words) > 2 else "")
    return f"{words[0]} {last[:1]}." if last else name


def door_rows(gathering) -> list[dict]:
    """The short-lived list of a phone: number on the printed list, short name, whether they are in."""
    rows = expected(gathering).values_list("pk", "place_no", "name", "came_at")
    return [
        {"id": pk, "number": number, "name": short_name(name), "came": came_at is not None}
        for pk, number, name, came_at in rows
    ]


@dataclass(frozen=True)
class Money:
    """What a budget comes to; `real` counts the planned sum of a line that is not known yet."""

    planned_out: Decimal
    planned_in: Decimal
    real_out: Decimal
    real_in: Decimal
    is_known: bool  # at least one of them is what it really was

    @property
    def planned_left(self):
        return self.planned_in - self.planned_out

    @property
    def real_left(self):
        return self.real_in - self.real_out


def money(lines) -> Money:
    """Sums of the budget lines of one gathering."""
    sums = {(money, which): Decimal(0) for money in BudgetLine.Money for which in ("planned", "real")}
    known = False
    for line in lines:
        known = known or line.real is not None
        sums[line.money, "planned"] += line.planned
        sums[line.money, "real"] += line.planned if line.real is None else line.real
    out, into = BudgetLine.Money.OUT, BudgetLine.Money.IN
    return Money(sums[out, "planned"], sums[into, "planned"], sums[out, "real"], sums[into, "real"], known)


def plans_with(actor, *, now) -> list[PlanningMember]:
    """The gatherings this person of a partner plans along, the next first and those that are over last; for their home."""
    own = PlanningMember.objects.filter(person_id=actor.person_id, until=None).select_related("gathering")
    return sorted(own.order_by("gathering__starts_at", "pk"), key=lambda each: each.gathering.ends_at < now)


def talks_to_hold(actor):
    """Talks with speakers that wait for this person, soonest first."""
    return (
        SpeakerTalk.objects.open()
        .filter(owner_id__in=actor.looks_after)
        .select_related("speaker__gathering")
        .soonest_first()
    )


def themes_of_tables(gathering) -> list[tuple[str, int]]:
    """What people talked about at the tables, most notes first. Notes are no people, so the count is exact.

    It stands on a public page, so only what the table said may be repeated, and somebody has looked at.
    """
    public = TableNote.objects.ready().filter(may_use=TableNote.MayUse.QUOTE)
    notes = public.filter(table__gathering=gathering).exclude(theme="")
    counted = Counter(theme.strip() for theme in notes.values_list("theme", flat=True))
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0].casefold()))


def tables_with_notes(gathering):
    """Tables by number, each with how many notes it has."""
    return (
        gathering.tables.annotate(
            noted=Count("notes", filter=Q(notes__removed_at=None)),
            code=F("day_code__code"),
            ready=Count("notes", filter=Q(notes__removed_at=None, notes__is_ready=True)),
        )
        .select_related("session", "facilitator")
        .order_by("number", "pk")
    )


def maybe_the_same(gathering) -> list[tuple]:
    """(walk-in, somebody on the list who has not come) with the same first name: maybe one person."""
    waiting = {}
    for each in gathering.registrations.filter(came_at=None, state__in=ON_THE_LIST).exclude(came_by="door").by_name():
        waiting.setdefault(each.first_name.casefold(), []).append(each)
    walked_in = list(gathering.registrations.came().filter(came_by="door").by_name())
    pairs = [(walk_in, other) for walk_in in walked_in for other in waiting.get(walk_in.first_name.casefold(), [])]
    for walk_in in walked_in:  # the same name at two doors
        if walk_in.name.endswith(")"):
            plain = walk_in.name.rpartition(" (")[0]
            pairs += [(walk_in, other) for other in walked_in if other.name == plain]
    return pairs
