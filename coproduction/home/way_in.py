"""What joining and leaving bring to the homes: whom to welcome, what a second person decides, what waits for me."""

from django.db.models import BigIntegerField, CharField, F, Value
from django.utils import timezone

from members import queries
from members.models import Enquiry, Membership
from members.queries import joining
from members.rules.joining import next_step_by


def to_welcome(*, now):
    """Lines of the way in and out that wait for us, or have waited too long; the one due first first."""
    lines = joining.pipeline(today=timezone.localdate(now))
    return [line for line in lines if line.waits_for != joining.THEM or line.is_late]


def to_look_at(actor):
    """Querysets for one question: enquiries a person should look at first, and stops that wait for a second person."""
    stops = joining.stops_waiting(actor).exclude(proposed_by=actor.person_id).select_related(None)
    nobody = Value(None, output_field=BigIntegerField())
    stops = stops.annotate(person_id=nobody, name=Value("", output_field=CharField()))
    return [_rows(Enquiry.objects.doubtful(), "enquiry", "received_at"), _rows(stops, "stop", "proposed_at")]


def _rows(found, sort, at):
    """The columns of `coproduction.home.support.to_do`."""
    nothing, kind = Value("", output_field=CharField()), Value(sort, output_field=CharField())
    return (
        found.order_by()
        .annotate(sort_of_row=kind, at=F(at), words=nothing)
        .values("id", "person_id", "name", "words", "at", row=F("sort_of_row"))
    )


def sorted_out(rows, *, now):
    """How many enquiries to look at, how many of them are past the day of our answer, and the stops to decide on."""
    asked = [timezone.localdate(row["at"]) for row in rows if row["row"] == "enquiry"]
    today = timezone.localdate(now)
    return {
        "doubtful": len(asked),
        "late": sum(next_step_by(Membership.State.ENQUIRY, since=day) < today for day in asked),
        "stops": [row["id"] for row in rows if row["row"] == "stop"],
    }


def mine(person):
    """For somebody on the way in: what waits for them. Empty for everybody else."""
    membership = queries.last_membership(person)
    if membership is None:
        return {}
    agreed = joining.agreed_by(membership)
    open_ticks = [tick for tick in joining.checklist(membership) if tick.by_person_at is None]
    return {"joining": membership, "open_ticks": len(open_ticks), "may_agree": "person" not in agreed}
