"""Asking for involvement, on homes: requests that wait for the coordinator, work to read, and what is to be settled or told."""

from django.db.models import (
    BigIntegerField,
    CharField,
    Count,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
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
SORTS = ("request", "work_read", "work_open", "work_settle", "work_tell")


def to_look_at(actor, *, now):
    """Querysets for `support.to_do`; for the name, how many there are of each sort."""
    work = Opportunity.objects.visible_to(actor)
    closed = work.closed(now=now)
    keen = Invitation.objects.filter(opportunity=OuterRef("pk"), answer__in=[Reply.YES, Reply.INTERESTED])
    to_tell = work.filter(done_at__isnull=False, fed_back_at=None, cancelled_at=None)
    rows = [
        _rows(closed.filter(Exists(keen), told_at=None), "work_settle", "closes_at"),
        _rows(to_tell, "work_tell", "hear_by"),
    ]
    if actor.role == Role.COORDINATOR:
        rows.append(_rows(InvolvementRequest.objects.waiting(), "request", "asked_at"))
        rows.append(_rows(_to_be_read(work, today=timezone.localdate(now)), "work_read", "created_at"))
    else:
        rows.append(_rows(work.read_and_not_open(), "work_open", "checked_at"))
    return rows


def _to_be_read(work, *, today):
    whole = work.to_be_read(today=today)
    return whole.filter(recognition__isnull=False) if charity.has(Module.PAYMENTS) else whole


def _rows(found, sort, at):
    nobody, text = Value(None, output_field=BigIntegerField()), CharField()
    rows = found.order_by(F(at).asc(nulls_last=True), "pk").annotate(
        sort_of_row=Value(sort, output_field=text), nobody_id=nobody, said_name=Cast(Window(Count("pk")), text),
        said_words=Cast("title", text), at=Cast(F(at), DateTimeField()),
    )  # fmt: skip
    return rows.values("id", "nobody_id", "said_name", "said_words", "at", row=F("sort_of_row"))[:FEW]


def sorted_out(rows):
    """The first few of each, and how many requests more there are."""
    found = {sort: [row for row in rows if row["row"] == sort] for sort in SORTS}
    more = int(found["request"][0]["name"]) - len(found["request"]) if found["request"] else 0
    return {**found, "more": more} if any(found.values()) else {}


def open_to(person, *, today):
    """A column for the one question a member's home asks about what is theirs: how many pieces of work they could join."""
    asked = Invitation.objects.filter(person=OuterRef(person), opportunity=OuterRef("pk"))
    member = Membership.objects.active().filter(person=OuterRef(person))
    to_all = Q(open_to__in=[OpenTo.CLIENTS, OpenTo.PUBLIC])
    found = Opportunity.objects.filter(sent_at__isnull=False, cancelled_at=None, closes_at__gt=today, told_at=None)
    found = found.filter(to_all | Q(open_to=OpenTo.ADVISORY) & Exists(member)).exclude(Exists(asked))
    many = found.order_by().annotate(one=Value(1)).values("one").annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(many), 0)
