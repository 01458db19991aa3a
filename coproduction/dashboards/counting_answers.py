"""What a board counts from meetings that are over: who was reached, who answered, who came. It never selects who."""

from django.db.models import BooleanField, Case, CharField, Count, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, Substr

from coproduction.dashboards.counting import NEVER, Rows, by_cell, by_sibling, nothing, spans
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


def answers(period: Period, filter: Filter, *, now) -> Rows:
    """Standing invitations to meetings that took place: reached, answered, yes, by somebody for them, came.

    Names with `_r` count only meetings whose register is closed.
    """
    if isinstance(period, Named):
        if filter:
            return nothing(_answers("", NEVER))
        asked = _asked(now, filter, ended(period.reach, "meeting__ends_at"))
        return by_sibling(asked, period=period, counts=lambda s, span: _answers(s, ended(span, "meeting__ends_at")))
    this, before = (ended(span, "meeting__ends_at") for span in spans(period, filter))
    counts = _answers("", this) | _answers("_before", before)
    field = "level" if filter.by == "level" else f"meeting__{filter.by}"
    return by_cell(_asked(now, filter, this | before), field=field, filter=filter, counts=counts)


def _asked(now, filter, here):
    asked = Rsvp.objects.standing().filter(over(now, "meeting__")).filter(here)
    asked = asked.annotate(where_who=_key("meeting"), **_level(filter, "meeting__"))
    attended = Attendance.objects.filter(meeting=OuterRef("meeting"), person=OuterRef("person"), came=True)
    return asked.annotate(arrived=_arrived(), came=Exists(attended))


def _answers(suffix, here):
    answered = here & ~Q(answer=Answer.SILENT)
    register = here & Q(meeting__register_closed_at__isnull=False)
    return {
        f"asked{suffix}": Count("pk", filter=here & (Q(arrived=True) | ~Q(answer=Answer.SILENT))),
        f"not_told{suffix}": Count("pk", filter=here & Q(arrived=False, answer=Answer.SILENT)),
        f"answered{suffix}": Count("pk", filter=answered),
        f"yes{suffix}": Count("pk", filter=here & Q(answer=Answer.YES)),
        f"for_them{suffix}": Count("pk", filter=answered & Q(via=Via.DESK)),
        f"asked_r{suffix}": Count("pk", filter=register & (Q(arrived=True) | ~Q(answer=Answer.SILENT) | Q(came=True))),
        f"came_r{suffix}": Count("pk", filter=register & Q(came=True)),
        f"yes_r{suffix}": Count("pk", filter=register & Q(answer=Answer.YES)),
        f"yes_came_r{suffix}": Count("pk", filter=register & Q(answer=Answer.YES, came=True)),
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


def registers(period: Period, filter: Filter, *, now) -> Rows:
    """Meetings that took place, those whose register is closed, and people who came without being asked."""
    is_row = isinstance(period, Named) and not filter
    this, before = (period.live, None) if isinstance(period, Named) else spans(period, filter)
    here = ended(period.reach, "ends_at") if is_row else ended(this, "ends_at") | ended(before, "ends_at")
    meetings = Meeting.objects.filter(over(now)).filter(here).annotate(**_level(filter))
    if is_row:
        return by_sibling(meetings, period=period, counts=_registers)
    counts = _registers("", this) | _registers("_before", before)
    return by_cell(meetings, field=filter.by, filter=filter, counts=counts)


def _registers(suffix, span):
    here = ended(span, "ends_at")
    asked = Rsvp.objects.standing().filter(meeting=OuterRef("pk"), person=OuterRef("attendances__person"))
    simply_came = Q(attendances__is_walk_in=True, attendances__came=True) & ~Q(Exists(asked))
    closed = here & Q(register_closed_at__isnull=False)
    return {
        f"meetings{suffix}": Count("pk", distinct=True, filter=here),
        f"closed{suffix}": Count("pk", distinct=True, filter=closed),
        f"walk_ins{suffix}": Count("attendances", distinct=True, filter=closed & simply_came),
    }
