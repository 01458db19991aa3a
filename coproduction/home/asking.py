"""Asking for involvement, on homes: requests that wait, work to read, to settle, to finish and to tell; promises past their day."""

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from members import charity
from members.models import Membership
from members.models.charity import Module
from members.permissions import Role
from projects.models import Invitation, InvolvementRequest, OpenTo, Opportunity, Reply

FEW = 6
SORTS = ("request", "work_read", "work_open", "work_settle", "work_nobody", "work_over", "work_tell")
LATE = ("late_settle", "late_over", "late_tell")


def to_look_at(actor, *, now):
    """Querysets for `support.to_do`; for the name, how many there are of each sort. What is past its promised day stands
    with the promises alone."""
    today = timezone.localdate(now)
    work = Opportunity.objects.run_by(actor)
    in_time = work.exclude(pk__in=Opportunity.objects.owed(today=today).values("pk"))
    keen = Invitation.objects.filter(opportunity=OuterRef("pk"), answer__in=[Reply.YES, Reply.INTERESTED])
    waits = Exists(keen) & Q(told_at=None)
    rows = [
        _rows(work.owed(today=today), _what_is_late(waits), "hear_by"),
        _rows(in_time.closed(now=now).filter(waits), "work_settle", "closes_at"),
        _rows(work.wanted_by_nobody(now=now), "work_nobody", "closes_at"),
        _rows(in_time.over(now=now).exclude(waits), "work_over", "last_day"),
        _rows(in_time.filter(done_at__isnull=False, fed_back_at=None, cancelled_at=None), "work_tell", "hear_by"),
    ]
    if actor.role == Role.COORDINATOR:
        rows.append(_rows(InvolvementRequest.objects.waiting(), "request", "asked_at"))
        rows.append(_rows(_to_be_read(work, today=today), "work_read", "created_at"))
    else:
        rows.append(_rows(work.read_and_not_open(), "work_open", "checked_at"))
    return rows


def _to_be_read(work, *, today):
    whole = work.to_be_read(today=today)
    return whole.filter(recognition__isnull=False) if charity.has(Module.PAYMENTS) else whole


def _what_is_late(waits):
    """What somebody presses next, so that people hear: who does it, that it is done, or that they were told."""
    told = When(done_at__isnull=False, then=Value("late_tell"))
    return Case(told, When(waits, then=Value("late_settle")), default=Value("late_over"), output_field=CharField())


def _rows(found, sort, at):
    sort = sort if isinstance(sort, Case) else Value(sort, output_field=CharField())
    nobody, text = Value(None, output_field=BigIntegerField()), CharField()
    rows = found.order_by(F(at).asc(nulls_last=True), "pk").annotate(
        sort_of_row=sort, nobody_id=nobody, said_name=Cast(Window(Count("pk")), text),
        said_words=Cast("title", text), at=Cast(F(at), DateTimeField()),
    )  # fmt: skip
    return rows.values("id", "nobody_id", "said_name", "said_words", "at", row=F("sort_of_row"))[:FEW]


def sorted_out(rows):
    """The first few of each, and how many requests more there are; `late` and `late_more`: promises past their day."""
    found = {sort: [row for row in rows if row["row"] == sort] for sort in SORTS}
    late = [row for row in rows if row["row"] in LATE]
    return {
        **found,
        "any": any(found.values()),
        "more": _more(found["request"]),
        "late": late,
        "late_more": _more(late),
    }


def _more(few):
    return int(few[0]["name"]) - len(few) if few else 0


def open_to(person, *, today):
    """A column for the one question a member's home asks about what is theirs: how many pieces of work they could join."""
    asked = Invitation.objects.filter(person=OuterRef(person), opportunity=OuterRef("pk"))
    member = Membership.objects.active().filter(person=OuterRef(person))
    to_all = Q(open_to__in=[OpenTo.CLIENTS, OpenTo.PUBLIC])
    found = Opportunity.objects.filter(sent_at__isnull=False, cancelled_at=None, closes_at__gt=today, told_at=None)
    found = found.filter(to_all | Q(open_to=OpenTo.ADVISORY) & Exists(member)).exclude(Exists(asked))
    many = found.order_by().annotate(one=Value(1)).values("one").annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(many), 0)
