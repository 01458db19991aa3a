"""What pages, letters and the floors above ask about meetings. Lists here; numbers in `counting`, one answer in `standing`."""

from django.db.models import OuterRef, Q, Subquery

from meetings.counting import Answers, Places, answers_of, answers_of_many, places_of
from meetings.models import Answer, Attendance, Meeting, MeetingState, Rsvp
from meetings.rules import LONDON
from meetings.standing import Panel, Standing, panel, standing
from members.models import Channel
from members.models.channel import Purpose
from members.queries import names, reaching
from members.words import when

__all__ = [
    "Answers",
    "Panel",
    "Places",
    "Standing",
    "answers_of",
    "answers_of_many",
    "asked_of",
    "led_by",
    "named_coming",
    "names_of",
    "next_for",
    "panel",
    "people_of",
    "places_of",
    "said_yes_unmarked",
    "silent_invitees",
    "standing",
    "way_of",
]


def next_for(person, *, now) -> Rsvp | None:
    """The person's next meeting, with their answer."""
    return asked_of(person, now=now).first()


def asked_of(person, *, now):
    """Every meeting to come that the person is asked to, soonest first."""
    coming = Rsvp.objects.filter(
        person=person, meeting__state=MeetingState.PUBLISHED, meeting__ends_at__gt=now
    ).standing()
    return coming.select_related("meeting").order_by("meeting__starts_at", "pk")


def silent_invitees(now):
    """Who has not answered although the day to answer by has come, and may be rung: somebody should, not a machine."""
    silent = Rsvp.objects.filter(
        person__paused_at=None, person__died_on=None,
        answer=Answer.SILENT, meeting__state=MeetingState.PUBLISHED, meeting__starts_at__gt=now,
        meeting__answer_by__lte=now.astimezone(LONDON).date(),
    ).standing()  # fmt: skip
    return silent.select_related("meeting", "person").order_by("meeting__starts_at", "person__sort_name", "pk")


def said_yes_unmarked(meeting):
    """Whoever had said yes and has no mark in the register: whether they came, nobody has said."""
    marked = Attendance.objects.filter(meeting=meeting).values("person")
    yes = Rsvp.objects.filter(meeting=meeting, answer=Answer.YES).standing().exclude(person__in=marked)
    return yes.select_related("person").order_by("person__sort_name", "person_id")


def led_by(actor, *, now):
    """Meetings to come, drafts too, that this person leads or whose team is theirs; for the coordinator all."""
    coming = Meeting.objects.visible_to(actor).exclude(state=MeetingState.CANCELLED).filter(ends_at__gt=now)
    if not actor.knows_everybody:
        coming = coming.filter(Q(team_id__in=actor.team_ids) | Q(lead_id__in=actor.looks_after))
    return coming.order_by("starts_at", "pk")


def people_of(meeting, *, answer=None):
    """The list of a meeting by name, with how each is written to; `answer` may be one of Answer or "waiting"."""
    rows = Rsvp.objects.filter(meeting=meeting).standing()
    if answer == "waiting":
        rows = rows.filter(answer=Answer.YES, place_no=None)
    elif answer is not None:
        rows = rows.filter(answer=answer)
    ways = {"way": way_of(OuterRef("person")), "comes_back": way_of(OuterRef("person"), "not_arriving_since")}
    return rows.annotate(**ways).select_related("person", "recorded_by").in_order()


def named_coming(meeting, *, besides) -> list[str]:
    """First names of those who come and like other members to know it; one query. Nothing shows how many others there are."""
    coming = Rsvp.objects.filter(meeting=meeting, answer=Answer.YES, place_no__isnull=False).standing()
    return names.first_names(coming.exclude(person=besides).values("person"))


def way_of(person, what="way"):
    """The way somebody is written to about meetings, as the sender will choose it."""
    first = reaching.in_order(Channel.objects.filter(person=person), purpose=Purpose.MEETINGS)
    return Subquery(first.values(what)[:1])


def names_of(ids) -> dict[int, str]:
    """What staff read where a letter or a call is about a meeting."""
    rows = Meeting.objects.filter(pk__in=ids).values_list("pk", "title", "starts_at")
    return {pk: f"{title}, {when(starts_at)}" for pk, title, starts_at in rows}
