"""What a board counts from meetings that are over: who was reached, who answered, who came. It never selects who."""

from functools import partial

from django.db.models import BooleanField, Case, CharField, Count, Exists, F, IntegerField, OuterRef, Q, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, Substr

from coproduction.dashboards import counting_parts, kin
from coproduction.dashboards.counting import NEVER, InTime, Parts, chosen
from coproduction.dashboards.filters import Filter
from coproduction.dashboards.named import Named
from coproduction.dashboards.periods import Period, Span
from meetings.models import Answer, Attendance, Meeting, Rsvp
from members.models import Letter
from members.models.letter import LetterState
from members.permissions import Via

INVITATION = "meeting_invitation"
ABOUT = "meeting:"
ARRIVED = [LetterState.SENT, LetterState.UNCERTAIN]


def ended(span: Span | None, field: str) -> Q:
    """Meetings that ended in London days of the span; no span holds nothing."""
    if span is None:
        return NEVER
    start, end = span.instants
    return Q(**{f"{field}__gte": start, f"{field}__lt": end})


def over(now, prefix="") -> Q:
    """A meeting that took place: published, not cancelled, and ended by now."""
    return Q(**{f"{prefix}state": Meeting.State.PUBLISHED, f"{prefix}ends_at__lte": now})


def _level(filter, prefix=""):
    """The level its activity was logged with; before that, the usual one of its kind. Only where it is asked."""
    level = Coalesce(f"{prefix}activity__level", f"{prefix}kind__default_level")
    return {"level": level} if filter.by == "level" else {}


def answers(period: Period, filter: Filter, *, now) -> InTime | Parts | None:
    """Standing invitations to meetings that took place: reached, answered, yes, by somebody for them, came.

    Names with `_r` count only meetings whose register is closed.
    """
    asked = partial(_asked, now, filter)
    return _counted(
        asked,
        "meeting__ends_at",
        "level" if filter.by == "level" else f"meeting__{filter.by}",
        _answers(),
        period,
        filter,
    )


def registers(period: Period, filter: Filter, *, now) -> InTime | Parts | None:
    """Meetings that took place, those whose register is closed, and people who came without being asked."""

    def held(here):
        return Meeting.objects.filter(over(now)).filter(here).annotate(**_level(filter))

    if filter and isinstance(period, Named):  # registers are no people
        found = counting_parts.Stretches((period.live,), {period.slug: range(1)})
        return _of_parts(held, "ends_at", filter.by, _registers(), filter, found)
    return _counted(held, "ends_at", filter.by, _registers(), period, filter)


def _counted(found, field, cell, counts, period, filter):
    """Counted once in each stretch between two days on which anything begins or ends; what is longer is their sum."""
    if not filter:
        here = counting_parts.cut(kin.spans(period))
        rows = _by_stretch(found, field, {}, counts, here.spans)
        return InTime({span: _sum(rows, counts, run) for span, run in here.of.items()})
    if isinstance(period, Named):
        return None
    stretches = counting_parts.with_quarters(counting_parts.stretches(period))
    return _of_parts(found, field, cell, counts, filter, stretches)


def _of_parts(found, field, cell, counts, filter, stretches):
    rows = _by_stretch(found, field, {"cell": F(cell)}, counts, stretches.spans)
    made, runs = [], [*stretches.runs, *stretches.pieces]
    for each in sorted({row["cell"] for row in rows}, key=lambda cell: (cell is None, cell or 0)):
        mine = [row for row in rows if row["cell"] == each]
        made.append({"cell": each})
        for name in counts:
            alone = [0] * len(stretches.spans)
            for row in mine:
                alone[row["stretch"]] += row[name]
            made[-1] |= {(name, run): sum(alone[run.start : run.stop]) for run in runs}

    def nothing(value, found):
        return {"cell": value} | {(name, run): 0 for run in [*found.runs, *found.pieces] for name in counts}

    return chosen(made, filter.value, nothing, stretches, counted_by="asked" if "asked" in counts else "meetings")


def _by_stretch(found, field, cell, counts, stretches):
    whens = [When(**{f"{field}__lt": span.instants[1]}, then=at) for at, span in enumerate(stretches)]
    rows = found(ended(Span(stretches[0].first, stretches[-1].last), field))
    rows = rows.annotate(stretch=Case(*whens, output_field=IntegerField()))
    return list(rows.order_by().values("stretch", **cell).annotate(**counts))


def _sum(rows, counts, stretches):
    return {name: sum(row[name] for row in rows if row["stretch"] in stretches) for name in counts}


def _asked(now, filter, here):
    asked = Rsvp.objects.standing().filter(over(now, "meeting__")).filter(here)
    asked = asked.annotate(where_who=_key("meeting"), **_level(filter, "meeting__"))
    attended = Attendance.objects.filter(meeting=OuterRef("meeting"), person=OuterRef("person"), came=True)
    return asked.annotate(arrived=_arrived(), came=Exists(attended))


def _answers():
    answered = ~Q(answer=Answer.SILENT)
    register = Q(meeting__register_closed_at__isnull=False)
    return {
        "asked": Count("pk", filter=Q(arrived=True) | answered),
        "not_told": Count("pk", filter=Q(arrived=False, answer=Answer.SILENT)),
        "answered": Count("pk", filter=answered),
        "yes": Count("pk", filter=Q(answer=Answer.YES)),
        "for_them": Count("pk", filter=answered & Q(via=Via.DESK)),
        "asked_r": Count("pk", filter=register & (Q(arrived=True) | answered | Q(came=True))),
        "came_r": Count("pk", filter=register & Q(came=True)),
        "yes_r": Count("pk", filter=register & Q(answer=Answer.YES)),
        "yes_came_r": Count("pk", filter=register & Q(answer=Answer.YES, came=True)),
    }


def undelivered():
    """Invitations to meetings that failed, were withheld, came back, or still lie with somebody to ring or post."""
    return Letter.objects.filter(~Q(state__in=ARRIVED) | Q(bounced_at__isnull=False), kind=INVITATION)


def _key(meeting):
    return Concat(Cast(meeting, CharField()), Value(":"), Cast("person", CharField()), output_field=CharField())


def _arrived():
    """False when nobody answered, an invitation was noted and none arrived. Those are few, so they are asked as a set."""
    missing = undelivered().annotate(where_who=_key(Substr("about", len(ABOUT) + 1))).order_by().values("where_who")
    other = Letter.objects.filter(
        about=Concat(Value(ABOUT), Cast(OuterRef("meeting"), CharField()), output_field=CharField()),
        person=OuterRef("person"),
        kind=INVITATION,
        state__in=ARRIVED,
        bounced_at=None,
    )
    nothing = Q(answer=Answer.SILENT) & Q(where_who__in=missing) & ~Q(Exists(other))
    return Case(When(nothing, then=False), default=True, output_field=BooleanField())


def _registers():
    asked = Rsvp.objects.standing().filter(meeting=OuterRef("pk"), person=OuterRef("attendances__person"))
    simply_came = Q(attendances__is_walk_in=True, attendances__came=True) & ~Q(Exists(asked))
    closed = Q(register_closed_at__isnull=False)
    return {
        "meetings": Count("pk", distinct=True),
        "closed": Count("pk", distinct=True, filter=closed),
        "walk_ins": Count("attendances", distinct=True, filter=closed & simply_came),
    }
