"""What access puts on homes: what is left to arrange, passports to look at again, and whether we got it right."""

from datetime import timedelta

from django.db.models import BigIntegerField, CharField, Count, DateTimeField, F, Min, OuterRef, Subquery, Value
from django.db.models.functions import Cast
from django.utils import timezone

from meetings import provided
from meetings.models import Meeting, Progress, Provision
from members.models import AccessPassport, Person
from members.permissions import Role
from members.queries import access
from members.queries.often import Often


def to_arrange(actor, *, now):
    """Querysets for `support.to_do`: meetings with something still to arrange, single needs somebody sees to at a meeting
    that is not theirs, and passports that are overdue."""
    waits = Provision.objects.filter(state=Progress.REQUESTED, meeting__starts_at__gt=now)
    mine = waits.on_their_lists(actor)
    of_one = mine.filter(meeting=OuterRef("pk")).order_by().values("meeting")
    meetings = Meeting.objects.filter(pk__in=mine.order_by().values("meeting")).annotate(
        first=Subquery(of_one.annotate(n=Min("due_on")).values("n")), left=Subquery(of_one.annotate(n=Count("pk")).values("n"))
    )  # fmt: skip
    nobody = Value(None, output_field=BigIntegerField())
    meetings = meetings.annotate(person_id=nobody, name=Cast("left", CharField()), words=Cast("title", CharField()))
    rows = [_rows(meetings, "arrange", "first")]
    if actor.role == Role.STAFF:
        alone = waits.one_by_one(actor).annotate(
            nobody=nobody, name=F("meeting__title"), words=Value("", output_field=CharField())
        )
        rows.append(_rows(alone, "one need", "due_on", person="nobody"))
    if actor.role == Role.COORDINATOR:
        due = access.to_review(day=timezone.localdate(now), within=timedelta(0)).select_related(None)
        due = due.annotate(name=F("person__name"), words=Value("", output_field=CharField()))
        rows.append(_rows(due, "passport", "review_on"))
    return rows


def _rows(found, sort, at, *, person="person_id"):
    """The columns of `coproduction.home.support.to_do`."""
    kind = Value(sort, output_field=CharField())
    found = found.order_by().defer(None).annotate(sort_of_row=kind, at=Cast(at, DateTimeField()))
    return found.values("id", person, "name", "words", "at", row=F("sort_of_row"))


def sorted_out(rows):
    """The meetings, with the number left as `name`, the single needs, with the meeting's title as it, and the passports."""
    return {
        "one_by_one": [row for row in rows if row["row"] == "one need"],
        "to_arrange": [row for row in rows if row["row"] == "arrange"],
        "passports": [row for row in rows if row["row"] == "passport"],
    }


def _mine(person, now):
    asked = provided.to_be_asked(now=now).filter(person=OuterRef("pk")).order_by("-meeting__ends_at", "-pk")
    passport = AccessPassport.objects.filter(person=OuterRef("pk"))
    return Person.objects.filter(pk=person).annotate(
        review_on=Subquery(passport.values("review_on")[:1]), meeting=Subquery(asked.values("meeting")[:1]),
        title=Subquery(asked.values("meeting__title")[:1]), starts_at=Subquery(asked.values("meeting__starts_at")[:1]),
    ).values_list("review_on", "meeting", "title", "starts_at")  # fmt: skip


MINE = Often(_mine)


def of_mine(person, *, now):
    """For a member: the meeting to say how it was, and whether we should ask what they need. One question."""
    [row] = MINE.rows(person.pk, now)
    today = timezone.localdate(now)
    never = row.review_on is None
    return {
        "asked_right": row if row.meeting else None,
        "ask_needs": never or row.review_on <= today,
        "never_asked": never,
    }
