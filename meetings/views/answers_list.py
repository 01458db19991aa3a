"""Who answered what, on a meeting's page: the list for those who may see answers, a page of it at a time."""

from django.urls import reverse

from meetings.flags import flags_at, ways_of_all
from meetings.models import Answer, MeetingState, Mode
from meetings.queries import people_of
from members.models.channel import Way
from members.permissions import Permission, can
from members.queries import access
from members.queries.often import Often
from members.rules.access import way_in_the_end
from members.web import paginate
from members.words import plural

WHO = {
    "": ("Everybody", None),
    "silent": ("No answer yet", Answer.SILENT),
    "yes": ("Yes", Answer.YES),
    "waiting": ("Waiting for a place", "waiting"),
    "maybe": ("Not sure", Answer.MAYBE),
    "no": ("Can't come", Answer.NO),
}
SHOWN = 15  # a whole Advisory Group
COLUMNS = [
    "pk", "answer", "mode", "place_no", "brings", "brings_turn", "answered_at", "different", "person_id",
    "person__name", "person__paused_at", "recorded_by__name", "way", "comes_back",
]  # fmt: skip
BEGINNING = Often(lambda meeting: people_of(meeting).values_list(*COLUMNS, named=True)[:SHOWN])
REACHED = {Way.EMAIL: "email", Way.PHONE: "telephone", Way.TEXT: "text message", Way.POST: "post"}


def shown(request, meeting, answers, *, now):
    """What `meetings/_people.html` draws; three queries: the rows, and what these people need (AIS-04)."""
    who = request.GET.get("who", "")
    who = who if who in WHO else ""
    if not who and request.GET.get("page", "1") == "1":
        people = BEGINNING.rows(meeting.pk)
    else:
        people = people_of(meeting, answer=WHO[who][1]).values_list(*COLUMNS, named=True)
    everybody = answers.asked if not who else None  # counted just now
    part = paginate(request, people, per_page=SHOWN, count=everybody)
    rows = list(part.object_list)
    flags = flags_at(meeting, ways_of_all(meeting, rows), actor=request.actor)
    only = access.only_ways([each.person_id for each in rows]) if rows else {}
    return {
        "people": part,
        "rows": [
            _row(each, flags.get(each.person_id, ()), only.get(each.person_id), moved_at=meeting.moved_at)
            for each in rows
        ],
        "who": who,
        "who_options": [(words, f"?who={name}#people", name == who) for name, (words, _) in WHO.items()],
        **_what_each_row_offers(meeting, request.actor, now=now),
    }


def _row(each, flags, only, *, moved_at):
    """One line in words, decided here: a template takes three times as long over the same choices."""
    tone, word = _answer_of(each)
    return {
        "pk": each.pk, "name": each.person__name, "flags": flags, "tone": tone, "word": word,
        "lines": [line for line in _beneath(each, moved_at=moved_at) if line],
        "different": each.different,
        "reached": "taking a break" if each.person__paused_at else _reached(each.way, only),
        "comes_back": each.comes_back and _reached(each.way, only) == REACHED[Way.EMAIL],
    }  # fmt: skip


def _reached(way, only):
    return REACHED[way_in_the_end(way, only)] if way else "no way known"


def _answer_of(each):
    if each.answer == Answer.YES:
        waits = each.place_no is None
        return "sun" if waits else "leaf", f"{'Waiting' if waits else 'Yes'}, {Mode(each.mode).label}"
    return ("plain" if each.answer else "sun"), Answer(each.answer).label


def _beneath(each, *, moved_at):
    """The soft words below an answer; an empty one where it does not hold."""
    yield f"noted by {each.recorded_by__name}" if each.recorded_by__name else ""
    yield "answered before it moved" if each.answered_at and moved_at and each.answered_at < moved_at else ""
    if each.brings:
        seats = plural(each.brings, "seat,seats")
        yield "waits for a seat beside them" if each.brings_turn else f"with {seats} beside them"


def _what_each_row_offers(meeting, actor, *, now):
    """Where each row's links begin, decided once for the page; empty where there is nothing to press."""
    to_come = meeting.state == MeetingState.PUBLISHED and meeting.starts_at > now
    changes = meeting.state != MeetingState.CANCELLED and meeting.ends_at > now
    notes = to_come and can(actor, Permission.ANSWER_FOR, within=meeting)
    takes_off = changes and can(actor, Permission.PLAN_MEETING, within=meeting)
    return {
        "note_at": reverse("meetings:answer_for", args=[0]).removesuffix("0/") if notes else "",
        "off_at": reverse("meetings:take_off", args=[0]).removesuffix("0/off/") if takes_off else "",
    }
